"""Which of several wordings a prompt gets, and which would say something again."""

import re
from functools import cache, lru_cache

from promptkit.lexicon import contacts
from promptkit.patterns import lazy

_SLOT = lazy(r"\{\w+\}")
_ANYTHING = r"[\w '’-]+"
_WORDS = lazy(r"[^\W\d_]{4,}")
_NAMED_AGAIN = lazy(r"\b(?:the|each)\s+(?!wheels)\w+")
"""What is meant to be the one that the prompt names, but for wheels: they are named where there are none."""
_SMALL = frozenset({
    "with", "from", "into", "over", "under", "each", "down", "back", "away", "again", "their", "then", "than",
    "after", "every", "beside", "through", "between", "around", "across", "along", "below", "outward", "inward",
    "aside", "apart", "more", "little", "slowly", "once", "time", "that", "another", "other", "ahead", "forward",
    "upward",
})  # fmt: skip
"""Words that may stand twice."""


@lru_cache(maxsize=8)
def tells_an_effect(prompt: str) -> bool:
    """Whether an effect was added already, in whatever wording."""
    return _any_wording().search(prompt) is not None


def tells_of_a_contact(prompt: str, at: int) -> bool:
    """Whether what stands there is such an effect, whose cause is the contact before it."""
    return tells_an_effect(prompt) and any(
        match.start() < at < match.end() for known in _wordings() for match in known.finditer(prompt)
    )


@cache
def _any_wording() -> re.Pattern[str]:
    """Every text, with anything in its slots; where it begins with a slot, the others that do share it."""
    led = [_with_anything(text.partition("}")[2]) for text in _texts() if text.startswith("{")]
    others = [_with_anything(text) for text in _texts() if not text.startswith("{")]
    return lazy(rf", (?:{_ANYTHING}(?:{'|'.join(led)})|{'|'.join(others)})")


@cache
def _wordings() -> tuple[re.Pattern[str], ...]:
    """Each text by itself: which of them ends where is not told by all at once."""
    return tuple(lazy(f", {_with_anything(text)}") for text in _texts())


@cache
def _texts() -> tuple[str, ...]:
    found = (texts for each in contacts() for table in (each.effect, each.goal) for texts in table.values())
    return tuple(sorted({text for texts in found for text in texts}))


def _with_anything(text: str) -> str:
    """A pattern for a text, whatever stands in its slots."""
    return _SLOT.sub(lambda _: _ANYTHING, text.replace("{s}", "s?"))


def says_again(text: str, prompt: str, noun: str) -> bool:
    """Whether a word of the text stands in the prompt already, in whatever form, and is not the thing's name."""
    said = {_stem(word) for word in _WORDS.findall(prompt.lower())} - {_stem(word) for word in _WORDS.findall(noun)}
    return any(
        _stem(word) in said for word in _WORDS.findall(_NAMED_AGAIN.sub("", _SLOT.sub("", text))) if word not in _SMALL
    )


def _stem(word: str) -> str:
    """What the forms of a word share: "bounc" of bounces and bouncing."""
    return re.sub(r"(.)\1$", r"\1", re.sub(r"(?:ing|ed|es|s|e|y)$", "", word))
