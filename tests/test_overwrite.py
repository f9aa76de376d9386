"""No command writes over a file that it reads, or over a baseline's namesake that is none."""

import json
import os
import sys
from pathlib import Path

import pytest
from gated import a_study, a_suite
from made_runs import a_run_of

from promptkit.cli import main
from promptkit.errors import UsageError
from promptkit.overwrite import refuse_foreign, refuse_what_is_read

PROMPT = "A stunning heron lands in the reeds, 8k\n"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs promptkit in a folder with prompts, settings and scores; gives back exit code and stderr."""
    monkeypatch.chdir(tmp_path)
    for name in ("reeds.txt", "pond.txt"):
        (tmp_path / name).write_text(PROMPT)
    (tmp_path / "promptkit.toml").write_text('ignore = ["MOT001"]\n')
    a_run_of(tmp_path / "v1", "flicker", {"x": 1.0, "y": 2.0})

    def runner(*arguments):
        monkeypatch.setattr(sys, "argv", ["promptkit", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main()
        return stop.value.code, capsys.readouterr().err

    return runner


def contents(folder):
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    "arguments",
    [
        ("lint", "reeds.txt", "--output", "reeds.txt"),
        ("lint", "reeds.txt", "--fix", "--output", "./reeds.txt"),
        ("lint", ".", "--also", "json=pond.txt"),
        ("lint", "reeds.txt", "--also", "json=link.txt"),
        ("lint", "reeds.txt", "--also", "json=hard.txt"),
        ("lint", "reeds.txt", "--output", "promptkit.toml"),
        ("lint", "reeds.txt", "--output", "new.json", "--also", "json=new.json"),
        ("lint", "reeds.txt", "--baseline", "known.json", "--output", "known.json"),
        ("lint", "--write-baseline", "reeds.txt", "pond.txt"),
        ("lint", "pond.txt", "--write-baseline", "pond.txt"),
        ("lint", "shot.yaml", "--output", "face.png"),
        ("lint", "shot.yaml", "--fix", "--also", "json=walk.mp4"),
        ("lint", ".", "--output", "findings.txt"),
        ("lint", ".", "--write-baseline", "new/known.yaml"),
        ("report", "v1", "-o", "v1/scores.jsonl"),
        ("report", "run/raw", "-o", "run/study.json"),
        ("report", "run/raw", "-o", "run/two/scores.jsonl"),
        ("report", "run", "raw", "-o", "run/two/run.json"),
        ("export", "run/raw", "--format", "csv", "-o", "run/study.json"),
        ("export", "run/raw", "--format", "csv", "-o", "run/two/scores.jsonl"),
        ("report", "v1", "--shots", "pond.txt", "-o", "pond.txt"),
        ("export", "v1", "--format", "csv", "-o", "v1/run.json"),
        ("calibrate", "pond.txt", "-o", "pond.txt"),
    ],
)
def test_what_is_read_is_not_written_over(run, tmp_path, arguments):
    """Exit code 2, the option and another name asked for, and every file as it was."""
    run("lint", "pond.txt", "--write-baseline", "known.json")
    (tmp_path / "new").mkdir()
    (tmp_path / "shot.yaml").write_text(
        "- {id: a, prompt: A man walks., image: face.png, reference_video: walk.mp4, target: kling-3.0}\n"
    )
    for name in ("face.png", "walk.mp4"):
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n")
    a_study(tmp_path / "run", a_suite(tmp_path / "evals", prompts=2, variants={"raw": {}, "two": {}}))
    (tmp_path / "link.txt").symlink_to("reeds.txt")
    os.link("reeds.txt", "hard.txt")
    before = contents(tmp_path)

    code, said = run(*arguments)

    assert (code, said.count("\n")) == (2, 1)
    assert "name a" in said
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("--output", "suite.yaml"),
        ("--write-baseline", "suite.yaml"),
        ("--write-baseline", "notes.md"),
        ("--output", "run/study.json"),
        ("--output", "face.png"),
        ("--write-baseline", "new.json", "--output", "new.json"),
        ("--write-baseline", "new.json", "--output", "verdict.txt"),
    ],
)
def test_a_gate_keeps_its_suite_and_its_run(run, tmp_path, arguments):
    """So does a gate, with the faces that its suite refers to; one option is not ignored for another."""
    (tmp_path / "face.png").write_bytes(b"")
    a_study(tmp_path / "run", a_suite(tmp_path, references=["face.png"]))
    (tmp_path / "notes.md").write_text("Ours\n")
    before = contents(tmp_path)

    assert run("gate", "suite.yaml", "run", *arguments)[0] == 2
    assert contents(tmp_path) == before


def test_a_baseline_is_written_anew(run, tmp_path):
    """Its own file, one that is empty and one that was cut off are no reason to refuse."""
    for text in ("", '{\n "schema": "promptkit.ba'):
        (tmp_path / "known.json").write_text(text)
        assert run("lint", "pond.txt", "--write-baseline", "known.json", "--baseline", "known.json")[0] == 0
        assert json.loads((tmp_path / "known.json").read_text())["schema"] == "promptkit.baseline/1"
        assert run("lint", "pond.txt", "reeds.txt", "--write-baseline", "known.json")[0] == 0


@pytest.mark.parametrize("text", ['{"name": "ours"}', "{", '{"x": {"schema": "promptkit.baseline/1"}}', "[" * 100_000])
def test_json_of_something_else_is_no_baseline(tmp_path, text):
    """What is somebody else's stays, whatever its format, and whatever it holds of ours."""
    file = tmp_path / "package.json"
    file.write_text(text)

    with pytest.raises(UsageError, match=r"^--write-baseline P: .*no baseline.*name a new file"):
        refuse_foreign("--write-baseline P", file, "promptkit.baseline/1", "baseline")


