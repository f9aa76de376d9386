"""Ordinary English words: what a word of a text may simply be, before it is taken for a slip of another."""

from functools import cache
from pathlib import Path

from promptkit.scene.forms import infinitive

_VOCABULARY = Path(__file__).parents[1] / "reader" / "model" / "vocab.txt"


def is_ordinary(word: str) -> bool:
    """Whether the reader's vocabulary holds a word whole, or the word that it is a form of."""
    lower = word.lower()
    known = _words()
    return lower in known or infinitive(lower) in known or (lower.endswith("s") and lower[:-1] in known)


@cache
def _words() -> frozenset[str]:
    lines = _VOCABULARY.read_text(encoding="utf-8").split("\n")
    return frozenset(line for line in lines if line.isalpha())
