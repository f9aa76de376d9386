"""Causes: what makes a thing move that cannot move by itself."""

import re

from promptkit.lexicon import (
    Behaviour,
    Material,
    actions,
    behaviours,
    find_entries,
    find_phrase,
    materials,
    verb_in,
)
from promptkit.patterns import lazy
from promptkit.phrasing._picture import picture_of
from promptkit.phrasing._setting import OPEN, UNSAID, Air
from promptkit.scene import Element, Scene
from promptkit.scene.lexicon import words

_HELD = lazy(r"\s+(?:in|on)\s+(?:her|his|their|its)\s+(?:hair|hands?|mouth|paws?|beak)\b", re.IGNORECASE)
"""What is held or worn goes with its wearer, not with the air."""
_DOES_TO = lazy(r"\W*(?:\w+ly\s+)?\w+\s+(?:one|two|an?|the|his|her|its|their)\s", re.IGNORECASE)
_AIRY = ("smoke", "steam", "mist", "cloud", "dust", "ash", "foam", "snow")
"""Stuffs that have no momentum of their own."""
_LEAFY = ("leaves", "blossom", "flowers", "tree", "petal", "paper")
"""What air passes through while it hangs, and carries when it is loose."""
_OPEN_TOO = (
    "balloon",
    "feathers",
    "dandelion seed",
    "soap bubble",
    "kite",
    "hair",
    "fur",
    "dress",
    "cloak",
    "coat",
    "scarf",
)
_AFLOAT = lazy(
    r"[^,.;]*\bon(?:to)?\s+(?:the\s+|its\s+)?(?:\w+\s+)?(?:surface|water|lake|pond|stream|river|sea)\b", re.IGNORECASE
)
_NO_ROLL = lazy(r"\b(?:fat|eyes?|hips?|shoulders?|hills?|thunder|credits|dough|sleeves?|tongue|head)$", re.IGNORECASE)
"""What rolls in another sense."""
_LIGHT = lazy(r"\b(?:bag|paper|newspaper|wrapper|leaf|leaves|tumbleweed|hat|lid|umbrella)s?\b", re.IGNORECASE)
_BLOWN = "as {air} pushes {it} along"
"""What wind rolls, where heavier things roll by their own momentum."""


def cause_of(scene: Scene, element: Element, *, as_participle: bool, variant: int = 0) -> str | None:
    """The cause of the motion of `element`, as an adverbial ("as the wind presses the fabric") or as a participle.

    A thing worn by someone who moves follows that motion; others follow the air of the place, gravity, heat or
    cold, as their motion tells. None when the motion is not known, when there is no air to make it, and when air could
    not make it: a draught swings a lantern, not a briefcase.
    """
    if element.motion is None or _HELD.match(scene.prompt, element.what.end) or _DOES_TO.match(element.motion.text):
        return None
    material, plural = _material(element)
    behaviour = verb_in(element.motion.text, behaviours())
    if behaviour is None or (behaviour.kind == "momentum" and _NO_ROLL.search(element.what.text)):
        return None
    picture = picture_of(scene)
    air = picture.air
    if (
        picture.place is None
        and air == UNSAID
        and (material is None or material.outdoors or material.name in _OPEN_TOO)
    ):
        air = OPEN
    if find_phrase(scene.prompt, [air.name] if air.name else []):
        air = Air(air.force, air.again, air.again)
    if as_participle:
        return _fill(behaviour.by, air, plural=plural)
    options: list[str] = []
    if material and material.worn and (rhythm := _rhythm(scene, element)):
        options.append(rhythm)
    light = behaviour.kind == "momentum" and _LIGHT.search(element.what.text)
    is_borne = behaviour.name == "carried" or "blow" in element.motion.text
    carried = _carried(scene, element, material) if is_borne else None
    own = carried or (_BLOWN if light else None)
    options += (own,) if own else _texts(material, behaviour, air)
    filled = [text for option in options if (text := _fill(option, air, plural=plural))]
    if not filled or any(_said(scene.prompt, option) for option in options):
        return None
    return filled[variant % len(filled)]


def _material(element: Element) -> tuple[Material | None, bool]:
    found = find_entries(element.what.text, materials())
    head, _, rest = element.what.text.lower().partition(" of ")
    several = (rest if head.rpartition(" ")[2] in words("motion_other", "collectives") else head).endswith("s")
    if not found:
        return None, several
    ends = not rest and found[-1].end == len(element.what.text)
    return found[-1].entry, found[-1].plural if ends else several


def _carried(scene: Scene, element: Element, material: Material | None) -> str | None:
    """What carries a thing that floats on water, a lantern with a flame in it, a leaf that has come loose."""
    if re.search(r"\blanterns?$", element.what.text, re.IGNORECASE) and not (material and material.outdoors):
        return "as the heat inside lifts {it}"
    if element.motion and "float" in element.motion.text and _AFLOAT.match(scene.prompt, element.motion.end):
        return "as the water carries {it}"
    return "as {air} carries {it}" if material and material.name in _LEAFY else None


def _rhythm(scene: Scene, element: Element) -> str | None:
    """The beat of the mover that a garment or hair hangs on; none where it hangs on something else."""
    if re.match(r"\s+(?:tied|pinned|hung|hanging|draped|lying)\b", scene.prompt[element.what.end :]):
        return None
    for other in scene.elements:
        if other.role == "subject" and other.motion and other.what != element.what and other.can_move_itself:
            action = verb_in(other.motion.text, actions())
            if action and not action.calm:
                return action.rhythm
    return None


def _texts(material: Material | None, behaviour: Behaviour, air: Air) -> tuple[str, ...]:
    causes = material.cause if material else {}
    if behaviour.kind != "air" and not (material and material.name in _AIRY and behaviour.kind in ("momentum", "spin")):
        return causes.get(behaviour.kind, () if material and material.worn else behaviour.text)
    return causes.get(air.force) or causes.get("breeze" if air.force == "wind" else "any") or causes.get("any", ())


def _said(prompt: str, template: str) -> bool:
    """Whether the prompt already gives that cause, whatever the air is called there."""
    pattern = re.sub(r"\\{\w+\\}", r"[^,.;]{1,40}?", re.escape(template))
    return re.search(pattern, prompt, re.IGNORECASE) is not None


def _fill(text: str, air: Air, *, plural: bool) -> str | None:
    if "{air}" in text and not air.name:
        return None
    it, its = ("them", "their") if plural else ("it", "its")
    filled = re.sub(r"\{its\}|\bits\b", its, re.sub(r"\{it\}|\bit\b", it, text))
    return filled.replace("{air}", air.name)
