"""Bad input to the text half: exit code 2, one line on stderr that names the file and the remedy, no traceback."""

import io
import json
import re
import sys

import pytest

from promptkit.cli import main

FILES = {
    "empty.yaml": b"",
    "comments.txt": b"# nothing\n",
    "broken.yaml": b"shots:\n  - a: [\n",
    "broken.jsonl": b'{"prompt": "x",}\n',
    "broken.csv": b'prompt\n"never closed\n',
    "columns.csv": b"text\nA cat\n",
    "picture.txt": b"\x89PNG\r\n\x1a\n\x00\x00\x00",
    "latin.txt": b"caf\xe9\n",
    "notes.docx": b"x",
    "none": b"x",
    "key.jsonl": b'{"prompt": "x", "durration": 5}\n',
    "target.jsonl": b'{"prompt": "x", "target": "klng-2.6"}\n',
    "template.txt": b"A cat\nA {{ hero\n",
}


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs promptkit in a folder of bad files; gives back exit code and stderr."""
    monkeypatch.chdir(tmp_path)
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()

    def runner(*arguments):
        monkeypatch.setattr(sys, "argv", ["promptkit", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        return stop.value.code, capsys.readouterr().err

    return runner


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing.txt", "missing.txt: no such file; check the path, or give the text with --prompt"),
        ("A cat on a mat", "A cat on a mat: no such file; check the path, or give the text with --prompt"),
        ("folder", "folder: no shot files in this folder; they end in .txt, .prompt, .jsonl, .csv, .yaml, .yml"),
        ("empty.yaml", "empty.yaml: no prompt in it; write at least one, or leave the file out"),
        ("comments.txt", "comments.txt: no prompt in it; write at least one, or leave the file out"),
        ("broken.yaml", "broken.yaml:2:8: broken YAML: this [ opens a list that is never closed; close it"),
        ("broken.jsonl", "broken.jsonl:1:16: broken JSON: expected a key in double quotes"),
        ("broken.csv", "broken.csv:2:1: this double quote is never closed; close it, or double it"),
        ("columns.csv", "columns.csv:1:1: no column called 'prompt' (columns: text); rename 'text', if it holds them"),
        ("picture.txt", "picture.txt: not a text file (it holds zero bytes); give a file of prompts in UTF-8"),
        ("latin.txt", "latin.txt:1: not UTF-8 text (invalid continuation byte); save the file as UTF-8"),
        ("notes.docx", "notes.docx: no reader for .docx; shot files end in .txt"),
        ("none", "none: no reader for a name without suffix; shot files end in .txt"),
        ("key.jsonl", "key.jsonl:1:17: unknown key 'durration'; did you mean 'duration'?"),
        ("target.jsonl", "target.jsonl:1:27: unknown target 'klng-2.6'; did you mean kling-2.6"),
        ("template.txt", "template.txt:2:3: broken template: "),
    ],
)
@pytest.mark.parametrize("command", ["lint", "scene", "rewrite"])
def test_bad_files(run, command, path, message):
    """Every command that takes shots refuses them alike."""
    code, error = run(command, path)

    assert code == 2
    assert error.startswith(f"promptkit: {message}")
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "nothing to read; give a FILE, - for stdin, or --prompt TEXT"),
        (("a.txt", "--prompt", "x"), "both --prompt and 'a.txt' are given; leave one out"),
        (("--prompt", " "), "--prompt is empty; write what the clip is to show"),
        (("--prompt", "x", "--target", "klng-2.6"), "unknown target 'klng-2.6'; did you mean kling-2.6"),
        (("--prompt", "x", "--duration", "-1"), "--duration must be a number of seconds above 0, got -1"),
        (("--prompt", "x", "--duration", "nan"), "--duration must be a number of seconds above 0, got nan"),
        (("--prompt", "x", "--select", "moton"), "unknown rule 'moton'; did you mean motion"),
        (("--prompt", "x", "--ignore", "moton"), "unknown rule 'moton'; did you mean motion"),
        (("--prompt", "x", "--output", "no/such/folder/out.txt"), "cannot be written"),
        (("--prompt", "x", "--duration", "five"), "promptkit: --duration must be a number of seconds, such as 5, got"),
        (("--prompt", "x", "--unsafe-fixes"), "--unsafe-fixes does nothing by itself; add --fix to make the fixes, or"),
        (("latin.txt", "--fix"), "latin.txt:1: not UTF-8 text"),
        (("missing.txt", "--diff"), "missing.txt: no such file"),
    ],
)
def test_bad_requests(run, arguments, message):
    """Options that cannot be meant are refused with what would be right."""
    code, error = run("lint", *arguments)

    assert code == 2
    assert message in error
    assert "Traceback" not in error


def test_broken_files_are_named_and_the_others_fixed(run, tmp_path):
    """--fix leaves a broken file as it is, mends the rest, and ends with 2."""
    (tmp_path / "good.txt").write_text("A cat, 8k\n")

    code, error = run("lint", "good.txt", "broken.yaml", "key.jsonl", "--fix", "--select", "hype-words")

    assert code == 2
    assert "promptkit: broken.yaml:2:8: " in error
    assert "promptkit: key.jsonl:1:17: unknown key 'durration'" in error
    assert (tmp_path / "good.txt").read_text() == "A cat\n"
    assert (tmp_path / "broken.yaml").read_bytes() == FILES["broken.yaml"]


def test_every_broken_file_of_a_folder_is_named(run, tmp_path):
    """The rest is linted; JSON stays one document, and says the same with its place."""
    for name in FILES:
        (tmp_path / name).rename(tmp_path / "folder" / name)
    (tmp_path / "folder" / "good.txt").write_text("A cat, 8k\n")

    code, error = run("lint", "folder", "--select", "hype-words", "--format", "json", "--output", "out.json")

    broken = [name for name in FILES if name not in ("notes.docx", "none")]
    answer = json.loads((tmp_path / "out.json").read_text())
    assert code == 2
    assert [error.count(f"promptkit: folder/{name}:") for name in broken] == [1] * len(broken)
    assert [[one["rule"] for one in shot["findings"]] for shot in answer["shots"]] == [["hype-words"]]
    assert {one["path"] for one in answer["unread"]} == {f"folder/{name}" for name in broken}
    [key] = [one for one in answer["unread"] if one["path"] == "folder/key.jsonl"]
    assert (key["line"], key["column"]) == (1, 17)
    assert key["message"] == "unknown key 'durration'; did you mean 'duration'?"


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "github", "gitlab", "junit", "markdown", "sarif", "rdjson"])
def test_a_report_names_the_file_that_could_not_be_read(run, tmp_path, form):
    """Also where no file could be read: the report of a run before it must not stay."""
    (tmp_path / "report").write_text("No problems.")

    code, _ = run("lint", "broken.jsonl", "--format", form, "--output", "report")

    assert code == 2
    assert "broken.jsonl" in (tmp_path / "report").read_text()


def test_a_broken_shot_is_no_reason_to_leave_its_file_out(run, tmp_path):
    """How to leave a file out is said of files that may hold no shots, and of no other."""
    (tmp_path / "folder" / "list.csv").write_text("prompt,duration\nA cat,soon\n")
    (tmp_path / "folder" / "plan.csv").write_text("who,when\nAnn,Monday\n")

    _, error = run("lint", "folder")

    listed, plan = error.splitlines()
    assert listed.endswith("duration must be a number of seconds above 0, such as 5 or 2.5, got 'soon'")
    assert plan.endswith(
        'if it holds no shots, leave it out: exclude = ["folder/plan.csv"] in promptkit.toml, or --exclude'
    )


def test_no_baseline_is_written_without_a_file(run, tmp_path):
    """Findings of a broken file would count as new once it is mended."""
    (tmp_path / "good.txt").write_text("A cat, 8k\n")

    assert run("lint", "good.txt", "broken.yaml", "--write-baseline", "base.json")[0] == 2
    assert not (tmp_path / "base.json").exists()


def test_bad_bytes_on_stdin(run, monkeypatch):
    """stdin is held to the same rules."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"caf\xe9")))

    code, error = run("lint", "-")

    assert (code, error) == (
        2,
        "promptkit: <stdin>:1: not UTF-8 text (unexpected end of data); save the file as UTF-8\n",
    )


