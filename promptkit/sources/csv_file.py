"""`.csv`: a header of keys, one shot a row, cells as in RFC 4180; `vars.NAME` columns give template variables.

Between cells stands a comma, or, as spreadsheets write it where the comma is for decimals, a semicolon, or a tab: what
the header has. Columns that are no keys stay in the file and out of the shot.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from promptkit.errors import UsageError, tried
from promptkit.shot import TEXT_FIELDS, Document
from promptkit.sources.bare import VARIABLE, read_bare
from promptkit.sources.key_names import meant, same_word, slip_of
from promptkit.sources.keys import KEYS
from promptkit.sources.row import LINE_BREAK, Cell, Format, Remark, Row, Splice, at, literal, rows_of, trimmed

_PIECE = re.compile(r'""|\r\n|.', re.DOTALL)
_MARKS = {",": "commas", ";": "semicolons", "\t": "tabs"}
"""What may stand between cells."""
_BETWEEN = re.compile(f"[{''.join(_MARKS)}]")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_AROUND = ' "'
"""What a name of a column may have around it that nobody means."""
_FIRST_LINE = re.compile(r"[\r\n]*([^\r\n]*)")


@dataclass(frozen=True)
class _Raw:
    """One cell; quotes belong to it."""

    value: str
    start: int
    end: int


def rows(document: Document) -> list[Row]:
    """One row for every line below the header that is not blank.

    Raises:
        UsageError: no `prompt` column, a key misspelt or twice, a quote that never closes, more cells than columns.
    """
    lines = _lines(document)
    if not lines:
        return []
    header = _header(lines[0])
    _check_header(document, lines[0], header)
    return rows_of(partial(_row, document, header), lines[1:])


def remarks(document: Document) -> Iterator[Remark]:
    """That columns are not read, and which key one of them may be meant for."""
    lines = _lines(document)
    if not lines:
        return
    header = _header(lines[0])
    unread = [(name, cell) for name, cell in zip(header, lines[0], strict=True) if name and not _is_key(name)]
    if not unread:
        return
    *names, last = (repr(name) + _question(name, header) for name, _ in unread)
    which = f"columns {', '.join(names)} and {last} are not read, and left as they are"
    yield Remark(unread[0][1].start, which if names else f"column {last} is not read, and left as it is")


def add(document: Document, field: str, values: Mapping[int, str]) -> list[Splice]:
    """Write the field into its column; a column that is not there is added to the header and to every row."""
    lines = _lines(document)
    mark, header = _mark(document), _header(lines[0])
    write = partial(_write, mark)
    if field not in header:
        column = [Splice(lines[0][-1].end, lines[0][-1].end, f"{mark}{field}")]
        missing = [len(header) - len(line) for line in lines[1:]]
        return column + [
            Splice(line[-1].end, line[-1].end, mark * missing[number] + f"{mark}{write(values.get(number, ''))}")
            for number, line in enumerate(lines[1:])
        ]
    index = header.index(field)
    splices: list[Splice] = []
    for number, value in values.items():
        line = lines[number + 1]
        if index < len(line):
            splices.append(Splice(line[index].start, line[index].end, write(value)))
        else:
            splices.append(Splice(line[-1].end, line[-1].end, mark * (index - len(line) + 1) + write(value)))
    return splices


def _row(document: Document, header: Sequence[str], line: Sequence[_Raw]) -> Row:
    if len(line) > len(header):
        extra = line[len(header)]
        raise UsageError(
            f"{at(document, extra.start)}: {len(line)} cells in this row, {len(header)} columns in the header; "
            f"put a text that holds {_MARKS[_mark(document)]} in double quotes"
        )
    by_name = {name: cell for name, cell in zip(header, line, strict=False) if _is_key(name)}
    given = [(name, cell.value) for name, cell in by_name.items() if cell.value.strip()]
    values = read_bare(given, lambda name: at(document, by_name[name].start))
    cells = {
        name: trimmed(_cell(document, by_name[name]), front=False) for name in TEXT_FIELDS if name in values
    }  # fmt: skip
    values |= {name: cell.value for name, cell in cells.items()}
    places = {name: cell.start for name, cell in by_name.items()}
    ends = {name: cell.end for name, cell in by_name.items()}
    return Row(line[0].start, {"prompt": "", **values}, cells, places, ends, is_typed=False)


def _check_header(document: Document, cells: Sequence[_Raw], header: Sequence[str]) -> None:
    tried(partial(_check_column, document, cells, header), range(len(header)))
    if "prompt" not in header:
        asked = [name for name in header if meant(name, KEYS) == "prompt"]
        hint = f"rename {asked[0]!r}, if it holds them" if asked else "name it in the first line"
        raise UsageError(
            f"{at(document, 0)}: no column called 'prompt' (columns: {', '.join(header)}); {hint}, "
            f"columns separated by commas, semicolons or tabs"
        )


def _check_column(document: Document, cells: Sequence[_Raw], header: Sequence[str], index: int) -> None:
    name, where = header[index], at(document, cells[index].start)
    if '"' in name and _is_key(bare := same_word(name.strip(_AROUND).replace('"', ""), KEYS)):
        raise UsageError(f"{where}: the column {name!r} has double quotes in its name; write the name alone: {bare}")
    if name == VARIABLE:
        raise UsageError(f"{where}: the column {name!r} names no variable; call it vars.NAME, for {{{{ NAME }}}}")
    if name in header[:index] and _is_key(name):
        raise UsageError(f"{where}: the column {name!r} is there twice; keep one")
    if not _is_key(name) and (key := slip_of(name, KEYS)) and key not in header:
        raise UsageError(f"{where}: unknown column {name!r}; did you mean {key!r}?")


def _header(cells: Sequence[_Raw]) -> list[str]:
    """The names of the columns; those that are keys in all but case and blanks, as the keys."""
    return [same_word(cell.value, KEYS) for cell in cells]


def _is_key(name: str) -> bool:
    return name in KEYS or name.startswith(VARIABLE)


def _question(name: str, header: Sequence[str]) -> str:
    key = meant(name, KEYS)
    return f" (did you mean {key!r}?)" if key and key not in header else ""


@lru_cache(maxsize=2)
def _mark(document: Document) -> str:
    """What stands between the cells of the header: what sets `prompt` apart, else what is there most."""
    found = _FIRST_LINE.match(document.text)
    first = _QUOTED.sub(lambda name: _BETWEEN.sub(" ", name[0]), found[1] if found else "")
    cells = {mark: [same_word(cell.strip('" '), KEYS) for cell in first.split(mark)] for mark in _MARKS}
    return max(_MARKS, key=lambda mark: ("prompt" in cells[mark], len(cells[mark])))


@lru_cache(maxsize=2)
def _lines(document: Document) -> list[list[_Raw]]:
    """The cells of every line that is not blank, the header first."""
    text, here, mark = document.text, 0, _mark(document)
    lines: list[list[_Raw]] = []
    while here < len(text):
        line: list[_Raw] = []
        while True:
            cell = _scan(document, here, mark)
            line.append(cell)
            here = cell.end
            if not text.startswith(mark, here):
                break
            here += 1
        if any(cell.value.strip() for cell in line):  # spreadsheets write marks alone for rows that were cleared
            lines.append(line)
        end = LINE_BREAK.match(text, here)
        here = end.end() if end else len(text)
    return lines


def _scan(document: Document, start: int, mark: str) -> _Raw:
    text = document.text
    if not text.startswith('"', start):
        match = _ENDS[mark].search(text, start)
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
    if here + 1 < len(text) and text[here + 1] not in f"{mark}\r\n":
        rest = _ENDS[mark].split(text[here + 1 :], maxsplit=1)[0]
        what = "text behind a closing quote; write a quote inside a cell as two quotes"
        reason = what if rest.strip() else "blanks behind a closing quote; take them out"
        raise UsageError(f"{at(document, here + 1)}: {reason}")
    return _Raw(LINE_BREAK.sub("\n", text[start + 1 : here]).replace('""', '"'), start, here + 1)


def _cell(document: Document, raw: _Raw) -> Cell:
    text, mark = document.text, _mark(document)
    read, write = partial(_read, mark), partial(_write, mark)
    if not text.startswith('"', raw.start):
        value, offsets = literal(text, raw.start, raw.end)
        return Cell(value, offsets, raw.start, raw.end, str, read, write)
    offsets = tuple(piece.start() for piece in _PIECE.finditer(text, raw.start + 1, raw.end - 1))
    return Cell(raw.value, (*offsets, raw.end - 1), raw.start, raw.end, _double, read, write)


def _double(text: str) -> str:
    return text.replace('"', '""')


def _read(mark: str, written: str) -> str | None:
    """What these characters are read as, when they are one whole cell."""
    try:
        cell = _scan(Document("", written), 0, mark)
    except UsageError:
        return None
    return cell.value if cell.end == len(written) else None


def _write(mark: str, value: str) -> str:
    needs_quotes = '"' in value or _ENDS[mark].search(value)
    return f'"{_double(value)}"' if needs_quotes else value


_ENDS = {mark: re.compile(f"[{mark}\r\n]") for mark in _MARKS}
"""What ends a cell without quotes."""

FORMAT = Format((".csv",), rows, add, remarks=remarks)
