"""What a prompt shows, as far as the lexicon knows it: who, what, where, in what air."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from promptkit.lexicon import (
    Being,
    Force,
    Found,
    Material,
    Place,
    actions,
    beings,
    find_entries,
    find_phrase,
    materials,
    places,
    postures,
    verb_in,
    words,
)
from promptkit.scene import Scene

E = TypeVar("E")
PREPOSITIONS = (
    r"\b(?:in|on|at|along|by|near|beside|inside|through|across|under|over|beneath|of|from|above|between|around|into)\b"
)
_PARTS = (
    r"horns?|wings?|skin|legs?|tail|body|eyes?|head|ears?|feathers|fur|shape|form|size|colou?r|face|paws?|neck|shadow"
)
_LIFELESS = (
    "fried|grilled|roasted|baked|smoked|cooked|stuffed|plastic|toy|stone|bronze|marble|ceramic|rubber|inflatable"
)
_SHOT_WORDS = frozenset({"video", "clip", "view", "image", "scene", "animation", "film", "movie", "picture", "focus"})
_GROUPS = frozenset({"group", "crowd", "couple", "team", "family", "band", "crew", "audience", "pair"})
_FOLLOWS_HEAD = frozenset({
    "in", "on", "at", "of", "with", "and", "or", "by", "near", "beside", "inside", "through", "across", "under", "over",
    "beneath", "from", "to", "for", "as", "while", "is", "are", "was", "were", "who", "that", "which", "looking",
    "wearing", "next", "behind", "between", "around", "against", "into", "onto", "during", "facing", "without", "above",
    "below", "but", "made", "full", "seen", "has", "have", "there", "where", "his", "her", "their", "its", "a", "an",
    "the",
})  # fmt: skip
"""Words after which the noun before them was the head of its phrase, and not part of a compound."""


@dataclass(frozen=True)
class Air:
    """What moves there: named in full once, then by a short form."""

    force: Force
    name: str
    again: str

    @property
    def names(self) -> tuple[str, str, str]:
        """What it is called the first time, the second, and from then on."""
        plain = "the wind" if self.again == "each gust" else self.again
        return self.name, self.again, plain


@dataclass(frozen=True)
class Picture:
    """Who and what a prompt shows."""

    prompt: str
    beings: tuple[Found[Being], ...]
    things: tuple[Found[Material], ...]
    place: Place | None
    air: Air
    place_at: int
    """Offset of the place's name."""
    opening: int | None
    """Where the first noun phrase ends, when the scene names noun phrases."""

    @property
    def sole_thing(self) -> Found[Material] | None:
        """The one thing that the picture is of: a pronoun can only mean it."""
        if self.beings or len(self.things) != 1:
            return None
        thing = self.things[0]
        joined = re.match(r"\s*(?:,|and\b|or\b|&)", self.prompt[thing.end :])
        return thing if self.opening in (None, thing.end) and not joined else None

    @property
    def opens_with_shot(self) -> bool:
        """Whether the first noun phrase speaks of the shot: "a close-up of ...", "drone footage of ..."."""
        first = self.prompt[: self.opening] if self.opening is not None else ""
        return find_phrase(first, words("camera") | words("style") | _SHOT_WORDS) is not None

    @property
    def focus(self) -> int:
        """Offset of the word that an addition belongs to: the first being, else the first thing, else the place."""
        first = self.beings or self.things
        return first[0].start if first else self.place_at

    def says(self, kind: str) -> bool:
        """Whether the prompt holds a word of that list."""
        return find_phrase(self.prompt, words(kind)) is not None


def picture_of(scene: Scene) -> Picture:
    """Look up every noun of the prompt; nouns inside compounds, images of things and camera words are left out."""
    prompt = scene.prompt
    kinds: tuple[Being | Material, ...] = (*beings(), *materials())
    camera = [move.span for move in scene.camera_moves]
    found = [
        entry
        for entry in find_entries(prompt, kinds)
        if _is_head(scene, entry) and not any(span.start <= entry.start < span.end for span in camera)
    ]
    who = tuple(being for being in _of_kind(found, Being) if not _is_image(prompt, being))
    what = tuple(_of_kind(found, Material))
    where = _place_of(prompt)
    place = where.entry if where else None
    opening = scene.anchors[0].end if scene.anchors else None
    return Picture(prompt, who, what, place, _air_of(prompt, place), where.start if where else 0, opening)


