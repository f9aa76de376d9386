"""Regular expressions that are compiled when they are first used: there are hundreds, and few runs use them all."""

import re
from typing import Any, cast


class _Lazy:
    """Stands in for a compiled pattern."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)  # the next look-up finds it here
        return found


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, put off. It serves for its methods alone: `re.sub` does not take it, and no match's `re` is it."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
