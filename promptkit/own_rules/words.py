"""Words of a rule file in a text: matched whole, whatever their case, without regular expressions of the file's own."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field

from promptkit.scene import Span

MOST_WORDS = 2000
"""Of one rule."""
_TOKEN = re.compile(r"\w+(?:['’-]\w+)*")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
"""Scripts that set no blanks between words: Thai, Lao, Burmese, Khmer, kana, Han."""
_PIECE = re.compile(r"[^\s。！？]+[。！？]*|[。！？]+")
_STOPS, _CLOSING = (".", "!", "?", "…", "。", "！", "？"), "\"'”’»)]"
_NO_END = frozenset({
    "mr.", "mrs.", "ms.", "dr.", "st.", "vs.", "e.g.", "i.e.", "approx.", "no.", "sec.", "min.", "etc.", "a.m.",
    "p.m.", "u.s.", "u.k.", "jr.", "sr.", "ft.", "feat.", "cf.", "ca.",
})  # fmt: skip


def _with_letters(word: str) -> str:
    if not word.strip(" *"):
        raise ValueError(f"{word!r} names nothing; write letters beside the *")
    if "*" in word.split():
        raise ValueError(f"{word!r}: a * alone stands for any word; write letters beside it")
    return word


def _plain(word: str) -> str:
    if "*" in word:
        raise ValueError(f"{word!r}: no * here; list each form of the word")
    return _with_letters(word)


def _single(word: str) -> str:
    if len(word.split()) > 1:
        raise ValueError(f"{word!r}: one word without blanks is asked for here")
    return word


Word = Annotated[str, Field(max_length=200, pattern=r"^[^*]*\*?[^*]*$"), AfterValidator(_with_letters)]
Words = Annotated[list[Word], Field(min_length=1, max_length=MOST_WORDS)]
Plain = Annotated[str, Field(max_length=200), AfterValidator(_plain)]
"""A word without `*`."""
Single = Annotated[Word, AfterValidator(_single)]


def folded(word: str) -> str:
    """A word whatever its case and blanks."""
    return " ".join(word.split()).casefold()


def once_each(words: Iterable[str]) -> None:
    """Raises ValueError where a word is there twice, its case aside."""
    seen: set[str] = set()
    for word in words:
        if folded(word) in seen:
            raise ValueError(f"{word!r} is there twice; keep one")
        seen.add(folded(word))


def spans(listed: Sequence[str], text: str) -> Iterator[Span]:
    """Where any of these words stands, the longest first, each with `*` for letters and digits."""
    if listed:
        yield from (Span(match[0], *match.span()) for match in pattern(tuple(listed)).finditer(text))


@cache
def pattern(listed: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these words."""
    words = sorted({" ".join(word.split()) for word in listed}, key=len, reverse=True)
    return re.compile("|".join(map(_body, words)), re.IGNORECASE)


def _body(word: str) -> str:
    body = re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    begins = "" if _UNSPACED.match(word[0]) else r"(?<!\w)"
    ends = "" if _UNSPACED.match(word[-1]) else r"(?!\w)"
    return f"{begins}{body}{ends}"


def listed_as(found: str, listed: Iterable[str]) -> str:
    """The word of the file that was found: the longest of those that fit."""
    return max((old for old in listed if pattern((old,)).fullmatch(found)), key=len)


def like(found: str, old: str, new: str) -> str:
    """`new` with the capitals that `found` has and the word of the file has not."""
    if found.isupper() and sum(map(str.isalpha, found)) > 1 and not old.isupper():
        return new.upper()
    return new[:1].upper() + new[1:] if found[:1].isupper() and not old[:1].isupper() else new


def tokens(text: str) -> Iterator[Span]:
    """Words in a row, with their apostrophes and hyphens."""
    yield from (Span(match[0], *match.span()) for match in _TOKEN.finditer(text))


def sentences(text: str) -> list[Span]:
    """Ended by a full stop, a question or exclamation mark before a blank, or an empty line.

    Where speech or an ellipsis ends, small letters go on with the sentence around it.
    """
    pieces = [match.span() for match in _PIECE.finditer(text)]
    if not pieces:
        return []
    starts, ends = [pieces[0][0]], []
    for (start, end), (after, _) in pairwise(pieces):
        goes_on = text[start:end].endswith((*_CLOSING, "…", "...")) and text[after].islower()
        if (_ends(text[start:end]) and not goes_on) or text.count("\n", end, after) > 1:
            ends.append(end)
            starts.append(after)
    ends.append(pieces[-1][1])
    return [Span(text[start:end], start, end) for start, end in zip(starts, ends, strict=True)]


def openings(text: str) -> frozenset[int]:
    """Where the first letters of sentences stand, quotation marks and brackets aside."""
    return frozenset(each.start + len(each.text) - len(each.text.lstrip("\"'“‘«([")) for each in sentences(text))


def _ends(piece: str) -> bool:
    bare = piece.rstrip(_CLOSING)
    is_initial = len(bare) == 2 and bare[0].isupper()  # noqa: PLR2004  ("J." as in "J. Smith")
    return bare.endswith(_STOPS) and not is_initial and bare.lower() not in _NO_END


def outside(stretches: Iterable[tuple[int, int]]) -> Callable[[Span], bool]:
    """Tells whether a span touches none of these stretches, which do not overlap."""
    known = sorted(stretches)

    def is_outside(span: Span) -> bool:
        at = bisect_left(known, (span.end, 0))
        return at == 0 or known[at - 1][1] <= span.start

    return is_outside
