"""Workflow commands of GitHub Actions: findings stand beside the changed lines of a pull request.

GitHub shows ten errors, ten warnings and ten notices of a step. So what is the same for many shots and has no place in
their texts is said once, at the first of them, and errors and warnings come before notes, prices last.

Source: docs.github.com, "Workflow commands for GitHub Actions", commands `error`, `warning`, `notice`; escapes as in
actions/toolkit, packages/core/src/command.ts.
"""

from collections.abc import Mapping, Sequence

from promptkit.formats._format import Format, Look, both_names, posix, told
from promptkit.formats._told import COST, Told, named_places, told_once
from promptkit.lint import Linted
from promptkit.rule import SEVERITIES
from promptkit.sources.unread import Unread

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_IN_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_DATA, ":": "%3A", ",": "%2C"}


def render(results: Sequence[Linted], look: Look) -> str:
    """One command for all that is the same, and one for everything that could not be read."""
    ordered = sorted(told_once(results), key=_turn)
    commands = [*map(_unread, look.unread), *map(_command, ordered)]
    return "".join(f"{command}\n" for command in commands)


def _turn(one: Told) -> tuple[int, bool]:
    """The graver first, and prices last."""
    return SEVERITIES.index(one.finding.severity), one.finding.family == COST


def _unread(one: Unread) -> str:
    properties: dict[str, object] = {"title": "promptkit: not read", "file": posix(one.path)}
    properties |= {name: number for name, number in (("line", one.line), ("col", one.column)) if number}
    return f"::error {_given(properties)}::{_escaped(one.message, _IN_DATA)}"


def _command(one: Told) -> str:
    finding, place = one.finding, one.place
    properties = {"title": f"promptkit: {both_names(finding)}", "file": posix(place.document.path), "line": place.line}
    if place.is_exact:
        properties |= {"endLine": place.end_line}
        if place.line == place.end_line:  # GitHub refuses columns of a span over several lines
            properties |= {"col": place.column, "endColumn": place.end_column}
    return f"::{COMMANDS[finding.severity]} {_given(properties)}::{_escaped(_message(one), _IN_DATA)}"


def _message(one: Told) -> str:
    if not one.is_spread:
        return told(one.finding)
    price = "each " if one.finding.cost else ""
    return f"{len(one.said_of)} shots: {price}{told(one.finding)} (at: {named_places(one.said_of)})"


def _given(properties: Mapping[str, object]) -> str:
    return ",".join(f"{name}={_escaped(str(value), _IN_PROPERTY)}" for name, value in properties.items())


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(char, char) for char in text)


FORMAT = Format("github", render)
