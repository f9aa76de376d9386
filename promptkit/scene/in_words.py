"""A scene in words: how much moves in one line, and what each thing does."""

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


def actions_in_words(element: Element, prompt: str) -> list[str]:
    """What `actions_of` finds, in words."""
    return [action.text for action in actions_of(element, prompt)]


def actions_of(element: Element, prompt: str) -> list[Span]:
    """All that an element does, in order; of several actions each with what it is done to, where that is short."""
    motions = [*element.all_motions]
    if len(motions) < 2:  # noqa: PLR2004
        return motions
    from promptkit.scene.deeds import deeds  # noqa: PLC0415 - loads spaCy, which most prompts never need

    return deeds(prompt, motions, doer=element.what.start) or motions


def _is_in_motion(cause: Span, element: Element) -> bool:
    return any(motion.start <= cause.start and cause.end <= motion.end for motion in element.all_motions)
