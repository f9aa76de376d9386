"""Changes of single values → the new text of a document."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from promptkit.shot import Document
from promptkit.sources.kinds import PROMPT, STDIN, format_of
from promptkit.sources.row import Cell, Row, Splice, splice

Place = int | tuple[int, str]
"""Of a change: where the cell begins, or row number and name of a field that the row lacks."""


@dataclass(frozen=True)
class Change:
    """An edit in terms of the document: `start:end` counts in the value that stands at `place`."""

    place: Place
    start: int
    end: int
    text: str

    def clashes(self, other: "Change") -> bool:
        """Whether both touch one place, and are not the same."""
        if self == other or self.place != other.place:
            return False
        return isinstance(self.place, tuple) or (self.start <= other.end and other.start <= self.end)


class CannotWrite(Exception):
    """Why a change cannot be written."""


def write(document: Document, changes: Iterable[Change]) -> str:
    """The document's text with all changes made.

    Raises:
        CannotWrite: the format has no way to say it.
        UsageError: the document is not one that shots can be read from.
    """
    cells: dict[int, list[Change]] = defaultdict(list)
    fields: dict[str, dict[int, str]] = defaultdict(dict)
    for change in set(changes):
        if isinstance(change.place, int):
            cells[change.place].append(change)
        else:
            row, field = change.place
            fields[field][row] = change.text
    text = splice(document.text, _rewritten_cells(document, cells))
    for field, values in fields.items():
        text = splice(text, _added(replace(document, text=text), field, values))
    return text


def has_place(document: Document) -> bool:
    """Whether a field that a shot lacks can be written into a document."""
    return document.path != PROMPT and format_of(document).add is not None


def no_place(document: Document, field: str) -> str:
    """Why a document cannot hold a field that it lacks."""
    kind = "plain text" if document.path == STDIN else f"a {format_of(document).suffixes[0]} file"
    option = ", pass --negative, or set negative in promptkit.toml" if field == "negative" else ""
    return f"{kind} has no place for a {field}; use .yaml or .jsonl{option}"


def _rewritten_cells(document: Document, changes: Mapping[int, Sequence[Change]]) -> list[Splice]:
    if not changes:
        return []
    cells = cells_of(format_of(document).rows(document))
    return [rewritten(document.text, cells[start], wanted) for start, wanted in changes.items()]


def cells_of(rows: Iterable[Row]) -> dict[int, Cell]:
    """Every text value of a document, those of the defaults among them, by where it begins."""
    layers = [layer for row in rows for layer in (row, row.defaults) if layer is not None]
    return {cell.start: cell for layer in layers for cell in layer.cells.values()}


def _added(document: Document, field: str, values: Mapping[int, str]) -> list[Splice]:
    add = format_of(document).add
    if add is None:
        raise CannotWrite(no_place(document, field))
    return add(document, field, values)


def rewritten(text: str, cell: Cell, changes: Sequence[Change]) -> Splice:
    """A cell changed in place where that reads as wanted, else the whole value quoted anew.

    Raises:
        CannotWrite: the format cannot hold the new value.
    """
    value, written = cell.value, text[cell.start : cell.end]
    for change in sorted(changes, key=lambda change: (change.start, change.end), reverse=True):
        value = value[: change.start] + change.text + value[change.end :]
        written = splice(
            written, (replace(e, start=e.start - cell.start, end=e.end - cell.start) for e in _in_place(cell, change))
        )
    read = cell.decode(written)
    if read is None or read.strip() != value.strip():
        quoted = cell.requote(value)
        if quoted is None:
            raise CannotWrite("this kind of file cannot hold the new text here; use .yaml or .jsonl")
        written = quoted
    return Splice(cell.start, cell.end, written)


def _in_place(cell: Cell, change: Change) -> list[Splice]:
    start = cell.offsets[change.start]
    if cell.edit is None:
        return [Splice(start, cell.offsets[change.end], cell.encode(change.text))]
    splices = cell.edit(start, cell.ends[change.end - 1] if change.end > change.start else start, change.text)
    if splices is None:
        raise CannotWrite("the string cannot hold this where it stands, in braces or in raw pieces; edit it by hand")
    return splices
