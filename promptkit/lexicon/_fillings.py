"""What an adjective says a place is full of, the daylight that a prompt names, and hints: loading, and looking up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from promptkit.lexicon._find import find_phrase
from promptkit.lexicon._toml import read_table, with_tuples


@dataclass(frozen=True, kw_only=True, eq=False)
class Filling:
    """What fills a place, and how it moves there."""

    name: str
    named: Mapping[str, str]
    """Adjective → what it speaks of: foggy → fog."""
    moves: tuple[str, ...]
    where: tuple[str, ...] = ()
    """Names of the places where it is worded so; any place in the open when empty."""
    still: bool = False
    """Moves although no air does."""
    unless: tuple[str, ...] = ()
    """Words of the prompt with which it does not move."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Daylight:
    """How daylight is named, what speaks against changing it, and how it changes."""

    hours: tuple[str, ...]
    suns: tuple[str, ...]
    named: tuple[str, ...]
    adjectives: tuple[str, ...]
    windows: tuple[str, ...]
    falls: tuple[str, ...]
    leaves: tuple[str, ...]
    against: tuple[str, ...]
    open: tuple[str, ...]
    room: tuple[str, ...]
    anywhere: tuple[str, ...]
    dappled: tuple[str, ...]
    grey: tuple[str, ...]
    from_the_air: tuple[str, ...]
    shadows: tuple[str, ...]
    land: Mapping[str, str]
    """Name of a place → what the shadows of clouds slide over there."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Hint:
    """What could be told of a thing that is not set in motion."""

    name: str
    nouns: tuple[str, ...]
    say: str


@cache
def fillings() -> tuple[Filling, ...]:
    """Every filling, in the order in which they are tried."""
    return tuple(Filling(**with_tuples(row)) for row in read_table("fillings")["filling"])


@cache
def daylight() -> Daylight:
    """Daylight, as `daylight.toml` has it."""
    return Daylight(**with_tuples(read_table("daylight")))


@cache
def hints() -> tuple[Hint, ...]:
    """What could be told of things, kind by kind."""
    return tuple(Hint(**with_tuples(row)) for row in read_table("hints")["hint"])


def implied_by_adjectives(prompt: str) -> frozenset[str]:
    """What the adjectives of a prompt speak of: fog in "a foggy harbour".

    >>> sorted(implied_by_adjectives("a crowded platform in a misty valley"))
    ['mist', 'people']
    """
    return frozenset(
        stuff for filling in fillings() for word, stuff in filling.named.items() if find_phrase(prompt, [word])
    )
