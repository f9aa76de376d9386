"""What the TOML parser complains of → where it is, what was written wrong, and what to do."""

import re

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_KEY = re.compile(r"[ \t]*(?P<key>[\w.\"'-]+)[ \t]*(?P<mark>[=:])[ \t]*(?P<value>.*)$")
_BARE = re.compile(r"[^\W\d][^\"'\[\]{}#=]*")
"""A text without quotes."""
_MEANT = {"True": "true", "False": "false", "yes": "true", "no": "false", "Yes": "true", "No": "false"}
_LISTS = {"select", "extend-select", "ignore", "exclude", "rule-files"}


def broken(path: str, text: str, error: Exception) -> str:
    """`path:line:column: broken TOML: ...`, with the remedy for what people write most.

    Args:
        path: the file.
        text: what stands in it.
        error: what the parser raised.
    """
    said = str(error)
    found = _PLACE.search(said)
    reason = said[: found.start()] if found else said
    if found is None or found["line"] is None:
        return f"{path}: broken TOML: {reason[0].lower()}{reason[1:]} at its end; close the quote or the bracket"
    lines = text.split("\n")
    line = lines[int(found["line"]) - 1] if int(found["line"]) <= len(lines) else ""
    remedy = _remedy(line.rstrip("\r"), reason) or f"{reason[0].lower()}{reason[1:]}; mend this line"
    return f"{path}:{found['line']}:{found['column']}: broken TOML: {remedy}"


def _remedy(line: str, reason: str) -> str:
    parts = _KEY.match(line)
    if parts is None:
        return ""
    key, value = parts["key"], parts["value"].partition("#")[0].strip()
    if parts["mark"] == ":":
        return f"TOML has = where YAML has a colon; write {key} = {_as_written(key, value)}"
    if value in _MEANT:
        return f"{key}: write {key} = {_MEANT[value]}"
    if reason == "Cannot overwrite a value":
        return f"{key} is given twice; keep one"
    if "'\\n'" in reason or "'\\r'" in reason:
        return f"{key}: the quote is not closed on its line; close it"
    return f"{key}: a text stands in quotes; write {key} = {written}" if (written := _quoted(key, value)) else ""


def _as_written(key: str, value: str) -> str:
    return _quoted(key, value) or value


def _quoted(key: str, value: str) -> str:
    """What was meant by a value without quotes; empty where that cannot be told."""
    if value in _MEANT:
        return _MEANT[value]
    inside = value[1:-1].strip() if value.startswith("[") and value.endswith("]") else None
    items = [item.strip() for item in (value if inside is None else inside).split(",") if item.strip()]
    if not items or not all(_BARE.fullmatch(item) or re.fullmatch(r"\"[^\"]*\"|'[^']*'", item) for item in items):
        return ""
    quoted = [item if item[0] in "\"'" else f'"{item}"' for item in items]
    if inside is None and key not in _LISTS:
        return f'"{value}"' if _BARE.fullmatch(value) else ""
    return f"[{', '.join(quoted)}]"
