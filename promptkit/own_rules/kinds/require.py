"""`require`: if there is one thing, then there must be another."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from promptkit.own_rules.kind import Hit, Kind, Place
from promptkit.own_rules.parts import Part, first
from promptkit.own_rules.targets import TargetPattern, fits
from promptkit.own_rules.words import Words, spans
from promptkit.scene import Span
from promptkit.shot import Shot

_NO_KEYS = ("id", "prompt", "vars", "ignore", "origin", "unresolved")
KEYS = tuple(each.name for each in fields(Shot) if each.name not in _NO_KEYS)
"""Of a shot, that a rule may ask for."""


def _of_a_shot(key: str) -> str:
    if key not in KEYS:
        raise ValueError(f"{key!r} is no key of a shot; it has {', '.join(KEYS)}")
    return key


Key = Annotated[str, AfterValidator(_of_a_shot)]


class Then(BaseModel):
    """What must be there: any of the words, and the part of the scene, and the key."""

    model_config = ConfigDict(extra="forbid")

    words: Words | None = None
    role: Part | None = None
    key: Key | None = None

    @model_validator(mode="after")
    def _asks(self) -> "Then":
        if all(getattr(self, name) is None for name in type(self).model_fields):
            raise ValueError(f"needs one of {', '.join(type(self).model_fields)}")
        return self


class If(Then):
    """When it must be there: all that is given here holds."""

    target: TargetPattern | None = None


class Require(BaseModel):
    """A condition and what it calls for."""

    model_config = ConfigDict(extra="forbid")

    condition: If = Field(alias="if")
    then: Then


def _find(rule: Require, place: Place) -> Iterator[Hit]:
    causes = _causes(rule.condition, place)
    lacks = _lacking(rule.then, place)
    if causes is not None and lacks:
        span = next((each for each in causes if isinstance(each, Span)), None)
        found = span.text if span else " and ".join(map(str, causes))
        yield Hit(span, found, " and ".join(lacks))


def _causes(condition: If, place: Place) -> list[Span | str] | None:
    """What fulfils a condition: the words that do, and the names of what is no text; None where it does not hold."""
    shot, found = place.shot, list[Span | str | None]()
    if condition.words:
        found.append(next(spans(condition.words, place.text), None))
    if condition.role:
        found.append(first(condition.role, place.read))
    if condition.key:
        found.append(condition.key if _has(shot, condition.key) else None)
    if condition.target:
        found.append(place.target.name if place.target and fits(place.target, condition.target) else None)
    return [each for each in found if each is not None] if None not in found else None


def _lacking(then: Then, place: Place) -> list[str]:
    lacks = []
    if then.words and not any(spans(then.words, place.text)):
        lacks.append(" or ".join(then.words))
    if then.role and first(then.role, place.read) is None:
        lacks.append(then.role)
    if then.key and not _has(place.shot, then.key):
        lacks.append(then.key)
    return lacks


def _has(shot: Shot, key: str) -> bool:
    return getattr(shot, key) not in (None, "", ())


REQUIRE = Kind("require", Require, _find, reads_scene=lambda rule: bool(rule.condition.role or rule.then.role))
