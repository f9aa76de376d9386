"""A kind of own rule: one key of a rule file, what may stand under it, and what it finds."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter

from promptkit.registry import units
from promptkit.scene import Scene, Span
from promptkit.shot import Shot
from promptkit.target import Target
from promptkit.tidy import Cut


@dataclass(frozen=True)
class Place:
    """What a rule looks at: one field of a shot."""

    shot: Shot
    field: str
    target: Target | None = None
    scene: Scene | None = None
    """Of the prompt; there for kinds that read it."""
    before: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """What the shots before this one in its file told, for kinds that tell."""

    @property
    def text(self) -> str:
        """Of the field; an absent one counts as empty."""
        return getattr(self.shot, self.field) or ""

    @property
    def read(self) -> Scene:
        """The scene, for kinds that say that they read it."""
        assert self.scene is not None
        return self.scene


@dataclass(frozen=True)
class Hit:
    """Something found."""

    span: Span | None
    """None: the field as a whole."""
    found: str
    """What the message calls `{found}`."""
    instead: str = ""
    """What the message calls `{instead}`."""
    mend: Cut | None = None
    certain: bool = True
    """Whether mending keeps the meaning."""


def put(span: Span, instead: str, *, certain: bool = True) -> Hit:
    """A hit that other words mend."""
    found = " ".join(span.text.split())
    return Hit(span, found, instead, Cut(span.start, span.end, instead), certain)


def never(_value: Any) -> bool:
    """The scene is not read."""
    return False


@dataclass(frozen=True)
class Kind:
    """One kind of own rule."""

    name: str
    """The key in the rule file."""
    form: Any
    """The type of what stands under the key, for pydantic; it refuses what cannot be meant, with the remedy."""
    find: Callable[[Any, Place], Iterator[Hit]]
    reads_scene: Callable[[Any], bool] = never
    tell: Callable[[Any, Place], Mapping[str, str]] | None = None
    """What a shot says that the shots after it in its file are held to."""
    fix: str = "None."
    """For the page of a rule."""

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """Checks what stands under the key."""
        return TypeAdapter(self.form)


def all_kinds() -> Mapping[str, Kind]:
    """Every kind by its key."""
    return units("promptkit.own_rules.kinds", Kind)
