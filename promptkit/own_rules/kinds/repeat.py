"""`repeat`: the same word twice in a row, or again within so many words."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from promptkit.own_rules.kind import Hit, Kind, Place
from promptkit.own_rules.words import MOST_WORDS, Single, outside, pattern, tokens
from promptkit.scene import Span
from promptkit.tidy import Cut, quotations

_NEVER_TWICE = frozenset({
    "a", "an", "the", "and", "or", "but", "of", "with", "from", "into", "onto", "at", "my", "our", "their", "its",
    "between", "during", "because",
})  # fmt: skip
"""Words that English never doubles: that the second is a slip is certain. "That that" and "in in" may be meant."""
_LONG = 4

Singles = Annotated[list[Single], Field(min_length=1, max_length=MOST_WORDS)]


class Repeat(BaseModel):
    """How soon a word may come again."""

    model_config = ConfigDict(extra="forbid")

    within: Annotated[int, Field(ge=1, le=500)] = 1
    """Words; 1 is twice in a row, with nothing but blanks between."""
    words: Singles | None = None
    """Those that count; all when absent."""
    excepted: Singles | None = Field(None, alias="except")
    letters: Annotated[int, Field(ge=1, le=50)] | None = None
    """Shorter words do not count; left out: 1 in a row, 4 further apart."""

    def counts(self, word: str) -> bool:
        """Whether a word may not come again."""
        if len(word) < (self.letters or (1 if self.within == 1 else _LONG)) or not any(map(str.isalpha, word)):
            return False
        if self.excepted and pattern(tuple(self.excepted)).fullmatch(word):
            return False
        return not self.words or pattern(tuple(self.words)).fullmatch(word) is not None


def _find(rule: Repeat, place: Place) -> Iterator[Hit]:
    is_free = outside(quotations(place.text))
    last: dict[str, tuple[int, Span]] = {}
    for index, word in enumerate(tokens(place.text)):
        same = word.text.casefold()
        at, before = last.get(same, (-1, word))
        last[same] = index, word
        is_near = at >= 0 and index - at <= rule.within
        if rule.within == 1 and place.text[before.end : word.start].strip():
            continue  # "up, up and away": a mark between says that it is meant
        if is_near and rule.counts(word.text) and is_free(word):
            is_slip = index - at == 1 and not place.text[before.end : word.start].strip()
            yield Hit(word, word.text, "", _without(before, word) if is_slip else None)


def _without(before: Span, word: Span) -> Cut | None:
    is_slip = word.text in _NEVER_TWICE  # "with The The" names a band
    return Cut(before.end, word.end, "") if is_slip and before.end < word.start else None


REPEAT = Kind("repeat", Repeat, _find, fix="takes the second out where English never doubles the word (the the).")
