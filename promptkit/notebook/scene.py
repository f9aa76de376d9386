"""A scene: the prompt with what moves coloured by its role, and each element with its motion and cause."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from promptkit.load import counted
from promptkit.notebook._html import Mark, badge, box, marked, paragraph, table
from promptkit.rules.uncaused_effect import without_cause
from promptkit.scene import Element, Scene
from promptkit.scene.in_words import actions_in_words, cause_in_words, summary


def html(scene: Scene) -> str:
    """The scene as a notebook shows it."""
    wanting = list(without_cause(scene.surely()))
    rows = [_row(element, scene, wanting) for element in scene.elements]
    elements = table(("what", "role", "motion", "cause"), rows) if rows else Markup()
    return box(paragraph(summary(scene) + counted(scene)), marked(scene.prompt, list(_marks(scene))), elements)


def _marks(scene: Scene) -> Iterator[Mark]:
    for element in scene.elements:
        if element.role != "camera":
            yield Mark(element.what.start, element.what.end, f"role-{element.role}", element.role)
        if element.cause:
            says = f"cause of the motion of {element.what.text}"
            yield Mark(element.cause.start, element.cause.end, "cause", says)
    for move in scene.camera_moves:
        says = " ".join(("camera:", move.move.replace("_", " "), move.direction or "")).strip()
        yield Mark(move.span.start, move.span.end, "role-camera", says)


def _row(element: Element, scene: Scene, wanting: Sequence[Element]) -> tuple[str | Markup, ...]:
    cause: str | Markup = cause_in_words(element, scene)
    if element in wanting:
        cause = badge("no cause given", "warning")
    motion = ", ".join(actions_in_words(element, scene.prompt))
    if element.role == "camera":
        motion = ", ".join(move.span.text for move in scene.camera_moves)
    return element.what.text, badge(element.role, f"role-{element.role}"), motion, cause
