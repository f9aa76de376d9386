"""Who wears or carries a thing, and what the wearer's own motion does to it."""

import re

from promptkit.lexicon import Material, actions, verb_in
from promptkit.patterns import lazy
from promptkit.phrasing._around import WINDY, sentence
from promptkit.phrasing._setting import Air
from promptkit.scene import Element, Scene

_OWNED = lazy(
    r"(?i)^(?:his|her|their|its)\b"
    r"|\b(?:his|her|their|its|in an?|wearing an?|mane|tail|fabric|skirt)\s*(?:[\w-]+\s+){0,2}$"
)
"""What says whose a garment is."""
_RIDES = lazy(r"(?i)\b(?:\w*cyclist|\w*bikes?|motorcycle|scooter|rider|car|driver|chariot|skates?|skis?)\b")
_VOICED = ("call", "purr", "sing", "whistle", "blow", "laugh", "weep", "talk", "whisper", "shout", "breathe")
"""What a body does with its breath, which blows nothing about that hangs on it."""
_IN_THE_AIR = ("flut", "flap", "stre", "bill", "lift", "wave", "wavi", "blow", "snap", "whip")
"""How verbs begin that tell of moving air."""
_OF_THE_HANDS = lazy(
    r"\b(?:effort|breath|gulp|bite|sob|hands?|wrist|fingers|arms?|tool|knife|brush|blade|oars|hammer|thread|call|shout|peck"
    r"|squeeze|touch|change|tremor)\b"
)
"""Rhythms that move no air about a garment."""


def speed_of(scene: Scene, element: Element, material: Material | None, air: Air) -> str | None:
    """What pulls back hair or cloth of somebody who swims: the strokes, and no current."""
    mover = mover_before(scene, element)
    if material is None or not material.worn or mover is None or mover.motion is None:
        return None
    swims = re.search(r"\b(?:swim|swam|div(?:e|es|ing)\b|snorkel)", sentence(scene, element), re.IGNORECASE)
    under = air.force == "water" and re.match(r"(?:\w+ly )?(?:sink|sank|descend|fall)", mover.motion.text)
    if under:
        return "in the slow descent"
    wet = air.force == "water" or (
        swims and re.search(r"\bunder ?water|under the water\b", scene.prompt, re.IGNORECASE)
    )
    return "with each stroke" if wet and swims else None


def mover_before(scene: Scene, element: Element) -> Element | None:
    """The last subject that is named before an element, where it moves by itself."""
    before = [other for other in scene.elements if other.role == "subject" and other.what.end <= element.what.start]
    last = before[-1] if before else None
    return last if last and last.motion and last.can_move_itself else None


def rhythm_of(scene: Scene, element: Element, verb: str, *, blows: bool) -> str | None:
    """The beat of the mover, where that moves a thing as its verb says: no effort makes a veil flutter."""
    rhythm = _rhythm(scene, element)
    if rhythm is None or verb[:4] not in _IN_THE_AIR:
        return rhythm
    if WINDY.search(scene.prompt):
        return None if blows or WINDY.search(sentence(scene, element)) else "in the wind"
    if _OF_THE_HANDS.search(rhythm):
        return None
    return "in the rush of air" if rhythm == "with each stride" and verb.startswith("stream") else rhythm


def _rhythm(scene: Scene, element: Element) -> str | None:
    """The beat of the mover that a garment or hair hangs on; none where it hangs on something else."""
    if re.match(r"\s+(?:tied|pinned|hung|hanging|draped|lying)\b", scene.prompt[element.what.end :]):
        return None
    wearer = mover_before(scene, element)
    if wearer is None or wearer.motion is None:
        return None
    if not (_OWNED.search(element.what.text) or _OWNED.search(scene.prompt[: element.what.start])):
        return None
    action = verb_in(wearer.motion.text, actions())
    on_foot = action is not None and re.search(r"st(?:ep|ride)", action.rhythm)
    if on_foot and _RIDES.search(scene.prompt):
        return None
    if action is None or action.calm or action.name in _VOICED:
        return None
    return action.rhythm
