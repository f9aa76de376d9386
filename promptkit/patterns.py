"""Regular expressions that are compiled when they are first used: there are hundreds, and few runs use them all.

Python looks for a word in any case two to six times as slowly as for the same word in small letters, where it skips
alternatives by their first letter. So a pattern that ignores case is looked for in the text in small letters first, and
as it was written only where it is there: all rules together take about two thirds of the time.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any, cast

_NO_LETTERS = re.compile(r"\\[A-Za-z]|\(\?P<\w+>|\(\?P=\w+\)")
"""Escapes and names of groups: their capitals are not those of a text."""
_WRITTEN_OUT = re.compile(r"\\[xuUN]|\(\?[a-zA-Z-]*[aLms-]")
"""Characters by number or name, and flags inside a pattern: not worth the trouble of a look."""
_ODD = re.compile("[\u0130\u0131\u017f\u212a]")
"""What is i, s or k to a search in any case, and not to `str.lower`."""


class _Lazy:
    """Stands in for a compiled pattern."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        in_small = self._in_small
        if in_small and name in ("search", "match", "fullmatch"):
            found: Any = _one(getattr(in_small, name), self)
        elif in_small and name == "finditer" and not in_small.match(""):  # of an empty match, the next one depends
            found = _all(in_small, self)
        else:
            found = getattr(self.whole, name)
        setattr(self, name, found)  # the next look-up finds it here
        return found

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """The pattern as it was written."""
        return re.compile(self._source, self._flags)

    @cached_property
    def _in_small(self) -> re.Pattern[str] | None:
        """The pattern for a text in small letters; None where case counts, or where capitals stand in the pattern."""
        letters = [letter for letter in _NO_LETTERS.sub("", self._source) if letter.lower() != letter.upper()]
        is_small = all(letter.isascii() and letter.islower() for letter in letters)
        if not self._flags & re.IGNORECASE or not is_small or _WRITTEN_OUT.search(self._source):
            return None
        return re.compile(self._source, self._flags & ~re.IGNORECASE)


def _one(look: Callable[..., re.Match[str] | None], pattern: _Lazy) -> Callable[..., re.Match[str] | None]:
    """The method of a pattern that gives one match: `look` is the same method of the pattern in small letters."""

    def found(text: str, *span: int) -> re.Match[str] | None:
        small = _small(text)
        if small is None:
            return cast("re.Match[str] | None", getattr(pattern.whole, look.__name__)(text, *span))
        there = look(small, *span)
        if there is None:
            return None
        here = pattern.whole.fullmatch if look.__name__ == "fullmatch" else pattern.whole.match
        return here(text, there.start(), *span[1:])

    return found


def _all(in_small: re.Pattern[str], pattern: _Lazy) -> Callable[..., Iterator[re.Match[str]]]:
    """`finditer` of a pattern."""

    def found(text: str, *span: int) -> Iterator[re.Match[str]]:
        small = _small(text)
        if small is None:
            return pattern.whole.finditer(text, *span)
        places = (there.start() for there in in_small.finditer(small, *span))
        return (match for start in places if (match := pattern.whole.match(text, start, *span[1:])))

    return found


@lru_cache(maxsize=32)
def _small(text: str) -> str | None:
    """A text in small letters, character by character; None where that cannot be."""
    if text.isascii():
        return text.lower()
    small = text.lower()
    return small if len(small) == len(text) and not _ODD.search(text) else None


def telltales(listed: str) -> tuple[str, ...]:
    """Words, or parts of words, of which each match of some patterns holds one, with a bar between them.

    They are in small letters, with a space for whatever blanks there are.
    """
    return tuple(listed.split("|"))


def may_hold(text: str, words: Iterable[str]) -> bool:
    """Whether one of the telltales `words` stands in a text, in any case: if not, their patterns need not be tried."""
    flat = _flat(text)
    return flat is None or any(map(flat.__contains__, words))


@lru_cache(maxsize=32)
def _flat(text: str) -> str | None:
    """A text in small letters, with one space for every run of blanks; None where that cannot be."""
    small = _small(text)
    return None if small is None else " ".join(small.split())


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, put off. It serves for its methods alone: `re.sub` does not take it, and no match's `re` is it."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
