"""Whether a storm rages in a shot."""

import re

from promptkit.patterns import lazy
from promptkit.phrasing._picture import picture_of
from promptkit.phrasing._shown import is_pictured
from promptkit.scene import Scene

_STORM = lazy(
    r"(?<![-\w])(?:gales?|(?:snow|sand|dust|thunder|hail|ice)?storms?|hurricanes?|typhoons?|tornado(?:e?s)?|"
    r"cyclones?|blizzards?|squalls?|whirlwinds?|tempests?)\b(?![-'’])"
    r"(?!\s+(?:clouds?|lanterns?|lamps?|drains?|windows?|glass|light|sky|skies|troopers?|petrels?|doors?|shutters?|jackets?|"
    r"coats?|cellars?|shelters?|warnings?|chasers?)\b|\s+of\s+(?!(?:the\s+(?:century|year)|snow|sand|dust|rain|hail|wind)\b))",
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
    r"\s+(?:(?:is|are|was)\s+)?(?:(?:just|slowly|still|now)\s+)?(?:brew(?:s|ing)|com(?:es|ing)|approach(?:es|ing)|gather(?:s|ing)|"
    r"loom(?:s|ing)|building|builds(?:\s+up)?(?=\s*(?:$|[,.;:!?])|\s+(?:in|on|over|behind|above|at)\b)|near(?:s|ing)|passed|passes(?!\s+(?:over|through|across)\b)|(?:far\s+)?in\s+the\s+(?:far\s+)?distance|on\s+the\s+horizon|"
    r"(?:has|have)\s+passed|(?:is\s+)?over(?=\s*(?:$|[,.;:!?]))|outside|behind\s+the\s+(?:window|glass))(?!\w)",
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
    """Whether the words around a storm say that it is not there, or not yet, or only painted."""
    before = max(0, storm.start() - _NEAR)
    told = _STORM_ELSEWHERE.search(prompt, before, storm.start()) or _STORM_TO_COME.match(prompt, storm.end())
    return told is not None or is_pictured(prompt[before : storm.start()])
