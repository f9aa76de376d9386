"""What a shot's negative rules out: no motion is added that brings it back."""

from promptkit.lexicon import WORD, singular

_LIGHT = frozenset({"light", "daylight", "sunlight"})
_OF_LIGHT = frozenset({"flicker", "shadow", "cloud"})
"""Ruled out, they leave the light as it is: a cloud that passes changes it."""


def is_ruled_out(added: str, negative: str | None) -> bool:
    """Whether an addition names what the negative does: a term of one word, or what light that changes brings along.

    >>> is_ruled_out("people shifting from foot to foot", "blur, people")
    True
    >>> is_ruled_out("blinking as the wind reaches her face", "morphing faces")
    False
    """
    terms = [WORD.findall(term.lower()) for term in (negative or "").split(",")]
    alone = {singular(words[0]) for words in terms if len(words) == 1}
    said = {singular(word) for word in WORD.findall(added.lower())}
    return not alone.isdisjoint(said) or not (alone.isdisjoint(_OF_LIGHT) or said.isdisjoint(_LIGHT))
