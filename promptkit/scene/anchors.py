"""The words of a prompt, and its noun phrases."""

from functools import lru_cache

from promptkit.nlp import analyse
from promptkit.scene import Span
from promptkit.scene.reading import Reading, flattened, read_text

LONGEST_WORD = 300
"""Characters without a blank; the time that spaCy takes to cut up a longer run grows with its square."""


@lru_cache(maxsize=4096)
def read_anchors(prompt: str) -> tuple[Span, ...]:
    """The noun phrases of `prompt` in order, article and adjectives included; none where it is not made of words."""
    return tuple(phrase.full for phrase in reading_of(prompt).phrases if phrase.kind != "pronoun")


@lru_cache(maxsize=64)
def reading_of(prompt: str) -> Reading:
    """`prompt` taken apart; without words where it is not made of them."""
    if max(map(len, prompt.split()), default=0) > LONGEST_WORD:
        return Reading(prompt, (), ())
    flat, places = flattened(prompt)
    return read_text(prompt, flat, analyse(flat), places)
