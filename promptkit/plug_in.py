"""What other packages bring through the entry-point group `promptkit`, and what of it cannot be used.

A package that is broken is no reason to do without the others: it is said in one line, with the line of its file.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import TracebackType

GROUP = "promptkit"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PlugIns:
    """What was loaded, and a line for each that could not be."""

    loaded: tuple[object, ...]
    broken: tuple[str, ...]


@cache
def plug_ins() -> PlugIns:
    """All of them, loaded once."""
    loaded: list[object] = []
    broken: list[str] = []
    for entry in entry_points(group=GROUP):
        try:
            one = entry.load()
        except (Exception, SystemExit) as error:  # noqa: BLE001  (code of somebody else, which may raise anything)
            broken.append(_said(entry, f"{place_of(error, within=_is_theirs)}{in_words(error)}"))
            continue
        if isinstance(code := getattr(one, "code", ""), str) and code:
            broken.append(_said(entry, f"codes are for rules of promptkit; leave out code={code!r}"))
        elif isinstance(getattr(one, "name", None), str):
            loaded.append(one)
        else:
            kind = type(one).__name__
            broken.append(_said(entry, f"it is a {kind}, not a rule or metric; write @rule(...) above the function"))
    for line in broken:
        _log.warning("promptkit: %s", line)
    return PlugIns(tuple(loaded), tuple(broken))


def in_words(error: BaseException) -> str:
    """An error as one line: its kind and what it says."""
    said = error.msg if isinstance(error, SyntaxError) else " ".join(str(error).split())
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def place_of(error: BaseException, *, within: Callable[[str], bool] = lambda _file: True) -> str:
    """`file:line: ` where an error came from; "" where no file of somebody else's is in it.

    Args:
        error: what was raised.
        within: which files count; the last line in one of them is meant, else the last line of all.
    """
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno}: "
    lines = [(frame.filename, frame.lineno) for frame in _frames(error.__traceback__)]
    meant = [line for line in lines if within(line[0])] or lines
    return f"{meant[-1][0]}:{meant[-1][1]}: " if meant else ""


def _frames(found: TracebackType | None) -> list[traceback.FrameSummary]:
    """Those that are neither ours nor the machinery of imports."""
    own = ("<frozen ", __file__)
    return [
        frame
        for frame in traceback.extract_tb(found)
        if not frame.filename.startswith(own) and "importlib" not in frame.filename
    ]


def _is_theirs(file: str) -> bool:
    return not file.startswith(str(Path(__file__).parent))


def _said(entry: EntryPoint, why: str) -> str:
    package = entry.dist.name if entry.dist else entry.value
    return f"plug-in {entry.name} ({entry.value}) is left out: {why}; mend it, or uninstall {package}"
