"""The words of a prompt."""

from typing import NamedTuple

from promptkit.scene import Span
from promptkit.scene.forms import infinitive


class Word(NamedTuple):
    """One token."""

    i: int
    text: str
    lower: str
    lemma: str
    """Of a noun the singular, of a verb the infinitive."""
    pos: str
    """Universal part of speech, mended: VERB for words that predicate, ADJ for participles before their noun,
    X for words in quotation marks."""
    tag: str
    """Penn tag as the tagger gave it."""
    start: int
    end: int
    sentence: int

    @property
    def verb(self) -> str:
        """The infinitive, were the word a form of a verb."""
        return infinitive(self.lower)


def span_of(prompt: str, first: Word, last: Word) -> Span:
    """The stretch of the prompt from one word to another."""
    return Span(prompt[first.start : last.end], first.start, last.end)
