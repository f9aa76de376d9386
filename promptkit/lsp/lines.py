"""Offsets of a text as lines and columns of a client, and back.

A line ends at LF, CRLF or CR, as LSP has it. `str.splitlines`, which pygls counts with, ends one at U+2028 too.
"""

from bisect import bisect_right
from functools import lru_cache

from lsprotocol import types as lsp

from promptkit.sources.row import LINE_BREAK

Encoding = lsp.PositionEncodingKind | str | None


def units(text: str, encoding: Encoding) -> int:
    """How long a client counts a text to be; UTF-16 where nothing was agreed on. pygls counts ten times as long."""
    if encoding == lsp.PositionEncodingKind.Utf32:
        return len(text)
    if encoding == lsp.PositionEncodingKind.Utf8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def position_of(text: str, offset: int, encoding: Encoding) -> lsp.Position:
    """The place of an offset as the client counts."""
    starts = _line_starts(text)
    line = bisect_right(starts, offset) - 1
    return lsp.Position(line, units(text[starts[line] : offset], encoding))


def offset_of(text: str, place: lsp.Position, encoding: Encoding) -> int:
    """The offset of a client's place; what lies behind the end of a line, or of the text, is that end."""
    starts = _line_starts(text)
    if place.line >= len(starts):
        return len(text)
    start = starts[place.line]
    end = LINE_BREAK.search(text, start)
    line = text[start : end.start() if end else len(text)]
    if len(line) <= place.character and units(line, encoding) <= place.character:
        return start + len(line)
    counted = 0
    for column, letter in enumerate(line):
        if counted >= place.character:
            return start + column
        counted += units(letter, encoding)
    return start + len(line)


@lru_cache(maxsize=8)
def _line_starts(text: str) -> list[int]:
    return [0, *(end.end() for end in LINE_BREAK.finditer(text))]
