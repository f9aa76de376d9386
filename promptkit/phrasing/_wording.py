"""Which of several wordings a prompt gets, and which would say something again."""

import re
from functools import cache

from promptkit.lexicon import contacts
from promptkit.patterns import lazy

_SLOT = lazy(r"\{\w+\}")
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


def tells_an_effect(prompt: str) -> bool:
    """Whether an effect was added already, in whatever wording."""
    return any(known.search(prompt) for known in _wordings())


def tells_of_a_contact(prompt: str, at: int) -> bool:
    """Whether what stands there is such an effect, whose cause is the contact before it."""
    return any(match.start() < at < match.end() for known in _wordings() for match in known.finditer(prompt))


@cache
def _wordings() -> tuple[re.Pattern[str], ...]:
    """Every text, with anything in its slots; those without another word are left out."""
    texts = {
        text for each in contacts() for table in (each.effect, each.goal) for found in table.values() for text in found
    }
    return tuple(lazy(", " + _SLOT.sub(r"[\\w '’-]+", text.replace("{s}", "s?"))) for text in sorted(texts))


def says_again(text: str, prompt: str, noun: str) -> bool:
    """Whether a word of the text stands in the prompt already, in whatever form, and is not the thing's name."""
    said = {_stem(word) for word in _WORDS.findall(prompt.lower())} - {_stem(word) for word in _WORDS.findall(noun)}
    return any(
        _stem(word) in said for word in _WORDS.findall(_NAMED_AGAIN.sub("", _SLOT.sub("", text))) if word not in _SMALL
    )


def _stem(word: str) -> str:
    """What the forms of a word share: "bounc" of bounces and bouncing."""
    return re.sub(r"(.)\1$", r"\1", re.sub(r"(?:ing|ed|es|s|e|y)$", "", word))
