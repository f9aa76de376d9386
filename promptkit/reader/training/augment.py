"""Texts without marks, made from ours, for the student to copy the teacher on.

Words swapped for others of the same kind, sentences of different prompts put together, pieces cut out, lower case, no
punctuation: what TinyBERT (Jiao et al. 2020, arXiv:1909.10351) does with a language model, by the endings of words.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_WORD = re.compile(r"[A-Za-z]{3,}")
_ENDINGS = ("ing", "ed", "ly", "s")
_SHORTEST = 8
"""Characters of a sentence worth mixing."""
_FUNCTION_WORDS = 120
"""The most frequent words hold a sentence together, and are never swapped."""


def augmented(texts: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """`count` texts made from `texts`."""
    generator = random.Random(seed)
    every = Counter(word.lower() for text in texts for word in _WORD.findall(text))
    kept = {word for word, _ in every.most_common(_FUNCTION_WORDS)}
    by_kind: dict[str, list[str]] = defaultdict(list)
    for word in sorted(every):
        if word not in kept:
            by_kind[_kind(word)].append(word)
    sentences = [part.strip() for text in texts for part in _SENTENCE_END.split(text) if len(part.strip()) > _SHORTEST]
    for _ in range(count):
        way = generator.random()
        if way < 0.45:
            yield _swapped(generator.choice(texts), by_kind, kept, generator)
        elif way < 0.85:
            together = generator.sample(sentences, min(len(sentences), generator.choice([2, 2, 3, 4, 5, 6])))
            yield generator.choice([" ", " ", ", ", "\n"]).join(together)
        else:
            yield _roughened(generator.choice(texts), generator)


def _kind(word: str) -> str:
    return next((ending for ending in _ENDINGS if word.endswith(ending)), "")


def _swapped(text: str, by_kind: dict[str, list[str]], kept: set[str], generator: random.Random) -> str:
    share = generator.choice([0.1, 0.2, 0.35])

    def other(match: re.Match[str]) -> str:
        word = match[0]
        if word.lower() in kept or generator.random() > share:
            return word
        swap = generator.choice(by_kind[_kind(word.lower())] or [word])
        return swap.capitalize() if word.istitle() else swap

    return _WORD.sub(other, text)


def _roughened(text: str, generator: random.Random) -> str:
    way = generator.random()
    if way < 0.4:
        return text.lower()
    if way < 0.6:
        return re.sub(r"[.,;:]", "", text)
    words = text.split()
    start = generator.randrange(len(words))
    return " ".join(words[start : start + generator.randrange(3, 30)])
