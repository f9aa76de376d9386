"""What is asked of a video model, and where in which file it was written."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

LAST_FRAME = "last-frame://"
"""Before the id of a shot: its last frame, once it is there."""
NOT_IN_SOURCE = -1
"""The offset of a character that was not typed in the file (it came out of a template variable)."""


@dataclass(frozen=True)
class Document:
    """One text that shots were read from."""

    path: str
    """As the user gave it; `<stdin>` or `<prompt>` when it is no file."""
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character offset, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1


@dataclass(frozen=True)
class Written:
    """How one field of a shot stands in its document."""

    offsets: Sequence[int]
    """Document offset of every character of the value, and of its end: `len(value) + 1` entries."""
    encode: Callable[[str], str] = field(default=str, compare=False)
    """Text to be put inside the field → the characters to write there (quoting and escapes of the format)."""
    ends: tuple[int, ...] = ()
    """Where what was typed for each character ends; empty: where the next one begins. Templates leave gaps."""

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Document span of `value[start:end]`, or None when a part of it was not typed in the file."""
        if start == end:
            place = self.offsets[start]
            if place == NOT_IN_SOURCE and start > 0:
                place = self._end(start - 1)
            return None if place == NOT_IN_SOURCE else (place, place)
        if NOT_IN_SOURCE in self.offsets[start:end]:
            return None
        return self.offsets[start], self._end(end - 1)

    def is_contiguous(self, start: int, end: int) -> bool:
        """Whether nothing else stands between the first and the last character of `value[start:end]`."""
        return all(self._end(index) == self.offsets[index + 1] for index in range(start, end - 1))

    def _end(self, index: int) -> int:
        return self.ends[index] if self.ends else self.offsets[index + 1]


@dataclass(frozen=True)
class Origin:
    """The place a shot was read from."""

    document: Document
    start: int = 0
    """Offset of the shot's prompt in the document."""
    written: Mapping[str, Written] = field(default_factory=dict)
    """By field name: the text fields that stand in the document (not those filled from the command line)."""
    values: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """By key: the document span of every value that stands there, in the shot itself or among the file's defaults."""
    is_named: bool = False
    """Whether the shot's id is its author's: others name its line, or its place in a list."""

    @property
    def line(self) -> int:
        """Line of the shot, from 1."""
        return self.document.position(self.start)[0]


@dataclass(frozen=True)
class Unresolved:
    """A template expression that no variable fills; `start:end` is its span in the prompt as given."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One clip to be made. None means: left to the target's default."""

    id: str
    prompt: str
    """Rendered text; templates are filled in."""
    negative: str | None = None
    """Bare terms to keep out, comma separated; how they reach the model is the target's business."""
    target: str | None = None
    """A target's name, optionally with a route: `kling-2.6@legacy`."""
    duration: float | None = None
    """Seconds."""
    mode: str | None = None
    purpose: Literal["preview", "final"] | None = None
    resolution: str | None = None
    aspect_ratio: str | None = None
    seed: int | None = None
    image: str | None = None
    last_image: str | None = None
    reference_video: str | None = None
    orientation: Literal["image", "video"] | None = None
    elements: tuple[str, ...] = ()
    sound: bool | str | None = None
    camera: str | None = None
    vars: Mapping[str, object] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    """Rules and families that are not to speak of this shot."""
    origin: Origin | None = field(default=None, compare=False, repr=False)
    unresolved: tuple[Unresolved, ...] = ()

    @property
    def is_resolved(self) -> bool:
        """False when the prompt still holds template expressions that nothing fills."""
        return not self.unresolved

    def with_text(self, field: str, value: str) -> "Shot":
        """The shot with another value of one of `WRITABLE`."""
        if field == "aspect_ratio":
            return replace(self, aspect_ratio=value)
        return replace(self, prompt=value) if field == "prompt" else replace(self, negative=value)


TEXT_FIELDS = ("prompt", "negative")
"""The fields that hold language; findings name one of them."""
WRITABLE = (*TEXT_FIELDS, "aspect_ratio")
"""The fields that fixes write."""
