"""Who touches: whether what moves can do it, and of what it is."""

import re

from promptkit.lexicon import Contact, beings, find_entries, find_things, portions, singular, things_of
from promptkit.patterns import lazy
from promptkit.phrasing._occasion import as_described
from promptkit.scene import Element, Span

PASSIVE = lazy(r"\b(?:is|are|was|were|being|been|be|gets?|getting)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_NO_TOUCH = lazy(
    r"\b(?:light|lightning|lamp|beam|shadow|gaze|eye|sound|voice|music|camera|sun|smoke|mist|fog|look|lens)s?$",
    re.IGNORECASE,
)
"""What passes over things without touching them."""
KICKS_UP = lazy(
    r"\b(?:feet|foot|hoof|hooves|paws?|wheels?|t[iy]res?|boots?|oars?|paddles?|tails?|fins?|skis?|blades?|boats?|motorboat|cars?)$",
    re.IGNORECASE,
)
"""What throws drops and clods up: that is an effect, and no throw."""
MAY_BE_SOMEBODY = lazy(
    r"(?:er|or|ist|ian|man|men|woman|women|ant|boy|girl|kid|baby|mate|ess|ee|body|one|child|people|thin|thick|fine)s?$",
    re.IGNORECASE,
)
"""Of an unlisted noun that ends so: it may be a person, or no noun at all."""
_THROWN_UP = lazy(
    r"(?P<stirred>kicked|churned|stirred|whipped|splashed|sprayed|scuffed)|thrown|flung|tossed|hurled|dug"
)
_UP = lazy(r"\s+(?:up|aside|out|off|back|behind|high|into\s+the\s+air)\b", re.IGNORECASE)
_BY = lazy(r"\s+(?:(?:\w+\s+){0,3})?(?:by|from(?:\s+under(?:neath)?)?)\s+(?P<who>[\w\s'’-]+)", re.IGNORECASE)
_PHRASE_ENDS = lazy(r"\s+(?:of|in|on|at|as|while|and|with|behind|across|along|over)\b.*", re.IGNORECASE | re.DOTALL)
_WHICH_IS = lazy(r"\s+(?:(?:is|are|was|were|being|gets?)\s+)?(?:\w+ly\s+)?", re.IGNORECASE)
_LOOSE = frozenset({"small", "ground", "water"})
"""Kinds of what flies up under feet and wheels."""
_NO_BODY = frozenset({"liquid", "small", "rain", "hail", "wind", "wave"})
"""Kinds that strike no blow."""
_ON_LEGS = frozenset({
    "mammal", "dog", "cat", "big cat", "hound", "bear", "panda", "ape", "hoofed", "cattle", "elephant", "pig", "giant",
    "camel", "giraffe", "beast",
})  # fmt: skip
"""Kinds of animals heavy enough that the ground answers their steps."""
_RIDES = lazy(
    r"\b(?:ski\w*|skat\w*|cycl\w*|bik\w*|bicycl\w*|motorcycl\w*|rid(?:es?|ing|ers?)|driv\w*|sled\w*|surf\w*|treadmill|cars?|"
    r"robot|ghost|toy|float\w*|fly\w*)\b",
    re.IGNORECASE,
)
"""Who leaves no steps behind."""
_FEET = lazy(r"\b(?:feet|foot|boots?|shoes?|sneakers?|hooves|hoof|paws?)$", re.IGNORECASE)
_HANDS = lazy(
    r"\b(?:hands?|fingers?|fingertips?|thumbs?|palms?|fists?|arms?|he|she|they|we|you|i|someone|somebody)$",
    re.IGNORECASE,
)
_NATURE = lazy(
    r"\b(?:sunset|sunrise|sunlight|moonlight|dawn|dusk|autumn|winter|spring|summer|wind|breeze|storm|nature|time|season|moon|"
    r"river|glacier|wave|sea|rain|snow|frost|fire|flame)s?$",
    re.IGNORECASE,
)
_LIGHT = lazy(
    r"\b(?:fair(?:y|ies)|pix(?:y|ie|ies)|sprites?|\w*bees?|wasps?|hornets?|frogs?|\w*birds?|"
    r"sparrows?|finch(?:es)?|robins?|wrens?|kingfishers?)$",
    re.IGNORECASE,
)
"""Who lands lightly, also where no such animal is listed."""
_ALIGHT = frozenset({
    "bird", "hummingbird", "owl", "butterfly", "moth", "dragonfly", "grasshopper", "frog", "squirrel",
})  # fmt: skip
"""Kinds of animals light enough for a twig."""
_NAMED = lazy(r"(?:[\w'’-]+\s+){0,2}$")
_NEAR = 200
"""Characters in which the two words before a thing stand."""
_OF = lazy(r"\s+of\s+(?=[\w-])")
"""Before what a drop or a chunk is of."""


