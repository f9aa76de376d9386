"""`.py`: texts that a comment marks as prompts; nothing else of the file is read, and nothing of it is run.

GENERATE = "A cat runs."  # promptkit: prompt target=kling-3.0 duration=5

# promptkit: prompt
SHOTS = ["A cat runs.", f"A {animal} leaps."]
"""

import ast
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NoReturn

from promptkit.errors import UsageError
from promptkit.shot import Document
from promptkit.sources import python_mark
from promptkit.sources.placeholder import format_fields
from promptkit.sources.python_edit import cell_of, parse
from promptkit.sources.python_mark import MARK, Mark, line_starts, marks
from promptkit.sources.python_place import Places, Slot, below, is_filled, is_put_together, marked, places, text_of
from promptkit.sources.python_string import take_apart
from promptkit.sources.row import LINE_BREAK, Format, Row, Splice, at

_COOKIE = re.compile(r"[ \t\f]*#[^\r\n]*?coding[:=][ \t]*(?P<name>[-\w.]+)")
"""PEP 263: in the first two lines."""
_MAY_HOLD_MARK = re.compile(MARK.pattern.encode())
"""In the bytes of a file, where a letter that is not ASCII is no letter yet: a sieve for the many that hold none."""
_UTF8 = re.compile(r"utf-?8(?:-.*)?|(?:us-)?ascii")
"""`utf-8-unix` is what Emacs writes; ASCII is a part of UTF-8."""


