"""Whether a storm rages in a shot."""

import re

from promptkit.patterns import lazy
from promptkit.phrasing._picture import picture_of
from promptkit.scene import Scene

_STORM = lazy(
    r"(?<![-\w])(?:gales?|(?:snow|sand|dust|thunder|hail|ice)?storms?|hurricanes?|typhoons?|tornado(?:e?s)?|"
    r"cyclones?|blizzards?|squalls?|whirlwinds?|tempests?)\b(?![-'’])"
    r"(?!\s+(?:clouds?|lanterns?|lamps?|drains?|windows?|glass|light|sky|skies|troopers?|petrels?|doors?|jackets?|cellars?|chasers?))",
    re.IGNORECASE,
)
"""Weather that tears at whatever is loose."""
_STORM_ELSEWHERE = lazy(
    r"\b(?:no|not|without|before|after|like|as\s+if|despite|out\s+of|until|past|distant|approaching|coming|far[- ]off|"
    r"faraway|gathering|brewing|looming|of\s+a\s+coming)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_NEAR = 60
"""Characters before a storm in which it may be said that it is not there."""
_STORM_TO_COME = lazy(
    r"\s+(?:is\s+|are\s+)?(?:brew|com|approach|gather|loom|build|near|pass(?:ed|es)\b|(?:far\s+)?in\s+the\s+(?:far\s+)?distance|"
    r"on\s+the\s+horizon|has\s+passed|is\s+over|outside\b|behind\s+the\s+(?:window|glass))",
    re.IGNORECASE,
)
"""What says that the storm is not there, or not yet."""


def storm_blows(scene: Scene) -> bool:
    """Whether a storm rages in the shot, and is not only brewing, distant, over or outside the room."""
    prompt = scene.prompt
    picture = picture_of(scene) if _STORM.search(prompt) else None
    if picture is None or picture.in_a_room or picture.is_placed_indoors:
        return False
    return any(not _is_elsewhere(prompt, storm) for storm in _STORM.finditer(prompt))


def _is_elsewhere(prompt: str, storm: re.Match[str]) -> bool:
    """Whether the words around a storm say that it is not there, or not yet."""
    before = max(0, storm.start() - _NEAR)
    told = _STORM_ELSEWHERE.search(prompt, before, storm.start()) or _STORM_TO_COME.match(prompt, storm.end())
    return told is not None
