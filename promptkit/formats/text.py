"""Findings for people: what is wrong, the line with the place underlined, and what would mend it."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from promptkit.formats._format import Format, Paint, each
from promptkit.formats._place import Place, place_of
from promptkit.lint import Linted
from promptkit.rule import COMMENT, Finding, Fix
from promptkit.shot import Shot
from promptkit.sources.kinds import PROMPT, format_of
from promptkit.sources.write import no_place

WIDTH = 100
"""Columns of a source line that are shown; longer lines are cut around the place."""
COST = "cost"
"""The family of rules that speak of the order, and of no place in the text."""
LEAD = 30
"""Columns shown before the place when a line is cut."""
_TWO_COLUMNS = {"W", "F"}


def lint_text(results: Sequence[Linted], *, paint: Paint = lambda _, text: text) -> str:
    """All findings, one block each, what the shots cost, and a last line that counts them."""
    placed = _by_place(results)
    blocks = ["\n".join(_block(*one, paint)) for one in placed if one[1].family != COST]
    costs = "\n".join(_costs([one for one in placed if one[1].family == COST], paint))
    return "\n\n".join([*blocks, *([costs] if costs else []), summary(results, paint)]) + "\n"


def _by_place(results: Sequence[Linted]) -> list[tuple[Shot, Finding, Place]]:
    """Files as they come, and the findings of each from its first line to its last."""
    placed = [(shot, finding, place_of(shot, finding)) for shot, finding in each(results)]
    files = {path: number for number, path in enumerate(dict.fromkeys(place.document.path for *_, place in placed))}
    return sorted(placed, key=lambda one: (files[one[2].document.path], one[2].start))


def _block(shot: Shot, finding: Finding, place: Place, paint: Paint) -> Iterator[str]:
    yield f"{paint('place', _where(place))}: {_kind(finding, paint)} {_visible(finding.message)}"
    gutter = " " * (len(str(place.line)) + 1)
    if place.is_exact and not _is_remark(shot, finding):
        line, under = excerpt(place)
        yield paint("gutter", f" {place.line} | ") + line
        yield paint("gutter", f" {gutter}| ") + paint(finding.severity, under)
    if finding.fix:
        mark = paint("gutter", f" {gutter}= ")
        flag = obstacle(shot, finding.fix) or ("--fix" if finding.fix.safe else "--unsafe-fixes")
        yield mark + paint("fix", "fix: ") + f"{_visible(finding.fix.title)} " + paint("gutter", f"({flag})")


def _costs(placed: Sequence[tuple[Shot, Finding, Place]], paint: Paint) -> Iterator[str]:
    """Each price once, with how many shots have it: a price is the target's, and most shots of a batch share it."""
    alike: dict[tuple[str, str, str], list[tuple[Finding, Place]]] = defaultdict(list)
    for _, finding, place in placed:
        alike[finding.rule, finding.severity, finding.message].append((finding, place))
    for same in alike.values():
        finding, place = same[0]
        if len(same) == 1:
            yield f"{paint('place', _where(place))}: {_kind(finding, paint)} {_visible(finding.message)}"
        else:
            yield f"{_kind(finding, paint)} {len(same)} shots, each {_visible(finding.message)}"


def _where(place: Place) -> str:
    return f"{_visible(place.document.path)}:{place.line}:{place.column}"


def _kind(finding: Finding, paint: Paint) -> str:
    rule = paint("rule", f"[{finding.rule}]") + (paint("code", f" {finding.code}") if finding.code else "")
    return f"{paint(finding.severity, finding.severity)}{rule}"


def _is_remark(shot: Shot, finding: Finding) -> bool:
    """A note about the shot as a whole: its price, its target's habits; no place in the text to look at."""
    length = len(getattr(shot, finding.field, None) or "")
    return finding.severity == "note" and (finding.start, finding.end) == (0, length)


def obstacle(shot: Shot, fix: Fix) -> str | None:
    """Why the shot's file cannot take a fix, where that is plain: no place for a negative, text out of a variable."""
    if shot.origin is None or shot.origin.document.path == PROMPT:
        return None
    if any(edit.field == COMMENT for edit in fix.edits):
        return None
    written = shot.origin.written
    if any(edit.field in written and written[edit.field].span(edit.start, edit.end) is None for edit in fix.edits):
        return "not by --fix: a part of it comes out of a variable; edit the variable"
    fields = [edit.field for edit in fix.edits if edit.field not in written]
    document = shot.origin.document
    return no_place(document, fields[0]) if fields and format_of(document).add is None else None


def excerpt(place: Place) -> tuple[str, str]:
    """The first line of a place as it is shown, and the line of marks under it."""
    text = place.document.text
    first = text.rfind("\n", 0, place.start) + 1
    stop = text.find("\n", place.start)
    line = text[first : len(text) if stop < 0 else stop].rstrip("\r")
    start = min(place.start - first, len(line))
    end = min(max(place.end - first, start + 1), len(line)) if line else 0
    left = 0
    if _columns(line) > WIDTH and _columns(line[:end]) > WIDTH:
        left = max(0, start - LEAD)
    right = len(line)
    while _columns(line[left:right]) > WIDTH:
        right = max(left + 1, right - max(1, (_columns(line[left:right]) - WIDTH) // 2))
    before, marked = line[left:start], line[start : min(end, right)]
    shown = ("…" if left else "") + _visible(line[left:right]) + ("…" if right < len(line) else "")
    return shown, " " * (_columns(before) + bool(left)) + "^" * max(1, _columns(marked))


def _columns(text: str) -> int:
    """Terminal columns: two for wide characters (Unicode East Asian Width W, F), none for combining marks."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in _TWO_COLUMNS) for char in text
    )


def _visible(text: str) -> str:
    """Control characters would move the cursor or colour the terminal; a dot stands for each."""
    return "".join(
        " " if char in "\t\n\r" else "·" if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char
        for char in text
    )


def summary(results: Sequence[Linted], paint: Paint = lambda _, text: text) -> str:
    """How many findings there are, and how many of them have a fix."""
    shots = _count(len(results), "shot")
    severities = Counter(finding.severity for one in results for finding in one.findings)
    notes = severities.pop("note", 0)
    offered = [(one.shot, finding.fix) for one in results for finding in one.findings if finding.fix]
    fixable = Counter(fix.safe for shot, fix in offered if not obstacle(shot, fix))
    hints = [f"{fixable[True]} fixable with --fix"] if fixable[True] else []
    if fixable[False]:
        hints.append(f"{fixable[False]} {'more ' if hints else 'fixable '}with --unsafe-fixes")
    if problems := severities.total():
        found = _count(problems, "problem") + (f" and {_count(notes, 'note')}" if notes else "")
        return f"Found {found} in {shots}" + (f" ({', '.join(hints)})." if hints else ".")
    remarks = [*([_count(notes, "note")] if notes else []), *hints]
    return paint("good", f"No problems in {shots}" + (f" ({', '.join(remarks)})." if remarks else "."))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


FORMAT = Format("text", lambda results, look: lint_text(results, paint=look.paint))
