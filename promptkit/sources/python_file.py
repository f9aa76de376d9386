"""`.py`: texts that a comment marks as prompts; nothing else of the file is read, and nothing of it is run.

GENERATE = "A cat runs."  # promptkit: prompt target=kling-3.0 duration=5

# promptkit: prompt
SHOTS = ["A cat runs.", f"A {animal} leaps."]
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from promptkit.errors import UsageError
from promptkit.shot import Document
from promptkit.sources import python_mark
from promptkit.sources.python_edit import cell_of, parse
from promptkit.sources.python_mark import HOLDS_MARK, Mark, line_starts, marks
from promptkit.sources.python_place import Slot, Text, below, marked, slots
from promptkit.sources.python_string import take_apart
from promptkit.sources.row import LINE_BREAK, Format, Row, Splice, at

_COOKIE = re.compile(r"[ \t\f]*#[^\r\n]*?coding[:=][ \t]*(?P<name>[-\w.]+)")
"""PEP 263: in the first two lines."""
_UTF8 = ("utf-8", "utf8", "utf-8-sig")


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
    if HOLDS_MARK.search(content) is None:
        return False
    try:
        document = Document("", content.decode("utf-8-sig"))
        return any(HOLDS_MARK.match(document.text[start:end].encode()) for start, end in python_mark.comments(document))
    except (UnicodeDecodeError, UsageError):
        return True


@lru_cache(maxsize=2)
def _source(document: Document) -> _Source:
    if HOLDS_MARK.search(document.text.encode("utf-8", "replace")) is None:
        return _Source(document, (), (), ())
    _refuse_other_encodings(document)
    tree = _parsed(document)
    spans = python_mark.comments(document)
    starts = line_starts(document.text)
    own = _lines_of_their_own(document, spans, starts)
    found = slots(tree)
    taken: dict[int, Row] = {}
    pairs: list[tuple[Row, Mark]] = []
    every = marks(document, spans)
    for mark in every:
        for row in _rows(document, mark, _slot(document, mark, found, own), starts):
            if row.start in taken:
                raise UsageError(f"{at(document, mark.start)}: this text is marked twice; keep one mark")
            taken[row.start] = row
            pairs.append((row, mark))
    return _Source(document, spans, every, sorted(pairs, key=lambda pair: pair[0].start))


def _slot(document: Document, mark: Mark, found: Sequence[Slot], own: set[int]) -> Slot:
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


def _rows(document: Document, mark: Mark, slot: Slot, starts: Sequence[int]) -> Iterator[Row]:
    texts = slot.texts
    if len(texts) < len(slot.values):
        _fail(document, mark, "the list beside this mark holds more than texts; mark each text on its own line")
    end_of_slot = _offset(document, starts, slot.end)
    for number, text in enumerate(texts, start=1):
        row = _row(document, mark, text, starts)
        if len(slot.values) > 1:
            name = mark.row.values.get("id")
            yield Row(**{**vars(row), "values": {**row.values, **({"id": f"{name}[{number}]"} if name else {})}})
            continue
        start = _offset(document, starts, slot.start)
        yield Row(**{**vars(row), "extent": (start, _end_of_line(document.text, end_of_slot))})


def _row(document: Document, mark: Mark, node: Text, starts: Sequence[int]) -> Row:
    start = _offset(document, starts, (node.lineno, node.col_offset))
    end = _offset(document, starts, (node.end_lineno or node.lineno, node.end_col_offset or 0))
    newline = "\r\n" if "\r\n" in document.text else "\n"
    string = take_apart(document.text, start, end, node)
    if string is None:
        raise UsageError(f"{at(document, start)}: this is no plain text (bytes, or odd escapes); write it as a str")
    cell = cell_of(string, start, end, newline)
    extent = (start, _end_of_line(document.text, end))
    return Row(start, {"prompt": cell.value}, {"prompt": cell}, {"prompt": start}, mark.row, False, extent)


def _parsed(document: Document) -> ast.AST:
    try:
        return parse(document.text, "exec")
    except SyntaxError as error:
        place = f"{document.path}:{error.lineno}:{error.offset or 1}" if error.lineno else document.path
        raise UsageError(f"{place}: broken Python: {error.msg}") from error


def _refuse_other_encodings(document: Document) -> None:
    for line in LINE_BREAK.split(document.text, maxsplit=2)[:2]:
        found = _COOKIE.match(line)
        if found and found["name"].lower().replace("_", "-") not in _UTF8:
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


def _offset(document: Document, starts: Sequence[int], place: tuple[int, int]) -> int:
    """A line and a column in bytes, as `ast` counts them → an offset."""
    line, column = place
    start = starts[line - 1]
    end = starts[line] if line < len(starts) else len(document.text)
    return start + len(document.text[start:end].encode()[:column].decode())


def _end_of_line(text: str, start: int) -> int:
    found = LINE_BREAK.search(text, start)
    return found.start() if found else len(text)


def _fail(document: Document, mark: Mark, reason: str) -> NoReturn:
    raise UsageError(f"{at(document, mark.start)}: {reason}")


FORMAT = Format(
    (".py",), rows, add, comments,
    remedy='none is marked; write "# promptkit: prompt" behind a text, or on a line of its own above it',
)  # fmt: skip
