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
from promptkit.phrasing._picture import picture_of
from promptkit.phrasing._setting import BREATH, Air
from promptkit.scene import Element, Scene

BREEZE = Air("breeze", "a light breeze", "the breeze")
"""What moves a thing in no known place: what is said to billow feels more than a breath of air."""


def cause_of(scene: Scene, element: Element, *, as_participle: bool, variant: int = 0) -> str | None:
    """The cause of the motion of `element`, as an adverbial ("as the wind presses the fabric") or as a participle.

    A thing worn by someone who moves follows that motion; others follow the air of the place, gravity, heat or
    cold, as their motion tells. None when the motion is not known, when there is no air to make it, and when air could
    not make it: a draught swings a lantern, not a briefcase.
    """
    if element.motion is None:
        return None
    material, plural = _material(element)
    behaviour = verb_in(element.motion.text, behaviours())
    if behaviour is None:
        return None
    picture = picture_of(scene)
    air = picture.air
    if picture.place is None and air == BREATH:
        air = BREEZE
    if find_phrase(scene.prompt, [air.name] if air.name else []):
        air = Air(air.force, air.again, air.again)
    if as_participle:
        return _fill(behaviour.by, air, plural=plural)
    options: list[str] = []
    if material and material.worn and (rhythm := _rhythm(scene, element)):
        options.append(rhythm)
    options += _texts(material, behaviour, air)
    filled = [text for option in options if (text := _fill(option, air, plural=plural))]
    if not filled or any(_said(scene.prompt, option) for option in options):
        return None
    return filled[variant % len(filled)]


def _material(element: Element) -> tuple[Material | None, bool]:
    found = find_entries(element.what.text, materials())
    return (found[-1].entry, found[-1].plural) if found else (None, element.what.text.lower().endswith("s"))


def _rhythm(scene: Scene, element: Element) -> str | None:
    """The beat of the mover that a garment or hair hangs on."""
    for other in scene.elements:
        if other.role == "subject" and other.motion and other.what != element.what and other.can_move_itself:
            action = verb_in(other.motion.text, actions())
            if action and not action.calm:
                return action.rhythm
    return None


def _texts(material: Material | None, behaviour: Behaviour, air: Air) -> tuple[str, ...]:
    causes = material.cause if material else {}
    if behaviour.kind != "air":
        return causes.get(behaviour.kind, behaviour.text)
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
