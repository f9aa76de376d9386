"""The times by which a prompt parts itself: "0-4s", "[00:00-00:03]", "(2s)", "Then, for 4 seconds"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import fsum

from promptkit.patterns import lazy
from promptkit.tidy import is_quoted

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SECONDS = r"\d{1,2}(?:\.\d)?"
_IS_TIME = rf"\s{{0,4}}(?:0?0:\d|{_SECONDS}\s{{0,4}}(?:s\b|sec(?:ond)?s?\b|[)\]]))"
"""What tells "0 to 4 s" from "2 to 3 dogs"."""
RANGE = (
    rf"(?P<from>(?:0?0:)?{_SECONDS})\s{{0,4}}(?:s|secs?|seconds?)?\s{{0,4}}(?:[-–—]|\bto\b(?={_IS_TIME}))\s{{0,4}}"
    rf"(?P<to>(?:0?0:)?{_SECONDS})\s{{0,4}}(?:s\b|sec(?:ond)?s?\b)?"
)
"""A stretch of time: "0-4s", "0:04-0:08". All blanks here are few: any number would be tried anywhere."""
_HEADS = lazy(
    rf"(?:^|(?<=[.!?;,\n])\s{{0,4}})[(\[]?\s{{0,4}}{RANGE}\s{{0,4}}[)\]]?\s{{0,4}}[:.,–—-]?\s{{0,4}}(?=\D)",
    re.IGNORECASE,
)
"""At the head of a clause."""
_ANYWHERE = lazy(
    rf"(?<![\w.:,$-])(?:[(\[]\s{{0,4}}{RANGE}\s{{0,4}}[)\]]|"
    r"(?P<first>0?0:\d\d)\s{0,4}[-–—]\s{0,4}(?P<last>0?0:\d\d)|"
    r"(?P<begin>\d{1,2}(?:\.\d)?)\s{0,4}[-–—]\s{0,4}(?P<end>\d{1,2}(?:\.\d)?)\s{0,4}s(?:ec(?:ond)?s?)?\b)\s{0,4}[:.,–—-]?\s{0,4}(?=\D)",
    re.IGNORECASE,
)
"""Where brackets, a clock or a unit say that a time is meant, no mark need stand before it."""
_STARTS = lazy(
    r"[(\[]\s{0,4}(?:t\s{0,4}=\s{0,4})?(?P<boxed>0?0:\d\d|\d{1,2}(?:\.\d)?(?=\s{0,4}s))\s{0,4}(?:s|secs?|seconds?)?\s{0,4}[)\]]\s{0,4}[:.,–—-]?\s{0,4}|"
    r"(?:^|(?<=[.!?;\n])\s{0,4})(?:at\s+)?(?P<head>0?0:\d\d|\d{1,2}(?:\.\d)?(?=\s{0,4}s(?:ec(?:ond)?s?)?\s{0,4}[:–—-]))"
    r"\s{0,4}(?:s|secs?|seconds?)?\s{0,4}[:,–—-]?\s{1,4}(?=\D)",
    re.IGNORECASE,
)
_FIRST = r"(?:opening|opens?|first|initial|starts?)"
_LATER = r"(?:next|then|second|third|fourth|fifth|another|following|final|last|closing)"
_COUNTED = lazy(
    r"(?:^|(?<=[.!?;:\n])\s{0,4}|,\s{0,4}(?:and\s+)?(?=then\b|finally\b))(?:and\s+)?(?:(?P<lead>finally|then),?\s+)?(?:for\s+|in\s+)?(?:the\s+)?"
    rf"(?:(?P<order>{_FIRST}|{_LATER})\b[\s,:–—-]{{0,6}})?(?P<kind>(?:shot|scene|clip|cut)\b[\s,:–—-]{{0,6}})?(?:[(\[]\s{{0,4}})?"
    rf"(?:(?:for|of|lasting|with)\s+)?(?:(?:(?P<more>another|the\s+(?:next|last|final))|about)\s+)?"
    rf"(?P<lasts>{_SECONDS}|(?a:{'|'.join(_WORDS)}))[\s-]{{0,4}}(?:s|secs?|seconds?)\b"
    r"(?!\s{1,4}(?:later|before|after|long|of)\b)\s{0,4}[)\]]?\s{0,4}[:.,–—-]?\s{0,4}",
    re.IGNORECASE,
)
"""Lengths at the heads of sentences; two of them and more, of which all but one say their place, part a prompt."""


@dataclass(frozen=True)
class Head:
    """A time at the head of its stretch, `prompt[start:end]`, and how long that lasts, where it is known."""

    start: int
    end: int
    seconds: float | None
    is_shot: bool = False
    """Whether it calls its stretch a shot."""

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


def clock(text: str) -> float:
    """Seconds of "4", "4.5", "0:04"."""
    return float(text.rpartition(":")[2])


def stretches(prompt: str, heads: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What stands behind each head, up to the next.

    >>> stretches("1 a 2 b", [(0, 1), (4, 5)])
    [(1, 4), (5, 7)]
    """
    return [
        (end, after) for (_, end), after in zip(heads, [*(start for start, _ in heads), len(prompt)][1:], strict=True)
    ]