@dataclass(frozen=True)
class _Lines:
    """Places in a text, found without going through it again for each."""

    text: str
    starts: Sequence[int]
    """Of its lines, as Python counts them."""

    @cached_property
    def newline(self) -> str:
        """The line break of the text."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def number(self, offset: int) -> int:
        """The line of an offset, from 1."""
        return bisect_right(self.starts, offset)

    def offset(self, place: tuple[int, int]) -> int:
        """A line and a column in bytes, as `ast` counts them → an offset."""
        line, column = place
        return self.starts[line - 1] + (column if self._is_ascii else bisect_left(self._bytes(line), column))

    def end_of_line(self, offset: int) -> int:
        """Where the line of an offset ends, before its line break."""
        number = self.number(offset)
        if number == len(self.starts):
            return len(self.text)
        end = self.starts[number]
        return end - (2 if self.text.endswith("\r\n", offset, end) else 1)

    @cached_property
    def _is_ascii(self) -> bool:
        return self.text.isascii()

    def _bytes(self, line: int) -> Sequence[int]:
        """The column in bytes of every character of a line."""
        if line not in self._columns:
            end = self.starts[line] if line < len(self.starts) else len(self.text)
            sizes = (len(char.encode()) for char in self.text[self.starts[line - 1] : end])
            self._columns[line] = [0, *accumulate(sizes)]
        return self._columns[line]

    @cached_property
    def _columns(self) -> dict[int, list[int]]:
        return {}


@dataclass(frozen=True)
class _Source:
    document: Document
    comments: Sequence[tuple[int, int]]
    marks: Sequence[Mark]
    rows: Sequence[tuple[Row, Mark]]


def rows(document: Document) -> list[Row]:
    """One row for every text that is marked.

    Raises:
        UsageError: no Python, a mark beside no text or beside several, a broken key behind it.
    """
    return [row for row, _ in _source(document).rows]


def comments(document: Document) -> Iterator[tuple[int, int]]:
    """All comments but the marks."""
    source = _source(document)
    own = {mark.start for mark in source.marks}
    return (span for span in source.comments if span[0] not in own)


def add(document: Document, field: str, values: Mapping[int, str]) -> list[Splice]:
    """Write the field behind the mark of each row."""
    found = _source(document).rows
    return list(dict.fromkeys(python_mark.add(found[number][1], field, value) for number, value in values.items()))


def holds_marks(content: bytes) -> bool:
    """Whether a file is to be read when its folder is searched: some comment in it is a mark.

    True also for a file that says so somewhere and cannot be read: reading it will say what is wrong.
    """
    if _MAY_HOLD_MARK.search(content) is None:
        return False
    try:
        document = Document("", content.decode("utf-8-sig"))
        return any(MARK.match(document.text, start, end) for start, end in python_mark.comments(document))
    except (UnicodeDecodeError, UsageError):
        return True


@lru_cache(maxsize=2)
def _source(document: Document) -> _Source:
    if MARK.search(document.text) is None:
        return _Source(document, (), (), ())
    _refuse_other_encodings(document)
    tree = _parsed(document)
    spans = python_mark.comments(document)
    lines = _Lines(document.text, line_starts(document.text))
    own = _lines_of_their_own(document, spans, lines.starts)
    found = places(tree)
    taken: set[int] = set()
    pairs: list[tuple[Row, Mark]] = []
    every = marks(document, spans)
    for mark in every:
        for row in _rows(document, mark, _slot(document, mark, found, own), lines):
            if row.start in taken:
                raise UsageError(f"{at(document, mark.start)}: this text is marked twice; keep one mark")
            taken.add(row.start)
            pairs.append((row, mark))
    return _Source(document, spans, every, sorted(pairs, key=lambda pair: pair[0].start))


def _slot(document: Document, mark: Mark, found: Places, own: set[int]) -> Slot:
    """The place that a mark speaks of."""
    line = mark.line
    while mark.is_alone and line in own:  # further comments may stand between
        line += 1
    there = below(found, line) if mark.is_alone else marked(found, line)
    if not there:
        where = "on the line below" if mark.is_alone else "on the line of"
        _fail(document, mark, f'there is no text {where} this mark; write name = "..." there')
    if len(there) > 1:
        _fail(document, mark, "several texts stand beside this mark; give the one that is meant a line of its own")
    return there[0]


def _rows(document: Document, mark: Mark, slot: Slot, lines: "_Lines") -> Iterator[Row]:
    if any(map(is_put_together, slot.values)):
        _fail(document, mark, "this text is put together from parts; make it one f-string, or give a text a name first")
    if len(slot.texts) < len(slot.values):
        _fail(document, mark, "the list beside this mark holds more than texts; mark each text on its own line")
    found = [_row(document, mark, value, lines) for value in slot.values]
    if len(found) == 1:
        extent = (lines.offset(slot.start), lines.end_of_line(lines.offset(slot.end)))
        yield replace(found[0], extent=extent)
        return
    name = mark.row.values.get("id")
    on_line = Counter(lines.number(row.start) for row in found)
    for number, each in enumerate(found, start=1):
        row = replace(each, shared=mark.start)
        if name:
            yield replace(row, values={**row.values, "id": f"{name}[{number}]"})
        else:
            yield replace(row, suffix=f"[{number}]" if on_line[lines.number(row.start)] > 1 else "")


def _row(document: Document, mark: Mark, value: ast.expr, lines: "_Lines") -> Row:
    node = text_of(value)
    assert node is not None
    start = lines.offset((node.lineno, node.col_offset))
    end = lines.offset((node.end_lineno or node.lineno, node.end_col_offset or 0))
    string = take_apart(document.text, start, end, node)
    if string is None:
        raise UsageError(f"{at(document, start)}: this is no plain text (bytes, or odd escapes); write it as a str")
    if is_filled(value):
        string = replace(string, placeholders=format_fields(string.value, string.placeholders))
    cell = cell_of(string, start, end, lines.newline)
    extent = (start, lines.end_of_line(end))
    values, cells, places = {"prompt": cell.value}, {"prompt": cell}, {"prompt": start}
    return Row(start, values, cells, places, defaults=mark.row, is_typed=False, extent=extent)


def _parsed(document: Document) -> ast.AST:
    try:
        return parse(document.text, "exec")
    except SyntaxError as error:
        place = f"{document.path}:{error.lineno}:{error.offset or 1}" if error.lineno else document.path
        raise UsageError(f"{place}: broken Python: {error.msg}") from error


def _refuse_other_encodings(document: Document) -> None:
    for line in LINE_BREAK.split(document.text, maxsplit=2)[:2]:
        found = _COOKIE.match(line)
        if found and not _UTF8.fullmatch(found["name"].lower().replace("_", "-")):
            raise UsageError(f"{document.path}: its encoding is {found['name']}; save the file as UTF-8")


def _lines_of_their_own(document: Document, spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> set[int]:
    """Numbers of the lines that hold comments only."""
    begins = {start for start, _ in spans}
    return {
        number
        for number, start in enumerate(starts, start=1)
        if start + _indent(document.text, start) in begins
    }  # fmt: skip


def _indent(text: str, start: int) -> int:
    found = re.compile(r"[ \t\f]*").match(text, start)
    return found.end() - start if found else 0


def _fail(document: Document, mark: Mark, reason: str) -> NoReturn:
    raise UsageError(f"{at(document, mark.start)}: {reason}")


FORMAT = Format(
    (".py",), rows, add, comments,
    remedy='none is marked; write "# promptkit: prompt" behind a text, or on a line of its own above it',
)  # fmt: skip
