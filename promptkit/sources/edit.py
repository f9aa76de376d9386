"""Fixes written back into the file that their shots came from.

An edit touches the characters of its text and nothing else: comments, quoting and layout stay. Where that would no
longer be read as the wanted text (a colon in a plain YAML scalar, a comma in a bare CSV cell), the one value is
quoted anew. Nothing is believed: the new text is read again, and must give the shots that were wanted.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from promptkit.errors import UsageError
from promptkit.shot import WRITABLE, Document, Shot, Written
from promptkit.sources.build import cell_of, shots_of
from promptkit.sources.kinds import format_of
from promptkit.sources.read import read_document
from promptkit.sources.row import Cell, Row, numbered
from promptkit.sources.write import CannotWrite, Change, Place, no_place, write


class Edit(Protocol):
    """Replace `field[start:end]` of a shot by `text`; rules make them (`promptkit.rule.Edit`)."""

    @property
    def field(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102


class Fix(Protocol):
    """Edits that belong together."""

    @property
    def edits(self) -> Sequence[Edit]: ...  # noqa: D102


Key = tuple[int, str]
"""A shot within its document: where its row begins, and its id."""


class Refusal(NamedTuple):
    """A fix that was not made, by its number in the list, and why."""

    number: int
    reason: str


class Edited(NamedTuple):
    """A document's new text, the numbers of the fixes made in it, and those that cannot be made."""

    text: str
    made: list[int]
    refused: list[Refusal]


@dataclass(frozen=True)
class _Plan:
    number: int
    shot: Shot
    fix: Fix
    changes: frozenset[Change]


def apply_edits(document: Document, fixes: Sequence[tuple[Shot, Fix]]) -> Edited:
    """Write fixes into the text of the document that their shots were read from.

    Fixes that touch the same place are made one at a time: the first now; the others are neither made nor refused, and
    have their turn when the text is linted again.

    Raises:
        UsageError: the document is not one that shots can be read from.
    """
    plans, refused = _planned(document, fixes)
    return Edited(_write(document, plans), [plan.number for plan in plans], refused)


def refusals(document: Document, fixes: Sequence[tuple[Shot, Fix]]) -> list[Refusal]:
    """The fixes that `apply_edits` would refuse.

    Raises:
        UsageError: as there.
    """
    return _planned(document, fixes)[1]


def _planned(document: Document, fixes: Sequence[tuple[Shot, Fix]]) -> tuple[list[_Plan], list[Refusal]]:
    """The fixes that are made now, in terms of the document, and those that cannot be made."""
    found = format_of(document).rows(document)
    rows, shots = numbered(found), shots_of(document, found, {})
    plans: list[_Plan] = []
    refused: list[Refusal] = []
    for number, (shot, fix) in enumerate(fixes):
        try:
            changes = frozenset(change_of(document, rows, shot, edit) for edit in fix.edits)
        except CannotWrite as reason:
            refused.append(Refusal(number, str(reason)))
        else:
            plans.append(_Plan(number, shot, fix, changes))
    plans, shared = _wanted_by_all(_users(rows, shots), plans)
    plans, broken = _accepted(document, shots, [], _groups(_without_clashes(plans)))
    return plans, refused + shared + broken


def change_of(document: Document, rows: Mapping[int, tuple[int, Row]], shot: Shot, edit: Edit) -> Change:
    """An edit of a shot in terms of its document, whose rows are given by where they start, with their numbers.

    Raises:
        CannotWrite: the text does not stand in the document as the shot has it.
    """
    if shot.origin is None or shot.origin.start not in rows:
        raise CannotWrite("the shot was not read from this file")
    number, row = rows[shot.origin.start]
    written, cell = shot.origin.written.get(edit.field), cell_of(row, edit.field)
    if written is None or cell is None:
        if getattr(shot, edit.field):
            raise CannotWrite(f"the {edit.field} does not stand in the file; it was given as an option")
        if format_of(document).add is None:
            raise CannotWrite(no_place(document, edit.field))
        return Change((number, edit.field), 0, 0, edit.text)
    span = written.span(edit.start, edit.end)
    if span is None or not (written.is_contiguous(edit.start, edit.end) or _is_stretch(cell, written, edit)):
        raise CannotWrite("a part of this text comes out of a template variable; change the variable or the template")
    places = Counter(written.offsets)
    if any(places[offset] > 1 for offset in written.offsets[edit.start : max(edit.end, edit.start + 1)]):
        raise CannotWrite("this text is written once and used several times, by a loop of the template")
    start, end = (bisect_left(cell.offsets, offset) for offset in span)
    return Change(cell.start, start, end, edit.text)


def _is_stretch(cell: Cell, written: Written, edit: Edit) -> bool:
    """Whether the characters follow each other in their cell, in whatever pieces that is written."""
    typed = tuple(written.offsets[edit.start : edit.end])
    first = bisect_left(cell.offsets, typed[0])
    return tuple(cell.offsets[first : first + len(typed)]) == typed


