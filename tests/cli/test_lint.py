"""`promptkit lint`, as a shell sees it: output, files, exit codes, time."""

import json
import re
import signal
import subprocess
import sys
import threading
import tomllib

import pytest
from click.testing import CliRunner

from promptkit.cli import cli, main
from promptkit.errors import UsageError

STATIC = "A woman in a white dress standing on a beach."
CLEAN = ["--select", "hype-words"]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs the command in an empty folder; gives back the result."""
    monkeypatch.chdir(tmp_path)

    def runner(*arguments, stdin=None):
        return CliRunner().invoke(cli, ["lint", *arguments], input=stdin, catch_exceptions=False)

    return runner


def test_the_story_s_weak_example(run):
    """JSON of one prompt: the findings that the contract promises, places in the prompt, exit code 1."""
    result = run("--prompt", STATIC, "--target", "kling-2.6", "--duration", "10", "--format", "json")
    answer = json.loads(result.stdout)

    assert result.exit_code == 1
    assert answer["schema"] == "promptkit.lint/1"
    (shot,) = answer["shots"]
    assert (shot["id"], shot["path"], shot["line"], shot["target"]) == ("prompt", "<prompt>", 1, "kling-2.6")
    assert {"static-description", "missing-negative"} <= {finding["rule"] for finding in shot["findings"]}
    assert answer["summary"]["findings"] == len(shot["findings"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--prompt", "A cat"), 0),
        (("--prompt", "A cat, 8k"), 1),
        (("--prompt", "A cat, 8k", "--fail-on", "error"), 0),
        (("--prompt", "A cat, 8k", "--fail-on", "note"), 1),
        (("--prompt", "A cat, 8k", "--diff"), 1),
        (("--prompt", "A cat", "--diff"), 0),
        (("--prompt", "A cat, 8k", "--fix"), 0),
    ],
)
def test_exit_codes(run, arguments, code):
    """0 for nothing at or above --fail-on, 1 otherwise; a diff that shows a change is 1."""
    assert run(*arguments, *CLEAN).exit_code == code


def test_rules_can_be_left_out(run):
    """--ignore takes rules away from those that --select names by family."""
    assert run("--prompt", "A cat, 8k", "--select", "text,negative", "--ignore", "hype-words,negative").exit_code == 0


def test_fixing_writes_the_file_and_nothing_else(run, tmp_path):
    """--fix edits in place: comments, CRLF, byte-order mark and permissions stay; a second run changes nothing."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfshots:\r\n  - A cat runs, 8k # mine\r\n")
    path.chmod(0o640)

    assert run("a.yaml", "--fix", "--select", "hype-words,missing-negative").exit_code == 0

    fixed = path.read_bytes()
    assert fixed.startswith(b"\xef\xbb\xbfshots:\r\n  - prompt: A cat runs # mine\r\n    negative: ")
    assert path.stat().st_mode & 0o777 == 0o640
    assert {entry.name for entry in tmp_path.iterdir()} <= {"a.yaml", "cache"}
    run("a.yaml", "--fix", "--select", "hype-words,missing-negative")
    assert path.read_bytes() == fixed


def test_a_diff_writes_nothing(run, tmp_path):
    """--diff prints a unified diff of every file that would change, and leaves them as they are."""
    (tmp_path / "a.txt").write_text("A cat, 8k\nA dog\n")

    result = run("a.txt", "--diff", *CLEAN)

    assert result.stdout == "--- a.txt\n+++ a.txt\n@@ -1,2 +1,2 @@\n-A cat, 8k\n+A cat\n A dog\n"
    assert (tmp_path / "a.txt").read_text() == "A cat, 8k\nA dog\n"


def test_fixing_a_prompt_prints_it(run):
    """--fix with --prompt prints the fixed shot on stdout, findings that remain on stderr."""
    result = run("--prompt", "A cat, 8k", "--fix", "--select", "hype-words,missing-negative,static-description")

    assert result.stdout.splitlines()[0] == "A cat"
    assert result.stdout.splitlines()[1].startswith("negative: jerky motion")
    assert "[static-description MOT001]" in result.stderr
    assert result.exit_code == 1


