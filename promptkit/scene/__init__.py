"""What a prompt asks to move: the contract `promptkit.scene/1`.

The terms are those of the scene gold set: a *moving element* is one distinct thing that the prompt asks to see
in motion; its role is subject, environment, camera or secondary; `load` counts all but the secondary ones.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

Role = Literal["subject", "environment", "camera", "secondary"]
CAMERA_MOVES = (
    "pan", "tilt", "dolly", "zoom", "track", "orbit", "crane", "fly", "handheld", "roll", "rack_focus", "other",
)  # fmt: skip
SCHEMA = "promptkit.scene/1"
MOST_LOAD = 3
"""Moving things, the camera among them, that models keep consistent in one clip (see the page of
`too-many-moving-elements`)."""
SURE = 0.7
"""Probability from which a rule speaks of an element."""
LIKELY_STILL = 0.72
"""Probability of a whole scene from which on a prompt is taken to ask for no motion."""
SURE_OF_ALL = 0.85
"""Probability of a whole scene from which it is taken for read without a doubt about one of its elements."""


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
    sure: float = 1.0
    """Probability that this is a moving element of the prompt, in [0, 1]."""
    motions: tuple[Span, ...] = ()
    """All words that say how it moves, in order; `motion` is the first."""
    unaided: float = 1.0
    """Probability that it cannot move by itself and is given no cause, where it is read so; in [0, 1]."""

    @property
    def all_motions(self) -> tuple[Span, ...]:
        """Every motion in order; of an element that is made with `motion` alone, that one."""
        return self.motions or ((self.motion,) if self.motion else ())


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
    sure: float = 1.0
    """Probability that exactly these elements move, in [0, 1]."""
    language: str = "en"
    """ISO 639-1 code. Scenes are read in English only: in any other language nothing is found, and it means nothing."""
    named: tuple[Span, ...] | None = None
    """Its noun phrases, where they are known already."""

    @cached_property
    def anchors(self) -> tuple[Span, ...]:
        """Noun phrases of the prompt in order, moving or not: what a rewrite must keep and may set in motion."""
        if self.named is not None:
            return self.named
        from promptkit.scene.anchors import read_anchors  # noqa: PLC0415 - loads spaCy, which most prompts never need

        return read_anchors(self.prompt)

    def surely(self) -> "Scene":
        """The same without what was read with a probability below `SURE`, for rules that must not cry wolf.

        A thing that may well move by itself, or may well be given a cause, is taken to move by itself.
        """
        kept = tuple(
            replace(element, can_move_itself=True) if element.cause is None and element.unaided < SURE else element
            for element in self.elements
            if element.sure >= SURE
        )
        filmed = any(element.role == "camera" for element in kept)
        return replace(self, elements=kept, camera_moves=self.camera_moves if filmed else ())

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

    def __str__(self) -> str:
        """As the command line shows it."""
        from promptkit.notebook.in_text import one_alone  # noqa: PLC0415

        return one_alone(self)

    def _repr_html_(self) -> str:
        from promptkit.notebook.scene import html  # noqa: PLC0415

        return html(self)
