"""`.csv`: a header of keys, one shot a row, cells as in RFC 4180; `vars.NAME` columns give template variables."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from promptkit.errors import UsageError
from promptkit.shot import TEXT_FIELDS, Document
from promptkit.sources.bare import read_bare
from promptkit.sources.row import LINE_BREAK, Cell, Format, Row, Splice, at, literal, trimmed

_PIECE = re.compile(r'""|\r\n|.', re.DOTALL)
_NEEDS_QUOTES = re.compile(r'[",\r\n]')


@dataclass(frozen=True)
class _Raw:
    """One cell; quotes belong to it."""

    value: str
    start: int
    end: int


def rows(document: Document) -> list[Row]:
    """One row for every line below the header that is not blank.

    Raises:
        UsageError: no `prompt` column, a column twice, a quote that never closes, more cells than columns.
    """
    lines = _lines(document)
    if not lines:
        return []
    header = [cell.value.strip() for cell in lines[0]]
    _check_header(document, lines[0], header)
    return [_row(document, header, line) for line in lines[1:]]


def add(document: Document, field: str, values: Mapping[int, str]) -> list[Splice]:
    """Write the field into its column; a column that is not there is added to the header and to every row."""
    lines = _lines(document)
    header = [cell.value.strip() for cell in lines[0]]
    if field not in header:
        column = [Splice(lines[0][-1].end, lines[0][-1].end, f",{field}")]
        missing = [len(header) - len(line) for line in lines[1:]]
        return column + [
            Splice(line[-1].end, line[-1].end, "," * missing[number] + f",{_write(values.get(number, ''))}")
            for number, line in enumerate(lines[1:])
        ]
    index = header.index(field)
    splices: list[Splice] = []
    for number, value in values.items():
        line = lines[number + 1]
        if index < len(line):
            splices.append(Splice(line[index].start, line[index].end, _write(value)))
        else:
            splices.append(Splice(line[-1].end, line[-1].end, "," * (index - len(line) + 1) + _write(value)))
    return splices


def _row(document: Document, header: Sequence[str], line: Sequence[_Raw]) -> Row:
    if len(line) > len(header):
        extra = line[len(header)]
        raise UsageError(
            f"{at(document, extra.start)}: {len(line)} cells in this row, {len(header)} columns in the header; "
            f"put a text that holds commas in double quotes"
        )
    filled = [(name, cell.value) for name, cell in zip(header, line, strict=False) if cell.value.strip()]
    values = read_bare(filled)
    by_name = dict(zip(header, line, strict=False))
    cells = {
        name: trimmed(_cell(document, by_name[name]), front=False) for name in TEXT_FIELDS if name in values
    }  # fmt: skip
    values |= {name: cell.value for name, cell in cells.items()}
    places = {name: cell.start for name, cell in by_name.items()}
    ends = {name: cell.end for name, cell in by_name.items()}
    return Row(line[0].start, {"prompt": "", **values}, cells, places, ends, is_typed=False)


def _check_header(document: Document, cells: Sequence[_Raw], header: Sequence[str]) -> None:
    for index, name in enumerate(header):
        if name in header[:index]:
            raise UsageError(f"{at(document, cells[index].start)}: the column {name!r} is there twice; keep one")
    if "prompt" not in header:
        raise UsageError(
            f"{at(document, 0)}: no column called 'prompt' (columns: {', '.join(header)}); "
            f"name it in the first line, columns separated by commas"
        )


@lru_cache(maxsize=2)
def _lines(document: Document) -> list[list[_Raw]]:
    """The cells of every line that is not blank, the header first."""
    text, here = document.text, 0
    lines: list[list[_Raw]] = []
    while here < len(text):
        line: list[_Raw] = []
        while True:
            cell = _scan(document, here)
            line.append(cell)
            here = cell.end
            if not text.startswith(",", here):
                break
            here += 1
        if len(line) > 1 or line[0].value.strip():
            lines.append(line)
        end = LINE_BREAK.match(text, here)
        here = end.end() if end else len(text)
    return lines


def _scan(document: Document, start: int) -> _Raw:
    text = document.text
    if not text.startswith('"', start):
        match = _NEEDS_QUOTES_OUTSIDE.search(text, start)
        end = match.start() if match else len(text)
        return _Raw(text[start:end], start, end)
    here = start + 1
    while True:
        here = text.find('"', here)
        if here < 0:
            raise UsageError(f"{at(document, start)}: this double quote is never closed; close it, or double it")
        if not text.startswith('""', here):
            break
        here += 2
    if here + 1 < len(text) and text[here + 1] not in ",\r\n":
        raise UsageError(
            f"{at(document, here + 1)}: text behind a closing quote; write a quote inside a cell as two quotes"
        )
    return _Raw(LINE_BREAK.sub("\n", text[start + 1 : here]).replace('""', '"'), start, here + 1)


def _cell(document: Document, raw: _Raw) -> Cell:
    text = document.text
    if not text.startswith('"', raw.start):
        value, offsets = literal(text, raw.start, raw.end)
        return Cell(value, offsets, raw.start, raw.end, str, _read, _write)
    offsets = tuple(piece.start() for piece in _PIECE.finditer(text, raw.start + 1, raw.end - 1))
    return Cell(raw.value, (*offsets, raw.end - 1), raw.start, raw.end, _double, _read, _write)


def _double(text: str) -> str:
    return text.replace('"', '""')


def _read(written: str) -> str | None:
    """What these characters are read as, when they are one whole cell."""
    try:
        cell = _scan(Document("", written), 0)
    except UsageError:
        return None
    return cell.value if cell.end == len(written) else None


def _write(value: str) -> str:
    return f'"{_double(value)}"' if _NEEDS_QUOTES.search(value) else value


_NEEDS_QUOTES_OUTSIDE = re.compile(r"[,\r\n]")

FORMAT = Format((".csv",), rows, add)
