"""`promptkit init` makes a project that works, and touches nothing that is there."""

import re
import subprocess
import sys

import pytest

from promptkit.cli import init
from promptkit.errors import UsageError
from promptkit.new_project import write_project


def promptkit(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", "promptkit", *arguments], capture_output=True, text=True, check=False, cwd=cwd
    )


def test_a_project_is_made_whole_and_only_once(tmp_path):
    """All files are there; a second time all are kept, with what the user wrote in them."""
    first = write_project(tmp_path / "p")
    (tmp_path / "p" / "README.md").write_text("mine")
    (tmp_path / "p" / "evals" / "variants.yaml").unlink()
    second = write_project(tmp_path / "p")

    assert {path.relative_to(tmp_path / "p").as_posix() for path in first.made} == {
        "README.md", ".gitignore", "promptkit.toml", "datasets/shots.yaml", "evals/regression.yaml",
        "evals/variants.yaml", "reports/regression-baseline.json",
    }  # fmt: skip
    assert not first.kept
    assert [path.name for path in second.made] == ["variants.yaml"]
    assert len(second.kept) == 6
    assert (tmp_path / "p" / "README.md").read_text() == "mine"


def test_a_place_that_cannot_be_written_to_is_said(tmp_path):
    """A file in the way is an error with the remedy."""
    (tmp_path / "p").write_text("")

    with pytest.raises(UsageError, match="name a folder that can be written to"):
        write_project(tmp_path / "p")


def test_the_readme_says_the_commands_that_init_prints(tmp_path):
    """The three commands stand in the project's README, and they work at once."""
    made = promptkit("init", "p", cwd=tmp_path)
    assert made.returncode == 0
    assert "next: cd p\n" in made.stdout
    commands = re.findall(r"^    promptkit (.+)$", (tmp_path / "p" / "README.md").read_text(), re.MULTILINE)[:3]
    assert [f"promptkit {line}" for line in commands] == list(init.NEXT)

    lint, run, gate = (promptkit(*line.split(), cwd=tmp_path / "p") for line in commands)

    assert (lint.returncode, lint.stderr) == (1, "")  # there is something to mend, so that one sees what that is like
    assert run.returncode == 0
    assert all(line.endswith("s left") for line in run.stderr.splitlines())  # a slow machine is told how it goes on
    assert (gate.returncode, gate.stderr) == (0, "")
    assert gate.stdout.startswith("pass: regression")
