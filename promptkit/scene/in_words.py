"""A scene in one line."""

from promptkit.scene import MOST_LOAD, Scene
from promptkit.scene.language import ENGLISH


def summary(scene: Scene) -> str:
    """How much moves: the load, of what one clip holds; actions in turn; camera moves."""
    if scene.language != ENGLISH:
        return f"not read: it is written in another language ({scene.language})"
    if not scene.elements:
        return "nothing moves"
    said = "only the camera moves" if scene.static else f"load {scene.load} of {MOST_LOAD}"
    beats = f", {scene.beats} actions in turn" if scene.beats > 1 else ""
    camera = f", camera: {', '.join(move.replace('_', ' ') for move in scene.camera)}" if scene.camera else ""
    return said + beats + camera
