"""Looking entries of the lexicon up in a text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from promptkit.lexicon._entries import actions, kinds_of_things
from promptkit.lexicon._forms import ALWAYS_PLURAL, plural
from promptkit.patterns import lazy

E = TypeVar("E")
E_co = TypeVar("E_co", covariant=True)
WORD = lazy(r"[^\W_]+(?:['’\-][^\W_]+)*")
"""A word, with the apostrophes and hyphens inside it."""
_BEFORE_NOUN = frozenset({
    "a", "an", "the", "his", "her", "its", "their", "my", "your", "our", "this", "that", "these", "those", "each",
    "every", "some", "two", "three", "of", "with", "in", "on", "at", "by", "from", "for", "into", "under", "over",
    "beside", "behind", "near", "between", "without", "no",
})  # fmt: skip
"""Words after which a verb's form is a noun or an adjective: "with a hammer", "beside plants", "a carved door"."""

TIME_LAPSE = lazy(r"\b(?:time|hyper)[- ]?lapse", re.IGNORECASE)
"""Time runs faster there: crowds are meant to streak, and what changes does so without strain."""


@dataclass(frozen=True)
class Found(Generic[E_co]):
    """A lexicon entry met in a text; `text[start:end]` names it."""

    entry: E_co
    start: int
    end: int
    noun: str
    """As written, lower case."""
    plural: bool


def find_entries(text: str, entries: Iterable[E]) -> list[Found[E]]:
    """Where the nouns of `entries` (things with `nouns`) stand in `text`, longest first, none overlapping, in order."""
    return _found(text, _index(tuple(entries)))


def _found(text: str, index: Mapping[str, tuple[E, bool]]) -> list[Found[E]]:
    tokens = [(match.group().lower().replace("’", "'"), match.start(), match.end()) for match in WORD.finditer(text)]
    found: list[Found[E]] = []
    at = 0
    while at < len(tokens):
        for length in range(min(4, len(tokens) - at), 0, -1):
            phrase = " ".join(token[0] for token in tokens[at : at + length])
            if phrase in index:
                entry, is_plural = index[phrase]
                found.append(Found(entry, tokens[at][1], tokens[at + length - 1][2], phrase, is_plural))
                at += length
                break
        else:
            at += 1
    return found


def find_things(text: str) -> list[Found[frozenset[str]]]:
    """Where things that answer a touch are named in `text`; each entry holds the kinds of one."""
    found = _found(text, _index_of_things())
    return [Found(each.entry.kinds, each.start, each.end, each.noun, each.plural) for each in found]


def things_of(text: str) -> frozenset[str]:
    """The kinds of the last thing that `text` names."""
    found = find_things(text)
    return found[-1].entry if found else frozenset()


def find_phrase(text: str, phrases: Iterable[str]) -> tuple[int, int] | None:
    """The first place where one of `phrases` stands in `text` as whole words, the longest at that place."""
    listed = frozenset(phrases)
    match = _pattern(listed).search(text) if listed else None
    return match.span() if match else None


def verb_in(text: str, entries: Iterable[E]) -> E | None:
    """The entry (posture, action, behaviour) whose verb comes first in `text`."""
    listed = tuple(entries)
    index = _verb_index(listed)
    before = ""
    for match in WORD.finditer(text):
        word = match.group().lower()
        if word in index and not (before in _BEFORE_NOUN and not word.endswith("ing")):
            entry: E = index[word]
            return entry
        before = word
    return None


def is_calm(motion: str) -> bool:
    """Whether a motion ("shifting her weight") is one that a long clip holds without strain."""
    action = verb_in(motion, actions())
    turns_head = re.match(
        r"(?i)\W*(?:slowly |gently )?(?:turn|lift|rais|lower|tilt)\w*\s+\w+\s+(?:head|chin|eyes|gaze)\b", motion
    )
    return bool(turns_head) or (action is not None and action.calm)


class _Thing(NamedTuple):
    """A noun with its kinds."""

    nouns: tuple[str, ...]
    kinds: frozenset[str]


@cache
def _pattern(phrases: frozenset[str]) -> re.Pattern[str]:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return lazy(rf"(?<![\w-])(?:{'|'.join(re.escape(phrase) for phrase in ordered)})(?![\w-])", re.IGNORECASE)


@cache
def _index_of_things() -> dict[str, tuple[_Thing, bool]]:
    return _index(tuple(_Thing((noun,), kinds) for noun, kinds in kinds_of_things().items()))


@cache
def _index(entries: tuple[Any, ...]) -> dict[str, tuple[Any, bool]]:
    index: dict[str, tuple[Any, bool]] = {}
    for entry in entries:
        for noun in entry.nouns:
            index.setdefault(noun, (entry, noun in ALWAYS_PLURAL))
            index.setdefault(plural(noun), (entry, True))
    return index


@cache
def _verb_index(entries: tuple[Any, ...]) -> dict[str, Any]:
    index: dict[str, Any] = {}
    for entry in entries:
        for form in entry.forms:
            index.setdefault(form, entry)
    return index
