"""The noun phrases of a prompt."""

from functools import lru_cache

from promptkit.nlp import analyse
from promptkit.scene import Span
from promptkit.scene.reading import flattened, read_text

LONGEST_WORD = 300
"""Characters without a blank; the time that spaCy takes to cut up a longer run grows with its square."""


@lru_cache(maxsize=4096)
def read_anchors(prompt: str) -> tuple[Span, ...]:
    """The noun phrases of `prompt` in order, article and adjectives included; none where it is not made of words."""
    if max(map(len, prompt.split()), default=0) > LONGEST_WORD:
        return ()
    flat, places = flattened(prompt)
    reading = read_text(prompt, flat, analyse(flat), places)
    return tuple(phrase.full for phrase in reading.phrases if phrase.kind != "pronoun")
