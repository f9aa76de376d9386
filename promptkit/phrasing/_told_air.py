"""The moving air that a prompt tells of by itself: a wind or a draught, and whether it blows there."""

import re

from promptkit.patterns import lazy
from promptkit.phrasing._around import sentence
from promptkit.phrasing._storm import storm_blows
from promptkit.scene import Element, Scene

_TOLD = lazy(
    r"(?<![-\w])(?P<kind>wind|winds(?!\s+(?:through|along|up|down|past|around|into|between|its|away)\b)|windy|"
    r"wind-?(?:swept|blown)|gales?|gusts?|gusty|breezes?|breezy|draught|blizzard|(?:rain|snow|sand|thunder)?storm|stormy|"
    r"hurricane|typhoon)\b(?![-'’])(?!\s+(?:clouds?|lanterns?|lamps?|turbines?|chimes?|instruments?|drains?|"
    r"windows?|farms?|tunnels?|vanes?|light|sky|skies|"
    r"bells?|machines?|socks?|power|section))",
    re.IGNORECASE,
)
"""Words by which the prompt itself tells of moving air."""
_AIRS = ("wind", "gust", "gale", "breez", "draught")
"""How those begin that are no storm."""
_ELSEWHERE = lazy(
    r"\b(?:no|not|without|before|after|like|as\s+if|despite|out\s+of|until|past|distant|approaching|coming|far[- ]off|"
    r"faraway|gathering|brewing|looming|of\s+a\s+coming)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_STORM_TO_COME = lazy(
    r"\s+(?:is\s+|are\s+)?(?:brew|com|approach|gather|loom|build|near|pass(?:ed|es)\b|(?:far\s+)?in\s+the\s+(?:far\s+)?distance|"
    r"on\s+the\s+horizon|has\s+passed|is\s+over|outside\b|behind\s+the\s+(?:window|glass))",
    re.IGNORECASE,
)
"""What says that the storm is not there, or not yet."""
_ELSEWHERE = lazy(
    r"\b(?:(?:news|radio|forecast|paper)\s+(?:\w+\s+)?(?:say|said|announc|warn|predict)\w*|titled?|mention\w*|called|"
    r"named|no|not|without|before|after|against|like|as if|calm|brewing|coming|"
    r"distant|approaching|despite|out of)\b",
    re.IGNORECASE,
)
"""What says in the same sentence that the wind is not there, or not yet."""


def air_blows(scene: Scene) -> bool:
    """Whether the shot tells of a wind or a draught anywhere, or a storm rages in it."""
    told = (found for found in _TOLD.finditer(scene.prompt) if found["kind"].lower().startswith(_AIRS))
    return any(not _is_elsewhere(scene.prompt, found) for found in told) or storm_blows(scene)


def told_air(prompt: str) -> str | None:
    """The moving air that the prompt itself tells of, by its name."""
    for match in _TOLD.finditer(prompt):
        if not _is_elsewhere(prompt, match):
            kind = match["kind"].lower()
            return "the breeze" if kind.startswith("breez") else "the draught" if kind == "draught" else "the wind"
    return None


def _is_elsewhere(prompt: str, told: re.Match[str]) -> bool:
    """Whether its sentence says that the air does not blow there, or not yet."""
    before = re.split(r"[.!?\n]", prompt[: told.start()])[-1]
    behind = re.split(r"[.!?\n]", prompt[told.end() :])[0]
    return _ELSEWHERE.search(before + " " + behind) is not None


def is_told_beside(scene: Scene, element: Element) -> bool:
    """Whether the sentence has the wind already: it would be said twice."""
    around = sentence(scene, element)
    return any("storm" not in told["kind"].lower() for told in _TOLD.finditer(around))
