"""A Python string as a value that can be changed in place: prefix, quotes, escapes and layout stay."""

import ast
import re
import warnings
from collections.abc import Callable

from promptkit.sources.python_string import Piece, String, take_apart
from promptkit.sources.row import LINE_BREAK, Cell, Splice, trimmed

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_NAMED = {"\n": r"\n", "\t": r"\t", "\r": r"\r"}


def cell_of(string: String, start: int, end: int, newline: str) -> Cell:
    """The cell of the string at a span of a document with these line breaks."""

    def nothing(_: str) -> None:
        """A string that does not hold a text in its own pieces is not written anew."""

    cell = Cell(
        string.value, string.offsets, start, end, str, _read, nothing,
        string.ends, string.placeholders, _editor(string, newline),
    )  # fmt: skip
    return trimmed(cell)


def parse(text: str, mode: str) -> ast.AST:
    """What `ast` makes of Python source, without its warnings about escapes.

    Raises:
        SyntaxError: it is no Python; also where it is nested too deeply, or holds a zero.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, mode=mode)
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(str(error) or "nested too deeply") from error


def _read(written: str) -> str | None:
    try:
        tree = parse(f"({written}\n)", "eval")
    except SyntaxError:
        return None
    node = tree.body if isinstance(tree, ast.Expression) else None
    if not isinstance(node, ast.Constant | ast.JoinedStr):
        return None
    string = take_apart(written, 0, len(written), node)
    return string.value if string else None


def _editor(string: String, newline: str) -> Callable[[int, int, str], list[Splice] | None]:
    def edit(start: int, end: int, text: str) -> list[Splice] | None:
        """The text goes into the first piece that can hold it; from the others its characters only go."""
        if any(first < end and start < last for first, last in string.fields):
            return None
        touched = [piece for piece in string.pieces if piece.start <= end and start <= piece.end]
        if start < end:
            touched = [piece for piece in touched if piece.start < end and start < piece.end]
        written = [_written(text, piece, newline) for piece in touched]
        chosen = next((number for number, each in enumerate(written) if each is not None), None)
        if chosen is None:
            return None
        return [
            Splice(max(start, piece.start), min(end, piece.end), (written[number] or "") if number == chosen else "")
            for number, piece in enumerate(touched)
        ]

    return edit


def _written(text: str, piece: Piece, newline: str) -> str | None:
    """A text as it is typed in a piece; None where a raw one cannot hold it."""
    is_long = len(piece.quote) > 1
    if piece.is_raw:
        if "\\" in text or piece.quote[0] in text or (not is_long and LINE_BREAK.search(text)):
            return None
    else:
        text = text.replace("\\", "\\\\").replace(piece.quote[0], "\\" + piece.quote[0])
        text = _UNSEEN.sub(lambda found: _code(found.group(), is_long=is_long), text)
    if piece.has_fields:
        text = text.replace("{", "{{").replace("}", "}}")
    return text.replace("\n", newline) if is_long else text


def _code(char: str, *, is_long: bool) -> str:
    if char == "\n" and is_long:
        return char
    return _NAMED.get(char) or (f"\\x{ord(char):02x}" if char < "\u0100" else f"\\u{ord(char):04x}")
