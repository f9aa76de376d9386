"""What else stands around a motion: its sentence, and what may shake it."""

import re

from promptkit.lexicon import WORD, Behaviour
from promptkit.patterns import lazy
from promptkit.scene import Element, Scene

_SHAKES = lazy(r"\b(?:trembl|quiver|shak|shiver|rattl|jingl|rippl|vibrat|judder)", re.IGNORECASE)
"""What moves so may be shaken by whatever else moves there."""
WINDY = lazy(r"\b(?:wind|windy|windswept|gales?|storm\w*|blizzard|gusts?|hurricane|typhoon)\b", re.IGNORECASE)
"""Words by which the prompt itself tells of wind."""


def sentence(scene: Scene, element: Element) -> str:
    """What stands around an element up to the next full stop on either side."""
    return (
        re.split(r"[.!?\n]", scene.prompt[: element.what.start])[-1]
        + re.split(r"[.!?\n]", scene.prompt[element.what.start :])[0]
    )


def is_shaken(scene: Scene, element: Element) -> bool:
    """Whether what was told of before, and moves, may be what shakes the thing: a river that rushes below."""
    if element.motion is None or not _SHAKES.search(element.motion.text):
        return False
    return any(
        other.motion is not None and other.role != "camera" and other.what.end <= element.what.start
        for other in scene.elements
    )


def behaving(motion: str, behaviour: Behaviour) -> str:
    """The word of a motion that is the behaviour's."""
    return next(word[0].lower() for word in WORD.finditer(motion) if word[0].lower() in behaviour.forms)