def may_do(prompt: str, contact: Contact, element: Element, verb: Span) -> bool:
    """Waves break and nothing else does; what else nature does is no contact of this kind."""
    if contact.doer == "wind" and verb.start <= element.what.start:  # "wind blows through leaves"
        before = prompt[: verb.start].rstrip()
        blows = find_things(before)
        return bool(blows) and blows[-1].end == len(before) and "wind" in blows[-1].entry
    if element.what.start >= verb.end:  # what is touched: who does it is another
        return False
    if contact.doer and not verb.text.endswith("ing") and PASSIVE.search(prompt[: verb.start]):
        return False  # "salt is poured": somebody does it
    if contact.doer == "legs":
        return _has_legs(prompt, element, verb)
    if contact.doer in ("hands", "light"):
        return _has_hands(element) if contact.doer == "hands" else _is_light(element)
    kinds = kinds_of_doer(prompt, element, verb)
    return contact.doer in kinds if contact.doer else _has_body(contact, element, kinds)


def is_thrown_up(prompt: str, verb: Span) -> bool:
    """Whether loose stuff is told to fly up from who treads or rolls there: an effect, and no deed of its own."""
    done = _THROWN_UP.fullmatch(verb.text.lower())
    before = prompt[max(0, verb.start - _NEAR) : verb.start] if done else ""
    named = find_things(before)
    if done is None or not named or not named[-1].entry & _LOOSE or not _WHICH_IS.fullmatch(before[named[-1].end :]):
        return False
    by = _BY.match(prompt, verb.end)
    who = _PHRASE_ENDS.sub("", by["who"]) if by else ""
    if KICKS_UP.search(who):
        return True
    somebody = any(found.entry.human for found in find_entries(who, beings()))
    return _UP.match(prompt, verb.end) is not None and (done["stirred"] is not None or not somebody)


def foot_of(prompt: str, element: Element, verb: Span) -> str | None:
    """What the doer kicks with: a foot, a paw, a hoof; None of what has none (skis)."""
    by = _BY.match(prompt, verb.end) if element.what.end <= verb.start and not element.can_move_itself else None
    who = by["who"] if by else element.what.text
    found = find_entries(_PHRASE_ENDS.sub("", who), beings())
    if found:
        return found[-1].entry.foot
    return None if by and not MAY_BE_SOMEBODY.search(_PHRASE_ENDS.sub("", who)) else "foot"


def kinds_of_doer(prompt: str, element: Element, verb: Span) -> frozenset[str]:
    """The kinds of what moves; a drop of ink is ink."""
    what = element.what
    named = _NAMED.search(prompt, max(0, what.start - _NEAR), what.start)
    whole = things_of(f"{named[0] if named else ''}{what.text}")
    kinds = as_described(whole, prompt[: what.end].rsplit(maxsplit=1)[0] + " ")
    if re.match(r"(?i)drops?\s+of\s+(?:rain|water)\b", prompt[what.start :]):
        return kinds | things_of("drop")
    stuff = _OF.match(prompt, what.end, verb.start)
    if stuff is None or singular(what.text.split()[-1].lower()) not in portions():
        return kinds
    inner = things_of(prompt[stuff.end() : verb.start])
    return kinds if not inner or inner & {"rain", "watery"} else inner


def _has_legs(prompt: str, element: Element, verb: Span) -> bool:
    """Whether it treads, and leaves steps."""
    if re.search(r"\buntil\b", prompt[element.what.end : verb.start]) or _RIDES.search(prompt):
        return False
    who = find_entries(element.what.text, beings())
    heavy = bool(who) and (who[-1].entry.human or who[-1].entry.kind in _ON_LEGS)
    return heavy or _FEET.search(element.what.text) is not None


def _has_hands(element: Element) -> bool:
    """Whether it is somebody, or a hand."""
    what = element.what.text
    found = find_entries(what, beings())
    if found:
        return found[-1].entry.human or found[-1].entry.kind == "ape" or _HANDS.search(what) is not None
    acts = (
        element.role == "subject" and element.can_move_itself and not (_NO_TOUCH.search(what) or _NATURE.search(what))
    )
    return _HANDS.search(what) is not None or (acts and not things_of(what.split()[-1]))


def _is_light(element: Element) -> bool:
    """Whether it is a bird, an insect or the like."""
    found = find_entries(element.what.text, beings())
    return bool(found and found[-1].entry.kind in _ALIGHT) or _LIGHT.search(element.what.text) is not None


def _has_body(contact: Contact, element: Element, kinds: frozenset[str]) -> bool:
    """Whether the mover can strike a blow, and is none of those that throw up what they run through."""
    plays = "batter" in kinds and element.can_move_itself  # and is no dough
    light = _NO_TOUCH.search(element.what.text) or kinds & _NO_BODY or element.role == "environment"
    return (plays or not light) and not (contact.name == "throw" and KICKS_UP.search(element.what.text))
