"""`promptkit keys` lists what the reader of shots takes, and is pointed to from where one looks for it."""

import json
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from promptkit.cli import cli
from promptkit.errors import UsageError
from promptkit.shot import Document
from promptkit.sources.keys import EXPECTED, KEYS
from promptkit.sources.read import read_document
from promptkit.suite_file import Limits, Provider, SuiteFile, Variant


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


def test_every_key_of_a_suite_has_its_line():
    """With --suite: each key of the file's own models, those of tables inside it too, with its meaning and default."""
    rows = {row["name"]: row for row in json.loads(keys("--suite", "--format", "json"))["keys"]}
    text = keys("--suite")

    assert {*SuiteFile.model_fields} <= {*rows}
    assert {"limits.METRIC.min", "limits.METRIC.max", "variants.NAME.rewrite", "provider.command"} <= {*rows}
    assert all(row["about"] and all(len(line) <= 110 for line in text.splitlines()) for row in rows.values())
    assert all(any(line.startswith(f"{name} ") for line in text.splitlines()) for name in rows)
    assert rows["provider.width"]["default"] == 480
    assert rows["metrics"]["required"]


def test_the_examples_of_a_suite_are_taken():
    """What stands below a key may be written so."""
    rows = json.loads(keys("--suite", "--format", "json"))["keys"]
    outer = [yaml.safe_load(row["example"]) for row in rows if "." not in row["name"]]
    of = {"variants.NAME": Variant, "limits.METRIC": Limits}

    SuiteFile.model_validate({name: value for each in outer for name, value in each.items()})
    for row in rows:
        inside = row["name"].rpartition(".")[0]
        if inside in of:
            of[inside].model_validate(yaml.safe_load(row["example"]))
        elif inside == "provider" and "width" not in row["name"] and "height" not in row["name"]:
            Provider.model_validate(yaml.safe_load(row["example"]))


def test_the_keys_of_a_suite_are_named_where_one_looks_for_them():
    """By the README, and by the help of the commands that read suites."""
    for command in ("run", "gate"):
        assert "promptkit keys --suite" in " ".join(CliRunner().invoke(cli, [command, "--help"]).stdout.split())
    assert "`promptkit keys --suite`" in (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


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
