"""The public functions: what they take and what they give back."""

import subprocess
import sys
from pathlib import Path

import pytest
from made_runs import a_run_of

import promptkit as pk
from promptkit.errors import ClipError, MissingExtra, UnknownName, UsageError
from promptkit.providers.simulator import simulate

BEACH = "A woman in a white dress standing on a beach."


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    shot = pk.Shot(id="x", prompt=BEACH, duration=0.5)
    return simulate(shot, tmp_path_factory.mktemp("clips") / "x.mp4", width=160, height=90)


def rules(linted):
    return {finding.rule for finding in linted.findings}


def test_lint_takes_a_prompt():
    """A string is a prompt, never a path."""
    (linted,) = pk.lint(BEACH, target="kling-2.6", duration=10)
    assert {"static-description", "missing-negative"} <= rules(linted)
    assert (linted.shot.target, linted.shot.duration) == ("kling-2.6", 10)


@pytest.mark.parametrize("name", ["a.txt", "plans/shots.CSV", "beach", "two words.txt"])
@pytest.mark.parametrize("function", [pk.lint, pk.rewrite, pk.scene])
def test_the_name_of_a_file_is_no_prompt(tmp_path, monkeypatch, function, name):
    """A file or folder that is there, or one word that ends as files of shots do, is refused: it is to be read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "beach").mkdir()
    (tmp_path / "two words.txt").write_text("A cat runs.\n")

    with pytest.raises(UsageError, match=r"is the name of a file, and a str is always a prompt"):
        function(name)


def test_one_name_is_a_name_and_no_row_of_letters(clip, tmp_path):
    """Wherever several names or files are taken, a text is one of them."""
    rule = tmp_path / "house.yaml"
    rule.write_text("rules:\n  - name: no-beach\n    message: leave it out\n    avoid: [beach]\n")

    assert rules(pk.lint(BEACH, select="static-description")[0]) == {"static-description"}
    assert "static-description" not in rules(pk.lint(BEACH, ignore="motion")[0])
    assert "no-beach" in rules(pk.lint(BEACH, rule_files=str(rule))[0])
    assert [*pk.score(str(clip), metrics="motion")[0].scores] == ["motion"]
    with pytest.raises(UsageError, match=r"^gone\.png: there is no such reference image"):
        pk.score(clip, metrics="motion", references="gone.png")


def test_a_prompt_may_end_like_a_file():
    """Words that end in the name of a file are a prompt, where no such file is."""
    assert pk.lint("A man types into readme.txt", select=["hype-words"])[0].findings == ()


def test_lint_takes_files_shots_and_several_of_them(tmp_path):
    """In the order given; what a shot says itself is kept."""
    (tmp_path / "two.txt").write_text("A cat sleeps.\nA dog runs.\n", encoding="utf-8")
    shot = pk.Shot(id="mine", prompt="A bird sings.", duration=5)
    linted = pk.lint([tmp_path / "two.txt", shot, "A fish swims."], duration=8)
    assert [one.shot.prompt for one in linted] == ["A cat sleeps.", "A dog runs.", "A bird sings.", "A fish swims."]
    assert [one.shot.duration for one in linted] == [8, 8, 5, 8]


def test_a_resolution_is_filled_in_and_judged():
    """What the model does not sell is said, of a shot that gives no resolution; with `override` of every shot."""
    shot = pk.Shot(id="mine", prompt="A bird sings.", resolution="720p")
    given = {"target": "veo-3.1", "resolution": "333p", "select": ["resolution"]}

    assert [rules(one) for one in pk.lint([BEACH, shot], **given)] == [{"resolution"}, set()]
    assert [rules(one) for one in pk.lint([BEACH, shot], **given, override=True)] == [{"resolution"}] * 2
    assert pk.rewrite(BEACH, resolution="720p")[0].shot.resolution == "720p"


def test_lint_selects_and_ignores():
    """By rule or family."""
    assert {finding.family for finding in pk.lint(BEACH, select=["motion"])[0].findings} == {"motion"}
    with pytest.raises(UnknownName, match="did you mean"):
        pk.lint(BEACH, ignore=["static-descripton"])


def test_what_is_no_prompt_is_refused():
    """A number is a mistake."""
    with pytest.raises(UsageError, match="got int"):
        pk.lint([3])


def test_rewrite_gives_variants_of_each():
    """Up to n a shot, all different."""
    made = pk.rewrite([BEACH], n=2)
    assert len({one.shot.prompt for one in made}) == len(made) == 2
    assert all(one.original.prompt == BEACH for one in made)


def test_scene_reads_one_prompt():
    """The element that moves is found."""
    assert [element.what.text for element in pk.scene("A dog runs.").elements] == ["dog"]


def test_score_takes_one_clip_or_several(clip):
    """Always a list."""
    (one,) = pk.score(clip, metrics=["motion"])
    assert one.scores["motion"].value > 0
    assert [found.clip.path for found in pk.score([clip, str(clip)], metrics=["motion"])] == [clip, clip]


def test_score_keeps_a_run(clip, tmp_path):
    """With a folder the run is returned, as a frame too."""
    run = pk.score([clip], run=tmp_path / "run", metrics=["motion"])
    assert run.frame()[["case", "metric", "status"]].to_numpy().tolist() == [["x", "motion", "scored"]]


def test_score_raises_for_a_clip_that_cannot_be_read_after_scoring_the_rest(clip, tmp_path):
    """Nothing that could be measured is lost, and nothing unreadable is passed over."""
    broken = tmp_path / "broken.mp4"
    broken.write_text("no video")
    with pytest.raises(ClipError, match=r"broken\.mp4"):
        pk.score([broken, clip], run=tmp_path / "run", metrics=["motion"])
    assert list(pk.read_run(tmp_path / "run").entries) == ["x"]


def test_compare_and_report_take_runs_or_folders(tmp_path):
    """Both ways lead to the same."""
    a = a_run_of(tmp_path / "a", "flicker", dict.fromkeys("xyz", 1.0))
    b = a_run_of(tmp_path / "b", "flicker", {"x": 2.0, "y": 2.1, "z": 1.9})
    found = pk.compare(a, tmp_path / "b", margins={"flicker": 0.1})
    assert found.verdict == pk.compare(a, b, margins={"flicker": 0.1}).verdict == "worse"
    assert found.sentence in pk.report(found, tmp_path / "r.html").read_text(encoding="utf-8")
    assert pk.report(str(tmp_path / "a"), tmp_path / "pages" / "one.html", shots=["A cat."]).exists()


@pytest.mark.usefixtures("from_nowhere")
@pytest.mark.parametrize("call", [lambda: pk.score("x.mp4"), lambda: pk.compare("a", "b"), lambda: pk.report("a")])
def test_without_the_video_half_the_pip_line_is_given(call, monkeypatch):
    """Never a bare ModuleNotFoundError."""
    monkeypatch.setattr("promptkit.extras.find_spec", lambda _: None)
    with pytest.raises(MissingExtra, match=r"pip install 'av\b"):
        call()


def test_public_functions_stay_functions_whatever_is_imported():
    """Several share their name with the module behind them; importing that module must not take their place."""
    code = """
