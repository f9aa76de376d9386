"""The files of the lexicon."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_table(name: str) -> dict[str, Any]:
    """What stands in `lexicon/NAME.toml`."""
    return tomllib.loads((files("promptkit.lexicon") / f"{name}.toml").read_text(encoding="utf-8"))


def with_tuples(row: Mapping[str, Any], *nested: str) -> dict[str, Any]:
    """A TOML table with its arrays as tuples; tables named in `nested` become texts by force."""
    return {
        key: {force: tuple(texts) for force, texts in value.items()}
        if key in nested
        else tuple(value)
        if isinstance(value, list)
        else value
        for key, value in row.items()
    }
