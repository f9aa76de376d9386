"""`promptkit keys` lists what the reader of shots takes, and is pointed to from where one looks for it."""

import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from promptkit.cli import cli
from promptkit.errors import UsageError
from promptkit.shot import Document
from promptkit.sources.keys import EXPECTED, KEYS
from promptkit.sources.read import read_document


def keys(*arguments):
    return CliRunner().invoke(cli, ["keys", *arguments], catch_exceptions=False).stdout


def test_every_key_has_its_line():
    """Each key that a shot may have is there with what it says, and with what its value is where that is no text."""
    rows = json.loads(keys("--format", "json"))["keys"]
    lines = keys().splitlines()

    assert tuple(row["name"] for row in rows) == KEYS
    assert all(row["about"] for row in rows)
    assert all(f"({value})" in line for value, line in zip(map(EXPECTED.get, KEYS), lines, strict=False) if value)
    assert all(len(row["about"]) < 80 for row in rows)


def test_the_example_can_be_read():
    """What stands below the list is a file of shots."""
    example = keys().partition("\n\n")[2]

    assert [shot.id for shot in read_document(Document("a.yaml", example))] == [
        "pier[place=pier]",
        "pier[place=breakwater]",
    ]


def test_it_is_named_where_one_looks_for_it():
    """By a new project, by the README, and by the error for a key that is like no other."""
    with pytest.raises(UsageError, match=r"unknown key 'colour'; a shot has: .*; see promptkit keys"):
        read_document(Document("a.yaml", "- prompt: A cat\n  colour: red\n"))
    started = (files("promptkit") / "init_data" / "datasets" / "shots.yaml").read_text(encoding="utf-8")
    assert "promptkit keys" in started
    assert "`promptkit keys`" in (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
