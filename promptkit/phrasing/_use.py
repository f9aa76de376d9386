"""What somebody does with the thing that is in the hand."""

import re

from promptkit.lexicon import Being, Found, find_entries, find_phrase, uses
from promptkit.patterns import lazy
from promptkit.phrasing._picture import HOLDS, Picture

_WITH = lazy(
    r"\s+(?:[\w-]+\s+){0,3}?(?:with|behind|at)\s+(?:an?|the|one|his|her|their)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)
"""Between somebody and what that person has."""


def use_of(picture: Picture, being: Found[Being]) -> tuple[str, ...]:
    """What the one person of a picture does with what is held; nothing where that is not sure."""
    if not being.entry.human or being.plural or len(picture.everybody) > 1 or picture.denies:
        return ()
    for thing in find_entries(picture.prompt, uses()):
        between = picture.prompt[being.end : thing.start]
        held = _WITH.fullmatch(between) or HOLDS.search(picture.prompt[: thing.start])
        ends = re.match(
            r"\s*(?:$|[,.;]|(?:in|on|at|by|under|near|beside|before|behind|outside|inside|against)\b)",
            picture.prompt[thing.end :],
        )
        if (
            thing.start > being.end
            and held
            and ends
            and not thing.plural
            and not find_phrase(picture.prompt, thing.entry.unless)
        ):
            return thing.entry.first
    return ()
