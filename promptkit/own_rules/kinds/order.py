"""`order`: which part of the scene is named before which."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import AfterValidator, Field

from promptkit.own_rules.kind import Hit, Kind, Place
from promptkit.own_rules.parts import Part, first
from promptkit.own_rules.words import once_each


def _each_once(parts: list[Part]) -> list[Part]:
    once_each(parts)
    return parts


def _find(parts: Sequence[Part], place: Place) -> Iterator[Hit]:
    """The first mention of each part that stands before a part that should precede it."""
    spans = [span for part in parts if (span := first(part, place.read))]
    for at, span in enumerate(spans):
        if any(earlier.start > span.start for earlier in spans[:at]):
            yield Hit(span, span.text)


ORDER = Kind(
    "order", Annotated[list[Part], Field(min_length=2), AfterValidator(_each_once)], _find, reads_scene=lambda _: True
)
