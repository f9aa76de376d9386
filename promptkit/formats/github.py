"""Workflow commands of GitHub Actions: findings stand beside the changed lines of a pull request.

Source: docs.github.com, "Workflow commands for GitHub Actions", commands `error`, `warning`, `notice`; escapes as in
actions/toolkit, packages/core/src/command.ts.
"""

from collections.abc import Mapping, Sequence

from promptkit.formats._format import Format, Look, both_names, each, posix, told
from promptkit.formats._place import place_of
from promptkit.lint import Linted
from promptkit.rule import Finding
from promptkit.shot import Shot
from promptkit.sources.unread import Unread

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_IN_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_DATA, ":": "%3A", ",": "%2C"}


def render(results: Sequence[Linted], look: Look) -> str:
    """One command a finding, and one for everything that could not be read."""
    commands = [*map(_unread, look.unread), *(_command(shot, finding) for shot, finding in each(results))]
    return "".join(f"{command}\n" for command in commands)


def _unread(one: Unread) -> str:
    properties: dict[str, object] = {"title": "promptkit: not read", "file": posix(one.path)}
    properties |= {name: number for name, number in (("line", one.line), ("col", one.column)) if number}
    return f"::error {_given(properties)}::{_escaped(one.message, _IN_DATA)}"


def _command(shot: Shot, finding: Finding) -> str:
    place = place_of(shot, finding)
    properties = {"title": f"promptkit: {both_names(finding)}", "file": posix(place.document.path), "line": place.line}
    if place.is_exact:
        properties |= {"endLine": place.end_line}
        if place.line == place.end_line:  # GitHub refuses columns of a span over several lines
            properties |= {"col": place.column, "endColumn": place.end_column}
    return f"::{COMMANDS[finding.severity]} {_given(properties)}::{_escaped(told(finding), _IN_DATA)}"


def _given(properties: Mapping[str, object]) -> str:
    return ",".join(f"{name}={_escaped(str(value), _IN_PROPERTY)}" for name, value in properties.items())


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(char, char) for char in text)


FORMAT = Format("github", render)
