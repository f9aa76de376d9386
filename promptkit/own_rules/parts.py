"""Parts of a scene that rules name, and where a prompt mentions each first."""

from typing import Literal

from promptkit.scene import Scene, Span

Part = Literal["subject", "environment", "secondary", "camera", "motion", "cause"]


def first(part: Part, scene: Scene) -> Span | None:
    """Where a part of the scene is mentioned first."""
    spans: list[Span | None]
    if part == "motion":
        spans = [element.motion for element in scene.elements if element.role != "camera"]
    elif part == "cause":
        spans = [element.cause for element in scene.elements]
    elif part == "camera":
        spans = [move.span for move in scene.camera_moves]
    else:
        spans = [element.what for element in scene.elements if element.role == part]
    return min((span for span in spans if span), key=lambda span: span.start, default=None)
