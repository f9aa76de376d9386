"""`.txt`: one prompt a line; blank lines and lines that begin with `#` are skipped."""

from promptkit.shot import Document
from promptkit.sources.row import LINE_BREAK, Cell, Format, Row, literal, trimmed


def rows(document: Document) -> list[Row]:
    """One row for every line that holds a prompt."""
    found: list[Row] = []
    start = 0
    for line in LINE_BREAK.split(document.text):
        if holds_prompt(line):
            cell = _cell(document.text, start, start + len(line))
            places = {"prompt": cell.offsets[0]}
            found.append(Row(cell.offsets[0], {"prompt": cell.value}, {"prompt": cell}, places))
        start += len(line)
        start += 2 if document.text.startswith("\r\n", start) else 1
    return found


def holds_prompt(line: str) -> bool:
    """Whether a line is a prompt, and neither blank nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _cell(text: str, start: int, end: int) -> Cell:
    value, offsets = literal(text, start, end)
    return trimmed(Cell(value, offsets, start, end, str, _read_line, _read_line))


def _read_line(line: str) -> str | None:
    return line if holds_prompt(line) and not LINE_BREAK.search(line) else None


FORMAT = Format((".txt",), rows)
