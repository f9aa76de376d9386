"""Which text was made of which, after an edit: most of the words are still there."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

KEPT = 0.75
"""Share of the shorter text's words that the longer one holds too."""
ENOUGH = 3
"""Words that they must share; fewer are enough where they are half of the longer text."""
_RAREST = 3
"""Words by which a text is looked up, so that ten thousand need not be compared with ten thousand."""
_WORD = re.compile(r"\w+")
_ARTICLES = {"a", "an", "the"}
"""They change with the word that follows: "a stunning eagle", "an eagle"."""


def paired(new: Sequence[str], old: Sequence[str]) -> dict[int, int]:
    """Index of a new text → that of the old one it is an edit of; each once, those most alike first."""
    new_words, old_words = [_words(text) for text in new], [_words(text) for text in old]
    holding: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(old_words):
        for word in words:
            holding[word].append(number)
    alike: list[tuple[float, int, int]] = []
    for number, words in enumerate(new_words):
        rare = sorted((word for word in words if word in holding), key=lambda word: (len(holding[word]), word))
        for word in rare[:_RAREST]:
            likeness = {other: _likeness(words, old_words[other]) for other in holding[word]}
            alike += [(-how, number, other) for other, how in likeness.items() if how]
            if any(likeness.values()):
                break
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, other in sorted(alike):
        if number not in pairs and other not in taken:
            pairs[number] = other
            taken.add(other)
    return pairs


def _words(text: str) -> Counter[str]:
    return Counter(word for word in _WORD.findall(text.casefold()) if word not in _ARTICLES)


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Share of the longer text's words that the shorter one holds; 0 where neither is an edit of the other."""
    shared, (less, more) = (one & other).total(), sorted((one.total(), other.total()))
    is_edit = shared >= KEPT * less and (shared >= ENOUGH or shared * 2 >= more)
    return shared / more if is_edit and shared else 0.0
