"""What a reader makes of a file before anything is checked: rows of values that remember their place."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from promptkit.errors import Several, UsageError, attempted
from promptkit.shot import Document
from promptkit.sources.placeholder import Placeholder

A = TypeVar("A")
LINE_BREAK = re.compile(r"\r\n|\r|\n")
TO_PROMPTKIT = r"#[ \t]*promptkit(?P<colon>:|(?=[ \t]+(?:ignore|ignore-file|disable|enable)[ \t]*\[))"
"""How a comment begins that speaks to promptkit; the colon is easily forgotten."""


@dataclass(frozen=True)
class Cell:
    """One text value as it stands in a document, with the format's way to write it."""

    value: str
    offsets: Sequence[int]
    """Document offset of every character of the value, and of its end: `len(value) + 1` entries."""
    start: int
    """Where the value begins in the document, quotes included."""
    end: int
    encode: Callable[[str], str]
    """Text to be put inside the value → the characters to write there."""
    decode: Callable[[str], str | None]
    """What would be read if these characters stood in place of `start:end`; None when that breaks the file."""
    requote: Callable[[str], str | None]
    """A whole value → characters to write at `start:end`; None when the format cannot hold it."""
    ends: Sequence[int] = ()
    """Where what was typed for each character ends; empty: where the next one begins."""
    placeholders: Sequence[Placeholder] = ()
    """What the file's own language fills in."""
    edit: "Callable[[int, int, str], list[Splice] | None] | None" = None
    """In formats that write one value in several pieces: a document span and a text → what to write for the text to
    stand there; None when the pieces cannot hold it."""


@dataclass(frozen=True)
class Row:
    """One shot as it stands in a document."""

    start: int
    """Document offset of the row; its line gives the shot its id."""
    values: Mapping[str, object]
    cells: Mapping[str, Cell] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    """Document offset of the value of each key, for messages."""
    ends: Mapping[str, int] = field(default_factory=dict)
    """Where each of these values ends."""
    names: Mapping[str, int] = field(default_factory=dict)
    """Document offset of each key itself, in formats where it stands beside its value."""
    entries: Sequence[tuple[int, int]] = ()
    """Document span of every entry of the list under the key `ignore`."""
    defaults: "Row | None" = None
    """What the file says for all its shots."""
    is_typed: bool = True
    """False where every value is text (CSV), so that numbers must be read out of it."""
    extent: tuple[int, int] | None = None
    """From its first character to the end of its last line, in formats that have comments."""
    suffix: str = ""
    """What sets it apart from other rows of its line, where it has no id."""
    shared: int | None = None
    """Where a field that it lacks is written, when that is one place for several rows: the same for all of them."""


@dataclass(frozen=True)
class Splice:
    """Put `text` in place of `start:end` of a document."""

    start: int
    end: int
    text: str


Add = Callable[[Document, str, Mapping[int, str]], list[Splice]]
"""(document, field, value by row number) → what to write to give those rows a field that they lack."""


@dataclass(frozen=True)
class Format:
    """How one kind of file is read, and written back."""

    suffixes: tuple[str, ...]
    rows: Callable[[Document], list[Row]]
    add: Add | None = None
    """None when the format has no place for a second field."""
    comments: Callable[[Document], Iterable[tuple[int, int]]] | None = None
    """Document → the span of every comment in it; None when the format has none."""
    remedy: str = "write at least one, or leave the file out"
    """What to do about a file without any shot."""
    remarks: "Callable[[Document], Iterable[Remark]] | None" = None
    """Document → what its author should know though it can be read."""


class BrokenRows(Several):
    """Rows that cannot be read, beside `rows`, which can."""

    def __init__(self, errors: Iterable[UsageError], rows: Iterable[Row]) -> None:
        super().__init__(errors)
        self.rows = tuple(rows)


def rows_of(read: Callable[[A], Row], items: Iterable[A]) -> list[Row]:
    """The row of each item.

    Raises:
        BrokenRows: what is wrong with one or several of them; all were tried.
    """
    found, wrong = attempted(read, items)
    if wrong:
        raise BrokenRows(wrong, found)
    return found


class Remark(NamedTuple):
    """What the author of a file should know though it can be read."""

    start: int
    """Offset in the document's text."""
    message: str

    def placed(self, document: Document) -> str:
        """The message behind its place."""
        return f"{at(document, self.start)}: {self.message}"


def numbered(rows: Iterable[Row]) -> dict[int, tuple[int, Row]]:
    """Rows by where they begin, with their numbers; those that share a place for new fields have that of the first."""
    first: dict[int, int] = {}
    return {
        row.start: (number if row.shared is None else first.setdefault(row.shared, number), row)
        for number, row in enumerate(rows)
    }


def at(document: Document, offset: int) -> str:
    """`path:line:column`, as every message about a place in a document begins."""
    line, column = document.position(offset)
    return f"{document.path}:{line}:{column}"


def splice(text: str, splices: Iterable[Splice]) -> str:
    """The text with all splices made; they must not overlap."""
    pieces: list[str] = []
    end = 0
    for change in sorted(splices, key=lambda change: (change.start, change.end)):
        pieces += (text[end : change.start], change.text)
        end = change.end
    return "".join((*pieces, text[end:]))


def literal(text: str, start: int, end: int) -> tuple[str, Sequence[int]]:
    """`text[start:end]` as it stands, with line breaks as newlines, and the offset of every character and the end."""
    if "\r" not in text[start:end]:
        return text[start:end], range(start, end + 1)
    value: list[str] = []
    offsets: list[int] = []
    here = start
    while here < end:
        offsets.append(here)
        pair = text.startswith("\r\n", here) and here + 1 < end
        value.append("\n" if text[here] == "\r" else text[here])
        here += 2 if pair else 1
    return "".join(value), (*offsets, end)


def trimmed(cell: Cell, *, front: bool = True) -> Cell:
    """The cell without white space at its end (and its front): no model hears it, and a fix appends before it."""
    first = len(cell.value) - len(cell.value.lstrip()) if front else 0
    last = max(first, len(cell.value.rstrip()))
    if (first, last) == (0, len(cell.value)):
        return cell
    offsets = cell.offsets[first : last + 1]
    if not cell.ends:
        return replace(cell, value=cell.value[first:last], offsets=offsets)
    moved = tuple(replace(one, start=one.start - first, end=one.end - first) for one in cell.placeholders)
    return replace(cell, value=cell.value[first:last], offsets=offsets, ends=cell.ends[first:last], placeholders=moved)
