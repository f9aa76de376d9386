"""Each fix by itself, as the characters of the document that it would replace: what editors and reports ask for."""

from collections.abc import Sequence

from promptkit.shot import WRITABLE, Document, Shot
from promptkit.sources.edit import Fix, change_of
from promptkit.sources.kinds import format_of
from promptkit.sources.row import Splice, numbered
from promptkit.sources.write import CannotWrite, Change, cells_of, rewritten

MOST_SPLICES = 2
"""A YAML shot that is a bare text becomes a table in two places. A fix that needs more (a new CSV column stands in
every row) is no change of one place, and is left to `--fix`."""


def patches(document: Document, fixes: Sequence[tuple[Shot, Fix]]) -> list[tuple[Splice, ...] | None]:
    """What each fix would write, were it the only one; None where it cannot be written so.

    Args:
        document: the text that the shots were read from, unchanged since.
        fixes: shots with the fixes of their findings.

    Raises:
        UsageError: the document is not one that shots can be read from.
    """
    kind = format_of(document)
    rows = kind.rows(document)
    by_start = numbered(rows)
    cells = cells_of(rows)

    def patch(shot: Shot, fix: Fix) -> tuple[Splice, ...] | None:
        places: dict[int, list[Change]] = {}
        found: list[Splice] = []
        try:
            for edit in fix.edits:
                if edit.field not in WRITABLE:
                    found.append(Splice(edit.start, edit.end, edit.text))
                    continue
                change = change_of(document, by_start, shot, edit)
                if isinstance(change.place, int):
                    places.setdefault(change.place, []).append(change)
                elif kind.add is not None:
                    number, field = change.place
                    found += kind.add(document, field, {number: change.text})
            found += [rewritten(document.text, cells[place], changes) for place, changes in places.items()]
        except CannotWrite:
            return None
        return tuple(_shortest(document.text, each) for each in found) if 0 < len(found) <= MOST_SPLICES else None

    return [patch(shot, fix) for shot, fix in fixes]


def _shortest(text: str, change: Splice) -> Splice:
    """The same change without the characters at both ends that stay as they are."""
    old, new = text[change.start : change.end], change.text
    front = _alike(old, new)
    back = _alike(old[front:][::-1], new[front:][::-1])
    return Splice(change.start + front, change.end - back, new[front : len(new) - back])


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common at the front."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
