"""What the rewriter adds to a prompt."""

import re

from promptkit.phrasing import set_in_motion
from promptkit.rewrite import rewrite_shot
from promptkit.scene.read import read_scene
from promptkit.shot import Shot


def motion(prompt: str) -> str:
    """The motion that a still prompt is given; empty where none is."""
    added = set_in_motion(read_scene(prompt))
    return added.text if added else ""


def rewritten(prompt: str) -> str:
    """The first rewrite of a prompt for kling-3.0, with all that is done to it."""
    return rewrite_shot(Shot(id="one", prompt=prompt, target="kling-3.0"))[0].shot.prompt


def without_the_added(told: str) -> str:
    """The prompt of a text in which what is added stands in double brackets."""
    return re.sub(r"\[\[.*\]\]", "", told)
