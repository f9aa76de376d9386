"""Every key that a shot may have: its type, and one line about it, which `promptkit keys` shows."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

_SECONDS = re.compile(r"([0-9]+(?:[.,][0-9]+)?) *(?:s|sec|secs|second|seconds)?", re.IGNORECASE)
"""A length as people write it."""
_ENTRY = re.compile(r"[^\s,;]+(?:\s+[^\s,;](?:[^;]*[^\s;])?)?")


def _name(value: object) -> object:
    """Ids and resolutions such as 7 or 1080 are names even where the format reads a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _seconds(value: object) -> object:
    """`5s`, `5 s` and `2,5` are seconds in every format; a bare `5` is a number only where every value is text."""
    if not isinstance(value, str) or value.strip().isdecimal():
        return value
    seconds = seconds_of(value)
    return value if seconds is None else seconds


def seconds_of(text: str) -> float | None:
    """The length that `5`, `5s`, `5 s` or `2,5` says; None where it says none."""
    found = _SECONDS.fullmatch(text.strip())
    return float(found[1].replace(",", ".")) if found else None


def _items(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _names_alone(value: object) -> object:
    """`static-description it is a time lapse` is a rule and a reason; one text may hold them all."""
    items = tuple(value[start:end] for start, end in entries_of(value)) if isinstance(value, str) else _items(value)
    return tuple(map(_first_word, items)) if isinstance(items, tuple) else items


def entries_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the names of `rule; rule why` or `rule, rule why` stand, with their reasons.

    A name has no blanks, so what follows one is the reason, commas and all.
    """
    return (found.span() for found in _ENTRY.finditer(text))


def _first_word(item: object) -> object:
    return item.split()[0] if isinstance(item, str) and item.strip() else item


Name = Annotated[str, BeforeValidator(_name), Field(pattern=r"\S")]
Names = Annotated[tuple[Name, ...], BeforeValidator(_items)]


def _open(about: str, default: object = None) -> Any:
    """A key that may be left out."""
    return Field(default=default, description=about)


class Keys(BaseModel):
    """Every key that a shot may have."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    id: Name | None = _open("what findings, runs and reports call it; else its file and line")
    prompt: str = Field(description="what is to be seen; a template over vars where it holds {{ name }}")
    negative: str | None = _open("what must not be seen: bare terms, commas between")
    target: str | None = _open("the video model, such as kling-3.0; `promptkit targets` lists them")
    duration: Annotated[float | None, BeforeValidator(_seconds), Field(gt=0)] = _open("how long the clip is")
    mode: str | None = _open("the mode of the model, such as std or pro")
    purpose: Literal["preview", "final"] | None = _open("what is final is not to be made in a mode for drafts")
    resolution: Name | None = _open("such as 720p")
    aspect_ratio: str | None = _open("such as 16:9")
    seed: int | None = _open("the number that makes a clip again, on models that take one")
    image: str | None = _open("a file or an address: the first frame")
    last_image: str | None = _open("a file or an address: the last frame")
    reference_video: str | None = _open("a file or an address: the video whose motion it takes over")
    orientation: Literal["image", "video"] | None = _open(
        "whether people face as in the image or as in the reference video"
    )
    elements: Names = _open("people and things registered with the service; the prompt says @name", ())
    sound: bool | str | None = _open("whether the clip has sound, or what the target calls that")
    camera: str | None = _open("a camera setting of the model, by its name there")
    vars: dict[str, Any] = Field(
        default_factory=dict, description="values for the template; a list makes a shot for each of its values"
    )
    tags: Names = _open("words to sort shots by; nothing is read out of them", ())
    ignore: Annotated[tuple[Name, ...], BeforeValidator(_names_alone)] = _open(
        "rules that say nothing of it; a reason may stand behind the name", ()
    )


KEYS = tuple(Keys.model_fields)

EXPECTED: Mapping[str, str] = {
    "duration": "a number of seconds above 0, such as 5 or 2.5",
    "purpose": "preview or final",
    "orientation": "image or video",
    "seed": "a whole number",
    "elements": "a list of names",
    "tags": "a list of names",
    "ignore": "a list of rules or families, or a text of them with semicolons between",
    "sound": "true, false or a text",
    "vars": "a table of names and values, such as {hero: a cat}",
}
"""What a value must be, where it is no text."""


class Key(NamedTuple):
    """One key, for people."""

    name: str
    value: str
    """What its value must be."""
    about: str


def all_keys() -> list[Key]:
    """Every key of a shot, in the order in which it is best written."""
    return [Key(name, EXPECTED.get(name, "a text"), each.description or "") for name, each in Keys.model_fields.items()]
