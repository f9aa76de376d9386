"""The keys of a shot, checked at the edge: pydantic finds what is wrong, and this says it in plain words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypedDict, cast

from pydantic import ValidationError

from promptkit.errors import PromptkitError, Several, UsageError
from promptkit.shot import Document
from promptkit.sources.key_names import meant
from promptkit.sources.keys import EXPECTED, KEYS, Keys
from promptkit.sources.row import Row, at
from promptkit.target import find_target

MAX_SHOWN = 60
"""Characters of a wrong value that a message repeats."""


@dataclass(frozen=True)
class Instead:
    """A value to fill in that takes the place of the one that a shot gives itself."""

    value: object


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
        if half := _half_character(value):
            raise UsageError(
                f"{_where(document, row, key)}: {half!a} is half of a character; write the character itself"
            )
    if isinstance(merged.get("prompt"), str) and not str(merged["prompt"]).strip():
        raise UsageError(f"{_where(document, row, 'prompt')}: the prompt is empty; write what the clip is to show")
    try:
        keys = Keys.model_validate(merged, strict=row.is_typed)
    except ValidationError as error:
        raise Several(_complaints(document, row, error)) from error
    if keys.target is not None:
        try:
            keys.target = find_target(keys.target).full_name
        except PromptkitError as error:
            raise UsageError(f"{_where(document, row, 'target')}: {error}") from error
    return cast(Checked, vars(keys))


def _complaints(document: Document, row: Row, error: ValidationError) -> Iterator[UsageError]:
    """What is wrong with a row, once for each key; a misspelt key is why the right one is missing."""
    wrong = error.errors(include_url=False, include_context=False)
    told = [one for one in wrong if one["type"] != "missing"] or wrong
    first: dict[str, Any] = {}
    for one in told:
        first.setdefault(str(one["loc"][0]), one)
    for key, one in first.items():
        where = _named_at(document, row, key) if one["type"] == "extra_forbidden" else _where(document, row, key)
        yield UsageError(f"{where}: {_reason(one['type'], key, one['input'])}")


def _merged(row: Row, fill: Mapping[str, object]) -> dict[str, object]:
    """What is given: null takes away the file's default; what then is open is filled, and `Instead` outweighs all."""
    merged: dict[str, object] = {**(row.defaults.values if row.defaults else {})}
    for key, value in row.values.items():
        old = merged.get(key)
        if key == "vars" and isinstance(old, Mapping) and isinstance(value, Mapping):
            merged[key] = {**old, **value}
        else:
            merged[key] = value
    for key, value in fill.items():
        if isinstance(value, Instead):
            merged[key] = value.value
        elif merged.get(key) is None:
            merged[key] = value
    return {key: value for key, value in merged.items() if value is not None}


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
        near = meant(key, KEYS)
        hint = f"did you mean {near!r}?" if near else f"a shot has: {', '.join(KEYS)}; see promptkit keys"
        if not near and not key.islower():
            hint = "if it is part of a text, put the text in quotes"
        return f"unknown key {key!r}; {hint}"
    if kind == "missing":
        return 'this shot has no prompt; add the key "prompt"'
    if kind == "string_pattern_mismatch":
        return f"{key} is empty; write one, or leave {key} out"
    shown = repr(value)
    got = shown if len(shown) <= MAX_SHOWN else f"{shown[:MAX_SHOWN]}..."
    return f"{key} must be {EXPECTED.get(key, 'a text')}, got {got}"


def _half_character(value: object) -> str:
    """Half of a surrogate pair (an escape such as U+D83D by itself), which no file can hold; else empty."""
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
                return part[error.start]
    return ""
