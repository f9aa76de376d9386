"""Where a key or a name stands in a TOML file; the parser of the standard library gives values alone."""

import re
from pathlib import Path

_TABLE = re.compile(r"[ \t]*\[+(?P<name>[^\]]*)\]")
_OURS = "tool.promptkit"


def line_of(path: str, name: str) -> str:
    """`path:line`, where a key, a table or a quoted name stands; the path alone where no line shows it.

    Args:
        path: a TOML file that was read before; in a pyproject.toml only `[tool.promptkit]` is searched.
        name: a key, a table's name, or a text.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return path
    last = re.escape(name.removeprefix("rules."))
    bare = rf"[\"']?{last}[\"']?"
    shown = re.compile(rf"[ \t]*{bare}[ \t.]*=|[ \t]*\[[^\]]*\b{bare}[\].]|[\"']{last}[\"']|[ \t]*{bare}\.")
    is_ours = Path(path).name != "pyproject.toml"
    for number, line in enumerate(lines, start=1):
        if (table := _TABLE.match(line)) and Path(path).name == "pyproject.toml":
            is_ours = table["name"].replace('"', "").replace(" ", "").startswith(_OURS)
        if is_ours and shown.search(line.partition("#")[0]):
            return f"{path}:{number}"
    return path
