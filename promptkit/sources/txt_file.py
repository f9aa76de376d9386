"""`.txt`: one prompt a line; blank lines and lines that begin with `#` are skipped.

A `#` inside of a line is part of the prompt, unless it says `# promptkit:`.
"""

import re
from collections.abc import Iterator

from promptkit.shot import Document
from promptkit.sources.row import LINE_BREAK, TO_PROMPTKIT, Cell, Format, Row, literal, trimmed

_TRAILING = re.compile(rf"[ \t]{TO_PROMPTKIT}")


def rows(document: Document) -> list[Row]:
    """One row for every line that holds a prompt."""
    found: list[Row] = []
    for start, line in _lines(document.text):
        if holds_prompt(line):
            cell = _cell(document.text, start, start + _length(line))
            places = {"prompt": cell.offsets[0]}
            extent = (start, start + len(line))
            found.append(Row(cell.offsets[0], {"prompt": cell.value}, {"prompt": cell}, places, extent=extent))
    return found


def comments(document: Document) -> Iterator[tuple[int, int]]:
    """The lines that are comments, and the comments behind prompts."""
    for start, line in _lines(document.text):
        first = len(line) - len(line.lstrip()) if line.lstrip().startswith("#") else _length(line)
        if first < len(line):
            yield document.text.index("#", start + first), start + len(line)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line with where it starts."""
    start = 0
    for line in LINE_BREAK.split(text):
        yield start, line
        start += len(line)
        start += 2 if text.startswith("\r\n", start) else 1


def holds_prompt(line: str) -> bool:
    """Whether a line is a prompt, and neither blank nor a comment."""
    return bool(line[: _length(line)].strip()) and not line.lstrip().startswith("#")


def _length(line: str) -> int:
    """Characters of a line before the comment behind its prompt."""
    found = _TRAILING.search(line)
    return found.start() if found else len(line)


def _cell(text: str, start: int, end: int) -> Cell:
    value, offsets = literal(text, start, end)
    return trimmed(Cell(value, offsets, start, end, str, _read_line, _read_line))


def _read_line(line: str) -> str | None:
    return line if holds_prompt(line) and not LINE_BREAK.search(line) and not _TRAILING.search(line) else None


FORMAT = Format((".txt",), rows, comments=comments)
