"""`promptkit targets` shows every model, and of one model every fact with its source."""

import json

import pytest
from click.testing import CliRunner

from promptkit.cli.targets import command
from promptkit.errors import UnknownName
from promptkit.target import find_target, target_names


def run(*arguments):
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_each_target_has_one_line():
    """Piped, the table is plain: a heading and one line a target, aligned, without trailing spaces or escapes."""
    lines = run().splitlines()

    assert [line.split()[0] for line in lines] == ["target", *target_names()]
    assert all(line == line.rstrip() for line in lines)
    assert "\x1b" not in "".join(lines)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("kling-2.1-master", ["retired, use kling-2.5-turbo", "5, 10", "own field", "$0.28/s"]),
        ("kling-3.0", ["current", "3–15", "end of prompt", "3072 characters", "$0.084–0.42/s"]),
        ("runway-act-two", ["as reference", "nowhere", "no prompt", "$0.05/s"]),
        ("wan-2.2-animate", ["¥0.4–0.6/s"]),
        ("wan-2.7-t2v", ["2–15", "not known"]),
    ],
)
def test_the_line_says_what_matters(name, words):
    """Status, lengths, channel of negatives, room for the prompt, price."""
    (line,) = [line for line in run().splitlines() if line.startswith(f"{name} ")]

    for word in words:
        assert word in line


@pytest.mark.parametrize("name", target_names())
def test_the_page_of_a_target_names_every_source(name):
    """Each source stands with title and date, and the facts refer to it by its key."""
    page = run(name)

    for key, source in find_target(name).sources.items():
        assert f"[{key}] {source.title}, {source.date}" in page
        assert page.count(f"[{key}]") > 1, f"{key} supports nothing that is shown"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("kling-2.6", "; beside an image only at 1080p;"),
        ("kling-2.6", "; only at native: 1080p, voice: 1080p "),
        ("veo-3.1", "; by resolution 1080p: 8 s, 4k: 8 s "),
        ("kling-3.0", "; multi shot max 6;"),
        ("kling-2.6-motion-control", "; max by orientation image: 10 s, video: 30 s;"),
    ],
)
def test_facts_are_said_in_words_with_their_units(name, said):
    """Lengths in seconds, names and counts without a unit."""
    assert said in run(name)


def test_doubtful_sources_are_marked():
    """What rests on third parties is said to."""
    assert "(confidence: low)" in run("wan-2.2-animate")
    assert "(confidence: unchecked)" in run("runway-act-one")


def test_routes_show_what_differs():
    """The page of a model lists its routes and says how to use one; a route can be asked for by itself."""
    assert "each is a target: --target kling-3.0@legacy" in run("kling-3.0")
    assert "@legacy  " in run("kling-3.0")
    assert "--target" not in run("kling-3.0@legacy") + run("kling-2.1-master")
    assert "end of prompt" not in run("kling-3.0@legacy")
    assert "into own field; max 2500 characters" in run("kling-3.0@legacy")


def test_json_of_all():
    """Every fact, in the schema that outsiders rely on; days as ISO dates."""
    shown = json.loads(run("--format", "json"))

    assert shown["schema"] == "promptkit.targets/1"
    assert [target["name"] for target in shown["targets"]] == list(target_names())
    assert {target["name"]: target["retired_on"] for target in shown["targets"]}["kling-2.1-master"] == "2026-09-15"


def test_json_of_one():
    """One name gives a list of one."""
    (target,) = json.loads(run("veo-3.1@vertex", "--format", "json"))["targets"]

    assert target["route"] == "vertex"
    assert target["seed"]["supported"] is True
    assert target["sources"]["docs"]["date"] == "2026-08-21"


def test_unknown_target():
    """A misspelt name offers the nearest."""
    with pytest.raises(UnknownName, match=r"did you mean kling-2\.6"):
        CliRunner().invoke(command, ["klng-2.6"], catch_exceptions=False)
