"""What an adjective says a place is full of, and how that moves: fog, smoke, dust, people."""

import re
from itertools import product

from promptkit.lexicon import Filling, Found, Place, fillings, find_entries, find_phrase, places
from promptkit.patterns import lazy
from promptkit.phrasing._idea import Idea, by_prompt
from promptkit.phrasing._picture import Picture

_BETWEEN = r"(?:\s*,)?\s+(?:(?!(?:and|or|with|of|in|on|at|by|from|for|the|an?)\b)[\w'’-]+,?\s+){0,3}?"
"""What may stand between an adjective and the place that it is said of: "foggy little fishing | harbour"."""
_OPENS = lazy(r"\W*(?:(?:an?|the)\s+)?$", re.IGNORECASE)
_ENDS = lazy(
    r"\s*(?:$|[,.;:!?\n])|\s+(?:with|in|of|at|on|under|by|near|beside|behind|from|full|before|after|seen|and|where|over|through|along|"
    r"around|between|above|below|beneath|to|for|lined|covered|filled|lit|is|are|(?!(?:building|painting|drawing)\b)\w+ing)\b"
)
"""What follows a noun that is not the first half of another."""
_LIES_IN = lazy(r"(?i)\b(?:in|over|above|across|through|on)\s+(?:an?|the)\s+$")
"""What a thing stands in all of which is as the adjective says: "a bridge in a foggy gorge"."""
_PEOPLE = "people"
_FROM_AFAR = ("fog", "mist")
"""What is seen to move from far away."""


def filled(picture: Picture) -> list[Idea]:
    """How that moves which the place is said to be full of; nothing where its state is not sure."""
    if picture.denies or picture.mixed:
        return []
    found = find_entries(picture.prompt, places())
    for filling, place in product(fillings(), found):
        stuff = _told(picture, filling, place)
        if stuff and _may_move(picture, filling, place.entry, stuff):
            return [Idea(text.replace("{it}", stuff), {}) for text in by_prompt(picture.prompt, filling.moves)]
    return []


def _told(picture: Picture, filling: Filling, place: Found[Place]) -> str | None:
    """What an adjective right before the place speaks of, where the picture is taken there."""
    listed = "|".join(map(re.escape, filling.named))
    how = re.search(rf"(?<![\w-])(?P<how>{listed}){_BETWEEN}$", picture.prompt[: place.start], re.IGNORECASE)
    if how is None or not _ENDS.match(picture.prompt, place.end):
        return None
    opens = _OPENS.match(picture.prompt, 0, how.start())
    taken_there = place.entry == picture.place and place.start == picture.place_at
    stuff = filling.named[how["how"].lower()]
    around = stuff in _FROM_AFAR and _LIES_IN.search(picture.prompt, 0, how.start()) and not picture.is_placed_indoors
    return stuff if opens or taken_there or around else None


def _may_move(picture: Picture, filling: Filling, place: Place, stuff: str) -> bool:
    """Whether it is there, is not told by its own name, and nothing keeps it still."""
    fits = place.name in filling.where if filling.where else not place.indoors
    far = picture.says("from_afar") and stuff not in _FROM_AFAR
    near = picture.everybody and stuff not in _FROM_AFAR
    calm = picture.air.force == "none" and not filling.still
    if not fits or far or near or calm or (stuff == _PEOPLE and picture.says("from_above")):
        return False
    return find_phrase(picture.prompt, (stuff, *filling.unless)) is None