import promptkit.lint, promptkit.score, promptkit.report, promptkit.scene
import promptkit
from promptkit.compare import compare_runs
from promptkit.rewrite import rewrite_shot
for name in promptkit.__all__:
    assert callable(getattr(promptkit, name)), name
    assert callable(getattr(promptkit, name)), name
assert promptkit.lint is promptkit.lint
from promptkit import lint
assert lint("A cat on a mat.")
from promptkit.lint import lint as rules
assert rules is not lint
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_public_function_is_documented():
    """`help(pk.lint)` answers."""
    for name in pk.__all__:
        assert (getattr(pk, name).__doc__ or "").strip(), name


def test_a_path_that_is_no_shot_file_is_refused(tmp_path):
    """The message is the reader's."""
    with pytest.raises(UsageError, match=r"absent\.yaml"):
        pk.lint(Path(tmp_path / "absent.yaml"))


@pytest.mark.parametrize("function", [pk.lint, pk.rewrite, pk.scene])
@pytest.mark.parametrize("given", [5, None, {"prompt": "A cat"}, b"A cat", [None]])
def test_what_stands_for_no_shot_is_refused_in_plain_words(function, given):
    """A number, nothing, a table, bytes: the error says what is expected, and what was got."""
    with pytest.raises(UsageError, match=r"expected a prompt \(str\), a file or folder \(Path\), a Shot, or a list of"):
        function(given)


