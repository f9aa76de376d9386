"""Where every character of a YAML scalar was typed.

PyYAML tells the value of a scalar and where it begins and ends; this goes through the same text once more by the
rules of YAML 1.1 (chapter 9: line folding, escapes, block indentation), as PyYAML's own scanner applies them.
"""

import re
from collections.abc import Callable, Generator, Iterator

Chars = Iterator[tuple[str, int]]
"""Characters of the value, each with its offset in the document."""

_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^\r\n\x85\u2028\u2029])", re.DOTALL)
_SIMPLE = {
    "0": "\0", "a": "\x07", "b": "\x08", "t": "\t", "\t": "\t", "n": "\n", "v": "\x0b", "f": "\x0c", "r": "\r",
    "e": "\x1b", " ": " ", '"': '"', "\\": "\\", "/": "/", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_HEADER = re.compile(r"[|>](?P<marks>[-+0-9]*)[^\r\n\x85\u2028\u2029]*")


def decode(text: str, start: int, end: int, *, style: str | None, indent: int) -> tuple[str, tuple[int, ...]]:
    """The value of the scalar at `text[start:end]`, the offset of every character of it, and of its end.

    Args:
        text: the document.
        start: where the scalar begins, its quote or block mark included.
        end: where it ends, the closing quote included.
        style: PyYAML's: None plain, `'`, `"`, `|` or `>`.
        indent: column of the collection around a block scalar, -1 at the top.
    """
    if style in ("|", ">"):
        value, offsets = _collected(_block(text, start, end, indent=indent, folded=style == ">"), end)
        ends_in_word = value and not _BREAK.fullmatch(value[-1])
        return value, (*offsets[:-1], offsets[-2] + 1) if ends_in_word else offsets
    inside = (start, end) if style is None else (start + 1, end - 1)
    return _collected(_flow(text, *inside, _QUOTED[style]), inside[1])


def _collected(chars: Chars, end: int) -> tuple[str, tuple[int, ...]]:
    pairs = list(chars)
    return "".join(char for char, _ in pairs), (*(offset for _, offset in pairs), end)


def _flow(text: str, here: int, end: int, escape: Callable[[str, int], tuple[str, int] | None]) -> Chars:
    """Plain and quoted scalars: line breaks fold into a space, further ones are kept."""
    while here < end:
        if text[here] in " \t\r\n\x85\u2028\u2029":
            stop = here
            while stop < end and text[stop] in " \t\r\n\x85\u2028\u2029":
                stop += 1
            yield from _fold(text, here, stop)
            here = stop
        elif (found := escape(text, here)) is not None:
            char, length = found
            here += length
            if char:
                yield char, here - length
            else:
                here = yield from _after_escaped_break(text, here, end)
        else:
            yield text[here], here
            here += 1


def _fold(text: str, start: int, stop: int) -> Chars:
    """White space between words: as it stands on one line; folded where it holds line breaks."""
    breaks = list(_BREAK.finditer(text, start, stop))
    if not breaks:
        yield from ((text[here], here) for here in range(start, stop))
    elif _read_break(breaks[0].group()) != "\n":
        yield breaks[0].group(), start
    elif len(breaks) == 1:
        yield " ", start
    if breaks:
        yield from ((_read_break(found.group()), found.start()) for found in breaks[1:])


def _after_escaped_break(text: str, here: int, end: int) -> Generator[tuple[str, int], None, int]:
    r"""Behind `\` at the end of a line: indentation is dropped, empty lines are kept."""
    while here < end and text[here] in " \t\r\n\x85\u2028\u2029":
        found = _BREAK.match(text, here)
        if found:
            yield _read_break(found.group()), here
        here = found.end() if found else here + 1
    return here


def _block(text: str, start: int, end: int, *, indent: int, folded: bool) -> Chars:
    header = _HEADER.match(text, start, end)
    marks = header["marks"] if header else ""
    here = _behind_break(text, header.end() if header else start)
    explicit = re.sub("[-+]", "", marks)
    least = max(indent + 1, 1)
    lines = list(_lines(text, here, end))
    width = least + int(explicit) - 1 if explicit else max(least, _detected(text, lines))
    yield from _block_lines(text, lines, width, folded=folded, keep="+" in marks, clip="-" not in marks)


def _block_lines(
    text: str, lines: list[tuple[int, int, str]], width: int, *, folded: bool, keep: bool, clip: bool
) -> Chars:
    """Lines without their indentation; `pending` are the line breaks not yet decided upon."""
    before: tuple[str, int] | None = None
    was_word = False
    pending: list[tuple[str, int]] = []
    for start, stop, mark in lines:
        first = _without_indent(text, start, stop, width)
        if first == stop:
            pending.append((mark, stop))
            continue
        is_word = text[first] not in " \t"
        if before is not None:
            if not (folded and before[0] == "\n" and was_word and is_word):
                yield before
            elif not pending:
                yield " ", before[1]
        yield from pending
        yield from ((text[here], here) for here in range(first, stop))
        before, was_word, pending = (mark, stop), is_word, []
    if before is not None and before[0] and clip:
        yield before
    if keep:
        yield from ((mark, stop) for mark, stop in pending if mark)


def _lines(text: str, here: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Start, end and line break (as read) of every line."""
    while here < end:
        found = _BREAK.search(text, here, end)
        stop = found.start() if found else end
        yield here, stop, _read_break(found.group()) if found else ""
        here = found.end() if found else end


def _without_indent(text: str, start: int, stop: int, width: int) -> int:
    here = start
    while here < stop and here - start < width and text[here] == " ":
        here += 1
    return here


def _detected(text: str, lines: list[tuple[int, int, str]]) -> int:
    """The indentation of the first line with content, or of the deepest blank line before it."""
    deepest = 0
    for start, stop, _ in lines:
        spaces = _without_indent(text, start, stop, stop - start) - start
        deepest = max(deepest, spaces)
        if start + spaces < stop:
            break
    return deepest


def _behind_break(text: str, here: int) -> int:
    found = _BREAK.match(text, here)
    return found.end() if found else here


def _read_break(mark: str) -> str:
    return mark if mark in "\u2028\u2029" else "\n"


def _plain(text: str, here: int) -> tuple[str, int] | None:  # noqa: ARG001
    """A plain scalar has no escapes."""
    return None


def _single(text: str, here: int) -> tuple[str, int] | None:
    return ("'", 2) if text.startswith("''", here) else None


def _double(text: str, here: int) -> tuple[str, int] | None:
    if text[here] != "\\":
        return None
    found = _ESCAPE.match(text, here)
    if found is None:
        return "", _behind_break(text, here + 1) - here
    code = found.group()[1:]
    return _SIMPLE[code] if len(code) == 1 else chr(int(code[1:], 16)), len(code) + 1


_QUOTED: dict[str | None, Callable[[str, int], tuple[str, int] | None]] = {None: _plain, "'": _single, '"': _double}
