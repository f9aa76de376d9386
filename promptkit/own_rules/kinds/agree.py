"""`agree`: of several spellings the first that is used is kept to, in the shot and through its file."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from promptkit.own_rules.kind import Hit, Kind, Place, put
from promptkit.own_rules.words import MOST_WORDS, Plain, folded, like, listed_as, once_each, outside, spans
from promptkit.scene import Span
from promptkit.tidy import quotations


class Agree(BaseModel):
    """Groups of words that mean the same."""

    model_config = ConfigDict(extra="forbid")

    words: Annotated[list[Annotated[list[Plain], Field(min_length=2)]], Field(min_length=1, max_length=MOST_WORDS)]
    within: Literal["shot", "file"] = "file"

    @model_validator(mode="after")
    def _tells_them_apart(self) -> "Agree":
        every = [word for group in self.words for word in group]
        if len(every) > MOST_WORDS:
            raise ValueError(f"{len(every)} words; a rule takes {MOST_WORDS}: make two of it")
        once_each(every)
        return self

    @cached_property
    def group_of(self) -> dict[str, int]:
        """The group that a word of the file is in."""
        return {folded(word): number for number, group in enumerate(self.words) for word in group}

    @cached_property
    def listed(self) -> dict[str, str]:
        """Each word as the file has it."""
        return {folded(word): word for word in self.every}

    @cached_property
    def every(self) -> tuple[str, ...]:
        """All words."""
        return tuple(word for group in self.words for word in group)


def _used(rule: Agree, text: str) -> Iterator[tuple[Span, str, str]]:
    """Each use with the word of the file that it is, and the name of its group; what is quoted is not ours to judge."""
    is_free = outside(quotations(text))
    for found in filter(is_free, spans(rule.every, text)):
        word = rule.listed.get(folded(found.text)) or listed_as(found.text, rule.every)
        yield found, word, str(rule.group_of[folded(word)])


def _find(rule: Agree, place: Place) -> Iterator[Hit]:
    kept = dict(place.before)
    for found, word, group in _used(rule, place.text):
        first = kept.setdefault(group, word)
        if first != word:
            yield put(found, like(found.text, word, first))


def _tell(rule: Agree, place: Place) -> Mapping[str, str]:
    told: dict[str, str] = {}
    for _, word, group in _used(rule, place.text) if rule.within == "file" else ():
        told.setdefault(group, word)
    return told


AGREE = Kind("agree", Agree, _find, tell=_tell, fix="puts the word there that was used first.")
