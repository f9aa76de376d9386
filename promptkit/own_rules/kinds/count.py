"""`count`: how often words may stand there."""

from collections.abc import Iterator

from promptkit.own_rules.kind import Hit, Kind, Place
from promptkit.own_rules.limit import Limit
from promptkit.own_rules.words import Words, spans


class Count(Limit):
    """How often words may stand in a field."""

    words: Words


def _find(count: Count, place: Place) -> Iterator[Hit]:
    found = [*spans(count.words, place.text)]
    if len(found) < count.least:
        yield Hit(None, ", ".join(each.text for each in found))
    yield from (Hit(each, each.text) for each in (found[count.most :] if count.most is not None else ()))


COUNT = Kind("count", Count, _find)
