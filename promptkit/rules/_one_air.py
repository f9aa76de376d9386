"""One air for all that it moves in a shot: told once for two things in a row, of one strength, and no refrain."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from promptkit.patterns import lazy
from promptkit.phrasing import Addition, give_cause
from promptkit.scene import Element, Scene

_AIR = lazy(r"(?P<lead> (?:in|on)|, \w+ by) (?P<air>(?:the|a) (?:light |strong |slow )?(?P<kind>wind|breeze|draught))")
_BESIDE = lazy(
    r"\s{0,4}(?:,|,?\s{1,4}and|,?\s{1,4}while)\s{1,4}(?:(?:his|her|their|its|the|an?)\s{1,4})?(?:[\w-]+\s{1,4}){0,2}?",
    re.IGNORECASE,
)
"""Between two of a list: "hair blowing, dress blowing"."""
_STRENGTH = ("a light draught", "a draught", "a light breeze", "a strong draught", "the breeze", "the wind")
"""From the faintest on."""


def causes_together(scene: Scene, elements: Sequence[Element]) -> list[Addition | None]:
    """The cause to add to each: of two things in a row that one air moves it stands behind the last, for both.

    Of two with one verb ("a curtain and a lamp sway") nothing is said where the air moves but one of them.
    What moves further on takes up the same air; a third time, and of other causes a second, is a refrain.
    """
    found = [give_cause(scene, element) for element in elements]
    still = [element.motion for element, added in zip(elements, found, strict=True) if added is None]
    found = [None if one.motion in still else added for one, added in zip(elements, found, strict=True)]
    airs = [match["air"] for each in found if each and (match := _AIR.fullmatch(each.text))]
    if len(airs) > 1:
        strongest = max(airs, key=lambda air: _STRENGTH.index(air) if air in _STRENGTH else 0)
        found = [_of(each, strongest) for each in found]
        for at, (first, second) in reversed([*enumerate(pairwise(elements))]):
            here, behind = found[at : at + 2]
            if (
                here
                and behind
                and _AIR.fullmatch(here.text)
                and here.text == behind.text
                and _in_a_row(scene, first, second)
            ):
                found[at] = behind
    return _told_once(found)


def _in_a_row(scene: Scene, first: Element, second: Element) -> bool:
    """Whether one stands right behind the other, as in a list."""
    motion = next((each for each in first.all_motions if each.start >= first.what.end), None)
    return motion is not None and _BESIDE.fullmatch(scene.prompt, motion.end, second.what.start) is not None


def _of(added: Addition | None, air: str) -> Addition | None:
    """The same with that air."""
    told = _AIR.fullmatch(added.text) if added else None
    return replace(added, text=added.text.replace(told["air"], air)) if added and told else added


def _told_once(found: Sequence[Addition | None]) -> list[Addition | None]:
    """The first as it is, the second of another place as "the same", and no further."""
    told: list[Addition | None] = []
    at: dict[str, list[int]] = {}
    for each in found:
        kind = each.text.split()[-1] if each else ""
        places = at.setdefault(kind, [])
        if each is None or each.at in places:
            told.append(each)
            continue
        air = _AIR.fullmatch(each.text)
        again = replace(each, text=f"{air['lead']} the same {air['kind']}") if air and len(places) == 1 else None
        told.append(again if places else each)
        places.append(each.at)
    return told
