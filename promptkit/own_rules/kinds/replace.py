"""`replace`: words, and what to write instead of each."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from promptkit.own_rules.kind import Hit, Kind, Place, put
from promptkit.own_rules.words import MOST_WORDS, Word, like, listed_as, pattern, spans
from promptkit.tidy import cut


def _comes_to_rest(table: dict[str, str]) -> dict[str, str]:
    for old, new in table.items():
        again = pattern(tuple(table)).search(new)
        if again:
            raise ValueError(
                f"{new!r} for {old!r} would be replaced again ({again[0]!r}); take one of the two words out"
            )
    return table


def _find(table: Mapping[str, str], place: Place) -> Iterator[Hit]:
    for found in spans([*table], place.text):
        old = listed_as(found.text, table)
        new = like(found.text, old, table[old])
        yield put(found, new) if new else Hit(found, found.text, "", cut(place.text, found.start, found.end))


REPLACE = Kind(
    "replace",
    Annotated[dict[Word, str], Field(min_length=1, max_length=MOST_WORDS), AfterValidator(_comes_to_rest)],
    _find,
    fix="puts the other words there.",
)
