"""Where the words end that tell of the being a prompt begins with: what moves stands there, and needs no name again."""

import re
from itertools import pairwise

from promptkit.lexicon import Being, Found, actions, beings, find_entries, materials, postures, verb_in
from promptkit.patterns import lazy
from promptkit.phrasing._adjectives import joins_adjectives
from promptkit.phrasing._picture import Picture

_REDUCED = lazy(
    r"(?:\w+ly\s+)?(?!(?:painting|drawing|building|ceiling|evening|morning|clothing|wedding|lighting|nothing|something)\b)"
    r"\w+ing\b|(?:with|on|in) (?:an?|his|her|its)\b|(?:seated|perched|dressed|wrapped|clad|draped|curled)\b"
)
"""How a stretch begins that says more of the being before it: "holding a cup"."""
_GOES_ON = lazy(r"(?:then\s+)?(?:\w+ly\s+)?(?P<verb>[a-z]+s)\b")
"""How a stretch begins that tells what the same being does as well: "and stares ahead"."""
_PLACES = lazy(
    r"(?:in|on|at|by|near|under|beside|behind|before|inside|outside|against|among|between|beneath|below|above|over|with|"
    r"next to|facing|surrounded|lit|backlit|bathed|framed|asleep|alone|half|barefoot|each|all|both|\w+ly)\b",
    re.IGNORECASE,
)
"""How a stretch begins that says where, or how, the being before it is."""
_SEVERED = lazy(
    r"\s*(?:which|who|whose|whom|where|that|and|or|but|while|as|then|is|are|has|have|if|when|so|not|no|nor|yet|until)\b",
    re.IGNORECASE,
)
"""How a stretch begins that would be cut off from what it is said of."""
_LISTS = lazy(
    r"\b(?:with|wear(?:s|ing)|hold(?:s|ing)|carr(?:ies|ying)|has|have|in an?|between|of)\b[^,]*$", re.IGNORECASE
)
"""Behind it a bare noun may be one more of the same list: "a girl with a hat, a coat and boots"."""
_BARE_LIST = lazy(r"\b(?:with|of|and)\s++(?!(?:an?|the|his|her|their|its|one|two)\b)[^,]*$", re.IGNORECASE)
_ONE_WORD = lazy(r"[\w-]+$")
"""One more of a list of bare nouns: "with red hair, freckles"."""
_ANOTHER_OF_A_LIST = lazy(r"[^,]*,\s*(?:and|or)\s|(?:(?!\b(?:is|are|\w+ing|\w+ed)\b)[^,])*\s(?:and|or)\s")


def is_of_the_same(stretch: str) -> bool:
    """Whether a stretch says more of the being before it: "holding a cup", "stares ahead"."""
    goes_on = _GOES_ON.match(stretch)
    more = goes_on is not None and verb_in(goes_on["verb"], (*postures(), *actions())) is not None
    return more or _REDUCED.match(stretch) is not None or _PLACES.match(stretch) is not None or _is_worn(stretch)


def own_end(picture: Picture, at: int) -> int | None:
    """Where what is told of the first being ends, when other things follow before `at`; None where that is not sure."""
    if not picture.beings or picture.phrases_before(picture.beings[0].start) or picture.mixed:
        return None
    being, prompt = picture.beings[0], picture.prompt
    marks = [mark.start() for mark in re.finditer(r"[,;:(\"“]|\s[–—-]\s", prompt[:at]) if mark.start() >= being.end]
    commas = [mark for mark in marks if not (prompt[mark] == "," and joins_adjectives(prompt, mark))]
    for mark, end in pairwise((*commas, at)):
        if prompt[mark] != ",":
            return None
        stretch = prompt[mark + 1 : end].strip()
        if is_of_the_same(stretch):
            continue
        return mark if _may_end(picture, being, mark, stretch, prompt[mark + 1 : at].strip()) else None
    return None


def _is_worn(stretch: str) -> bool:
    """Whether a stretch names what somebody has on, or grows: "her long hair", "white dress"."""
    named = find_entries(stretch, materials())
    return bool(named) and all(thing.entry.worn for thing in named) and not find_entries(stretch, beings())


def _may_end(picture: Picture, being: Found[Being], mark: int, stretch: str, rest: str) -> bool:
    """Whether what follows stands for itself, and nobody else is named before it."""
    told = picture.prompt[being.end : mark]
    others = [other for other in picture.everybody if other != being and other.start < mark]
    if not told:  # "two cats, one dog and a parrot"
        others += find_entries(stretch, beings())
    if others or re.search(r"\b(?:and|where|while|who|that)\b", told) or _SEVERED.match(stretch):
        return False
    if _BARE_LIST.search(told) and _ONE_WORD.match(stretch):
        return False
    return not (_LISTS.search(told) and _ANOTHER_OF_A_LIST.match(rest))