@pytest.mark.parametrize(
    "text", ['\ufeff{"schema": "promptkit.baseline/1"}', '{"a": 1, "schema": "promptkit.baseline/1"}']
)
def test_a_baseline_that_an_editor_saved_is_ours(tmp_path, text):
    """A byte-order mark or another order of keys does not make it somebody else's."""
    file = tmp_path / "known.json"
    file.write_text(text, encoding="utf-8")
    refuse_foreign("--write-baseline P", file, "promptkit.baseline/1", "baseline")


def test_a_device_may_be_written_to_twice_and_stays_one(run):
    """As /dev/null may; a terminal stands in for it, in whose folder nothing can take its place."""
    ends = os.openpty()
    device = os.ttyname(ends[1])

    assert run("lint", "pond.txt", "--output", device, "--also", f"json={device}")[0] == 1
    assert Path(device).is_char_device()
    assert b"pond.txt" in os.read(ends[0], 1000)
    for end in ends:
        os.close(end)


def test_options_are_shown_as_they_were_typed(run):
    """So that they can be found in a long line."""
    assert "--also json=pond.txt: this" in run("lint", "pond.txt", "--also", "json=pond.txt")[1]
    said = run("lint", "pond.txt", "--also", "json=x.json", "--output", "./x.json")[1]
    assert "--output ./x.json: --also json=x.json writes there too" in said


def test_links_that_lead_to_each_other_lead_to_no_traceback(run, tmp_path):
    """Nothing can be written there, or anew: either is an answer."""
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    assert run("lint", "pond.txt", "--output", "one")[0] in {1, 2}


def test_a_folder_that_is_searched_takes_what_the_search_leaves_out(run):
    """Findings may lie beside prompts under an ending that no shots have, or where the search does not look."""
    for arguments in (("--output", "findings.log"), ("--output", "out.txt", "--exclude", "out.txt")):
        for _ in range(2):
            assert run("lint", ".", *arguments)[0] == 1


def test_what_is_read_is_looked_for_only_where_something_would_be_lost(tmp_path):
    """A run of many clips is not read for a file that is new."""

    def read():
        raise AssertionError
        yield

    refuse_what_is_read([("--output new", tmp_path / "new")], read())
