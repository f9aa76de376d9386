"""A scene in one line."""

from promptkit.scene import MOST_LOAD, Element, Scene, Span
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


def cause_in_words(element: Element, scene: Scene) -> str:
    """What makes it move, "" where none is said; of what another's act moves ("a dog chases a ball"), who does it."""
    cause = element.cause
    if cause is None:
        return ""
    if not _is_in_motion(cause, element):
        return cause.text
    others = (other for other in scene.elements if other.what != element.what and other.can_move_itself)
    return next((other.what.text for other in others if _is_in_motion(cause, other)), "")


def _is_in_motion(cause: Span, element: Element) -> bool:
    motions = element.motions or ((element.motion,) if element.motion else ())
    return any(motion.start <= cause.start and cause.end <= motion.end for motion in motions)
