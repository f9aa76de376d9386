"""`promptkit rewrite`."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from promptkit.cli import cli
from promptkit.cli.rewrite import as_text, command
from promptkit.rewrite import rewrite_shot
from promptkit.shot import Shot

BEACH = "A woman in a white dress standing on a beach."
MOTION = "jerky motion, flickering, warping, morphing faces"


def run(*arguments, stdin=None, colour=False):
    return CliRunner().invoke(command, arguments, input=stdin, color=colour, catch_exceptions=False)


def rewrites(*arguments):
    printed = json.loads(run(*arguments, "--format", "json").output)
    assert printed["schema"] == "promptkit.rewrite/1"
    return printed["rewrites"]


def test_json_holds_every_key_of_the_contract():
    """id, original, rewritten, negative, applied, kept, remaining; and variant and why."""
    (entry,) = rewrites("--prompt", BEACH, "--target", "kling-2.6")

    assert {"id", "original", "rewritten", "negative", "applied", "kept", "remaining", "variant", "why"} <= set(entry)
    assert entry["original"] == BEACH
    assert "ocean wind" in entry["rewritten"]
    assert entry["applied"] == ["missing-negative", "static-description"]
    assert set(entry["kept"]) == {"entities", "numbers", "quotes", "names", "camera", "style"}
    assert entry["why"] is None


def test_variants_share_the_id_and_count_up():
    """-n 3 gives three texts of one shot."""
    entries = rewrites("--prompt", BEACH, "-n", "3")

    assert [entry["variant"] for entry in entries] == [0, 1, 2]
    assert len({entry["rewritten"] for entry in entries}) == 3
    assert len({entry["id"] for entry in entries}) == 1


def test_findings_that_remain_are_those_of_lint():
    """Rule, place and fix of what is still wrong."""
    (entry,) = rewrites("--prompt", "still life with pears")
    found = next(one for one in entry["remaining"] if one["rule"] == "static-description")

    assert (found["start"], found["end"], found["line"], found["column"]) == (0, 21, 1, 1)
    assert found["fix"] is None


def test_text_shows_before_and_after_without_colours_in_a_pipe():
    """No escape sequences where the output is no terminal."""
    printed = run("--prompt", BEACH).output

    assert f"before    {BEACH}" in printed
    assert "after     A woman in a white dress standing on a beach, " in printed
    assert "\x1b" not in printed


def test_a_terminal_sees_what_came_in_highlighted():
    """Only the addition is green; the original words are not."""
    printed = run("--prompt", BEACH, colour=True).output

    assert "standing on a beach\x1b[32m, " in printed


def test_a_prompt_that_is_left_says_why():
    """The reason stands where the new text would."""
    assert (
        'unchanged: the prompt asks for stillness ("frozen in time")' in run("--prompt", "a cup, frozen in time").output
    )


def test_a_file_of_shots_comes_back_in_order(tmp_path):
    """One entry per shot, ids as in the file."""
    file = tmp_path / "shots.txt"
    file.write_text("two owls on a branch\nA dog runs.\n", encoding="utf-8")

    originals = [entry["original"] for entry in rewrites(str(file))]

    assert originals == ["two owls on a branch", "A dog runs."]


@pytest.mark.parametrize("count", ["0", "-1", "many"])
def test_a_senseless_number_of_variants_is_refused(count):
    """Usage errors exit with 2."""
    assert run("--prompt", BEACH, "-n", count).exit_code == 2


def test_the_project_s_settings_hold(tmp_path, monkeypatch):
    """Target, rules and their options are those of the settings, and `lint --fix` comes to the same texts."""
    (tmp_path / "promptkit.toml").write_text(
        'target = "kling-2.6"\nignore = ["missing-negative"]\n[rules.static-description]\nvariant = 1\n'
        '[rules.hype-words]\nallow = ["8k"]\n'
    )
    monkeypatch.chdir(tmp_path)
    prompt = "A woman in a white dress standing on a beach, 8k"

    (entry,) = rewrites("--prompt", prompt)
    fixed = CliRunner().invoke(cli, ["lint", "--prompt", prompt, "--fix", "--unsafe-fixes"]).stdout

    assert (entry["target"], entry["negative"]) == ("kling-2.6", None)
    assert entry["applied"] == ["static-description"]
    assert entry["rewritten"] + "\n" == fixed
    assert entry["rewritten"].endswith(", 8k")
    (tmp_path / "promptkit.toml").unlink()
    assert rewrites("--prompt", prompt, "--target", "kling-2.6")[0]["rewritten"] != entry["rewritten"]


def test_motion_that_the_settings_leave_out_is_not_added(tmp_path, monkeypatch):
    """Without the rule the prompt stays as it is, and the reason names the rule."""
    (tmp_path / "promptkit.toml").write_text('ignore = ["motion"]\n')
    monkeypatch.chdir(tmp_path)

    (entry,) = rewrites("--prompt", BEACH)

    assert entry["rewritten"] == BEACH
    assert entry["why"] == "static-description is not among the rules"


SILENCED = """shots:
  - prompt: A woman in a white dress standing on a beach.  # promptkit: ignore[static-description] it is a still
  - prompt: A dog runs along the beach.
  - prompt: A chef walks through a kitchen.
    ignore: [hype-words]
