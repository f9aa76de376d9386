"""How old facts are is counted from a day that is given, and nothing but the list of facts depends on it."""

import ast
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

import promptkit
from promptkit.cli import targets as shown
from promptkit.cli._stale import stale
from promptkit.staleness import SHOWN_FROM_DAYS, checked_on, facts, older_than
from promptkit.target import find_target, target_names

VEO = find_target("veo-3.1")
DAY = date(2026, 11, 1)


def run(*arguments):
    return CliRunner().invoke(shown.command, arguments, catch_exceptions=False)


def page(target, **given):
    return "\n".join(str(cell) for column in shown.page(target, **given).columns for cell in column.cells)


@pytest.mark.parametrize("name", target_names())
def test_every_table_is_a_fact_with_a_dated_source(name):
    """All tables, prices and routes are among the facts, each once."""
    found = [*facts(find_target(name))]

    assert len({(fact.target, fact.name, fact.key) for fact in found}) == len(found)
    assert {fact.key for fact in found} == {*find_target(name).sources}
    assert {fact.target for fact in found} <= {name, *(f"{name}@{route}" for route in find_target(name).routes)}


def test_a_fact_is_older_only_past_the_day():
    """Checked exactly that many days ago is not yet too old; the oldest comes first."""
    newest = max(fact.checked for fact in facts(VEO))
    oldest = min(fact.checked for fact in facts(VEO))

    assert older_than(facts(VEO), 30, today=oldest + timedelta(days=30)) == []
    old = older_than(facts(VEO), 30, today=oldest + timedelta(days=31))
    assert {fact.checked for fact in old} == {oldest}
    everything = older_than(facts(VEO), 0, today=newest + timedelta(days=1))
    assert [fact.checked for fact in everything] == sorted(fact.checked for fact in facts(VEO))


def test_a_source_may_be_checked_again():
    """A paper keeps its date; that it was looked at since is told by `checked`."""
    key = VEO.source
    again = replace(VEO.sources[key], checked=date(2026, 10, 30))
    renewed = replace(VEO, sources={**VEO.sources, key: again}, routes=())

    assert checked_on(again) == date(2026, 10, 30)
    assert key not in {fact.key for fact in stale([renewed], 10, today=DAY)}
    assert f"{again.date}, checked 2026-10-30" in page(renewed)


def test_the_command_says_which_facts_are_old():
    """Exit code 1 with target, fact, date, age and source a line; 0 with the oldest where none is."""
    old, fresh = run("veo-3.1", "--older-than", "0"), run("veo-3.1", "--older-than", "99999")

    lines = old.output.splitlines()
    assert (old.exit_code, fresh.exit_code) == (1, 0)
    assert lines[0].split() == ["target", "fact", "checked", "age", "source"]
    assert len(lines) == len([*facts(VEO)]) + 2
    assert any(line.startswith("veo-3.1@vertex ") for line in lines)
    assert f"{len(lines) - 2} of {len(lines) - 2} facts of veo-3.1 were last checked" in lines[-1]
    assert "the oldest is veo-3.1" in fresh.output
    assert len(fresh.output.splitlines()) == 1


def test_the_command_answers_programs():
    """The same as JSON, with the exit code of the text; an empty list where nothing is old."""
    old, fresh = (run("--older-than", days, "--format", "json") for days in ("0", "99999"))

    answer = json.loads(old.output)
    assert (old.exit_code, fresh.exit_code) == (1, 0)
    assert answer["schema"] == "promptkit.stale-facts/1"
    assert answer["facts"][0].keys() == {"target", "fact", "checked", "age_days", "source"}
    assert answer["facts"][0]["source"].keys() == {"key", "date", "title", "url", "confidence"}
    assert json.loads(fresh.output)["facts"] == []


@pytest.mark.parametrize("days", ["-1", "x", "1.5"])
def test_days_are_a_whole_number(days):
    """Anything else is wrong use."""
    assert run("--older-than", days).exit_code == 2


def test_a_page_shows_an_age_once_it_is_long():
    """Half a year and a day after the check, not before, and not without a day to count from."""
    day = checked_on(VEO.sources[VEO.source])

    assert f"[{VEO.source}] 181 days old" in page(VEO, today=day + timedelta(days=SHOWN_FROM_DAYS + 1))
    assert f"[{VEO.source}] 180 days old" not in page(VEO, today=day + timedelta(days=SHOWN_FROM_DAYS))
    assert "days old" not in page(VEO)


@pytest.mark.parametrize("part", ["rules", "lint.py", "rule.py", "target.py", "config.py", "staleness.py", "formats"])
def test_no_verdict_hangs_on_the_calendar(part):
    """What lints, and what counts ages, never asks which day it is; what lints never asks how old a fact is."""
    root = Path(promptkit.__file__).parent / part
    files = [root] if root.is_file() else [*root.rglob("*.py")]
    assert files
    for path in files:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        brought = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

        assert not asked & {"today", "now", "utcnow"}, path
        assert "promptkit.staleness" not in brought, path
