"""Comments in Python source, and those that mark a text as a prompt: `# promptkit: prompt target=kling-3.0`."""

import io
import re
import tokenize
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from promptkit.errors import UsageError
from promptkit.shot import TEXT_FIELDS, Document
from promptkit.sources.bare import read_bare
from promptkit.sources.row import LINE_BREAK, Cell, Row, Splice, at

MARK = re.compile(r"#[ \t]*promptkit:[ \t]*prompt(?![\w-])")
_NEXT = re.compile(r"[ \t]+(?=#[ \t]*promptkit:)")
_KEY = re.compile(r'[ \t]+(?P<key>[A-Za-z_][\w.]*)=(?P<value>"(?:[^"\r\n]|"")*"|[^\s"#]\S*)(?=\s|$)')
_NOT_KEYS = ("prompt",)


@dataclass(frozen=True)
class Mark:
    """One mark, with the keys behind it."""

    start: int
    end: int
    """Behind its last key."""
    line: int
    """From 1, as Python counts lines."""
    is_alone: bool
    """Whether nothing but comments stands on its line."""
    row: Row
    """What it says for the texts that it marks."""


def line_starts(text: str) -> list[int]:
    """Where every line begins, as Python counts lines."""
    return [0, *(found.end() for found in LINE_BREAK.finditer(text))]


def comments(document: Document) -> list[tuple[int, int]]:
    """The span of every comment; one that speaks to promptkit in the middle of another is a comment of its own.

    Raises:
        UsageError: the document is no Python.
    """
    starts = line_starts(document.text)
    source = LINE_BREAK.sub("\n", document.text)
    found: list[tuple[int, int]] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                start = starts[token.start[0] - 1] + token.start[1]
                found += _parted(document.text, start, start + len(token.string))
    except (tokenize.TokenError, SyntaxError) as error:
        raise UsageError(f"{document.path}: broken Python: {error.args[0]}") from error
    return found


def marks(document: Document, spans: Sequence[tuple[int, int]]) -> list[Mark]:
    """The marks among these comments.

    Raises:
        UsageError: what follows a mark is no key with a value.
    """
    starts = line_starts(document.text)
    first: dict[int, int] = {}
    found: list[Mark] = []
    for start, end in spans:
        line = bisect_right(starts, start)
        begun = first.setdefault(line, start)
        if opened := MARK.match(document.text, start, end):
            is_alone = not document.text[starts[line - 1] : begun].strip()
            behind, row = _keys(document, start, opened.end(), end)
            found.append(Mark(start, behind, line, is_alone, row))
    return found


def add(mark: Mark, field: str, value: str) -> Splice:
    """What gives the texts of a mark a field that they lack."""
    return Splice(mark.end, mark.end, f" {field}={_quoted(value)}")


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A comment, cut before every further one that stands in it."""
    for cut in _NEXT.finditer(text, start, end):
        yield start, cut.start()
        start = cut.end()
    yield start, end


def _keys(document: Document, start: int, here: int, end: int) -> tuple[int, Row]:
    given: dict[str, str] = {}
    cells: dict[str, Cell] = {}
    places: dict[str, int] = {}
    ends: dict[str, int] = {}
    names: dict[str, int] = {}
    while found := _KEY.match(document.text, here, end):
        key = found["key"]
        where = at(document, found.start("key"))
        if key in given:
            raise UsageError(f"{where}: {key!r} is given twice behind this mark; keep one")
        if key in _NOT_KEYS:
            raise UsageError(f"{where}: the prompt is the text that is marked; take {key!r} out")
        given[key] = _read(found["value"])
        names[key], places[key], ends[key] = found.start("key"), found.start("value"), found.end("value")
        if key in TEXT_FIELDS:
            cells[key] = _cell(found["value"], found.start("value"), given[key])
        here = found.end()
    rest = document.text[here:end].strip()
    if rest and not rest.startswith("#"):
        word = at(document, here + len(document.text[here:end]) - len(document.text[here:end].lstrip()))
        raise UsageError(
            f"{word}: {rest.split()[0]!r} is no key with a value; behind the mark stand keys such as "
            f'target=kling-3.0 or negative="blur, noise", and behind another # what you like'
        )
    values = read_bare(given.items(), lambda key: at(document, places[key]))
    return here, Row(start, values, cells, places, ends, names, is_typed=False)


def _cell(written: str, start: int, value: str) -> Cell:
    inside = start + written.startswith('"')
    pieces = list(re.finditer('""|.', written[1:-1] if inside > start else written))
    offsets = (*(inside + piece.start() for piece in pieces), start + len(written) - (inside - start))
    encode = _doubled if inside > start else str
    return Cell(value, offsets, start, start + len(written), encode, _read_whole, _quoted_line)


def _read(written: str) -> str:
    return written[1:-1].replace('""', '"') if written.startswith('"') else written


def _read_whole(written: str) -> str | None:
    found = _KEY.fullmatch(f" x={written}")
    return _read(written) if found else None


def _quoted(value: str) -> str:
    return f'"{_doubled(value)}"'


def _doubled(value: str) -> str:
    return value.replace('"', '""')


def _quoted_line(value: str) -> str | None:
    return None if LINE_BREAK.search(value) else _quoted(value)
