"""Where the words end that tell of the being a prompt begins with: what moves stands there, and needs no name again."""

import re
from itertools import pairwise

from promptkit.lexicon import (
    Being,
    Found,
    actions,
    beings,
    find_entries,
    find_phrase,
    materials,
    places,
    postures,
    singular,
    verb_in,
    words,
)
from promptkit.patterns import lazy
from promptkit.phrasing._adjectives import is_adjective, joins_adjectives
from promptkit.phrasing._picture import Picture
from promptkit.scene.lexicon import words as words_of

_WHERE = (
    "in|on|at|by|near|under|beside|behind|before|inside|outside|against|among|between|beneath|below|above|over|with"
)
_WAYS = "from|to|towards?|into|through|across|along|past|up|down|out"
_REDUCED = lazy(
    r"(?:with|on|in) (?:an?|his|her|its)\b|(?:seated|perched|dressed|wrapped|clad|draped|curled)\b", re.IGNORECASE
)
"""How a stretch begins that says more of the being before it: "in a coat"."""
_DOES = lazy(
    r"(?:\w+ly\s+)?(?P<verb>\w+ing)\b"
    rf"(?:\s+(?:(?P<one>an?|the|his|her|its|their|both|some|one|two|three|all|no)|(?P<noun>(?!(?:{_WHERE}|{_WAYS}|and)\b)\w+))\b)?",
    re.IGNORECASE,
)
"""A participle, and what it is done to, or the noun that it may be no more than a part of: "holding a cup"."""
_GOES_ON = lazy(r"(?:then\s+)?(?:\w+ly\s+)?(?P<verb>[a-z]+s)\b")
"""How a stretch begins that tells what the same being does as well: "and stares ahead"."""
_PLACES = lazy(
    rf"(?:{_WHERE}|next to|facing|surrounded|lit|backlit|bathed|framed|asleep|alone|barefoot|each|all|both|"
    r"half\s+(?:in|hidden|asleep|lit|\w+ed))\b|(?P<how>\w+ly)\b",
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
_NAME_GOES_ON = lazy(r"[A-Z][\w'’-]+\s*,\s+(?:[A-Z][\w'’.-]+\s*)+(?=[,.;:!?]|$|(?:in|on|at|by|near|with|during)\b)")
"""A comma within a name: "Paris, France"."""
_OWNED = lazy(r"\b(?:his|her|their|its)\s+\w", re.IGNORECASE)
_PART = lazy(
    r"(?:(?!(?:an?|the|one|two)\b)[\w'’-]+\s+)??(?P<part>\w+)"
    rf"(?=\s*$|\s+(?:{_WHERE}|{_WAYS}|open|half|\w+ed|\w+ing)\b)"
)
"""A noun that a bare stretch may be of: "head in hands", "eyes closed"."""
_ANOTHER_OF_A_LIST = lazy(r"[^,]*,\s*(?:and|or)\s|(?:(?!\b(?:is|are|\w+ing|\w+ed)\b)[^,])*\s(?:and|or)\s")


def is_of_the_same(stretch: str) -> bool:
    """Whether a stretch says more of the being before it: "holding a cup", "stares ahead", "head in hands"."""
    goes_on = _GOES_ON.match(stretch)
    more = goes_on is not None and verb_in(goes_on["verb"], (*postures(), *actions())) is not None
    placed = _PLACES.match(stretch)
    placed = placed if placed and (placed["how"] or "").lower() not in words("no_adjectives") else None
    return more or bool(placed or _REDUCED.match(stretch)) or _is_done(stretch) or _is_its_own(stretch)


def _is_done(stretch: str) -> bool:
    """Whether a stretch begins with a participle: "sipping tea", and no "spring evening" or "dining room"."""
    does = _DOES.match(stretch)
    if does is None:
        return False
    verb = does["verb"].lower()
    if does["one"] or verb in words_of("movers_other", "ing_things"):  # "lighting a lamp"
        return does["one"] is not None
    return does["noun"] is None or verb_in(verb, (*postures(), *actions())) is not None


def _is_its_own(stretch: str) -> bool:
    """Whether a stretch names a part of somebody, or what is worn: "eyes closed", "white dress"."""
    if find_entries(stretch, beings()):
        return False
    part = _PART.match(stretch)
    body = words_of("movers_parts", "body")
    is_part = part is not None and not body.isdisjoint({part["part"].lower(), singular(part["part"].lower())})
    named = find_entries(stretch, materials())
    return is_part or bool(_OWNED.search(stretch)) or (bool(named) and all(thing.entry.worn for thing in named))


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
        if is_of_the_same(stretch) or _NAME_GOES_ON.match(prompt, _word_before(prompt, mark)):
            continue
        return mark if _may_end(picture, being, mark, stretch, prompt[mark + 1 : at].strip()) else None
    return None


def _may_end(picture: Picture, being: Found[Being], mark: int, stretch: str, rest: str) -> bool:
    """Whether what follows stands for itself, and nobody else is named before it."""
    told = picture.prompt[being.end : mark]
    others = [other for other in picture.everybody if other != being and other.start < mark]
    if not told:  # "two cats, one dog and a parrot"
        others += find_entries(stretch, beings())
    if others or re.search(r"\b(?:and|where|while|who|that)\b", told) or _SEVERED.match(stretch):
        return False
    if _BARE_LIST.search(told) and _is_one_more(stretch):
        return False
    return not (_LISTS.search(told) and _ANOTHER_OF_A_LIST.match(rest))


def _is_one_more(stretch: str) -> bool:
    """Whether a stretch may be one more of a list of bare nouns: "with red lips, red nails"."""
    described = stretch.split()[:-1]
    about = words("style") | words("camera")
    if len(described) > 1 or find_entries(stretch, places()) or find_phrase(stretch, about):
        return False
    return all(is_adjective(word) for word in described)


def _word_before(prompt: str, mark: int) -> int:
    """Where the word begins that ends at a mark."""
    return prompt.rfind(" ", 0, mark) + 1
