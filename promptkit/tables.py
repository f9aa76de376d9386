"""Dataclasses out of TOML tables."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints


def overlaid(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """One table laid over another, key by key, and so the tables in it."""
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        merged[key] = overlaid(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return merged


def built(kind: Any, raw: Any, where: str) -> Any:
    """Dataclasses from tables, tuples from arrays, the rest as it is; unknown keys are errors."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        if unknown := set(raw) - {f.name for f in fields(kind)}:
            raise TypeError(f"{where}: unknown keys {sorted(unknown)}")
        return kind(**{key: built(hints[key], value, f"{where}.{key}") for key, value in raw.items()})  # type: ignore[operator]
    arguments = [argument for argument in get_args(kind) if argument is not type(None)]
    if get_origin(kind) is tuple:
        return tuple(built(arguments[0], item, where) for item in raw)
    if get_origin(kind) is Mapping:
        return {key: built(arguments[1], value, f"{where}.{key}") for key, value in raw.items()}
    if len(arguments) == 1 and type(None) in get_args(kind) and raw is not None:
        return built(arguments[0], raw, where)
    return _checked(kind, raw, where)


def _checked(kind: Any, raw: Any, where: str) -> Any:
    if get_origin(kind) is Literal:
        if raw not in get_args(kind):
            raise TypeError(f"{where}: {raw!r} is none of {get_args(kind)}")
        return raw
    if kind is float and isinstance(raw, int) and not isinstance(raw, bool):
        return float(raw)
    if isinstance(kind, type) and not isinstance(raw, kind):
        raise TypeError(f"{where}: {raw!r} is no {kind.__name__}")
    return raw
