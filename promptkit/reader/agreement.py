"""Whose a verb is, by the noun right before it and by its number."""

import re
from collections.abc import Sequence

Characters = tuple[int, int]
"""Where words stand in a text."""
_NEAR = 40
"""Characters before a verb in which its subject may be named again."""
_WORDS_BEFORE = re.compile(r"(?<![\w'-])(?:[\w'-]++\s++)++$")
_BESIDE_A_VERB = frozenset(["is", "are", "was", "were", "has", "have", "then", "also", "now", "both", "again"])
_KNOWN = frozenset(["the", "this", "that"])
_ONE_DOES = re.compile(
    r"\s++(?:(?:then|now|\w+ly)\s++)*+(?:(?P<aux>is|was|has|does)|[a-z]*[^\W\ds_]s)\b(?!['\u2019])", re.IGNORECASE
)


def named_again(text: str, names: Sequence[Characters], start: int) -> int | None:
    """Which of the names stands right before a verb once more: "a dog and a cat, the dog *licks* the cat".

    Args:
        text: What was read.
        names: All before the verb, in order, without the mention that is looked for.
        start: Of the verb.
    """
    found = _WORDS_BEFORE.search(text, max(names[-1][1], start - _NEAR), start)
    said = found[0].lower().split() if found else []
    while said and (said[-1] in _BESIDE_A_VERB or said[-1].endswith("ly")):
        said.pop()
    if _KNOWN.isdisjoint(said[-3:-1]):
        return None
    heads = [text[slice(*name)].lower().split()[-1] for name in names]
    return max((k for k, head in enumerate(heads) if head == said[-1]), default=None)


def is_of_one(text: str, name_end: int, start: int) -> bool:
    """Whether the verb that begins at `start` is that of a single thing, named up to `name_end`: "and a dog *runs*"."""
    found = _ONE_DOES.match(text, name_end)
    return found is not None and (found.end() > start or (bool(found["aux"]) and not text[found.end() : start].strip()))