"""
SILENCED_PY = """SHOTS = [
    "A woman in a white dress standing on a beach.",  # promptkit: prompt  # promptkit: ignore[static-description] still
    "A dog runs along the beach.",  # promptkit: prompt
]
"""


@pytest.mark.parametrize(("name", "text"), [("shots.yaml", SILENCED), ("shots.py", SILENCED_PY)])
def test_silencers_are_judged_by_lint_alone(tmp_path, name, text):
    """A comment is not held against other shots of its file, nor taken out; what it silences stays silenced."""
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")

    first, *others = rewrites(str(file))

    assert first["rewritten"] == BEACH
    assert first["why"] == first["unchanged"] == "static-description is silenced for this shot"
    for entry in (first, *others):
        assert "unused-suppression" not in entry["applied"]
        assert not {"unused-suppression", "static-description"} & {found["rule"] for found in entry["remaining"]}


def test_a_rule_that_holds_a_shot_to_its_file_has_no_say(tmp_path):
    """Which spelling the file keeps to cannot be seen in one shot, so a rewrite says nothing of spellings."""
    (tmp_path / "house.yaml").write_text("rules: [{name: spelling, message: m, agree: {words: [[grey, gray]]}}]")
    file = tmp_path / "shots.txt"
    file.write_text("A gray cat walks.\nA grey cat walks past a gray wall.\n", encoding="utf-8")

    entries = rewrites(str(file), "--rules", str(tmp_path / "house.yaml"))

    assert not [found for entry in entries for found in entry["remaining"] if found["rule"] == "spelling"]


@pytest.mark.parametrize(
    ("prompt", "reason"),
    [
        (
            "A hammock between two palms, gentle sway, travel agency hero video",
            "something in it may move already; say plainly what does, and how",
        ),
        ("A dog swims across a lake.", "the rules find nothing in it to mend"),
        ("A dog swims across a lake, the camera zooms in and pulls back.", "no finding has a fix"),
    ],
)
def test_whatever_is_unchanged_has_a_reason(prompt, reason):
    """Also where no motion is missing, or it is not sure that any is."""
    (entry,) = rewrites("--prompt", prompt)

    assert entry["unchanged"] == reason
    assert f"  after     unchanged: {reason}\n" in run("--prompt", prompt).output


def test_a_prompt_that_changed_has_no_reason_to_be_unchanged():
    """The key is there, and null."""
    (entry,) = rewrites("--prompt", BEACH)

    assert entry["unchanged"] is None


@pytest.mark.parametrize(
    ("prompt", "reason"),
    [
        ("Close-up of a bowl of ramen", "1 of 3: no other way to say it is known"),
        ("A dog swims across a lake.", "1 of 3: it is left as it is"),
    ],
)
def test_fewer_variants_than_asked_for_are_explained(prompt, reason):
    """In the text, and with the last variant in JSON."""
    *_, last = rewrites("--prompt", prompt, "-n", "3")

    assert last["fewer"] == reason
    assert f"  variants  {reason}\n" in run("--prompt", prompt, "-n", "3").output


def test_as_many_variants_as_asked_for_need_no_explanation():
    """Null in JSON, no line in the text."""
    assert [entry["fewer"] for entry in rewrites("--prompt", BEACH, "-n", "3")] == [None] * 3
    assert "  variants  " not in run("--prompt", BEACH, "-n", "3").output


@pytest.mark.parametrize(
    ("target", "ending", "negative"),
    [
        ("kling-3.0", ". No jerky motion, no flickering, no warping, no morphing faces.", None),
        ("veo-3.1", ".", MOTION),
        ("runway-gen-4.5", ".", None),
    ],
)
def test_the_text_to_send_holds_the_negative_where_the_target_takes_it(target, ending, negative):
    """At the end of the prompt, in a field of its own, or nowhere; text shows it where the prompt is another."""
    given = ("--prompt", "A fox runs along the beach.", "--target", target, "--negative", MOTION)
    (entry,) = json.loads(run(*given, "--format", "json").output)["rewrites"]

    assert entry["send"]["prompt"] == entry["rewritten"].removesuffix(".") + ending
    assert entry["send"]["negative"] == negative
    assert ("  send " in run(*given).output) == (target == "kling-3.0")


def test_variants_share_in_text_what_is_the_same():
    """Before, rules and price stand once above; what differs stands under each, counted from one (in JSON from 0)."""
    lines = run("--prompt", BEACH, "-n", "3", "--target", "kling-2.6").output.splitlines()

    assert lines[:2] == ["prompt", f"  before    {BEACH}"]
    counts = {
        word: sum(line.startswith(f"  {word}") for line in lines) for word in ("before", "applied", "note", "after")
    }
    assert counts == {"before": 1, "applied": 1, "note": 1, "after": 3}
    assert [line for line in lines if "variant" in line] == ["  variant 1", "  variant 2", "  variant 3"]


def test_a_price_that_several_shots_have_is_that_of_each(tmp_path):
    """Not of all together."""
    (tmp_path / "a.txt").write_text("A dog runs.\nA cat runs.\n")

    assert (
        "all 2 shots\n  note      cost-estimate: each about 0.21 USD"
        in run(str(tmp_path / "a.txt"), "--target", "kling-2.6").output
    )


def test_notes_on_shots_as_a_whole_are_said_once_for_those_they_are_the_same_of(tmp_path):
    """After all shots: their price and the target's habit, with whose they are; a warning stays with its shot."""
    file = tmp_path / "a.yaml"
    shots = "".join(
        f"- {{id: {name}, prompt: A {name} runs., duration: {s}}}\n" for name, s in (("dog", 5), ("cat", 10))
    )
    file.write_text(f"defaults: {{target: kling-3.0}}\nshots:\n{shots}")
    own, common = run(str(file)).output.split("\nall 2 shots\n")

    assert "note" not in own
    assert "warning   long-clip-complex-motion" in own
    assert [line.split(" about")[0].split(": kling")[0] for line in common.splitlines() if line] == [
        "  note      hidden-enhancer", "dog", "  note      cost-estimate:", "cat", "  note      cost-estimate:"
    ]  # fmt: skip


