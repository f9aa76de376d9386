"""What the air around a thing is called there: by no name that says the prompt again, or that belongs elsewhere."""

import re
from dataclasses import replace

from promptkit.patterns import lazy
from promptkit.phrasing._around import WINDY, sentence
from promptkit.phrasing._setting import Air
from promptkit.scene import Element, Scene

_MINIATURE = lazy(
    r"\b(?:dioramas?|miniatures?|scale models?|doll['’]?s? ?houses?|lilliput\w*|stamp-sized)\b", re.IGNORECASE
)
_HUT = lazy(r"\b(?:huts?|cabins?|chalets?|cottages?|lodges?)\b", re.IGNORECASE)
_LAID_TABLE = lazy(r"\b(?:candles?|stove|fireplace|hearth|wooden table|soup)\b", re.IGNORECASE)
"""What stands indoors in a hut."""
_TRAINS = lazy(r"\b(?:train|railway|railroad|station) platform\b", re.IGNORECASE)
"""Which is in the open."""
_HEAVY_HAIR = lazy(r"\b(?:braids?|bangs|fringes?|ringlets?|dreadlocks?|moustaches?)$", re.IGNORECASE)
"""What hangs heavy enough that only a wind which is told of would lift it."""
_OVERHEAD = lazy(r"\s*(?:high\s+)?(?:above|over|across|past|between|among|through)\b", re.IGNORECASE)
"""What goes there has left the ground, and the wind along it."""


def air_around(scene: Scene, element: Element, air: Air) -> Air:
    """The air by the name that fits where the thing is."""
    return _in_short(scene, element, _unplaced(scene, element, air))


def _unplaced(scene: Scene, element: Element, air: Air) -> Air:
    """The air by its bare name where the thing is up in it: over the roofs no wind blows along the street."""
    end = element.motion.end if element.motion else element.what.end
    if air.force == "wind" and _OVERHEAD.match(scene.prompt, end) and air.name.startswith("the "):
        return replace(air, name="the wind")
    return air


def _in_short(scene: Scene, element: Element, air: Air) -> Air:
    """The air by a name that says nothing which the prompt has said, and that belongs where the thing is."""
    name, around = air.name, sentence(scene, element).lower()
    if _MINIATURE.search(scene.prompt) and air.force in ("wind", "breeze"):
        name = "a tiny breath of air"
    elif air.force == "wind" and _HUT.search(scene.prompt) and _LAID_TABLE.search(scene.prompt):
        name = "the draught"
    elif _is_only_a_breeze(scene, element, air):
        name = "a light breeze"
    elif placed := re.fullmatch(r"(the wind) (?:over|along|across|between|down|off|through) .*", name):
        name = placed[1]
    elif (kind := re.fullmatch(r"the (\w+) wind", name)) and kind[1] in around:
        name = "the wind"
    elif (draught := re.fullmatch(r"(?:a|the) draught \w+ the (\w+)", name)) and draught[1] in around:
        name = "the draught"
    return replace(air, name=name)


def _is_only_a_breeze(scene: Scene, element: Element, air: Air) -> bool:
    """Whether neither a draught nor a wind that nobody tells of moves the thing."""
    if "draught" in air.name:
        return _TRAINS.search(scene.prompt) is not None
    is_heavy = _HEAVY_HAIR.search(element.what.text) is not None
    return air.force == "wind" and is_heavy and not WINDY.search(scene.prompt)
