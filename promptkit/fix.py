"""Apply fixes until none is left: to the values of a shot, or to the file that its shots stand in."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from promptkit.edited import brings_in_words, edited
from promptkit.lint import RuleOptions, check_shot, check_shots, too_full
from promptkit.lint import guarded as guarded_findings
from promptkit.memo import Memo
from promptkit.rule import Edit, Finding, Rule
from promptkit.shot import Document, Shot
from promptkit.silence import may_silence, slips
from promptkit.sources.edit import apply_edits
from promptkit.sources.read import read_document
from promptkit.sources.row import Splice, splice

MAX_ROUNDS = 100
"""A fix may make room for the next one; two fixes that undo each other must not run for ever."""
GROWTH = 4
ROOM = 5_000
"""A text may grow to `GROWTH` times its first length and `ROOM` characters a shot: far past what motion and a negative
add to a prompt, and little enough that a fix which multiplies its own findings ends at once."""


@dataclass(frozen=True)
class Fixed:
    """A shot after fixing, and the rules whose fixes were applied, in order, each once."""

    shot: Shot
    applied: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """A fix that was made, and the number of its shot in the document, from 0."""

    number: int
    finding: Finding


@dataclass(frozen=True)
class Refused:
    """A fix that the file cannot take, and why."""

    shot: Shot
    finding: Finding
    reason: str


@dataclass(frozen=True)
class FixedDocument:
    """A document after fixing."""

    document: Document
    done: tuple[Made, ...]
    """Fixes made in it, in order."""
    refused: tuple[Refused, ...]
    """Fixes that remain on offer and cannot be made there."""
    settled: int = 0
    """Findings whose own fixes were not needed any more: those of others mended them too."""

    @property
    def made(self) -> int:
        """How many fixes were made."""
        return len(self.done)


def fix_shot(
    shot: Shot,
    rules: Sequence[Rule],
    *,
    unsafe: bool = False,
    options: RuleOptions | None = None,
    guarded: bool = True,
) -> Fixed:
    """Apply the fixes that `rules` offer (the safe ones; all with `unsafe`) to a fixed point.

    An unsafe fix with which a person, a thing or a camera move would be read that was not is left out, one with which
    more would move than the clip holds, and one that only adds words and with which something would be lost;
    `guarded=False` makes them all the same, for a caller that checks the result itself.

    Should fixes undo each other, the first text that comes back is the result, so that fixing it again changes nothing.
    Should they let the text grow without end, the last text within `GROWTH` and `ROOM` is.
    """
    most = GROWTH * _size(shot) + ROOM
    applied: dict[str, None] = {}
    seen: set[tuple[str, str | None]] = set()
    while len(seen) < MAX_ROUNDS and (shot.prompt, shot.negative) not in seen:
        seen.add((shot.prompt, shot.negative))
        found = check_shot(shot, rules, options=options)
        if unsafe and guarded:
            found = guarded_findings(shot, found, rules, options or {})
            found = tuple(finding for finding in found if finding.fix is None or not finding.fix.obstacle)
        chosen = compatible(found, unsafe=unsafe)
        if unsafe and guarded:
            chosen = holding(shot, chosen, options)
        changed = edited(shot, [edit for finding in chosen if finding.fix for edit in finding.fix.edits])
        if changed == shot or _size(changed) > most:
            break
        applied |= dict.fromkeys(finding.rule for finding in chosen)
        shot = changed
    return Fixed(shot, tuple(applied))


def fix_document(
    document: Document,
    rules: Sequence[Rule],
    *,
    unsafe: bool = False,
    options: RuleOptions | None = None,
    fill: Mapping[str, object] | None = None,
    memo: Memo | None = None,
) -> FixedDocument:
    """Write the fixes that `rules` offer into a document, to a fixed point, within the bounds of `fix_shot`.

    Args:
        document: text that shots can be read from.
        rules: whose fixes to make.
        unsafe: also those that add content.
        options: options by rule name.
        fill: values for what the shots leave open, as the command line gives them.
        memo: what these very rules, with these options, said of shots before; takes up what they say now.

    Raises:
        UsageError: the document is no shot file.
    """
    done, refused, seen = list[Made](), tuple[Refused, ...](), set[str]()
    waiting, settled = Counter[tuple[int, str]](), 0
    memo = Memo() if memo is None else memo
    while wrong := _misspelt(document, rules, options, fill, memo):  # first: what they are to silence stays
        document = replace(document, text=splice(document.text, (change for change, _ in wrong)))
        done += [made for _, made in wrong]
    most = GROWTH * len(document.text) + ROOM * len(read_document(document, fill=fill))
    while len(seen) < MAX_ROUNDS and document.text not in seen:
        seen.add(document.text)
        found = list(_said(document, rules, options, fill, memo))
        offered = [
            (number, shot, finding)
            for number, shot, finding in found
            if finding.fix is not None and not finding.fix.is_of_document and (finding.fix.safe or unsafe)
        ]
        barred = [Refused(shot, one, one.fix.obstacle) for _, shot, one in offered if one.fix and one.fix.obstacle]
        offered = [each for each in offered if each[2].fix and not each[2].fix.obstacle]
        offered = _holding(offered, options) if unsafe else offered
        settled += (waiting - _rules_of(found)).total()
        written = apply_edits(document, [(shot, finding.fix) for _, shot, finding in offered if finding.fix])
        refused = (*barred, *(Refused(*offered[place][1:], reason) for place, reason in written.refused))
        if len(written.text) > most:
            break
        done += [Made(offered[place][0], offered[place][2]) for place in written.made]
        dealt_with = {*written.made, *(place for place, _ in written.refused)}
        waiting = _rules_of(one for place, one in enumerate(offered) if place not in dealt_with)
        document = replace(document, text=written.text)
    while idle := _idle(document, rules, options, fill, memo):  # a comment loses one name at a time
        document = replace(document, text=splice(document.text, (change for change, _ in idle)))
        done += [made for _, made in idle]
    return FixedDocument(document, tuple(done), refused, settled)


def _rules_of(found: Iterable[tuple[int, Shot, Finding]]) -> Counter[tuple[int, str]]:
    return Counter((number, finding.rule) for number, _, finding in found)


def _said(
    document: Document,
    rules: Sequence[Rule],
    options: RuleOptions | None,
    fill: Mapping[str, object] | None,
    memo: Memo,
) -> Iterator[tuple[int, Shot, Finding]]:
    """Every finding of a document, with the number of its shot.

    Shots that an earlier round left as they were are not read again.
    """
    for number, one in enumerate(check_shots(read_document(document, fill=fill), rules, options=options, memo=memo)):
        yield from ((number, one.shot, finding) for finding in one.findings)


def _idle(
    document: Document,
    rules: Sequence[Rule],
    options: RuleOptions | None,
    fill: Mapping[str, object] | None,
    memo: Memo,
    *,
    only: Container[Splice] | None = None,
) -> list[tuple[Splice, Made]]:
    """The changes that mend what silences nothing, `only` these, for those of `rules` that look for it; one a place."""
    if not may_silence(document) or not any("unused" in rule.inputs for rule in rules):
        return []
    changes = [
        (Splice(edit.start, edit.end, edit.text), Made(number, finding))
        for number, _, finding in _said(document, rules, options, fill, memo)
        if finding.fix and finding.fix.is_of_document
        for edit in finding.fix.edits
    ]
    first = {change.start: (change, made) for change, made in reversed(changes) if only is None or change in only}
    return list(first.values())


def _misspelt(
    document: Document,
    rules: Sequence[Rule],
    options: RuleOptions | None,
    fill: Mapping[str, object] | None,
    memo: Memo,
) -> list[tuple[Splice, Made]]:
    """Those of `_idle` that put a slip right."""
    if not may_silence(document) or not (wanted := {Splice(*slip) for slip in slips(document, rules)}):
        return []
    return _idle(document, rules, options, fill, memo, only=wanted)


def compatible(findings: Iterable[Finding], *, unsafe: bool) -> list[Finding]:
    """The findings whose fixes can be applied together: first come first served, no two touching one place."""
    chosen: list[Finding] = []
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for finding in findings:
        if finding.fix is None or (not finding.fix.safe and not unsafe):
            continue
        if not any(_touched(taken[edit.field], edit) for edit in finding.fix.edits):
            chosen.append(finding)
            for edit in finding.fix.edits:
                _take(taken[edit.field], edit)
    return chosen


def holding(shot: Shot, findings: Iterable[Finding], options: RuleOptions | None) -> list[Finding]:
    """Those whose fixes, made together, do not make more move than the clip holds; first come first served."""
    kept: list[Finding] = []
    for finding in findings:
        if finding.fix is None or finding.fix.safe or not brings_in_words(shot, finding.fix):
            kept.append(finding)
            continue
        together = compatible([*kept, finding], unsafe=True)
        made = edited(shot, [edit for one in together if one.fix for edit in one.fix.edits])
        if not too_full(shot, made, options):
            kept.append(finding)
    return kept


def _holding(
    offered: Iterable[tuple[int, Shot, Finding]], options: RuleOptions | None
) -> list[tuple[int, Shot, Finding]]:
    """`holding` of the findings of each shot of a document, which stand in a row."""
    kept = []
    for number, group in groupby(offered, key=itemgetter(0)):
        findings = list(group)
        shot = findings[0][1]
        kept += [(number, shot, finding) for finding in holding(shot, [one for _, _, one in findings], options)]
    return kept


def _size(shot: Shot) -> int:
    return len(shot.prompt) + len(shot.negative or "")


def _touched(taken: Sequence[tuple[int, int]], edit: Edit) -> range:
    """Which of the stretches already taken (sorted, none touching another) an edit overlaps or borders on."""
    first = bisect_left(taken, edit.start, key=lambda stretch: stretch[1])
    return range(first, bisect_right(taken, edit.end, lo=first, key=lambda stretch: stretch[0]))


def _take(taken: list[tuple[int, int]], edit: Edit) -> None:
    """Add the place of an edit; stretches that it touches (of the same fix) become one with it."""
    touched = _touched(taken, edit)
    stretches = [(edit.start, edit.end), *taken[touched.start : touched.stop]]
    taken[touched.start : touched.stop] = [(min(start for start, _ in stretches), max(end for _, end in stretches))]
