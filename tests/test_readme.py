"""The README says what is so."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import readme

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_tables_are_up_to_date():
    """Every generated table equals what the registries say now (python tests/readme.py --write)."""
    assert readme.filled(TEXT) == TEXT


def test_every_table_is_there():
    """The README shows commands, rules, metrics and targets."""
    for name in readme.TABLES:
        assert f"<!-- {name} -->" in TEXT


def test_ci_runs_the_test_command_of_the_readme():
    """CI's test command stands in the README word for word."""
    commands = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line.endswith("/pytest")]

    assert len(commands) == 1
    assert commands[0] in TEXT


SHOWN = re.findall(r"```console\n\$ promptkit ([^\n]+)\n```\n\n```text\n(.*?)\n```", TEXT, re.DOTALL)


@pytest.mark.parametrize(("arguments", "output"), SHOWN, ids=[arguments.split()[0] for arguments, _ in SHOWN])
def test_shown_output_is_what_comes_out(arguments, output):
    """A command whose output the README shows prints just that."""
    command = [sys.executable, "-c", "from promptkit.cli import main; main()", *shlex.split(arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.stdout.rstrip() == output


def test_output_is_shown():
    """The README shows what lint and rewrite print."""
    assert [arguments.split()[0] for arguments, _ in SHOWN] == ["lint", "rewrite"]


def test_links_to_files_lead_somewhere():
    """Relative links name files of the repository."""
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", TEXT):
        assert (ROOT / link).exists(), link