@lru_cache(maxsize=64)
def timed(prompt: str, whole: float | None = None) -> tuple[Head, ...]:
    """The heads of stretches that begin at 0 and join on, or follow one another by their lengths; two at least.

    The last of those of which only the begin is told lasts to the end of the `whole`, where that is known.
    """
    for found in (_ranges(prompt, _HEADS), _ranges(prompt, _ANYWHERE), _begins(prompt, whole), _lengths(prompt, whole)):
        if len(found) > 1 and all(head.seconds is None or head.seconds > 0 for head in found):
            behind = stretches(prompt, [head.place for head in found])
            if all(prompt[start:end].strip(" .,;") for start, end in behind):
                return tuple(found)
    return ()


def _ranges(prompt: str, pattern: re.Pattern[str]) -> list[Head]:
    found = [match for match in pattern.finditer(prompt) if not is_quoted(prompt, match.end() - 1)]
    times = [_ends(match) for match in found]
    joined = all(before[1] == after[0] for before, after in pairwise(times))
    if not joined or not times or times[0][0] != 0:
        return []
    return [Head(*match.span(), last - first) for match, (first, last) in zip(found, times, strict=True)]


def _ends(match: re.Match[str]) -> tuple[float, float]:
    first, last = [text for text in match.groups() if text is not None][:2]
    return clock(first), clock(last)


def _begins(prompt: str, whole: float | None) -> list[Head]:
    found = [match for match in _STARTS.finditer(prompt) if not is_quoted(prompt, match.start())]
    times = [clock(match["boxed"] or match["head"]) for match in found]
    if not times or times[0] != 0 or not _grow(times):
        return []
    ends: Sequence[float | None] = [*times[1:], whole if whole is not None and whole > times[-1] else None]
    lengths = [None if end is None else end - start for start, end in zip(times, ends, strict=True)]
    return [Head(*match.span(), length) for match, length in zip(found, lengths, strict=True)]


def _grow(times: Sequence[float]) -> bool:
    return all(first < second for first, second in pairwise(times))


def _lengths(prompt: str, whole: float | None) -> list[Head]:
    """Where one says no place ("For two seconds he stands"), all together must fit into the clip."""
    found = [match for match in _COUNTED.finditer(prompt) if not is_quoted(prompt, match.end() - 1)]
    heads = [Head(*match.span(), _number(match["lasts"]), match["kind"] is not None) for match in found]
    are_labelled = sum(head.is_shot for head in heads) > 1
    placed = [
        bool(match["lead"] or match["order"] or match["more"]) or bool(match["kind"] and are_labelled)
        for match in found
    ]
    total = fsum(head.seconds or 0 for head in heads)
    if placed.count(False) > 1 or (not all(placed) and whole is not None and total > whole):
        return []
    return heads


def _number(text: str) -> float:
    return float(_WORDS.index(text.lower()) + 1 if text.isalpha() else text)
