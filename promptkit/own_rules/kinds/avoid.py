"""`avoid`: words that may not stand there."""

from collections.abc import Iterator, Sequence

from promptkit.own_rules.kind import Hit, Kind, Place
from promptkit.own_rules.words import Words, spans


def _find(words: Sequence[str], place: Place) -> Iterator[Hit]:
    yield from (Hit(each, each.text) for each in spans(words, place.text))


AVOID = Kind("avoid", Words, _find)