@pytest.mark.parametrize(
    ("command", "option", "way"),
    [
        ("lint", "--explain", "promptkit rule NAME"),
        ("rewrite", "--explain", "promptkit rule NAME"),
        ("lint", "--explain=hype-words", "promptkit rule NAME"),
        ("rewrite", "--diff", "promptkit lint --fix --diff FILE"),
    ],
)
def test_an_option_that_is_looked_for_in_vain_has_another_way(run, command, option, way):
    """No such option, and what does it instead."""
    code, error = run(command, option)

    assert code == 2
    assert f"No such option '{option.partition('=')[0]}'. " in error
    assert error.rstrip().endswith(way)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("lnt", "a.txt"), "promptkit: unknown command 'lnt'; did you mean lint"),
        (("latin.txt",), "promptkit: unknown command 'latin.txt'; to lint it: promptkit lint latin.txt"),
        (("lint", "--fixx"), "promptkit: No such option '--fixx'"),
        (("rewrite", "-n", "three", "--prompt", "a"), "promptkit: -n must be a whole number from 1 to 12, got 'three'"),
        (("rewrite", "-n", "99", "--prompt", "a"), "promptkit: -n must be a whole number from 1 to 12, got 99"),
        (("targets", "--older-than", "x"), "promptkit: --older-than must be a whole number from 0 up, got 'x'"),
        (("score", "--from", "x", "a.mp4"), "promptkit: --from must be a number, got 'x'"),
        (("lint", "a.txt", "--format", "xml"), "promptkit: Invalid value for '--format': 'xml' is not one of 'text'"),
        (
            ("lint", "--prompt", "x", "--rules", "no.yaml"),
            "promptkit: no.yaml: no such file; check the path: a file of",
        ),
        (("lint", "--prompt", "x", "--select", "x"), "promptkit: unknown rule 'x'; families: motion"),
    ],
)
def test_every_mistake_looks_alike_and_has_its_own_remedy(run, arguments, message):
    """One line that begins with `promptkit:`, whoever found the mistake."""
    code, error = run(*arguments)

    assert code == 2
    assert error.startswith(message)
    assert error.count("\n") == 1


