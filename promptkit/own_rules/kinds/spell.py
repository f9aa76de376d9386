"""`spell`: a word that is one or two letters off a name of the team."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from promptkit.own_rules.kind import Hit, Kind, Place
from promptkit.own_rules.ordinary import is_ordinary
from promptkit.own_rules.words import Plain, folded, once_each, openings, outside, spans
from promptkit.scene import Span
from promptkit.tidy import Cut, quotations

MOST_NAMES = 200
_SHORTEST, _LONGEST = 4, 60
_TWO_OFF = 8
"""Letters from which a name may be two off; in a shorter one two letters make another word."""
_PIECE = re.compile(r"[^\W_]+")


def _tellable(name: str) -> str:
    if not _SHORTEST <= len(name) <= _LONGEST or not _PIECE.search(name):
        raise ValueError(f"{name!r}: names of {_SHORTEST} to {_LONGEST} letters can be told from other words")
    return name


Name = Annotated[Plain, AfterValidator(_tellable)]


@dataclass(frozen=True)
class _Known:
    """A name taken apart."""

    name: str
    plain: str
    """In small letters."""
    pieces: int
    gaps: tuple[str, ...]
    """What stands between its pieces."""
    off: int
    """Letters that a slip may be off."""


class Spell(BaseModel):
    """Names, and how far off a word still counts as one of them."""

    model_config = ConfigDict(extra="forbid")

    names: Annotated[list[Name], Field(min_length=1, max_length=MOST_NAMES)]
    letters: Annotated[int, Field(ge=1, le=2)] = 2
    """At most so many letters off; names of fewer than eight letters: one."""
    excepted: Annotated[list[Plain], Field(min_length=1, max_length=MOST_NAMES)] | None = Field(None, alias="except")
    """Words that are near a name, and right."""

    @model_validator(mode="after")
    def _has_each_once(self) -> "Spell":
        once_each(self.names)
        return self

    @cached_property
    def known(self) -> tuple[_Known, ...]:
        """The names, those of most pieces first."""
        apart = [_apart(" ".join(name.split()), self.letters) for name in self.names]
        return tuple(sorted(apart, key=lambda each: -each.pieces))

    @cached_property
    def right(self) -> tuple[str, ...]:
        """All that is right as it stands, plurals too."""
        ends = ("", "s", "es")
        return tuple(f"{name}{end}" for name in self.names for end in ends) + tuple(self.excepted or ())


def _apart(name: str, letters: int) -> _Known:
    plain = folded(name).replace("’", "'")
    found = [match.span() for match in _PIECE.finditer(plain)]
    gaps = tuple(plain[end:start] for (_, end), (start, _) in pairwise(found))
    off = letters if sum(map(str.isalnum, plain)) >= _TWO_OFF else 1
    return _Known(name, plain, len(found), gaps, off)


def _find(rule: Spell, place: Place) -> Iterator[Hit]:
    text = place.text
    is_other = outside([(each.start, each.end) for each in spans(rule.right, text)])
    is_free, starts = outside(quotations(text)), openings(text)
    pieces = [Span(match[0], *match.span()) for match in _PIECE.finditer(text)]
    taken: list[Hit] = []
    for count in dict.fromkeys(each.pieces for each in rule.known):
        names = tuple(each for each in rule.known if each.pieces == count)
        for at in range(len(pieces) - count + 1):
            window = pieces[at : at + count]
            span = Span(text[window[0].start : window[-1].end], window[0].start, window[-1].end)
            if not is_other(span) or all(_may_be_meant(each, starts) for each in window):
                continue
            hit = _judged(span, names, may_mend=is_free(span))
            if hit and not any(_overlap(span, one.span) for one in taken):
                taken.append(hit)
    yield from taken


def _overlap(one: Span, other: Span | None) -> bool:
    return other is not None and one.start < other.end and other.start < one.end


def _may_be_meant(piece: Span, starts: frozenset[int]) -> bool:
    """Whether it may be an ordinary word: a capital in the midst of a sentence says that it is a name."""
    is_marked = not piece.text.islower() and not piece.text.isupper() and piece.start not in starts
    return not is_marked and is_ordinary(piece.text)


def _judged(span: Span, names: tuple[_Known, ...], *, may_mend: bool) -> Hit | None:
    nearest = _nearest(folded(span.text).replace("’", "'"), names)
    if not nearest:
        return None
    found = " ".join(span.text.split())
    instead = [each.name.upper() if found.isupper() else each.name for each in nearest]
    if len(nearest) > 1 or not may_mend:
        return Hit(span, found, " or ".join(instead))
    return Hit(
        span, found, instead[0], Cut(span.start, span.end, instead[0]), _is_slip(folded(found), nearest[0].plain)
    )


@lru_cache(maxsize=20_000)
def _nearest(word: str, names: tuple[_Known, ...]) -> tuple[_Known, ...]:
    """The names that a word is nearest to, within what each allows."""
    scored = [(off, each) for each in names if (off := _off(word, each)) is not None]
    least = min((off for off, _ in scored), default=0)
    return tuple(each for off, each in scored if off == least)


def _off(word: str, known: _Known) -> int | None:
    """How many letters a word is off a name; None when too many, or when digits or gaps differ: "Veo 2" is no slip."""
    name, letters = known.plain, {*word} ^ {*known.plain}
    if abs(len(word) - len(name)) > known.off or len(letters) > 2 * known.off or any(map(str.isdigit, letters)):
        return None
    if _digits(word) != _digits(name) or _PIECE.split(word)[1:-1] != [*known.gaps]:
        return None
    off = _distance(word, name, known.off)
    return off if 0 < off <= known.off else None


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def _distance(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap with their neighbour; above `most` where they are more.

    What both begin with is passed over, so that few letters are looked at: there are many names and many words.
    """
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[same:], other[same:]
    if not one or not other or most == 0:
        return max(len(one), len(other))
    rests = [(one[1:], other[1:]), (one[1:], other), (one, other[1:])]
    if one[:2] == other[1::-1] and len(one) > 1:
        rests.append((one[2:], other[2:]))
    return 1 + min(_distance(a, b, most - 1) for a, b in rests)


def _is_slip(found: str, name: str) -> bool:
    """Whether two neighbours are swapped or letters are doubled, or not: slips that seldom make another name.

    "Maria" for "Mario" is one letter off too, and another person.
    """
    if len(found) == len(name):
        wrong = [at for at, (a, b) in enumerate(zip(found, name, strict=True)) if a != b]
        return len(wrong) == 2 and sorted(found) == sorted(name) and wrong[1] == wrong[0] + 1  # noqa: PLR2004
    return _undoubled(found) == _undoubled(name)


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


SPELL = Kind("spell", Spell, _find, fix="puts the name there; safe only where letters are swapped or doubled.")
