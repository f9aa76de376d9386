"""Who wears or carries a thing, and what the wearer's own motion does to it."""

import re

from promptkit.lexicon import Material, actions, postures, verb_in
from promptkit.patterns import lazy
from promptkit.phrasing._around import sentence
from promptkit.phrasing._setting import Air
from promptkit.phrasing._told_air import is_told_beside, told_air
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
_OF_THE_LEGS = lazy(r"^with (?:each (?:heavy |quick |careful |uneven )?(?:step|stride|turn|bound)|the turn)$")
"""Rhythms that whatever hangs on a body follows for sure."""
_STREAMS = ("stre", "whip", "blow", "lash", "snap")
"""How verbs begin that tell of a wind, and of no step."""
_RUSH = "in the rush of air"
_SLOW = lazy(
    r"\b(?:slow\w*|leisurely|calm\w*|gentl[ey]|stroll\w*|trot\w*|climb\w*|uphill|parked|stands?|stops?|waits?|"
    r"carriage|chat(?:s|ting)|elderly)\b",
    re.IGNORECASE,
)
"""Rides in which no air rushes."""
_HAIRY = ("hair", "braid", "fur")


def speed_of(scene: Scene, element: Element, air: Air) -> str | None:
    """What pulls back hair or cloth of somebody who swims or sinks: the strokes or the way down, and no current."""
    mover = mover_before(scene, element)
    if mover is None or mover.motion is None:
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


def rhythm_of(scene: Scene, element: Element, material: Material, verb: str) -> str | None:
    """The beat of the mover, where that is seen to move a thing as its verb says; else the wind that is told of."""
    in_the_air = verb[:4] in _IN_THE_AIR
    if in_the_air and (told := told_air(scene.prompt)):
        return None if is_told_beside(scene, element) else f"in {told}"
    rhythm = _rhythm(scene, element)
    if rhythm is None:
        return None
    if in_the_air and re.search(r"stride|bound", rhythm) and verb[:4] in (*_STREAMS, "flow", "bill"):
        rhythm = _RUSH
    rushes = rhythm == _RUSH
    against = (
        not (rushes or _OF_THE_LEGS.search(rhythm)),
        material.name in _HAIRY and not re.search(r"st(?:ep|ride)|bound|rush", rhythm),  # a head is tossed in a dance
        "step" in rhythm and verb[:4] in _STREAMS,
        rushes and (_SLOW.search(sentence(scene, element)) or not (in_the_air or verb[:4] in ("swis", "ripp"))),
    )
    return None if any(against) else rhythm


def moves_about(scene: Scene, element: Element, verb: str) -> bool:
    """Whether somebody who may wear the thing moves, so that his own motion may be what moves it."""
    start = element.what.start
    movers = [
        other
        for other in scene.elements
        if other.motion and other.can_move_itself and other.role == "subject" and other.what.end <= start
    ]
    return any(_is_active(other, verb) for other in movers)


def _is_active(mover: Element, verb: str) -> bool:
    """Whether its motion may make another so: nobody makes a veil stream by walking."""
    action = verb_in(mover.motion.text, actions()) if mover.motion else None
    if action is None:
        return mover.motion is not None and verb_in(mover.motion.text, postures()) is None
    walks = "step" in action.rhythm and verb[:4] in _STREAMS
    return not (action.calm or walks or re.search(r"breath|^$", action.rhythm))


def _rhythm(scene: Scene, element: Element) -> str | None:
    """The beat of the mover that a garment or hair hangs on; none where it hangs on something else."""
    if re.match(r"\s+(?:tied|pinned|hung|hanging|draped|lying)\b", scene.prompt[element.what.end :]):
        return None
    wearer = mover_before(scene, element)
    if wearer is None or wearer.motion is None:
        return None
    action = verb_in(wearer.motion.text, actions())
    rides = action is not None and action.rhythm == _RUSH and "behind" in sentence(scene, element)
    owned = _OWNED.search(element.what.text) or _OWNED.search(scene.prompt[: element.what.start])
    if not (owned or rides):
        return None
    if action is None or action.calm or action.name in _VOICED:
        return None
    return None if action.rhythm != _RUSH and _RIDES.search(scene.prompt) else action.rhythm
