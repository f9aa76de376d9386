"""Things that are named after a force, or only look like it: a crash diet, a helicopter toy, a toy helicopter."""

import re

from promptkit.phrasing._shown import FAKE
from promptkit.scene import Scene
from promptkit.scene.anchors import reading_of
from promptkit.scene.lexicon import verb_classes

_ACTS = re.compile(r"(?:ing|ed|s)$", re.IGNORECASE)
"""How a force ends that is at work, or is several: such words seldom tell what another thing is for."""


def is_no_force(scene: Scene, start: int, end: int) -> bool:
    """Whether `start` to `end` of the prompt names a force for the name alone of a thing which does not move itself."""
    prompt = scene.prompt
    last = end
    if not _ACTS.search(prompt[start:end]):
        for word in reading_of(prompt).words:
            if word.start == last + 1 and prompt[last] in " -" and _is_noun(word.lower, word.pos):
                last = word.end
    if last == end and not FAKE.search(prompt[:start].lower()):
        return False
    movers = (element for element in scene.elements if element.motion and element.role != "camera")
    return not any(start < element.what.end <= last for element in movers)


def _is_noun(form: str, pos: str) -> bool:
    """Whether a word right behind a singular noun is one too; "a helicopter lands" may be tagged as if it were."""
    return pos in {"NOUN", "PROPN"} and not (form.endswith("s") and verb_classes(form.removesuffix("s")))