@pytest.mark.parametrize("words", [[], ["weights"]])
def test_a_group_alone_says_its_help(run, words):
    """As a page, not as an error of many lines."""
    code, said = run(*words)

    assert code == 2
    assert said.startswith("Usage: ")
    assert "promptkit: " not in said


LONG = "A man walks to the door and opens it. " * 12


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ([], "lint --prompt"),
        *((words, "--prompt") for words in (["lint"], ["scene"], ["rewrite"])),
        *(
            (words, "give a shorter one")
            for words in (
                ["score"], ["report"], ["run"], ["lengths", LONG], ["calibrate"], ["init"],
                *(["lint", "--prompt=A man.", "--select=cause", to] for to in ("--output", "--config", "--baseline")),
            )
        ),
    ],
)  # fmt: skip
def test_a_name_that_no_file_can_have_is_shown_short(run, words, way):
    """No file system has a name as long as most prompts are; where shots are read, it is told where a prompt goes."""
    code, said = run(*words, LONG)

    assert (code, said.count("\n")) == (2, 1)
    assert re.match(rf"promptkit: '.*' \.\.\.: too long for the name of a file; (a prompt goes behind )?{way}\n$", said)
    assert len(said) < 160


WRONG_FILES = {
    "suite.yaml": (
        b"name: s\nshots: [a.yaml, b.txt]\nvariants: {x: {}}\nmetrics: [flicker]\n",
        "a suite, not a file of shots; for promptkit run and gate; to lint its prompts: promptkit lint a.yaml b.txt",
    ),
    "house.yaml": (
        b"rules:\n- name: x\n",
        "a file of rules, not of shots; to lint by them: promptkit lint FILE --rules house.yaml",
    ),
    "marked.txt": ("A cat.\n".encode("utf-16"), "UTF-16 text, not UTF-8; save the file as UTF-8"),
    "little.txt": ("A cat.\n".encode("utf-16-le"), "UTF-16 text, not UTF-8; save the file as UTF-8"),
    "big.yaml": ("- A cat.\n".encode("utf-16-be"), "UTF-16 text, not UTF-8; save the file as UTF-8"),
    "wide.jsonl": ('{"prompt": "A cat."}\n'.encode("utf-32"), "UTF-32 text, not UTF-8; save the file as UTF-8"),
}