def _key(shot: Shot) -> Key:
    return (shot.origin.start if shot.origin else -1, shot.id)


def _users(rows: Mapping[int, tuple[int, Row]], shots: Iterable[Shot]) -> dict[Place, set[Key]]:
    """The shots that each value of the document serves."""
    users: dict[Place, set[Key]] = defaultdict(set)
    for shot in shots:
        number, row = rows[_key(shot)[0]]
        for field in WRITABLE:
            cell = cell_of(row, field)
            users[(number, field) if cell is None else cell.start].add(_key(shot))
    return users


def _wanted_by_all(users: Mapping[Place, set[Key]], plans: Iterable[_Plan]) -> tuple[list[_Plan], list[Refusal]]:
    """Text that several shots share (a template, a default) changes only when all of them ask for it."""
    plans = list(plans)
    asking: dict[Change, set[Key]] = defaultdict(set)
    for plan in plans:
        for change in plan.changes:
            asking[change].add(_key(plan.shot))
    kept: list[_Plan] = []
    refused: list[Refusal] = []
    for plan in plans:
        others = [(len(users[change.place] - asking[change]), change.place) for change in plan.changes]
        most, place = max(others, key=lambda each: each[0], default=(0, 0))
        if most:
            refused.append(Refusal(plan.number, _serves_others(most, place)))
        else:
            kept.append(plan)
    return kept, refused


def _serves_others(others: int, place: Place) -> str:
    shots = f"{others} more shot{'s' * (others > 1)}"
    if isinstance(place, int):
        return f"the same text serves {shots} without this finding"
    field = place[1]
    theirs = f"which want{'s' * (others == 1)} another or none"
    return f"the {field} would serve {shots} too, {theirs}; write by hand one that suits them all"


def _without_clashes(plans: Iterable[_Plan]) -> list[_Plan]:
    chosen: list[_Plan] = []
    taken: dict[Place, list[Change]] = defaultdict(list)
    for plan in plans:
        if not any(change.clashes(other) for change in plan.changes for other in taken[change.place]):
            chosen.append(plan)
            for change in plan.changes:
                taken[change.place].append(change)
    return chosen


def _accepted(
    document: Document, shots: Sequence[Shot], taken: list[_Plan], groups: Sequence[Sequence[_Plan]]
) -> tuple[list[_Plan], list[Refusal]]:
    """The plans among `groups` (each of like changes) that can be written together with those already taken.

    All at once; should the result not read as wanted, one half after the other, down to the group that is at fault.
    """
    if not groups:
        return taken, []
    plans = taken + [plan for group in groups for plan in group]
    try:
        text = _write(document, plans)
        if _alike(read_document(replace(document, text=text)), _wanted(shots, plans)):
            return plans, []
        reason = "the file would no longer be read as wanted"
    except CannotWrite as refusal:
        reason = str(refusal)
    except UsageError as error:
        reason = f"the file would be broken: {error}"
    if len(groups) == 1:
        return taken, [Refusal(plan.number, reason) for plan in groups[0]]
    half = len(groups) // 2
    taken, first = _accepted(document, shots, taken, groups[:half])
    taken, second = _accepted(document, shots, taken, groups[half:])
    return taken, first + second


def _write(document: Document, plans: Iterable[_Plan]) -> str:
    return write(document, (change for plan in plans for change in plan.changes))


def _groups(plans: Iterable[_Plan]) -> list[list[_Plan]]:
    groups: dict[frozenset[Change], list[_Plan]] = defaultdict(list)
    for plan in plans:
        groups[plan.changes].append(plan)
    return list(groups.values())


def _wanted(shots: Iterable[Shot], plans: Iterable[_Plan]) -> list[Shot]:
    edits: dict[Key, set[Edit]] = defaultdict(set)
    for plan in plans:
        edits[_key(plan.shot)].update(plan.fix.edits)
    return [_with_edits(shot, edits[_key(shot)]) for shot in shots]


def _with_edits(shot: Shot, edits: Iterable[Edit]) -> Shot:
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        value = getattr(shot, edit.field) or ""
        shot = shot.with_text(edit.field, value[: edit.start] + edit.text + value[edit.end :])
    return shot


def _alike(found: Iterable[Shot], wanted: Iterable[Shot]) -> bool:
    """Ids of lines and places of placeholders may move, white space around a text is not read; all else is the same."""

    def plain(shot: Shot) -> Shot:
        negative = (shot.negative or "").strip() or None  # an emptied cell is read as none
        unresolved = tuple(replace(one, start=0, end=0) for one in shot.unresolved)
        return replace(shot, id="", prompt=shot.prompt.strip(), negative=negative, unresolved=unresolved)

    return [plain(shot) for shot in found] == [plain(shot) for shot in wanted]