def test_a_ratio_that_moved_out_of_the_prompt_is_shown(tmp_path):
    """It stands in JSON and in text, for whoever sends the texts by hand."""
    file = tmp_path / "a.yaml"
    file.write_text("shots:\n- id: a\n  prompt: A cat walks along a wall. --ar 9:16\n  target: kling-3.0\n")

    (entry,) = rewrites(str(file))
    assert (entry["rewritten"], entry["aspect_ratio"]) == ("A cat walks along a wall.", "9:16")
    assert "  ratio     9:16" in run(str(file)).output.splitlines()


def test_what_went_from_the_prompt_into_the_negative_is_said():
    """Apart from the motion terms that came in."""
    lines = run("--prompt", "A swan glides over a lake, no people, no text.").output.splitlines()

    assert "  moved     people, text: out of the prompt, into the negative" in lines
    assert not any(line.startswith("  moved") for line in run("--prompt", "A swan glides.").output.splitlines())


def test_a_word_that_holds_a_term_is_not_that_term():
    """Praise of textures went, and "text" came in: that was never in the prompt."""
    original = Shot(id="a", prompt="A swan, amazing textures.")
    entry = rewrite_shot(original)[0]
    entry = replace(entry, shot=replace(entry.shot, prompt="A swan.", negative="text"))

    assert "  moved" not in as_text(entry, many=False)
