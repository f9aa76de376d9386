"""Where every character of a Python string stands: pieces side by side, prefixes, escapes, and the fields of f-strings.

`ast` says what a string means and where it begins and ends; this goes through the same characters once more, by the
rules of the Python reference (2.4, Literals), and what it makes of them is held against `ast`.
"""

import ast
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from promptkit.sources.placeholder import Placeholder

_OPEN = re.compile(r"(?P<prefix>[A-Za-z]{0,2})(?P<quote>'''|\"\"\"|'|\")")
_BETWEEN = re.compile(r"(?:[ \t\f\r\n]|\\(?:\r\n|\r|\n)|#[^\r\n]*)*")
_ESCAPE = re.compile(
    r"\\(?:\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^{}]*\}|[\r\n\\'\"abfnrtv])"
)
_SIMPLE = {
    "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip
_WORD = re.compile(r"\w+")
_NAME_ONLY = re.compile(r"\{\s*\w+\s*[!:}]")
"""Not `{name=}`, which says the name too."""
_BREAKS = ("\r\n", "\r", "\n")


@dataclass(frozen=True)
class Piece:
    """One literal; the string is one or more of them side by side. `start:end` is what stands between its quotes."""

    prefix: str
    quote: str
    start: int
    end: int

    @property
    def is_raw(self) -> bool:
        """Whether backslashes stand for themselves."""
        return "r" in self.prefix

    @property
    def has_fields(self) -> bool:
        """Whether braces hold expressions."""
        return "f" in self.prefix


@dataclass(frozen=True)
class Unit:
    """What was typed at `start:end`: one character of the value (none for a line that goes on), or a whole field."""

    text: str
    start: int
    end: int
    is_field: bool = False


@dataclass(frozen=True)
class String:
    """A string taken apart."""

    value: str
    offsets: tuple[int, ...]
    """Of every character, and of the end."""
    ends: tuple[int, ...]
    pieces: tuple[Piece, ...]
    placeholders: tuple[Placeholder, ...]
    fields: tuple[tuple[int, int], ...]
    """Document spans of the placeholders."""


def take_apart(text: str, start: int, end: int, node: ast.Constant | ast.JoinedStr) -> String | None:
    """The string at `text[start:end]`, which `ast` read as `node`; None when this reads it otherwise, or as no text."""
    pieces: list[Piece] = []
    units: list[Unit] = []
    try:
        while start < end:
            piece, found = _piece(text, start)
            pieces.append(piece)
            units += found
            start = _behind(_BETWEEN, text, piece.end + len(piece.quote))
    except _NotUnderstood:
        return None
    if not _agrees(units, node):
        return None
    return _string(text, pieces, units, node)


class _NotUnderstood(Exception):
    """The text is no string."""


def _string(text: str, pieces: list[Piece], units: list[Unit], node: ast.Constant | ast.JoinedStr) -> String:
    value: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    placeholders: list[Placeholder] = []
    expressions = iter(_expressions(node))
    for unit in units:
        if not unit.is_field:
            value += unit.text
            offsets += [unit.start] * len(unit.text)
            ends += [unit.end] * len(unit.text)
            continue
        placeholders.append(_placeholder(next(expressions), unit, len(value)))
        here = unit.start
        while here < unit.end:  # its own characters, with every line break as a newline
            mark = next((mark for mark in _BREAKS if text.startswith(mark, here)), text[here])
            value.append("\n" if mark in _BREAKS else mark)
            offsets.append(here)
            here += len(mark)
            ends.append(here)
        placeholders[-1] = replace(placeholders[-1], end=len(value))
    spans = tuple((unit.start, unit.end) for unit in units if unit.is_field)
    whole = (*offsets, pieces[-1].end)
    return String("".join(value), whole, tuple(ends), tuple(pieces), tuple(placeholders), spans)


def _piece(text: str, start: int) -> tuple[Piece, list[Unit]]:
    """The literal of text that begins at a place."""
    piece, units = _literal(text, start)
    if "b" in piece.prefix:
        raise _NotUnderstood
    return piece, units


def _literal(text: str, start: int) -> tuple[Piece, list[Unit]]:
    """The literal that begins at a place, of text or of bytes."""
    opened = _OPEN.match(text, start)
    if opened is None:
        raise _NotUnderstood
    quote = opened["quote"]
    piece = Piece(opened["prefix"].lower(), quote, opened.end(), opened.end())
    units: list[Unit] = []
    here = piece.start
    while not text.startswith(quote, here):
        if here >= len(text):
            raise _NotUnderstood
        units += (found := list(_units(text, here, piece)))
        here = found[-1].end
    return replace(piece, end=here), units


def _units(text: str, here: int, piece: Piece) -> Iterator[Unit]:
    """What stands at a place of a piece; two characters behind a backslash that stands for itself."""
    char = text[here]
    if char == "\\":
        yield from _escaped(text, here, piece)
    elif char in "{}" and piece.has_fields:
        if text.startswith(char * 2, here):
            yield Unit(char, here, here + 2)
        else:
            end = _behind_field(text, here)
            yield Unit(text[here:end], here, end, is_field=True)
    else:
        yield _plain(text, here)


def _escaped(text: str, here: int, piece: Piece) -> Iterator[Unit]:
    found = None if piece.is_raw else _ESCAPE.match(text, here)
    if found is not None:
        yield Unit(_meant(found.group()[1:]), here, found.end())
        return
    yield Unit("\\", here, here + 1)
    if here + 1 < len(text) and not (piece.has_fields and text[here + 1] in "{}"):
        yield _plain(text, here + 1)


def _plain(text: str, here: int) -> Unit:
    if text[here] == "\r":
        return Unit("\n", here, here + (2 if text.startswith("\r\n", here) else 1))
    return Unit(text[here], here, here + 1)


def _meant(code: str) -> str:
    """What an escape stands for."""
    if code in _BREAKS:
        return ""
    if code[0] in "01234567":
        return chr(int(code, 8))
    if code[0] == "N":
        try:
            return unicodedata.lookup(code[2:-1])
        except KeyError as error:
            raise _NotUnderstood from error
    return chr(int(code[1:], 16)) if code[0] in "xuU" else _SIMPLE[code]


def _behind_field(text: str, here: int) -> int:
    """Behind the brace that closes the field which opens at a place."""
    depth = 0
    here += 1
    while here < len(text):
        char = text[here]
        word = _WORD.match(text, here)
        opened = _OPEN.match(text, here)
        if opened and (not opened["prefix"] or (word and word.end() == opened.start("quote"))):
            here = _behind_literal(text, here)
        elif word:
            here = word.end()
        elif char == "#":
            here = _behind(re.compile(r"[^\r\n]*"), text, here)
        elif char == "}" and depth == 0:
            return here + 1
        elif char == ":" and depth == 0:
            return _behind_format(text, here + 1)
        else:
            depth += (char in "([{") - (char in ")]}")
            here += 1
    raise _NotUnderstood


def _behind_format(text: str, here: int) -> int:
    while here < len(text):
        if text[here] == "}":
            return here + 1
        here = _behind_field(text, here) if text[here] == "{" else here + 1
    raise _NotUnderstood


def _behind_literal(text: str, here: int) -> int:
    piece, _ = _literal(text, here)
    return piece.end + len(piece.quote)


def _behind(pattern: re.Pattern[str], text: str, here: int) -> int:
    found = pattern.match(text, here)
    return found.end() if found else here


def _agrees(units: list[Unit], node: ast.Constant | ast.JoinedStr) -> bool:
    """Whether the text between the fields is what `ast` has there."""
    ours: list[list[str]] = [[]]
    theirs: list[list[str]] = [[]]
    fields = [unit.text for unit in units if unit.is_field]
    for unit in units:
        if unit.is_field:
            ours.append([])
        else:
            ours[-1].append(unit.text)
    for part in node.values if isinstance(node, ast.JoinedStr) else [node]:
        if isinstance(part, ast.Constant):
            if not isinstance(part.value, str):
                return False
            theirs[-1].append(part.value)
        else:
            theirs.append([])
    pairs = zip(map("".join, ours), map("".join, theirs), [*fields, ""], strict=False)
    return len(ours) == len(theirs) and all(
        other == one or (other.startswith(one) and _says(field, other[len(one) :])) for one, other, field in pairs
    )


def _says(field: str, text: str) -> bool:
    """Whether a field is of the kind `{x=}`, before which `ast` has the text "x=" too."""
    return text.rstrip().endswith("=") and "".join(field[1:].splitlines()).startswith("".join(text.splitlines()))


def _expressions(node: ast.Constant | ast.JoinedStr) -> Iterator[ast.FormattedValue]:
    for part in node.values if isinstance(node, ast.JoinedStr) else ():
        if isinstance(part, ast.FormattedValue):
            yield part


def _placeholder(part: ast.FormattedValue, unit: Unit, start: int) -> Placeholder:
    """A field by what it asks for; one that asks for more than a name is called by all that it says."""
    spec = part.format_spec.values if isinstance(part.format_spec, ast.JoinedStr) else []
    fixed = [one.value for one in spec if isinstance(one, ast.Constant)]
    if isinstance(part.value, ast.Name) and len(fixed) == len(spec) and _NAME_ONLY.match(unit.text):
        conversion = chr(part.conversion) if part.conversion > 0 else ""
        return Placeholder(part.value.id, start, start, conversion, "".join(map(str, fixed)))
    return Placeholder(" ".join(unit.text[1:-1].split()), start, start)
