"""No command writes over a file that it reads, or over a baseline's namesake that is none."""

import json
import os
import sys

import pytest
from gated import a_study, a_suite
from made_runs import a_run_of

from promptkit.cli import main
from promptkit.errors import UsageError
from promptkit.overwrite import refuse_another_s

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
        ("report", "v1", "-o", "v1/scores.jsonl"),
        ("report", "v1", "--shots", "pond.txt", "-o", "pond.txt"),
        ("export", "v1", "--format", "csv", "-o", "v1/run.json"),
        ("calibrate", "pond.txt", "-o", "pond.txt"),
    ],
)
def test_what_is_read_is_not_written_over(run, tmp_path, arguments):
    """Exit code 2, the option and another name asked for, and every file as it was."""
    run("lint", "pond.txt", "--write-baseline", "known.json")
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
    ],
)
def test_a_gate_keeps_its_suite_and_its_run(run, tmp_path, arguments):
    """So does a gate."""
    a_study(tmp_path / "run", a_suite(tmp_path))
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


def test_json_of_something_else_is_no_baseline(tmp_path):
    """What is somebody else's stays, whatever its format."""
    (tmp_path / "package.json").write_text('{"name": "ours"}')

    with pytest.raises(UsageError, match=r"--write-baseline .*package\.json: .*no baseline.*name a new file"):
        refuse_another_s("--write-baseline", tmp_path / "package.json", "promptkit.baseline/1", "baseline")
