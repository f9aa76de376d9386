"""Comments that silence rules, in the formats that have comments.

# promptkit: ignore[rule, family] why      the shot it stands in, or the next one when it stands alone above it
# promptkit: ignore-file[rule] why         every shot of the file
# promptkit: disable[rule] why             every shot from here on,
# promptkit: enable[rule]                  until here
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from promptkit.shot import Document
from promptkit.sources.kinds import format_of
from promptkit.sources.row import TO_PROMPTKIT, Row

MARK = "promptkit"
_COMMENT = re.compile(
    rf"{TO_PROMPTKIT}[ \t]*(?P<verb>[\w-]+)[ \t]*(?:\[(?P<names>[^\]\r\n]*)\])?[ \t]*(?P<why>[^\r\n]*)"
)
VERBS = ("ignore", "ignore-file", "disable", "enable")


@dataclass(frozen=True)
class Suppression:
    """One comment."""

    verb: str
    names: tuple[str, ...]
    """Rules and families, by name or code, as written; empty when the brackets are missing."""
    why: str
    start: int
    """Of the comment in the document, its `#`."""
    end: int
    rows: frozenset[int]
    """The shots it covers: where their rows start."""
    lacks_colon: int | None = None
    """Where in the document the colon behind `promptkit` is missing; such a comment covers nothing."""


@lru_cache(maxsize=8)
def suppressions(document: Document, meaning: Callable[[str], str]) -> tuple[Suppression, ...]:
    """The comments of a document, in order; none where the format has no comments.

    Args:
        document: the file.
        meaning: what a name stands for, so that an `enable` by code ends a `disable` by name.

    Raises:
        UsageError: the document is not one that shots can be read from.
    """
    comments = format_of(document).comments
    if comments is None or MARK not in document.text:
        return ()
    rows = [row for row in format_of(document).rows(document) if row.extent]
    found = [comment for start, end in comments(document) if (comment := _COMMENT.match(document.text, start, end))]
    return tuple(_read(comment, rows, found, meaning) for comment in found)


@lru_cache(maxsize=8)
def covering(document: Document, meaning: Callable[[str], str]) -> Mapping[int, Sequence[Suppression]]:
    """Where a row starts → the comments that cover it; as `suppressions`."""
    found: dict[int, list[Suppression]] = defaultdict(list)
    for comment in suppressions(document, meaning):
        for row in comment.rows:
            found[row].append(comment)
    return found


def _read(
    comment: re.Match[str], rows: Sequence[Row], comments: Sequence[re.Match[str]], meaning: Callable[[str], str]
) -> Suppression:
    names = _names(comment)
    covered: Iterator[int] = iter(())
    lacks_colon = None if comment["colon"] else comment.end("colon")
    verb = comment["verb"] if lacks_colon is None else ""
    if verb == "ignore":
        covered = _beside(comment, rows)
    elif verb == "ignore-file":
        covered = (row.start for row in rows)
    elif verb == "disable":
        begun = {meaning(name) for name in names}
        ends = [
            other.start()
            for other in comments
            if other["verb"] == "enable" and other.start() > comment.start() and _ends(other, begun, meaning)
        ]
        until = min(ends, default=None)
        covered = (r.start for r in rows if r.start > comment.start() and (until is None or r.start < until))
    why = comment["why"].strip().removeprefix("-").strip()
    return Suppression(comment["verb"], names, why, comment.start(), comment.end(), frozenset(covered), lacks_colon)


def _names(comment: re.Match[str]) -> tuple[str, ...]:
    return tuple(name.strip() for name in (comment["names"] or "").split(",") if name.strip())


def _ends(enable: re.Match[str], begun: set[str], meaning: Callable[[str], str]) -> bool:
    """Whether an `enable` ends what a `disable` of these names began: without names it ends everything."""
    given = {meaning(name) for name in _names(enable)}
    return not given or given >= begun


def _beside(comment: re.Match[str], rows: Sequence[Row]) -> Iterator[int]:
    """The shot that a comment stands in, else, where it has a line of its own, the first one below it."""
    at, text = comment.start(), comment.string
    after = bisect_right(rows, at, key=lambda row: row.extent[0] if row.extent else 0)  # the first one below
    inside = [row.start for row in rows[max(0, after - 1) : after] if row.extent and at < row.extent[1]]
    below = [row.start for row in rows[after : after + 1]]
    before = text[max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1 : at].strip()
    is_alone = not before or before.startswith("#")  # another comment may stand before it
    yield from inside or (below if is_alone else ())
