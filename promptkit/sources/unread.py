"""What could not be read, as programs take it: the file, the place in it, the reason."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from promptkit.errors import MOST_SHOWN, UsageError, each_of

_PLACE = re.compile(r":(?P<line>\d+)(?::(?P<column>\d+))?: (?P<message>.*)", re.DOTALL)


@dataclass(frozen=True)
class Unread:
    """One reason why a file was not read."""

    path: str
    message: str
    line: int | None = None
    """From 1; None where it is about the whole file."""
    column: int | None = None

    def __str__(self) -> str:
        """As errors say it: `path:line:column: reason`."""
        place = "".join(f":{number}" for number in (self.line, self.column) if number is not None)
        return f"{self.path}{place}: {self.message}"


def unread_of(path: str, error: UsageError) -> list[Unread]:
    """What an error says of a file, taken apart."""
    return [_taken_apart(path, str(one)) for one in each_of(error)]


def lines(unread: Sequence[Unread]) -> Iterator[str]:
    """A line for each, and for each file only the first ones."""
    for path, group in groupby(unread, key=lambda one: one.path):
        its = [*group]
        yield from map(str, its[:MOST_SHOWN])
        if len(its) > MOST_SHOWN:
            yield f"{path}: and {len(its) - MOST_SHOWN} more like these"


def _taken_apart(path: str, said: str) -> Unread:
    rest = said.removeprefix(path)
    if found := _PLACE.fullmatch(rest):
        return Unread(path, found["message"], int(found["line"]), int(found["column"]) if found["column"] else None)
    return Unread(path, rest.removeprefix(": "))