@pytest.mark.parametrize("name", WRONG_FILES)
def test_a_file_that_is_something_else_is_told_what_it_is(run, tmp_path, name):
    """What it is, and what to do with it."""
    content, message = WRONG_FILES[name]
    (tmp_path / name).write_bytes(content)

    assert run("lint", name) == (2, f"promptkit: {name}: {message}\n")


@pytest.mark.parametrize("cut", ['{"prompt"', '{"prompt":', '{"prompt": "A cat"'])
def test_a_line_that_was_cut_off_is_told_as_that(run, tmp_path, cut):
    """Wherever the writing stopped; a broken line that is followed by others was not cut off."""
    (tmp_path / "a.jsonl").write_text(f'{{"prompt": "A dog"}}\n{cut}')
    (tmp_path / "b.jsonl").write_text(f'{cut}\n{{"prompt": "A dog"}}\n')

    code, error = run("lint", "a.jsonl")
    _, other = run("lint", "b.jsonl")

    assert code == 2
    assert error.startswith("promptkit: a.jsonl:2:")
    assert error.endswith(": the last line was cut off; write it out whole, or delete it\n")
    assert "b.jsonl:1:" in other
    assert "cut off" not in other


@pytest.mark.parametrize(
    "line",
    [
        '{"prom',
        '{"prompt": "A ca',
        '{"prompt": "A \\"ca\\',
        '{"prompt": "A cat}',
        '{"prompt": "A cat", "negative": "blur}',
    ],
)
def test_a_quote_that_is_never_closed_is_told_as_that(run, tmp_path, line):
    """It was forgotten, or the file stops there; a line that is followed by others was not cut off."""
    (tmp_path / "a.jsonl").write_text(f'{{"prompt": "A dog"}}\n{line}')
    (tmp_path / "b.jsonl").write_text(f'{line}\n{{"prompt": "A dog"}}\n')

    code, error = run("lint", "a.jsonl")
    _, other = run("lint", "b.jsonl")

    assert code == 2
    assert error.endswith(": this double quote is never closed; close it, or write out the line that was cut off\n")
    assert other.endswith(": this double quote is never closed; close it\n")


@pytest.mark.parametrize("empty", ["", "  "])
@pytest.mark.parametrize(
    ("name", "form"),
    [("a.yaml", '- {{id: "{}", prompt: A cat}}\n'), ("a.jsonl", '{{"id": "{}", "prompt": "A cat"}}\n')],
)
def test_an_empty_id_is_told_as_empty(run, tmp_path, name, form, empty):
    """With the way out: to leave it out."""
    (tmp_path / name).write_text(form.format(empty))

    assert run("lint", name) == (2, f"promptkit: {name}:1:8: id is empty; write one, or leave id out\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("watch", "a.txt"), "unknown command 'watch'; did you mean promptkit lint --watch?"),
        (("wacth",), "unknown command 'wacth'; did you mean promptkit lint --watch?"),
        (("fix", "a.txt"), "unknown command 'fix'; did you mean promptkit lint --fix?"),
        (("scor",), "unknown command 'scor'; did you mean score?"),
        (("--watch",), "To lint again whenever a file changes: promptkit lint --watch FILE"),
        (("scene", "a.txt", "--watch"), "To lint again whenever a file changes: promptkit lint --watch FILE"),
        (("rewrite", "a.txt", "--fix"), "To fix files: promptkit lint --fix FILE"),
    ],
)
def test_what_is_looked_for_in_the_wrong_place_is_named(run, arguments, message):
    """An option that is taken for a command, or for one of every command."""
    code, error = run(*arguments)

    assert code == 2
    assert message in error
    assert error.count("\n") == 1