def test_fixing_stdin_prints_the_text(run):
    """--fix with `-` is a filter: the whole text comes out fixed, comments and all."""
    result = run("-", "--fix", *CLEAN, stdin="# list\nA cat, 8k\n")

    assert result.stdout == "# list\nA cat\n"
    assert result.exit_code == 0


def test_unsafe_fixes_wait_to_be_asked_for(run):
    """--fix adds no content; with --unsafe-fixes it does."""
    assert run("--prompt", STATIC, "--fix", "--select", "static-description").stdout == STATIC + "\n"
    assert len(run("--prompt", STATIC, "--fix", "--unsafe-fixes", "--select", "motion").stdout) > len(STATIC) + 20


def test_a_fix_that_cannot_be_written_is_said(run, tmp_path):
    """A negative for a .txt file is refused on stderr, once for all its shots, with the remedy."""
    (tmp_path / "a.txt").write_text("A cat\nA dog\n")

    result = run("a.txt", "--fix", "--select", "missing-negative")

    assert (
        "a.txt: missing-negative not fixed in 2 shots: a .txt file has no place for a negative; use .yaml or .jsonl"
        in result.stderr
    )
    assert result.exit_code == 1


def test_options_fill_what_shots_leave_open(run, tmp_path):
    """--target and the others hold for shots that give none; the settings' target comes last."""
    (tmp_path / "promptkit.toml").write_text('target = "veo-3.1"\n')
    (tmp_path / "a.yaml").write_text("- {prompt: a, target: kling-2.6}\n- b\n")

    def targets(*arguments):
        answer = json.loads(run("a.yaml", "--format", "json", *CLEAN, *arguments).stdout)
        return [shot["target"] for shot in answer["shots"]]

    assert targets() == ["kling-2.6", "veo-3.1"]
    assert targets("--target", "kling-3.0") == ["kling-2.6", "kling-3.0"]


