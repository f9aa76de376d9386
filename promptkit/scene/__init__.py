"""What a prompt asks to move: the contract `promptkit.scene/1`.

The terms are those of the scene gold set: a *moving element* is one distinct thing that the prompt asks to see
in motion; its role is subject, environment, camera or secondary; `load` counts all but the secondary ones.
"""

from dataclasses import dataclass
from typing import Literal

Role = Literal["subject", "environment", "camera", "secondary"]
CAMERA_MOVES = (
    "pan", "tilt", "dolly", "zoom", "track", "orbit", "crane", "fly", "handheld", "roll", "rack_focus", "other",
)  # fmt: skip
SCHEMA = "promptkit.scene/1"


@dataclass(frozen=True)
class Span:
    """A stretch of the prompt; `text == prompt[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Element:
    """One thing that moves."""

    what: Span
    role: Role
    motion: Span | None
    cause: Span | None = None
    can_move_itself: bool = True
    """False for cloth, hair, foliage, dust, hanging and loose things: their motion wants a cause."""


@dataclass(frozen=True)
class CameraMove:
    """One camera move that the prompt asks for."""

    move: str
    """One of `CAMERA_MOVES`."""
    direction: str | None
    """in, out, left, right, up, down, forward, backward, clockwise, counterclockwise; None when unsaid."""
    span: Span


@dataclass(frozen=True)
class Scene:
    """What one prompt asks to move."""

    prompt: str
    elements: tuple[Element, ...]
    camera_moves: tuple[CameraMove, ...]
    beats: int
    """Actions that the main subject performs one after another."""
    anchors: tuple[Span, ...] = ()
    """Noun phrases of the prompt in order, moving or not: what a rewrite must keep and may set in motion."""

    @property
    def load(self) -> int:
        """How many elements are subject, environment or camera."""
        return sum(element.role != "secondary" for element in self.elements)

    @property
    def static(self) -> bool:
        """True when nothing but the camera moves."""
        return all(element.role == "camera" for element in self.elements)

    @property
    def camera(self) -> tuple[str, ...]:
        """The kinds of camera move, in the order of `CAMERA_MOVES`."""
        asked = {move.move for move in self.camera_moves}
        return tuple(move for move in CAMERA_MOVES if move in asked)

    @property
    def uncaused(self) -> tuple[Element, ...]:
        """Elements that cannot move by themselves and are given no cause."""
        return tuple(
            element
            for element in self.elements
            if element.role != "camera" and not element.can_move_itself and element.cause is None
        )