def _of_kind(found: Iterable[Found[Any]], kind: type[E]) -> list[Found[E]]:
    return [
        Found(each.entry, each.start, each.end, each.noun, each.plural)
        for each in found
        if isinstance(each.entry, kind)
    ]


def _is_head(scene: Scene, found: Found[object]) -> bool:
    """Whether the noun stands for itself: "a dog on a leash", not "a dog house", and not "a group of elephants"."""
    if found.noun in _GROUPS and scene.prompt[found.end :].startswith(" of "):
        return False
    if any(anchor.end == found.end for anchor in scene.anchors):
        return True
    rest = scene.prompt[found.end :]
    if not re.match(r"\s+[^\W\d_]", rest):
        return not rest.startswith(("'", "’", "-"))
    following = re.match(r"\s+([\w'’-]+)", rest)
    word = following.group(1).lower() if following else ""
    return word in _FOLLOWS_HEAD or verb_in(word, (*postures(), *actions())) is not None


def _is_image(prompt: str, found: Found[Being]) -> bool:
    """Whether only a likeness or a part of it is there: "a statue of a woman", "the wings of an eagle"."""
    before = prompt[max(0, found.start - 40) : found.start].lower()
    if re.search(r"\b(?:shaped|dressed|painted)\s+(?:as|like)\s+(?:an?|the)\s+$", before):
        return True
    if re.search(rf"\b(?:{_LIFELESS})\s+(?:[\w'’-]+\s+)?$", before):
        return True
    likeness = "|".join(map(re.escape, sorted(words("images"), key=len, reverse=True)))
    if re.search(rf"\b(?:{_PARTS})\s+of\s+(?:an?|the)\s+(?:[\w'’-]+\s+)?$", before):
        return True
    after = prompt[found.end : found.end + 12].lower()
    return bool(re.search(rf"\b(?:{likeness})s?\s+(?:of|showing|depicting)\s+[^.,;]*$", before)) or bool(
        re.match(rf"\s+(?:{likeness})\b", after)
    )


def _place_of(prompt: str) -> Found[Place] | None:
    """The place that the prompt names best: after a preposition before bare, later nouns of equal rank losing."""
    best: tuple[int, Found[Place]] | None = None
    inert = [material for material in materials() if material.name == "inert"]
    kinds: tuple[Place | Material, ...] = (*places(), *inert)
    for found in _of_kind(find_entries(prompt, kinds), Place):
        before = prompt[max(0, found.start - 40) : found.start].lower()
        stretch = re.split(r"[.,;:!?]", before)[-1]
        after_preposition = re.search(PREPOSITIONS + r"(?:\s+[\w'’-]+){0,3}\s*$", stretch)
        rank = 2 if after_preposition else 1
        if found.entry.force in ("water", "none"):
            rank += 2
        if best is None or rank > best[0]:
            best = (rank, found)
    return best[1] if best else None


def _air_of(prompt: str, place: Place | None) -> Air:
    """The force that moves things there, after what the prompt itself says about air and weather."""
    if find_phrase(prompt, words("calm_air")):
        return Air("none", "", "")
    indoors = find_phrase(prompt, words("indoors")) is not None
    if place is None:
        air = (
            Air("breeze", "a light draught", "the draught")
            if indoors
            else Air("breeze", "a light breeze", "the breeze")
        )
    elif indoors and not place.indoors and place.force in ("wind", "breeze"):
        air = Air("breeze", "a draught from the window", "the draught")
    else:
        air = Air(place.force, place.air, place.again)
    if air.force in ("wind", "breeze") and not (indoors or (place and place.indoors)):
        if find_phrase(prompt, words("windy")):
            air = replace(air, force="wind", name=air.name if air.force == "wind" else "the wind", again="each gust")
        elif said := re.search(r"(?i)\b(?:the |a )?(?:\w+ )?(wind|breeze)\b", prompt):
            word = said.group(1).lower()
            air = Air(air.force, f"the {word}", f"the {word}")
    return air