def test_settings_hold_unless_options_say_otherwise(run, tmp_path):
    """`select` and `ignore` of the settings apply; --select takes the place of the former."""
    (tmp_path / "promptkit.toml").write_text('select = ["motion"]\n')

    assert run("--prompt", "A cat runs, 8k").exit_code == 0
    assert run("--prompt", "A cat runs, 8k", "--select", "text").exit_code == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [("[rules.no-such-rule]\n", "unknown rule 'no-such-rule'"), ('target = "klng-2.6"\n', "unknown target 'klng-2.6'")],
)
def test_a_wrong_name_in_the_settings_is_blamed_on_them(tmp_path, monkeypatch, capsys, text, message):
    """Exit code 2, and the message names the settings file with the line, not the shots."""
    (tmp_path / "promptkit.toml").write_text(text)
    (tmp_path / "a.txt").write_text("A cat runs\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["promptkit", "lint", "a.txt", *CLEAN])

    with pytest.raises(SystemExit) as stop:
        main()

    assert stop.value.code == 2
    assert f"{tmp_path / 'promptkit.toml'}:1: {message}" in capsys.readouterr().err


def test_rules_of_one_s_own_are_run(run, tmp_path):
    """From the files named by --rules and by the settings, with their name and message."""
    (tmp_path / "fog.yaml").write_text("rules: [{name: no-fog, message: 'no {found} here', avoid: [fog]}]")
    (tmp_path / "film.yaml").write_text("rules: [{name: say-film, message: a film, replace: {movie: film}}]")
    (tmp_path / "promptkit.toml").write_text("rule-files = ['film.yaml']\n")
    result = run("--prompt", "A movie of fog.", "--rules", "fog.yaml", "--select", "house", "--format", "json")

    found = [(one["rule"], one["message"]) for one in json.loads(result.stdout)["shots"][0]["findings"]]
    assert found == [("say-film", "a film"), ("no-fog", "no fog here")]
    assert run("--prompt", "A movie.", "--fix", "--select", "say-film").stdout == "A film.\n"


def test_rule_files_in_a_folder_are_no_shot_files(run, tmp_path):
    """A whole project is linted, its own rules among it."""
    (tmp_path / "house.yaml").write_text("# ours\nrules: [{name: no-fog, message: no fog, avoid: [fog]}]")
    (tmp_path / "shots.yaml").write_text("- A movie of fog.\n")
    result = run(".", "--rules", "house.yaml", "--select", "house", "--format", "json")

    assert [one["rule"] for one in json.loads(result.stdout)["shots"][0]["findings"]] == ["no-fog"]


def test_findings_go_to_a_file(run, tmp_path):
    """--output writes the same text, without colours; a line on stderr says how many, and where they are."""
    result = run("--prompt", "A cat, 8k", "--output", "out.txt", "--also", "sarif=a.sarif", *CLEAN)

    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr == (
        "promptkit: Found 1 problem in 1 shot (1 fixable with --fix). Written to out.txt, a.sarif\n"
    )
    assert "hype-words" in (tmp_path / "out.txt").read_text()


def test_an_undefined_variable_is_a_finding_at_its_place(run, tmp_path):
    """A template without its variable is no crash: it is found, where the tag stands."""
    (tmp_path / "a.yaml").write_text("- A {{ hero }} runs\n")

    result = run("a.yaml")

    assert result.stdout.startswith("a.yaml:1:5: error[undefined-variable TXT007]: ")
    assert result.exit_code == 1


def test_lint_loads_no_torch():
    """In a process of its own, linting a prompt loads neither torch nor pandas nor cv2."""
    code = (
        "import sys; from promptkit.cli import cli\n"
        "try: cli.main(['lint', '--prompt', 'A cat runs.'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'torch', 'pandas', 'cv2'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)

    assert result.stdout.splitlines()[-1] == "[]"


def test_a_baseline_lets_old_findings_be(run, tmp_path):
    """Written once, it silences what was there; a new finding still fails."""
    (tmp_path / "a.txt").write_text("A cat, 8k\n")

    assert "1 finding" in run("a.txt", *CLEAN, "--write-baseline", "base.json").stdout
    known = run("a.txt", *CLEAN, "--baseline", "base.json")
    assert (known.exit_code, "1 known finding" in known.stderr) == (0, True)
    (tmp_path / "a.txt").write_text("A cat, 8k\nA dog, 4k\n")
    assert run("a.txt", *CLEAN, "--baseline", "base.json").exit_code == 1


def test_a_new_baseline_is_not_proposed_while_there_are_new_findings(run, tmp_path):
    """It would hold them too; once they are gone, what is mended is counted, one as one."""
    file = tmp_path / "a.txt"
    file.write_text("A cat, 8k\nA dog, 4k\nA cow, masterpiece\n")
    run("a.txt", *CLEAN, "--write-baseline", "base.json")

    file.write_text("A cat, 8k\nA hen, award-winning\n")
    assert (
        run("a.txt", *CLEAN, "--baseline", "base.json").stderr == "promptkit: 1 known finding of base.json left out\n"
    )
    file.write_text("A cat, 8k\n")
    assert "; 2 are mended: run again with --write-base" in run("a.txt", *CLEAN, "--baseline", "base.json").stderr
    file.write_text("A cat, 8k\nA dog, 4k\n")
    assert "; 1 is mended: run again with --write-base" in run("a.txt", *CLEAN, "--baseline", "base.json").stderr


def test_settings_name_the_baseline_and_the_ignores_of_files(run, tmp_path):
    """`baseline` and `per-file-ignores` of the settings hold without an option, for --fix too."""
    (tmp_path / "promptkit.toml").write_text('select = ["hype-words"]\n[per-file-ignores]\n"old.txt" = ["text"]\n')
    (tmp_path / "old.txt").write_text("A cat, 8k\n")

    assert run("old.txt").exit_code == 0
    assert run("old.txt", "--isolated", *CLEAN).exit_code == 1
    run("old.txt", "--fix")
    assert (tmp_path / "old.txt").read_text() == "A cat, 8k\n"


def test_findings_are_counted_by_rule(run, tmp_path):
    """--statistics gives each rule with its count, most first; --exit-zero forgives."""
    (tmp_path / "a.txt").write_text("A cat, 8k\nA dog, masterpiece\nA cat --ar 16:9\n")
    result = run("a.txt", "--select", "hype-words,foreign-flags", "--statistics", "--exit-zero")

    assert result.exit_code == 0
    assert [line.split() for line in result.stdout.splitlines()[:2]] == [
        ["2", "[*]", "hype-words", "TXT001"],
        ["1", "[+]", "foreign-flags", "TXT003"],
    ]


@pytest.mark.parametrize("more", [(), ("--diff",)])
def test_a_foreign_file_in_a_folder_says_how_to_leave_it_out(run, tmp_path, more):
    """The pattern that the message names works as a setting and as an option; a file that is named has none."""
    (tmp_path / "a.txt").write_text("A cat\n")
    (tmp_path / "b [1]").mkdir()
    (tmp_path / "b [1]" / "budget.csv").write_text("month,sum\n1,2\n")
    broken = run(".", *CLEAN, *more)
    said = re.search(
        r"leave it out: (exclude = \[.*?\]) in promptkit\.toml, or --exclude$", broken.stderr, re.MULTILINE
    )
    (pattern,) = tomllib.loads(said[1])["exclude"]
    assert broken.exit_code == 2

    assert run(".", *CLEAN, *more, "--exclude", pattern).exit_code == 0
    (tmp_path / "promptkit.toml").write_text(f"exclude = ['{pattern}']\n")
    assert run(".", *CLEAN, *more).exit_code == 0
    assert run(".", "--show-files").stdout == "a.txt\n"
    named = run("b [1]/budget.csv", *more)
    assert (named.exit_code, "leave it out" in named.stderr) == (2, False)


def test_every_command_that_searches_obeys(tmp_path, monkeypatch):
    """`exclude` and --exclude hold for scenes and rewrites, from a folder below the settings too."""
    (tmp_path / "in" / "drafts").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text("A cat runs\n")
    for name in ("drafts/x.csv", "b.csv"):
        (tmp_path / "in" / name).write_text("no,prompts\n")
    (tmp_path / "promptkit.toml").write_text('exclude = ["in/drafts"]\n')
    monkeypatch.chdir(tmp_path / "in")

    for command in ("scene", "rewrite", "lint"):
        ran = CliRunner().invoke(cli, [command, ".", "--exclude", "b.csv"], catch_exceptions=False)
        assert ran.exit_code != 2
        assert "a:1" in ran.stdout or "a.txt:1" in ran.stdout


def test_the_project_s_negative_fills_what_has_none(run, tmp_path):
    """Lines of a .txt then lack none; a shot's own, and that of the command line, go before it."""
    settings = 'target = "kling-2.6"\nselect = ["missing-negative", "negated-negative"]\n'
    (tmp_path / "promptkit.toml").write_text(f'{settings}negative = "no blur"\n')
    (tmp_path / "a.txt").write_text("A cat runs\n")
    (tmp_path / "b.yaml").write_text("- {prompt: A cat runs, negative: noise}\n")

    def found(*arguments):
        shots = json.loads(run("a.txt", "b.yaml", "--format", "json", *arguments).stdout)["shots"]
        return [(shot["path"], finding["rule"]) for shot in shots for finding in shot["findings"]]

    assert found() == [("a.txt", "negated-negative")]
    assert found("--negative", "grain") == []
    assert tomllib.loads(run(".", "--show-settings").stdout)["negative"] == "no blur"
    (tmp_path / "promptkit.toml").write_text(settings)
    assert found() == [("a.txt", "missing-negative")]


def test_files_and_settings_are_shown(run, tmp_path):
    """--show-files lists what would be read; --show-settings is TOML that says what is in force."""
    (tmp_path / "b.txt").write_text("A cat\n")
    (tmp_path / "promptkit.toml").write_text('ignore = ["cost"]\n[rules.hype-words]\nallow = ["8k"]\n')

    assert run(".", "--show-files").stdout == "b.txt\n"
    printed = run(".", "--show-settings", "--fail-on", "error").stdout
    shown = tomllib.loads(printed)
    assert "text" in shown["select"]
    assert "cost" not in shown["select"]
    assert shown["rules"]["hype-words"]["allow"] == ["8k"]
    assert shown["rules"]["too-many-moving-elements"] == {"limit": 3, "long_limit": 2}
    assert "# output: --format text --fail-on error" in printed
    some = tomllib.loads(run(".", "--show-settings", "--ignore", "hype-words").stdout)["select"]
    assert ("text" in some, "hype-words" in some, "foreign-flags" in some) == (False, False, True)


def settled(folder, target):
    (folder / "prompts").mkdir(parents=True)
    (folder / "prompts" / "a.txt").write_text("A cat runs.\n")
    (folder / "promptkit.toml").write_text(f'target = "{target}"\n')


def test_settings_are_those_closest_to_what_is_linted(run, tmp_path):
    """Where the current folder has none."""
    settled(tmp_path / "sub" / "one", "kling-2.6")

    assert targets_of(run("sub/one/prompts", "--format", "json")) == ["kling-2.6"]
    assert targets_of(run("sub/one/prompts/a.txt", "--format", "json")) == ["kling-2.6"]
    assert targets_of(run("sub", "--format", "json")) == [None]
    shown = run("sub/one/prompts", "--show-settings").stdout
    assert shown.startswith(f"# settings: {tmp_path / 'sub' / 'one' / 'promptkit.toml'}\n")


def test_settings_of_the_current_folder_hold_for_all(run, tmp_path, tmp_path_factory):
    """Whichever files are named beside one, and wherever they are; closer settings are named as not in force."""
    settled(tmp_path / "one", "kling-2.6")
    settled(tmp_path / "two", "kling-3.0")
    ours = tmp_path / "promptkit.toml"
    ours.write_text('target = "veo-3.1"\n')
    outside = tmp_path_factory.mktemp("elsewhere") / "a.txt"
    outside.write_text("A cat runs.\n")
    result = run("one/prompts", "two/prompts", str(outside), "--format", "json")

    assert targets_of(result) == targets_of(run("one/prompts", "--format", "json")) * 3 == ["veo-3.1"] * 3
    assert result.stderr.splitlines() == [
        f"promptkit: {tmp_path / name / 'promptkit.toml'} is not in force: {ours} is; "
        "run promptkit in its folder, or name it with --config"
        for name in ("one", "two")
    ]


def test_settings_of_two_folders_do_not_hold_together(run, tmp_path):
    """Where none stand above both, none are in force, and both are named."""
    settled(tmp_path / "one", "kling-2.6")
    settled(tmp_path / "two", "kling-3.0")
    result = run("one/prompts", "two/prompts", "--format", "json")

    assert targets_of(result) == [None, None]
    assert [line.split(": ")[2] for line in result.stderr.splitlines() if "not in force" in line] == [
        "files of other folders are read too; run promptkit in its folder, or name it with --config"
    ] * 2


def test_what_is_in_force_needs_no_file(run, tmp_path):
    """Without a path --show-settings and --show-files speak of the current folder; with --prompt as they did."""
    (tmp_path / "promptkit.toml").write_text('target = "kling-2.6"\n')
    assert tomllib.loads(run("--show-settings").stdout)["target"] == "kling-2.6"
    assert tomllib.loads(run("--show-settings", "--target", "veo-3.1").stdout)["target"] == "veo-3.1"

    (tmp_path / "a.txt").write_text("A cat\n")
    assert run("--show-files").stdout == "a.txt\n"
    with pytest.raises(UsageError, match="--prompt is none"):
        run("--show-files", "--prompt", "A cat")


def test_watching_lints_again_after_a_change(tmp_path):
    """--watch lints at once and after each change; Ctrl-C ends it without a traceback."""
    file = tmp_path / "a.txt"
    file.write_text("A cat runs\n")
    command = [sys.executable, "-m", "promptkit", "lint", "a.txt", "--watch", *CLEAN]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        late = threading.Timer(120, process.kill)  # what never comes must not be waited for
        late.start()
        lines = iter(process.stdout.readline, "")
        assert any("watching 1 file" in line for line in lines)
        file.write_text("A cat runs, 8k\n")
        assert any("hype-words" in line for line in lines)
        # a shell that starts the tests in the background lets them, and what they start, ignore Ctrl-C
        is_deaf = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        process.send_signal(signal.SIGTERM if is_deaf else signal.SIGINT)
        assert "Traceback" not in process.communicate(timeout=60)[1]
        late.cancel()


@pytest.fixture
def watched(tmp_path):
    """Watches a folder with promptkit; gives back a wait for a line that holds a text."""
    (tmp_path / "shots").mkdir()
    (tmp_path / "shots" / "a.yaml").write_text("- {prompt: 'A cat runs, 8k', target: kling-3.0, image: a.png}\n")
    (tmp_path / "promptkit.toml").write_text("select = ['missing-asset']\nbaseline = 'known.json'\n")
    (tmp_path / "known.json").write_text('{"schema": "promptkit.baseline/1", "findings": []}')
    command = [sys.executable, "-m", "promptkit", "lint", "shots", "--watch"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        late = threading.Timer(60, process.kill)  # what never comes must not be waited for
        late.start()
        lines = iter(process.stdout.readline, "")
        yield lambda text: any(text in line for line in lines)
        process.kill()
        late.cancel()


def test_watching_heeds_what_shots_name_and_the_settings(watched, tmp_path):
    """An image that comes, other settings, settings that are broken for a moment, and closer ones."""
    assert watched("there is no such image")
    assert watched("watching 1 file and 2 that they depend on")

    (tmp_path / "shots" / "a.png").write_bytes(b"no picture")
    assert watched("not an image that is known here")

    (tmp_path / "promptkit.toml").write_text("select = ['hype-words']\n")
    assert watched("warning[hype-words")

    (tmp_path / "promptkit.toml").write_text("select = hype-words\n")
    assert watched("broken TOML")

    (tmp_path / "promptkit.toml").unlink()
    (tmp_path / "pyproject.toml").write_text("[tool.promptkit]\nselect = ['hype-words', 'missing-asset']\n")
    assert watched("error[missing-asset")
    assert watched("watching 1 file and 2 that they depend on")


def test_watching_waits_for_a_rule_file_that_the_settings_name(watched, tmp_path):
    """Settings may come before their rule file does, or extend others; once it is whole, its rules run."""
    assert watched("watching 1 file")
    (tmp_path / "base.toml").write_text("rule-files = ['house.yaml']\n")
    (tmp_path / "promptkit.toml").write_text("extend = 'base.toml'\nselect = ['house']\n")
    assert watched("house.yaml: no such file")
    assert watched("watching")

    (tmp_path / "house.yaml").write_text("rules:\n")
    assert watched("holds a list of rules")
    assert watched("watching")

    (tmp_path / "house.yaml").write_text("rules:\n- {name: no-cats, message: we love dogs, avoid: [cat]}\n")
    assert watched("we love dogs")


def test_findings_go_to_several_files(run, tmp_path):
    """--also writes a format to a file besides what is printed, as often as it is given."""
    result = run("--prompt", "A cat, 8k", *CLEAN, "--also", "jsonl=a.jsonl", "--also", "junit=b.xml")

    assert "hype-words" in result.stdout
    assert json.loads((tmp_path / "a.jsonl").read_text())["rule"] == "hype-words"
    assert (tmp_path / "b.xml").read_text().startswith("<?xml")


@pytest.mark.parametrize(
    ("given", "message"),
    [("junit", "write --also junit=FILE"), ("juni=b.xml", "did you mean junit"), ("=", "format ''")],
)
def test_what_cannot_be_written_also_is_refused(run, given, message):
    """A format that is not there, or no file."""
    with pytest.raises(UsageError, match=message):
        run("--prompt", "A cat, 8k", *CLEAN, "--also", given)


OWN = "- prompt: A man walks along the pier.\n  target: kling-3.0\n  duration: 5\n- A dog runs along the beach.\n"


def targets_of(result):
    return [shot["target"] for shot in json.loads(result.stdout)["shots"]]


def test_an_option_that_shots_do_not_take_is_said(run, tmp_path):
    """A shot keeps the target and the duration that it names, and stderr says how many do and how to change that."""
    (tmp_path / "a.yaml").write_text(OWN)
    result = run("a.yaml", "--target", "veo-3.1", "--duration", "8", "--format", "json")

    assert targets_of(result) == ["kling-3.0", "veo-3.1"]
    assert result.stderr.splitlines() == [
        "promptkit: 1 shot gives its own target (kling-3.0) and keeps it; --override puts veo-3.1 in its place",
        "promptkit: 1 shot gives its own duration (5) and keeps it; --override puts 8 in its place",
    ]
    assert run("a.yaml", "--duration", "5", *CLEAN).stderr == ""


def test_that_no_model_is_named_anywhere_is_said_once(run, tmp_path):
    """In text alone, and only where the rules on limits run: one shot with a target, or a setting, and all is said."""
    (tmp_path / "a.txt").write_text("A man walks along the pier.\nA dog runs along the beach.\n")

    assert run("a.txt").stderr.count("no shot has a target") == 1
    assert run("a.txt", "--format", "json").stderr == ""
    assert run("a.txt", *CLEAN).stderr == ""
    assert run("a.txt", "--target", "kling-3.0").stderr == ""


def test_a_target_in_another_spelling_is_the_same_one(run, tmp_path):
    """No shot is said to keep the very target that the option names."""
    (tmp_path / "a.yaml").write_text(OWN)

    assert run("a.yaml", "--target", " Kling 3.0", *CLEAN).stderr == ""


def test_a_pattern_that_meets_no_file_is_said_once(run, tmp_path):
    """When its folder is linted, on stderr; not when one file is."""
    (tmp_path / "promptkit.toml").write_text('[per-file-ignores]\n"sprot" = ["text"]\n')
    (tmp_path / "sport").mkdir()
    (tmp_path / "sport" / "a.txt").write_text("A cat runs.\n")

    assert run(".", *CLEAN).stderr.count("'sprot' fits no file that was read; did you mean 'sport'?") == 1
    assert run("sport/a.txt", *CLEAN).stderr == ""


def test_show_files_says_which_patterns_leave_nothing_out(run, tmp_path):
    """Of the settings and of --exclude, with what may be meant; not of what lies outside of the folder searched."""
    (tmp_path / "promptkit.toml").write_text('exclude = [\n  "draft",\n  "*.csv",\n  "old/*.txt"]\n')
    for name in ("drafts/a.txt", "b.txt", "c.csv", "old/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("A cat runs.\n")
    shown = run(".", "--show-files", "--exclude", "d.text")

    assert shown.stdout.split() == ["b.txt", "drafts/a.txt"]
    idle = "fits nothing in the folders that were searched; did you mean"
    assert shown.stderr.splitlines() == [
        f"promptkit: --exclude: 'd.text' {idle} 'd.txt'?",
        f"promptkit: {tmp_path / 'promptkit.toml'}:2: exclude: 'draft' {idle} 'drafts'?",
    ]
    assert run("drafts", "--show-files", "--exclude", "*.md").stderr.count("fits nothing") == 0


def test_override_lints_all_shots_for_one_target(run, tmp_path):
    """With --override the options outweigh the shots, nothing is said of it, and fixes leave the file's own values."""
    (tmp_path / "a.yaml").write_text(OWN)
    given = ("a.yaml", "--target", "veo-3.1", "--override")
    result = run(*given, "--format", "json")

    assert targets_of(result) == ["veo-3.1", "veo-3.1"]
    assert result.stderr == ""
    errors = [f for shot in json.loads(result.stdout)["shots"] for f in shot["findings"] if f["severity"] == "error"]
    assert [(error["rule"], error["line"], error["column"]) for error in errors] == [("duration-not-offered", 3, 13)]
    run(*given, "--negative", "blur", "--fix")
    assert (tmp_path / "a.yaml").read_text() == OWN


def test_override_alone_is_refused(run):
    """It needs an option that could win."""
    with pytest.raises(UsageError, match="--override says which options win"):
        run("--prompt", "A cat", "--override")


ADVISED = "jerky motion, flickering, warping, morphing faces"


def test_what_was_fixed_is_listed(run, tmp_path):
    """--fix says on stderr what it did to which shots, at the lines of the file as it is now, and how often."""
    (tmp_path / "a.yaml").write_text("- A cat runs, 8k\n- A dog runs\n- A cow runs, 8k\n")
    result = run("a.yaml", "--fix", "--select", "hype-words,missing-negative")

    text = (tmp_path / "a.yaml").read_text().splitlines()
    assert [text[line - 1] for line in (1, 3, 5)] == [f"- prompt: A {animal} runs" for animal in ("cat", "dog", "cow")]
    assert sorted(result.stderr.splitlines()) == [
        "Fixed 5 findings.",
        f"a.yaml:1, 3, 5: fixed missing-negative (NEG001): set the negative to {ADVISED}",
        'a.yaml:1, 5: fixed hype-words (TXT001): delete "8k"',
    ]
    assert run("--prompt", "A cat, 8k", "--fix", *CLEAN).stderr.splitlines()[0] == "Fixed hype-words."
    assert run("a.yaml", "--diff", *CLEAN).stderr == ""


def test_fixing_only_says_what_was_fixed_and_nothing_of_what_is_left(run, tmp_path):
    """For hooks and editors: no findings on either stream, and no exit code for them."""
    (tmp_path / "a.yaml").write_text("- A cat, 8k\n")
    both = ("--select", "hype-words,static-description")
    result = run("a.yaml", "--fix-only", *both)

    assert (tmp_path / "a.yaml").read_text() == "- A cat\n"
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == ['a.yaml:1: fixed hype-words (TXT001): delete "8k"', "Fixed 1 finding."]
    assert run("a.yaml", "--fix-only", *both).output == ""
    assert run("--prompt", "A cat, 8k", "--fix-only", *both).stdout == "A cat\n"
    assert len(run("--prompt", STATIC, "--fix-only", "--unsafe-fixes").stdout) > len(STATIC) + 20


@pytest.mark.parametrize("other", [("--diff",), ("--statistics",), ("--output", "f"), ("--also", "json=f")])
def test_fixing_only_refuses_what_reports_findings(run, other):
    """It has none to report."""
    with pytest.raises(UsageError, match="reports no findings"):
        run("--prompt", "A cat, 8k", "--fix-only", *other)


def test_fixing_only_says_which_files_it_could_not_read(run, tmp_path):
    """With exit code 2; the others are fixed."""
    (tmp_path / "a.txt").write_text("A cat, 8k\n")
    (tmp_path / "b.yaml").write_text("- {promt: x}\n")
    result = run(".", *CLEAN, "--fix-only")

    assert (result.exit_code, (tmp_path / "a.txt").read_text()) == (2, "A cat\n")
    assert "b.yaml" in result.stderr


def test_a_baseline_that_is_not_written_is_said(run, tmp_path):
    """Where a file cannot be read there is no new baseline, and stderr says so behind the reasons."""
    (tmp_path / "a.txt").write_text("A cat, 8k\n")
    (tmp_path / "b.yaml").write_text("- {promt: x}\n")
    result = run(".", *CLEAN, "--write-baseline", "b.json", "--baseline", "b.json")

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith("promptkit: b.json is not written, as not all files could be read")
    assert not (tmp_path / "b.json").exists()
