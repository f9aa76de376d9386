"""`.txt`: one prompt a line; blank lines and lines that begin with `#` are skipped.

A `#` inside of a line is part of the prompt, unless it says `# promptkit:`.
"""

import re
from collections.abc import Iterator

from promptkit.shot import Document
from promptkit.sources.row import LINE_BREAK, TO_PROMPTKIT, Cell, Format, Remark, Row, literal, trimmed

_WIDEST = 120
"""Characters: nobody wraps lines wider than that."""
_NEGATIVE = ("negative:", "negative prompt:")
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


def remarks(document: Document) -> Iterator[Remark]:
    """That lines look like one prompt that was wrapped, or like its negative; the first of them."""
    widest = max((len(line.strip()) for _, line in _lines(document.text) if holds_prompt(line)), default=0)
    before = ""
    for number, (start, line) in enumerate(_lines(document.text), start=1):
        text = line[: _length(line)].strip() if holds_prompt(line) else ""
        if text.lower().startswith(_NEGATIVE):
            yield Remark(
                start,
                "this line is read as a shot of its own; to give a shot a negative, write it in a .yaml file, with the "
                "key negative, or use --negative",
            )
            return
        if before and text and _goes_on(before, text, widest):
            yield Remark(
                start,
                f"this line seems to go on with line {number - 1}; in a .txt file each line is a shot: if they are one "
                "prompt, name the file .prompt",
            )
            return
        before = text


def _goes_on(before: str, line: str, widest: int) -> bool:
    """Whether a line was cut off where it was full: behind a comma, or where a sentence goes on in lower case."""
    is_full = widest <= _WIDEST and len(before) + 1 + len(line.split(maxsplit=1)[0]) > widest
    is_sentence = before[0].isupper() and not before.endswith((".", "!", "?", '"', "'", ")"))
    return is_full and (before.endswith(",") or (is_sentence and line[0].islower()))


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
    found = _TRAILING.search(line) if "#" in line else None
    return found.start() if found else len(line)


def _cell(text: str, start: int, end: int) -> Cell:
    value, offsets = literal(text, start, end)
    return trimmed(Cell(value, offsets, start, end, str, _read_line, _read_line))


def _read_line(line: str) -> str | None:
    return line if holds_prompt(line) and not LINE_BREAK.search(line) and not _TRAILING.search(line) else None


FORMAT = Format((".txt",), rows, comments=comments, remarks=remarks)
