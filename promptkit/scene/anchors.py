"""The noun phrases of a prompt."""

from functools import lru_cache

from promptkit.nlp import analyse
from promptkit.scene import Span
from promptkit.scene.reading import flattened, read_text


@lru_cache(maxsize=4096)
def read_anchors(prompt: str) -> tuple[Span, ...]:
    """The noun phrases of `prompt` in order, article and adjectives included."""
    flat, places = flattened(prompt)
    reading = read_text(prompt, analyse(flat), places)
    return tuple(phrase.full for phrase in reading.phrases if phrase.kind != "pronoun")
