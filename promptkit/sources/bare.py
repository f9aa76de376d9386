"""Values in formats where every value is bare text: cells of a table, words behind a mark."""

import json
import re
from collections.abc import Callable, Iterable

from promptkit.errors import UsageError
from promptkit.shot import TEXT_FIELDS

VARIABLE = "vars."
"""Before the name of a template variable."""
_LISTS = ("elements", "tags")
_NO_NAME = re.compile(r'[,|"\[\]{}]')
"""What stands in no name: other marks than the one between names, or a list as other formats write it."""
_WORDS = {"true": True, "false": False}


def read_bare(given: Iterable[tuple[str, str]], where: Callable[[str], str]) -> dict[str, object]:
    """Keys and their text → the values of a shot; `vars.NAME` gives a template variable.

    Args:
        given: keys and their text.
        where: the place of a key's value, for messages.

    Raises:
        UsageError: a text that is no list of names, or no single value, where one is wanted.
    """
    values: dict[str, object] = {}
    variables: dict[str, object] = {}
    for name, text in given:
        if reason := _refused(name, text):
            raise UsageError(f"{where(name)}: {name}: {reason}, got {text.strip()!r}")
        if name.startswith(VARIABLE):
            variables[name.removeprefix(VARIABLE)] = text
        else:
            values[name] = _read(name, text)
    return {**values, "vars": variables} if variables else values


def _refused(name: str, text: str) -> str:
    """Why a text cannot be what its key wants; empty where it can."""
    if name == "vars":
        return "each variable has a name of its own here, such as vars.hero"
    if name.startswith(VARIABLE) and _is_json(text):
        return "one text is wanted; give each value a shot of its own, or write lists in .yaml or .jsonl"
    if name in _LISTS and any(map(_NO_NAME.search, _parts(text))):
        return "names with semicolons between are wanted, such as 'a; b'"
    if name == "ignore" and text.lstrip().startswith("["):
        return "rules with semicolons between are wanted, without brackets"
    return ""


def _is_json(text: str) -> bool:
    """Whether a text is a list or a table, as programs write it into a cell."""
    if not text.lstrip().startswith(("[", "{")):
        return False
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _read(name: str, text: str) -> object:
    if name in _LISTS:
        return _parts(text)
    if name == "sound":
        return _WORDS.get(text.strip().lower(), text)
    return text if name in TEXT_FIELDS else text.strip()


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