@pytest.mark.parametrize("function", [pk.lint, pk.rewrite, pk.scene])
def test_errors_name_no_option_of_a_command(tmp_path, function):
    """An empty prompt and a file that is not there, in words for Python."""
    with pytest.raises(UsageError, match="the prompt is empty; write what the clip is to show"):
        function(" ")
    with pytest.raises(UsageError, match=r"no such file; check the path$"):
        function(tmp_path / "none.txt")


def test_scene_takes_what_lint_takes(tmp_path):
    """One scene of a prompt or a shot; of a folder, a file or several of these a list, one a shot."""
    (tmp_path / "two.txt").write_text("A cat runs.\nA dog runs.\n")
    shot = pk.Shot(id="mine", prompt="A bird flies.")

    assert pk.scene(shot) == pk.scene("A bird flies.") == pk.scene(prompt="A bird flies.")
    assert [one.prompt for one in pk.scene(tmp_path)] == ["A cat runs.", "A dog runs."]
    assert [one.prompt for one in pk.scene([shot, tmp_path / "two.txt", "A fish swims."])][::3] == [
        "A bird flies.",
        "A fish swims.",
    ]


def test_options_may_outweigh_shots(tmp_path):
    """With `override`, target, duration, mode and negative hold for shots and files that say otherwise."""
    (tmp_path / "a.yaml").write_text("- {prompt: A cat runs., target: veo-3.1, mode: std}\n")
    shot = pk.Shot(id="s", prompt="A dog runs.", target="veo-3.1", duration=8)

    for function in (pk.lint, pk.rewrite):
        kept = function([tmp_path / "a.yaml", shot], target="kling-3.0", mode="pro")
        changed = function([tmp_path / "a.yaml", shot], target="kling-3.0", mode="pro", override=True)
        assert [(one.shot.target, one.shot.mode) for one in kept] == [("veo-3.1", "std"), ("veo-3.1", "pro")]
        assert [(one.shot.target, one.shot.mode) for one in changed] == [("kling-3.0", "pro")] * 2


def test_print_shows_the_text_of_the_command_line():
    """Findings with their marks and counts, a rewrite before and after, a scene; they are lists as before."""
    linted, rewritten = pk.lint("A cat runs, 8k", select=["hype-words"]), pk.rewrite(BEACH)

    assert str(linted).splitlines()[0] == (
        '<prompt>:1:13: warning[hype-words TXT001]: "8k" shows nothing that a camera could see; say what is there'
    )
    assert str(linted).endswith("Found 1 problem in 1 shot (1 fixable with --fix).")
    assert str(linted[0]) == str(linted)
    assert str(rewritten).startswith(f"prompt\n  before    {BEACH}\n  after     ")
    assert "\x1b" not in f"{rewritten}{linted}{pk.scene(BEACH)}"
    assert str(pk.scene("A cat runs.")).splitlines()[2].split() == ["subject", "cat:", "runs"]
    assert str(pk.lint([])) == "nothing"
    assert (isinstance(linted, list), repr(linted)[:8]) == (True, "[Linted(")
