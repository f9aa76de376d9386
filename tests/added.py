"""What the rewriter adds to a prompt."""

from promptkit.phrasing import set_in_motion
from promptkit.scene.read import read_scene


def motion(prompt: str) -> str:
    """The motion that a still prompt is given; empty where none is."""
    added = set_in_motion(read_scene(prompt))
    return added.text if added else ""
