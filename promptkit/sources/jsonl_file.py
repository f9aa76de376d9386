"""`.jsonl`: one JSON object a line, one shot an object."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from promptkit.errors import UsageError
from promptkit.shot import TEXT_FIELDS, Document
from promptkit.sources.row import Cell, Format, Row, Splice, at, rows_of, trimmed

_SPACE = re.compile(r"[ \t\r]*")
_PIECE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL)
"""One character of a JSON string as it is written: a surrogate pair, an escape, or itself (RFC 8259, section 7)."""
_OPEN_STRING = re.compile(r'"(?:[^"\\]|\\.)*\\?')
_BROKEN = "broken JSON: "
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True)
class _Value:
    value: object
    start: int
    end: int
    name: int
    """Where its key begins."""


def rows(document: Document) -> list[Row]:
    """One row for every line that is not blank.

    Raises:
        UsageError: lines are no JSON objects; the message gives line and column of each.
    """
    return rows_of(lambda line: _row(document, *line), _filled_lines(document))


def add(document: Document, field: str, values: Mapping[int, str]) -> list[Splice]:
    """Write the field right behind the prompt of each row, or in place of its null."""
    lines = _filled_lines(document)
    return [_add(document, *lines[number], field, value) for number, value in values.items()]


def _add(document: Document, line: str, start: int, field: str, value: str) -> Splice:
    members = _members(document, line, start)
    if field in members:
        return Splice(start + members[field].start, start + members[field].end, _write_string(value))
    end = start + members["prompt"].end
    return Splice(end, end, f", {_write_string(field)}: {_write_string(value)}")


@lru_cache(maxsize=2)
def _filled_lines(document: Document) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    start = 0
    for line in document.text.split("\n"):
        if line.strip():
            found.append((line, start))
        start += len(line) + 1
    return tuple(found)


def _row(document: Document, line: str, start: int) -> Row:
    members = _members(document, line, start)
    cells = {
        name: trimmed(_cell(line, member, start), front=False)
        for name, member in members.items()
        if name in TEXT_FIELDS and isinstance(member.value, str)
    }
    values = {name: cells[name].value if name in cells else member.value for name, member in members.items()}
    places = {name: start + member.start for name, member in members.items()}
    ends = {name: start + member.end for name, member in members.items()}
    names = {name: start + member.name for name, member in members.items()}
    entries = [*_entries(line, members["ignore"], start)] if "ignore" in members else ()
    return Row(places.get("prompt", start), values, cells, places, ends, names, entries)


def _entries(line: str, member: _Value, start: int) -> Iterator[tuple[int, int]]:
    """Where the texts of a list stand."""
    if isinstance(member.value, list):
        for found in _STRING.finditer(line, member.start, member.end):
            yield start + found.start(), start + found.end()


def _members(document: Document, line: str, start: int) -> dict[str, _Value]:
    """The members of the object on a line, with the place of each value in the line."""
    reader = _Reader(document, line, start)
    here = _skip(line, 0)
    if not line.startswith("{", here):
        reader.fail(here, 'expected one JSON object on every line, such as {"prompt": "..."}')
    members: dict[str, _Value] = {}
    here = _skip(line, here + 1)
    while not line.startswith("}", here):
        if members:
            here = reader.behind(here, ",")
        name, value = reader.member(here)
        if name in members:
            reader.fail(here, f"{name!r} is given twice in one object; keep one")
        members[name] = value
        here = _skip(line, value.end)
    if (rest := _skip(line, here + 1)) < len(line):
        reader.fail(rest, "something follows the object; write one object a line")
    return members


@dataclass(frozen=True)
class _Reader:
    """Reads parts of one line; what is wrong is said with its place in the document."""

    document: Document
    line: str
    start: int

    def fail(self, here: int, reason: str) -> NoReturn:
        is_last = self.start + len(self.line) == len(self.document.text)
        if reason.startswith(_BROKEN) and _OPEN_STRING.fullmatch(self.line, here):
            # a forgotten quote and a file that stops within a text look the same
            reason = "this double quote is never closed; close it" + (
                ", or write out the line that was cut off" * is_last
            )
        elif reason.startswith(_BROKEN) and is_last and here >= len(self.line.rstrip()):
            reason = "the last line was cut off; write it out whole, or delete it"
        raise UsageError(f"{at(self.document, self.start + here)}: {reason}")

    def behind(self, here: int, mark: str) -> int:
        if not self.line.startswith(mark, here):
            self.fail(here, f"{_BROKEN}expected {mark!r}")
        return _skip(self.line, here + 1)

    def member(self, here: int) -> tuple[str, _Value]:
        if not self.line.startswith('"', here):
            self.fail(here, f"{_BROKEN}expected a key in double quotes")
        name, end = self.value(here)
        start = self.behind(_skip(self.line, end), ":")
        value, end = self.value(start)
        return str(name), _Value(value, start, end, here)

    def value(self, here: int) -> tuple[object, int]:
        try:
            return _DECODER.raw_decode(self.line, here)
        except json.JSONDecodeError as error:
            self.fail(error.pos, f"{_BROKEN}{error.msg}")
        except (ValueError, RecursionError) as error:
            self.fail(here, f"{_BROKEN}{error}")


def _cell(line: str, member: _Value, start: int) -> Cell:
    pieces = _PIECE.finditer(line, member.start + 1, member.end - 1)
    offsets = (*(start + piece.start() for piece in pieces), start + member.end - 1)
    value, begin, end = str(member.value), start + member.start, start + member.end
    return Cell(value, offsets, begin, end, _inside, _read_string, _write_string)


def _write_string(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _inside(value: str) -> str:
    return _write_string(value)[1:-1]


def _read_string(written: str) -> str | None:
    try:
        value = json.loads(written)
    except ValueError:
        return None
    return value if isinstance(value, str) else None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def _skip(line: str, here: int) -> int:
    match = _SPACE.match(line, here)
    return match.end() if match else here


FORMAT = Format((".jsonl",), rows, add)
