"""`case`: which letters are capitals, of listed words or of the whole text."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from promptkit.own_rules.kind import Hit, Kind, Place, put
from promptkit.own_rules.words import MOST_WORDS, Plain, folded, listed_as, once_each, openings, outside, spans, tokens
from promptkit.scene import Span
from promptkit.tidy import Cut, quotations

Style = Literal["$sentence", "$title", "$lower", "$upper"]
Spellings = Annotated[list[Plain], Field(min_length=1, max_length=MOST_WORDS)]
_SMALL = frozenset(
    {"a", "an", "the", "and", "or", "but", "nor", "of", "in", "on", "at", "to", "by", "for", "with", "from", "as"}
)
"""Words that stay small in a title, unless they begin it."""


class Case(BaseModel):
    """Words, and how they are written: as listed, or in a style; a style alone is for the whole text."""

    model_config = ConfigDict(extra="forbid")

    words: Spellings | None = None
    style: Style | None = None
    excepted: Spellings | None = Field(None, alias="except")
    """Words that a style leaves as they are."""

    @model_validator(mode="after")
    def _says_what(self) -> "Case":
        if not self.words and not self.style:
            raise ValueError("needs 'words', as they are to be written, or a 'style'")
        if self.excepted and not self.style:
            raise ValueError("'except' is for a style; leave the word out of 'words'")
        once_each(self.words or ())
        return self

    @cached_property
    def listed(self) -> dict[str, str]:
        """Each word as the file has it."""
        return {folded(word): word for word in self.words or ()}


def _find(rule: Case, place: Place) -> Iterator[Hit]:
    kept = [(each.start, each.end) for each in spans(rule.excepted or (), place.text)]
    is_quoted, is_kept = outside(quotations(place.text)), outside(kept)

    def is_free(span: Span) -> bool:
        return is_quoted(span) and is_kept(span)

    if rule.words:
        yield from _of_words(rule, place.text, is_free)
    elif rule.style == "$sentence":
        yield from _of_sentences(place.text, is_free)
    else:
        yield from _of_text(rule, place.text, is_free)


def _of_words(rule: Case, text: str, is_free: Callable[[Span], bool]) -> Iterator[Hit]:
    starts = openings(text)
    for found in filter(is_free, spans(rule.words or (), text)):
        written = " ".join(found.text.split())
        if rule.style:
            wanted = _styled(written, rule.style)
        else:
            wanted = rule.listed.get(folded(written)) or listed_as(written, rule.listed)
        if found.start in starts and wanted.islower():
            wanted = wanted if written == wanted else wanted[:1].upper() + wanted[1:]  # may begin with a capital
        if written != wanted:
            yield put(found, wanted)


def _of_sentences(text: str, is_free: Callable[[Span], bool]) -> Iterator[Hit]:
    starts = openings(text)
    for word in tokens(text):
        if word.start in starts and word.text.islower() and is_free(word):
            capital = word.text[:1].upper()
            if capital != word.text[:1]:
                cut = Cut(word.start, word.start + 1, capital)
                yield Hit(word, word.text, capital + word.text[1:], cut)


def _of_text(rule: Case, text: str, is_free: Callable[[Span], bool]) -> Iterator[Hit]:
    """Each stretch of words that are written otherwise; which of them are names, only the author knows: no fix."""
    assert rule.style
    starts, run = openings(text), list[Span]()
    for word in tokens(text):
        is_small = rule.style == "$title" and word.text in _SMALL and word.start not in starts
        if word.text == _styled(word.text, rule.style) or is_small or not is_free(word):
            yield from _joined(run, rule.style, text)
            run = []
        else:
            run.append(word)
    yield from _joined(run, rule.style, text)


def _joined(run: list[Span], style: Style, text: str) -> Iterator[Hit]:
    if run:
        start, end = run[0].start, run[-1].end
        found = Span(text[start:end], start, end)
        yield Hit(found, found.text, " ".join(_styled(word.text, style) for word in run))


def _styled(words: str, style: Style) -> str:
    if style == "$upper":
        return words.upper()
    if style == "$title":
        first, *others = words.split(" ")
        return " ".join([_capital(first), *(word if word in _SMALL else _capital(word) for word in others)])
    return words.lower() if style == "$lower" else _capital(words)


def _capital(word: str) -> str:
    """With a capital; the other letters small, unless some of them are capitals of a name (McLaren)."""
    is_name = not word.isupper() and not word.islower()
    return word[:1].upper() + word[1:] if is_name else word.capitalize()


CASE = Kind("case", Case, _find, fix="puts the capitals right; none for a whole text in $title, $lower, $upper.")
