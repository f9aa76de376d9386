"""Why nothing is added, with what the author could tell of this very thing or place."""

import re

from promptkit.lexicon import Found, Hint, find_entries, hints
from promptkit.phrasing._denied import denials
from promptkit.phrasing._picture import Picture

_NOTHING = "nothing in the prompt is among what promptkit knows how to move; say "
_PEOPLE = re.compile(r",?\s+(?:passers-by|whoever is there|swimmers|skaters)")


def nothing_known(picture: Picture) -> str:
    """That nothing is known to move, and a hint by the thing that it is of, else by the place."""
    named = _named(picture)
    place = picture.place
    told = place is not None and not picture.says("frozen")  # no ripples in an empty pool
    moving = _PEOPLE.sub("", place.moving) if place is not None and told else ""
    if moving and (named is None or picture.place_at < named.start):
        return f"{_NOTHING}what moves there ({moving}), and why"
    if named is not None:
        return f"{_NOTHING}{named.entry.say}"
    return f"{_NOTHING}what moves, and why"


def _named(picture: Picture) -> Found[Hint] | None:
    """What the picture is of, where it is of a known kind, is there, and is no more than half of another's name."""
    denied = denials(picture.prompt)
    ends = {phrase.end for phrase in picture.phrases}
    return next(
        (
            thing
            for thing in find_entries(picture.prompt, hints())
            if not picture.phrases_before(thing.start)
            and (thing.end in ends or picture.prompt[thing.end :].startswith(" of "))
            and not any(start <= thing.start < end for start, end in denied)
        ),
        None,
    )
