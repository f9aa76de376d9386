"""`measure`: how long a text is, and how much is to happen in it."""

from collections.abc import Callable, Iterator

from pydantic import BaseModel, ConfigDict, model_validator

from promptkit.own_rules.kind import Hit, Kind, Place
from promptkit.own_rules.limit import Limit
from promptkit.own_rules.words import sentences
from promptkit.scene import Span


class Measure(BaseModel):
    """Bounds of each number; one at least is given."""

    model_config = ConfigDict(extra="forbid")

    words: Limit | None = None
    """Between blanks."""
    sentences: Limit | None = None
    characters: Limit | None = None
    longest_sentence: Limit | None = None
    """Its words."""
    moving: Limit | None = None
    """Elements that move: subjects, environment and camera, as `promptkit scene` counts its load."""
    beats: Limit | None = None
    """Actions of the main subject one after another."""

    @model_validator(mode="after")
    def _measures(self) -> "Measure":
        if all(limit is None for _, limit in self):
            raise ValueError(f"needs one of {', '.join(type(self).model_fields)}")
        return self


def _words(text: str) -> int:
    return len(text.split())


def _longest(place: Place) -> Span | None:
    return max(sentences(place.text), key=lambda each: _words(each.text), default=None)


_NUMBERS: dict[str, tuple[str, Callable[[Place], int]]] = {
    "words": ("word", lambda place: _words(place.text)),
    "sentences": ("sentence", lambda place: len(sentences(place.text))),
    "characters": ("character", lambda place: len(place.text)),
    "longest_sentence": ("word", lambda place: _words(longest.text) if (longest := _longest(place)) else 0),
    "moving": ("moving element", lambda place: place.read.load),
    "beats": ("beat", lambda place: place.read.beats),
}


def _find(rule: Measure, place: Place) -> Iterator[Hit]:
    for name, (unit, number) in _NUMBERS.items():
        limit: Limit | None = getattr(rule, name)
        if limit is None:
            continue
        got = number(place)
        is_more = limit.most is not None and got > limit.most
        if got < limit.least or is_more:
            bound = f"at most {limit.most}" if is_more else f"at least {limit.least}"
            where = _longest(place) if name == "longest_sentence" else None
            in_one = " in one sentence" if name == "longest_sentence" else ""
            yield Hit(where, f"{got} {unit}{'' if got == 1 else 's'}{in_one}", bound)


MEASURE = Kind("measure", Measure, _find, reads_scene=lambda rule: bool(rule.moving or rule.beats))
