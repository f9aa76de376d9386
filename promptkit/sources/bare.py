"""Values in formats where every value is bare text: cells of a table, words behind a mark."""

from collections.abc import Iterable

from promptkit.shot import TEXT_FIELDS

_LISTS = ("elements", "tags")
_WORDS = {"true": True, "false": False}


def read_bare(given: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Keys and their text → the values of a shot; `vars.NAME` gives a template variable."""
    values: dict[str, object] = {}
    variables: dict[str, object] = {}
    for name, text in given:
        if name.startswith("vars."):
            variables[name.removeprefix("vars.")] = text
        else:
            values[name] = _read(name, text)
    return {**values, "vars": variables} if variables else values


def _read(name: str, text: str) -> object:
    if name in _LISTS:
        return [part.strip() for part in text.split(";") if part.strip()]
    if name == "sound":
        return _WORDS.get(text.strip().lower(), text)
    return text if name in TEXT_FIELDS else text.strip()
