"""Placeholders in single braces, `{name}`, `{name!r}`, `{name:>10}`: those of `str.format`, and of f-strings.

Other braces are text: `{}`, `{0}`, `{"key": 1}`, `{red|green}`, `{a: 1}`, and the weight `{moss:1.2}` of other tools.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from promptkit.sources.refused import MAX_CHARACTERS, TemplateRefused

_CONVERSION = r"!(?P<conversion>[rsa])"
_SPEC = r"(?:[^{}\s]?[<>=^])?[-+]?z?\#?0?\d*[,_]?(?:\.\d+)?[bdeEfFgGnosxX%]?"
"""The standard format specification, without a blank for the sign: `{a: 1}` is JSON more often than a number."""
_TIME = r"%[A-Za-z](?:[-/:. ]?%[A-Za-z])*"
_PLACEHOLDER = re.compile(
    rf"(?<!\{{)\{{(?P<name>[^\W\d]\w*)(?:{_CONVERSION})?(?::(?!\d*\.\d+\}})(?P<spec>{_SPEC}|{_TIME}))?\}}(?!\}})"
)
_FORMAT_FIELD = re.compile(r"(?<!\{)\{(?P<name>[^{}!:]*)(?:![rsa])?(?::(?:[^{}]|\{[^{}]*\})*)?\}(?!\})")
"""Of a text that `str.format` is called on: also a position, an attribute, an entry."""
_CONVERSIONS: Mapping[str, Callable[[object], str]] = {"": str, "s": str, "r": repr, "a": ascii}
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_LONG_NUMBER = re.compile(r"\d{5}")
"""A width of that many digits asks for more text than any prompt has."""

Piece = str | tuple[int, int]
"""Of a filled prompt: text out of a variable, or the span of what was typed."""


@dataclass(frozen=True)
class Placeholder:
    """Where a value goes; `start:end` is its span in the prompt, braces included."""

    name: str
    """Of a variable; the whole expression where an f-string has more than a name there, which nothing fills."""
    start: int
    end: int
    conversion: str = ""
    spec: str = ""

    def filled(self, value: object) -> str:
        """The value as `str.format` writes it.

        Raises:
            TemplateRefused: the value cannot be written so.
        """
        if isinstance(value, Mapping | list | tuple):
            raise TemplateRefused("a whole list or table stands where text is wanted; name one entry", self.start)
        if _LONG_NUMBER.search(self.spec):
            raise TemplateRefused(f"the format {self.spec!r} asks for endless text; shorten it", self.start)
        try:
            return self._written(value)
        except (TypeError, ValueError, ArithmeticError) as error:
            raise TemplateRefused(f"{{{self.name}}} cannot be filled in: {error}", self.start) from error

    def _written(self, value: object) -> str:
        if self.conversion:
            return format(_CONVERSIONS[self.conversion](value), self.spec)
        try:
            return format(value, self.spec)
        except (TypeError, ValueError):
            if not isinstance(value, str):
                raise
        return self._number_written(value)

    def _number_written(self, text: str) -> str:
        """The number that a text is, where the format wants one; cells and keys behind marks know no numbers.

        A text that is none, or not of this kind, stands as it is: the program that fills the field has another value.
        """
        for read in (int, float) if _NUMBER.fullmatch(text) else ():
            try:
                number = read(text)
                if abs(number) == inf:
                    raise OverflowError("the number is too large")
                return format(number, self.spec)
            except ValueError:
                continue
        return text


def has_placeholder(text: str) -> bool:
    """Whether a text holds any."""
    return _PLACEHOLDER.search(text) is not None


def placeholders(text: str, start: int, end: int) -> Iterator[Placeholder]:
    """The placeholders in a stretch of a text."""
    for found in _PLACEHOLDER.finditer(text, start, end):
        yield Placeholder(found["name"], *found.span(), found["conversion"] or "", found["spec"] or "")


def format_fields(text: str, given: Sequence[Placeholder]) -> tuple[Placeholder, ...]:
    """What `str.format` fills in a text, beside the placeholders that it has from elsewhere."""
    starts, ends = [0, *(one.end for one in given)], [*(one.start for one in given), len(text)]
    fields = (field for span in zip(starts, ends, strict=True) for field in _FORMAT_FIELD.finditer(text, *span))
    found = [Placeholder(field["name"] or "{}", *field.span()) for field in fields if not field["name"].isidentifier()]
    return tuple(sorted([*given, *found], key=_start))


def fill(
    pieces: Iterable[Piece], fields: Iterable[Placeholder], values: Mapping[str, object]
) -> tuple[list[Piece], list[Placeholder]]:
    """The pieces with every placeholder in what was typed filled in, and the placeholders that nothing fills.

    Raises:
        TemplateRefused: a value cannot be written as its placeholder asks, or the text grows too large.
    """
    fields = sorted(fields, key=_start)
    filled: list[Piece] = []
    missing: dict[Placeholder, None] = {}
    length = 0
    for piece in pieces:
        if isinstance(piece, str):
            filled.append(piece)
            continue
        here, end = piece
        for field in fields[bisect_left(fields, here, key=_start) : bisect_left(fields, end, key=_start)]:
            if field.name in values:
                filled += [(here, field.start), text := field.filled(values[field.name])]
                length += len(text)
            else:
                filled.append((here, field.end))
                missing[field] = None
            here = field.end
            if length > MAX_CHARACTERS:
                raise TemplateRefused(f"its variables make more than {MAX_CHARACTERS} characters; shorten them")
        filled.append((here, end))
    return filled, list(missing)


def _start(one: Placeholder) -> int:
    return one.start
