"""Take words out of a text so that what is left reads as if they had never been there."""

import re
from dataclasses import dataclass
from functools import lru_cache

from promptkit.aside import parts_subject_from_verb
from promptkit.patterns import lazy

_SENTENCE_END = ".!?。！？\n"
_STOPS = tuple(".!?")
_STROKES = "|—–"
"""Separators with a space before them too."""
_SEPARATOR = f",;，；、{_STROKES}"
_OPENING, _CLOSING = "([{（", ")]}）"
_SPACES = "".join(char for char in map(chr, range(0x3001)) if char.isspace() and char != "\n")
_ARTICLE = lazy(r"(?:^|(?<=\W))(?P<article>an?)\s*$", re.IGNORECASE)
_SOUNDS_LIKE_A_VOWEL = lazy(
    r"[aeio]|u(?!ni[cfotqv]|s[ae]|tensil|kulele)|hour|honest|heir|[fhlmnrsx]\d|8|11\b|18\b", re.IGNORECASE
)
_SOUNDS_LIKE_A_CONSONANT = lazy(r"(?:eu|ewe|one(?:\b|-)|once|ouija)", re.IGNORECASE)
_GOES_ON = lazy(r"of\b", re.IGNORECASE)
"""What no comma stands before."""
_QUOTED = lazy(
    r"""“[^”]*”|«[^»]*»|「[^」]*」|『[^』]*』|‘[^’]*’(?!\w)|"[^"\n]*"|(?<!\w)'[^'\n]+'(?!\w)""",
)


@lru_cache(maxsize=64)
def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of what is said or shown word for word, quotation marks included: nothing in there is ours to change."""
    return tuple(match.span() for match in _QUOTED.finditer(text))


def is_quoted(text: str, start: int, end: int | None = None) -> bool:
    """Whether a quotation holds any of `text[start:end]`; without an end, the character at `start`.

    An empty stretch is quoted where it stands between the marks: what is put in there would be quoted too.
    """
    last = start + 1 if end is None else end
    return any(left < last and start < right for left, right in quotations(text))


@dataclass(frozen=True)
class Cut:
    """Replace `text[start:end]` by `put`, and a stretch is gone without a trace."""

    start: int
    end: int
    put: str


def cut(text: str, start: int, end: int) -> Cut:
    """How to take `text[start:end]` out with the commas, spaces and brackets that belonged to it.

    The capital at the start of a sentence is kept, "a" and "an" agree with the word that now follows, and nothing
    beyond the nearest word on either side is touched.
    """
    left, right = _bounds(text, start, end)
    while left and right < len(text) and (text[left - 1], text[right]) in zip(_OPENING, _CLOSING, strict=True):
        left, right = _bounds(text, left - 1, right + 1)
    before, after = text[left - 1 : left], text[right : right + 1]
    if not before or before in _SENTENCE_END + _OPENING:
        return _at_the_start(text, left, right, capital=_began_large(text, left, text[start:end].lstrip(_OPENING)[:1]))
    if not after or after in _SENTENCE_END + _CLOSING + ":":
        return Cut(_without_trailing(text, left), right, "")
    if after in _SEPARATOR:
        beyond = len(text) - len(text[right:].lstrip(_SPACES + _SEPARATOR))
        dangling = beyond == len(text) or text[beyond] in _SENTENCE_END + _CLOSING
        if not dangling and _GOES_ON.match(text, beyond):
            return Cut(_without_trailing(text, left), beyond, " ")
        if (
            before == after == ","
            and not dangling
            and parts_subject_from_verb(text, _without_trailing(text, left), beyond)
        ):
            return Cut(_without_trailing(text, left), beyond, " ")
        gap = " " if after in _STROKES and text[right - 1] in _SPACES else ""
        return Cut(_without_trailing(text, left), beyond if dangling else right, "" if dangling else gap)
    return _between_words(text, left, right, spaced=left < start or end < right or before in _SEPARATOR)


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the spaces around it, and with the separators before it where nothing stands before those."""
    bare = _without_trailing(text, start)
    if not bare or text[bare - 1] in _SENTENCE_END + _OPENING:
        start = bare
    while start and text[start - 1] in _SPACES:
        start -= 1
    while end < len(text) and text[end] in _SPACES:
        end += 1
    return start, end


def _without_trailing(text: str, left: int) -> int:
    while left and text[left - 1] in _SPACES + _SEPARATOR:
        left -= 1
    return left


def _began_large(text: str, left: int, first: str) -> bool:
    """Whether the sentence began with a capital, or with a figure in a prompt whose sentences do."""
    is_later = text[:left].endswith(_STOPS) and text.lstrip()[:1].isupper()
    return first.isupper() or (first.isdigit() and is_later)


def _at_the_start(text: str, left: int, right: int, *, capital: bool) -> Cut:
    while right < len(text) and text[right] in _SPACES + _SEPARATOR:
        right += 1
    if right == len(text) or text[right] in _SENTENCE_END:  # the whole sentence went
        return _without_sentence(text, left, right)
    gap = " " if text[:left][-1:] in _STOPS and right < len(text) else ""
    follower = text[right : right + 1]
    if capital and follower.islower() and len(follower.upper()) == 1:
        return Cut(left, right + 1, gap + follower.upper())
    return Cut(left, right, gap)


def _without_sentence(text: str, left: int, right: int) -> Cut:
    """Take the full stop too, and the line when nothing else stood on it."""
    while right < len(text) and text[right] in _SENTENCE_END + _SPACES + _SEPARATOR and text[right] != "\n":
        right += 1
    opens_line = not left or text[left - 1] == "\n"
    if opens_line and text[right : right + 1] == "\n":
        right += 1
    elif right == len(text):
        left = len(text[:left].rstrip(_SPACES + "\n"))
    gap = " " if text[:left][-1:] in _STOPS and right < len(text) and text[right] != "\n" else ""
    return Cut(left, right, gap)


def _between_words(text: str, left: int, right: int, *, spaced: bool) -> Cut:
    gap = " " if spaced else ""
    article = _ARTICLE.search(text, max(0, left - 4), left)
    if not article or not spaced:
        return Cut(left, right, gap)
    wanted = article["article"][0] + ("n" if _starts_with_vowel_sound(text[right : right + 12]) else "")
    return Cut(article.start("article"), right, wanted + gap)


def _starts_with_vowel_sound(word: str) -> bool:
    return bool(_SOUNDS_LIKE_A_VOWEL.match(word)) and not _SOUNDS_LIKE_A_CONSONANT.match(word)
