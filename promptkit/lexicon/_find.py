"""Looking entries of the lexicon up in a text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, Generic, TypeVar

from promptkit.lexicon._entries import actions, kinds_of_things
from promptkit.lexicon._figures import ends_of_figures
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

_REACH = 300
"""Characters in which what ends at a place is looked for: more than the longest name and what runs into it take."""
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


class _Index(dict[str, tuple[Any, bool]]):
    """Phrase → its entry, and whether it is a plural."""

    @cached_property
    def lengths(self) -> Mapping[str, Sequence[int]]:
        """First word of a phrase → how many words such phrases have, the longest first."""
        found: dict[str, set[int]] = defaultdict(set)
        for phrase in self:
            found[phrase.partition(" ")[0]].add(phrase.count(" ") + 1)
        return {word: sorted(lengths, reverse=True) for word, lengths in found.items()}


def find_entries(text: str, entries: Iterable[E]) -> list[Found[E]]:
    """Where the nouns of `entries` (things with `nouns`) stand in `text`, longest first, none overlapping, in order."""
    return _found(text, _index(tuple(entries)))


def find_last(text: str, end: int, entries: Iterable[E]) -> Found[E] | None:
    """What of `entries` is named right before `end`, by all words of its name: "tent walls"; None where nothing is."""
    start = max(0, end - _REACH)
    start += len(text[start:end].partition(" ")[0]) if start else 0  # at the end of a word
    return next(
        (
            Found(each.entry, start + each.start, end, each.noun, each.plural)
            for each in find_entries(text[start:end], entries)
            if start + each.end == end
        ),
        None,
    )


def _found(text: str, index: _Index) -> list[Found[Any]]:
    tokens, figures = _tokens(text), ends_of_figures(text)
    found: list[Found[Any]] = []
    end = 0
    for at, (word, start, _) in enumerate(tokens):
        for length in index.lengths.get(word, ()) if at >= end else ():
            phrase = " ".join(token[0] for token in tokens[at : at + length])
            if at + length <= len(tokens) and phrase in index:
                entry, is_plural = index[phrase]
                end = at + length
                if tokens[end - 1][2] in figures:
                    break
                found.append(Found(entry, start, tokens[end - 1][2], phrase, is_plural))
                break
    return found


@lru_cache(maxsize=32)
def _tokens(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a text in lower case, each with where it starts and ends."""
    return tuple((match[0].lower().replace("’", "'"), match.start(), match.end()) for match in WORD.finditer(text))


def find_things(text: str) -> list[Found[frozenset[str]]]:
    """Where things that answer a touch are named in `text`; each entry holds the kinds of one."""
    return _found(text, _things())


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
    found = first_verb(text, entries)
    return found[0] if found else None


def first_verb(text: str, entries: Iterable[E]) -> tuple[E, str] | None:
    """The same with the verb as it is written."""
    index = _verb_index(tuple(entries))
    before = ""
    for match in WORD.finditer(text):
        word = match.group().lower()
        if word in index and not (before in _BEFORE_NOUN and not word.endswith("ing")):
            return index[word], match.group()
        before = word
    return None


def is_calm(motion: str) -> bool:
    """Whether a motion ("shifting her weight") is one that a long clip holds without strain."""
    action = verb_in(motion, actions())
    turns_head = re.match(
        r"(?i)\W*(?:slowly |gently )?(?:turn|lift|rais|lower|tilt)\w*\s+\w+\s+(?:head|chin|eyes|gaze)\b", motion
    )
    return bool(turns_head) or (action is not None and action.calm)


@cache
def _things() -> _Index:
    index = _Index()
    for noun, kinds in kinds_of_things().items():
        index.setdefault(noun, (kinds, noun in ALWAYS_PLURAL))
    for noun, kinds in kinds_of_things().items():
        index.setdefault(plural(noun), (kinds, True))
    return index


@cache
def _pattern(phrases: frozenset[str]) -> re.Pattern[str]:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return lazy(rf"(?<![\w-])(?:{'|'.join(re.escape(phrase) for phrase in ordered)})(?![\w-])", re.IGNORECASE)


@cache
def _index(entries: tuple[Any, ...]) -> _Index:
    index = _Index()
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
