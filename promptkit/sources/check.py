"""The keys of a shot, checked at the edge: pydantic finds what is wrong, and this says it in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, Literal, TypedDict, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from promptkit.errors import PromptkitError, UsageError
from promptkit.shot import Document
from promptkit.sources.row import Row, at
from promptkit.target import find_target

MAX_SHOWN = 60
"""Characters of a wrong value that a message repeats."""


def _name(value: object) -> object:
    """Ids and resolutions such as 7 or 1080 are names even where the format reads a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _items(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Name = Annotated[str, BeforeValidator(_name), Field(min_length=1)]
Names = Annotated[tuple[Name, ...], BeforeValidator(_items)]


@dataclass(frozen=True)
class Instead:
    """A value to fill in that takes the place of the one that a shot gives itself."""

    value: object


class _Keys(BaseModel):
    """Every key that a shot may have."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    id: Name | None = None
    prompt: str
    negative: str | None = None
    target: str | None = None
    duration: Annotated[float, Field(gt=0)] | None = None
    mode: str | None = None
    purpose: Literal["preview", "final"] | None = None
    resolution: Name | None = None
    aspect_ratio: str | None = None
    seed: int | None = None
    image: str | None = None
    last_image: str | None = None
    reference_video: str | None = None
    orientation: Literal["image", "video"] | None = None
    elements: Names = ()
    sound: bool | str | None = None
    camera: str | None = None
    vars: dict[str, Any] = Field(default_factory=dict)
    tags: Names = ()
    ignore: Names = ()


KEYS = tuple(_Keys.model_fields)

_EXPECTED: Mapping[str, str] = {
    "duration": "a number of seconds above 0, such as 5",
    "purpose": "preview or final",
    "orientation": "image or video",
    "seed": "a whole number",
    "elements": "a list of names",
    "tags": "a list of names",
    "ignore": "a list of rules or families",
    "sound": "true, false or a text",
    "vars": "a table of names and values, such as {hero: a cat}",
}


class Checked(TypedDict):
    """The keys of `Shot` that come from a row, with their types made sure."""

    id: str | None
    prompt: str
    negative: str | None
    target: str | None
    duration: float | None
    mode: str | None
    purpose: Literal["preview", "final"] | None
    resolution: str | None
    aspect_ratio: str | None
    seed: int | None
    image: str | None
    last_image: str | None
    reference_video: str | None
    orientation: Literal["image", "video"] | None
    elements: tuple[str, ...]
    sound: bool | str | None
    camera: str | None
    vars: dict[str, Any]
    tags: tuple[str, ...]
    ignore: tuple[str, ...]


def checked(document: Document, row: Row, fill: Mapping[str, object]) -> Checked:
    """The row's values over the file's defaults over `fill`, each of the right type.

    Raises:
        UsageError: an unknown key, a wrong type, an empty prompt, an unknown target; the message names the place.
    """
    merged = _merged(row, fill)
    for key, value in merged.items():
        _refuse_half_characters(_where(document, row, key), value)
    if isinstance(merged.get("prompt"), str) and not str(merged["prompt"]).strip():
        raise UsageError(f"{_where(document, row, 'prompt')}: the prompt is empty; write what the clip is to show")
    try:
        keys = _Keys.model_validate(merged, strict=row.is_typed)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False)
        first = min(wrong, key=lambda one: one["type"] == "missing")  # a misspelt key is why the right one is missing
        key = str(first["loc"][0])
        where = _named_at(document, row, key) if first["type"] == "extra_forbidden" else _where(document, row, key)
        raise UsageError(f"{where}: {_reason(first['type'], key, first['input'])}") from error
    if keys.target is not None:
        try:
            find_target(keys.target)
        except PromptkitError as error:
            raise UsageError(f"{_where(document, row, 'target')}: {error}") from error
    return cast(Checked, vars(keys))


def _merged(row: Row, fill: Mapping[str, object]) -> dict[str, object]:
    """What is given: a key that is absent or null leaves the value open to the next in line, `Instead` outweighs it."""
    merged: dict[str, object] = {}
    filled = {key: value for key, value in fill.items() if not isinstance(value, Instead)}
    for layer in (filled, row.defaults.values if row.defaults else {}, row.values):
        for key, value in layer.items():
            old = merged.get(key)
            if key == "vars" and isinstance(old, Mapping) and isinstance(value, Mapping):
                merged[key] = {**old, **value}
            elif value is not None:
                merged[key] = value
    return merged | {key: value.value for key, value in fill.items() if isinstance(value, Instead)}


def _where(document: Document, row: Row, key: str) -> str:
    for layer in (row, row.defaults):
        if layer is not None and key in layer.places:
            return at(document, layer.places[key])
    return at(document, row.start)


def _named_at(document: Document, row: Row, key: str) -> str:
    """Where a key itself stands; its value, in formats where it has no place beside it."""
    layers = [layer for layer in (row, row.defaults) if layer is not None and key in layer.names]
    return at(document, layers[0].names[key]) if layers else _where(document, row, key)


def _reason(kind: str, key: str, value: object) -> str:
    if kind == "extra_forbidden":
        near = get_close_matches(key.lower(), KEYS, n=1, cutoff=0.7)
        hint = f"did you mean {near[0]!r}?" if near else f"a shot has: {', '.join(KEYS)}"
        if not near and not key.islower():
            hint = "if it is part of a text, put the text in quotes"
        return f"unknown key {key!r}; {hint}"
    if kind == "missing":
        return 'this shot has no prompt; add the key "prompt"'
    shown = repr(value)
    got = shown if len(shown) <= MAX_SHOWN else f"{shown[:MAX_SHOWN]}..."
    return f"{key} must be {_EXPECTED.get(key, 'a text')}, got {got}"


def _refuse_half_characters(where: str, value: object) -> None:
    """Half of a surrogate pair (an escape such as U+D83D by itself) cannot be written to any file."""
    todo = [value]
    while todo:
        part = todo.pop()
        if isinstance(part, Mapping):
            todo += [*part, *part.values()]
        elif isinstance(part, list | tuple):
            todo += part
        elif isinstance(part, str):
            try:
                part.encode()
            except UnicodeEncodeError as error:
                half = part[error.start]
                raise UsageError(f"{where}: {half!a} is half of a character; write the character itself") from error
