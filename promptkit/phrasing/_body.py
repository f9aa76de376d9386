"""What moves first on a person or an animal, and what the air moves on its body."""

import re

from promptkit.lexicon import (
    Action,
    Being,
    Found,
    Posture,
    actions,
    beings,
    find_entries,
    postures,
    singular,
    verb_in,
    words,
)
from promptkit.patterns import lazy
from promptkit.phrasing._idea import Idea, by_force, slots
from promptkit.phrasing._picture import Picture

_LAST = "turning {poss} head slowly"
"""What a body still does when nothing else fits it."""
AT_REST = ("sleeping", "lying")
"""Postures in which an animal, too, does no more than breathe."""
_SOAKED = lazy(r"(?i)\b(?:surf\w*|swim\w*|div(?:e|er|ing)|pool|bath\w*|shower\w*|in the (?:water|sea|lake|river))\b")
_SWIMMERS = ("fish", "sea mammal", "jellyfish", "ray", "sea turtle")
_WATERS = (
    "sea",
    "underwater",
    "aquarium",
    "deep sea",
    "lake",
    "river",
    "swimming pool",
    "island",
    "waterfall",
    "marsh",
)
"""Where those move who live in water; elsewhere they are caught, or a picture."""
_HIDES = {
    "hair": {
        "wind": "{poss} hair lifting and settling with {air}",
        "breeze": "strands of {poss} hair lifting as {air} reaches them",
    },
    "fur": {"wind": "{poss} fur ruffled as {air} combs through it"},
    "mane": {"wind": "{poss} mane lifting and settling as {air} runs through it"},
    "feathers": {"wind": "{poss} feathers lifting as {air} slips under them"},
}
"""What the air moves on a body although the prompt does not name it, by force."""


def first_moves(picture: Picture, being: Found[Being]) -> list[Idea]:
    """How the subject starts to move out of its posture; nothing where two go by one name, or a robot is a wreck."""
    wreck = being.noun in words("breathless") and picture.says("out_of_use")
    dry = being.entry.kind in _SWIMMERS and picture.place is not None and picture.place.name not in _WATERS
    if (
        wreck
        or dry
        or picture.says("hidden")
        or picture.holds_image
        or [other.noun for other in picture.everybody].count(being.noun) > 1
    ):
        return []
    posture = _posture(picture, being)
    texts = posture.first if being.entry.human or posture.name in AT_REST else being.entry.first
    chosen = [text for text in by_force(texts, picture.air.force) if not _unfit(picture, being, text)]
    at_rest = posture.name in AT_REST
    if being.entry.human and not chosen and not at_rest and not picture.says("bowed"):
        chosen = [_LAST]
    subject = f"the {being.noun} " if _needs_name(picture, being) else ""
    return [Idea(text, slots(picture, being), subject) for text in chosen]


def _unfit(picture: Picture, being: Found[Being], text: str) -> bool:
    """Whether the body cannot do that: closed eyes do not blink, a robot does not breathe."""
    if (being.noun in words("breathless") or picture.says("breathless")) and re.search(r"breath|blink|chest", text):
        return True
    if picture.says("sealed") and re.search(r"breath|chest|shoulders", text):
        return True
    if re.search(r"blink|face", text) and picture.says("eyes"):
        return True
    if "face" in text and being.plural:  # several do not all turn one way
        return True
    if re.search(r"\b(?:head|face|neck|nose|muzzle|ears?)\b", text) and picture.says("bowed"):
        return True
    return re.search(r"foot|feet|knee", text) is not None and picture.says("one_foot")


def acts(picture: Picture, being: Found[Being]) -> bool:
    """Whether the first verb after the being is an action: then it moves already, whatever else was read."""
    rest = re.split(r"[,.;!?]", picture.prompt[being.end :])[0]
    found = verb_in(rest, (*postures(), *actions()))
    return isinstance(found, Action) and not found.calm


def on_body(picture: Picture, being: Found[Being] | None) -> list[Idea]:
    """Hair, fur, feathers, mane: what the air of the open moves on a body although the prompt does not name it."""
    if being is None or not picture.air.sure or picture.mixed or picture.air.force == "none" or _within(picture):
        return []
    if (
        being.plural
        or picture.says("wet")
        or picture.holds_image
        or (being.entry.human and _SOAKED.search(picture.prompt))
    ):
        return []  # hair of many is not seen, and wet hair does not lift
    hide = "hair" if being.entry.human and being.entry.pronoun != "its" else being.entry.hide
    hidden = picture.says("close") or (
        being.entry.human and (picture.says("bare") or singular(being.noun) in words("bare"))
    )
    if not hide or hidden or any(hide in (thing.entry.name, thing.noun) for thing in picture.things):
        return []
    template = _HIDES[hide].get(picture.air.force)
    return [Idea(template, slots(picture, being))] if template else []


def _within(picture: Picture) -> bool:
    """Whether the picture is taken in a room."""
    return picture.in_a_room or (picture.place is not None and picture.place.indoors)


def _posture(picture: Picture, being: Found[Being]) -> Posture:
    if being.noun in words("crowds"):
        return next(posture for posture in postures() if posture.name == "in a crowd")
    rest = re.split(r"[.;!?]", picture.prompt[being.end :])[0]
    described = verb_in(picture.prompt[: being.start].rpartition(" ")[0].rpartition(" ")[2], _resting())
    if described:
        return described
    following = [other.start for other in find_entries(rest, beings())]
    found = verb_in(rest[: min(following, default=len(rest))], postures())
    return found or next(posture for posture in postures() if posture.name == "described")


def _resting() -> tuple[Posture, ...]:
    return tuple(posture for posture in postures() if posture.name in AT_REST)


def _needs_name(picture: Picture, being: Found[Being]) -> bool:
    """Whether "shifting her weight" could be taken for another's, or hangs on something else."""
    said = find_entries(picture.prompt[: picture.at], beings())
    others = {other.noun for other in (*picture.everybody, *said)} - {being.noun}
    if re.search(r"[,;:]|\s[–—-]\s|\b(?:and|where|as)\b", picture.prompt[being.end : picture.at]):
        return True
    if picture.opening is not None and picture.opening < being.start and not picture.opens_with_shot:
        return True
    if picture.opens_with_shot and picture.phrases_before(being.start):
        return True
    earlier = any(thing.start < being.start and not thing.entry.worn for thing in picture.things)
    return bool(others) or earlier
