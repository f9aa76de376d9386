"""Findings for people: what is wrong, the line with the place underlined, and what would mend it."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import wrap

from promptkit.formats._format import Format, Look, Paint
from promptkit.formats._place import Place
from promptkit.formats._told import COST, Told, is_whole, named_places, told_once
from promptkit.formats._total import in_words
from promptkit.lint import Linted
from promptkit.rule import SEVERITIES, Finding, Fix
from promptkit.shot import Shot
from promptkit.sources.build import stem
from promptkit.sources.kinds import PROMPT
from promptkit.sources.unread import lines

WIDTH = 100
"""Columns of a source line that are shown; longer lines are cut around the place."""
LEAD = 30
"""Columns shown before the place when a line is cut."""
_TWO_COLUMNS = {"W", "F"}


def lint_text(results: Sequence[Linted], *, paint: Paint = lambda _, text: text) -> str:
    """All findings, one block each; then what is the same for several shots, what they cost, and the counts.

    A fact that is the same for many shots is said once, with their places: a missing negative, a habit of the target.
    """
    told = told_once(results)
    ordered = sorted((one for one in told if one.finding.family != COST), key=_turn)
    blocks = ["\n".join(_block(one, paint)) for one in ordered]
    costs = [line for one in told if one.finding.family == COST for line in _block(one, paint)]
    total = in_words(results)
    costs += [paint("place", total)] if total else []
    return "\n\n".join([*blocks, *(["\n".join(costs)] if costs else []), summary(results, paint)]) + "\n"


def _turn(told: Told) -> tuple[bool, int]:
    """What stands at one place before what is said of several, and of that the graver first."""
    return told.is_spread, SEVERITIES.index(told.finding.severity) if told.is_spread else 0


def _block(told: Told, paint: Paint) -> Iterator[str]:
    finding, place = told.finding, told.place
    shots = [shot for shot, _ in told.said_of]
    gutter = paint("gutter", f" {' ' * (len(str(place.line)) + 1)}= ")
    message = _visible(finding.message)
    if told.is_spread:
        price = "each " if finding.cost else ""
        yield f"{_kind(finding, paint)} {len(shots)} shots: {price}{message}"
        yield from (f"   {paint('gutter', '=')} {line}" for line in _places(told))
        gutter = f"   {paint('gutter', '=')} "
    else:
        who = _who(shots)
        yield f"{paint('place', _where(place))}: {_kind(finding, paint)}{who and ' '}{_visible(who)}: {message}"
    if told.has_spot:
        line, under = excerpt(place)
        yield paint("gutter", f" {place.line} | ") + line
        if not (finding.field == "prompt" and is_whole(shots[0], finding)):
            yield paint("gutter", f" {' ' * (len(str(place.line)) + 1)}| ") + paint(finding.severity, under)
    if finding.fix:
        how = paint("gutter", f"({flag(finding.fix)})")
        yield gutter + paint("fix", "fix: ") + f"{_visible(finding.fix.title)} {how}"


def flag(fix: Fix) -> str:
    """The option that makes a fix, or what stands against it."""
    if fix.obstacle:
        return f"not by --fix: {fix.obstacle}"
    return "--fix" if fix.safe else "--unsafe-fixes"


def _who(shots: Sequence[Shot]) -> str:
    """What shots of one place are called, where they have a name beside it: ids, variants of a template."""
    names = [_own_name(shot) for shot in shots]
    if len(names) == 1:
        return names[0]
    (base, *others) = dict.fromkeys(name.partition("[")[0] for name in names)
    if not others and all("[" in name for name in names):
        return f"{base}{base and ' '}({len(names)} variants)"
    return f"{len(names)} shots"


def _own_name(shot: Shot) -> str:
    """The id that was given, and the values of a template; not what the place says anyway."""
    if shot.origin is None or shot.origin.document.path == PROMPT:
        return ""
    return shot.id.removeprefix(f"{stem(shot.origin.document.path)}:{shot.origin.line}")


def _places(told: Told) -> list[str]:
    at = f"at: {_visible(named_places(told.said_of))}"
    return wrap(at, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def _where(place: Place) -> str:
    return f"{_visible(place.document.path)}:{place.line}:{place.column}"


def _kind(finding: Finding, paint: Paint) -> str:
    code = paint("code", f" {finding.code}") if finding.code else ""
    return paint(finding.severity, finding.severity) + paint("rule", f"[{finding.rule}") + code + paint("rule", "]")


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
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in _TWO_COLUMNS) for char in text
    )


def _visible(text: str) -> str:
    """Control characters would move the cursor or colour the terminal; a dot stands for each."""
    if text.isprintable():
        return text
    return "".join(
        " " if char in "\t\n\r" else "·" if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char
        for char in text
    )


def summary(results: Sequence[Linted], paint: Paint = lambda _, text: text) -> str:
    """How many findings there are, how many of them have a fix, and how many were silenced."""
    shots = _count(len(results), "shot")
    severities = Counter(finding.severity for one in results for finding in one.findings)
    notes = severities.pop("note", 0)
    fixes = [finding.fix for one in results for finding in one.findings if finding.fix]
    fixable = Counter(fix.safe for fix in fixes if not fix.obstacle)
    hints = [f"{fixable[True]} fixable with --fix"] if fixable[True] else []
    if fixable[False]:
        hints.append(f"{fixable[False]} {'more ' if hints else 'fixable '}with --unsafe-fixes")
    silenced = sum(one.silenced for one in results)
    hints += [f"{silenced} silenced"] if silenced else []
    if problems := severities.total():
        found = _count(problems, "problem") + (f" and {_count(notes, 'note')}" if notes else "")
        return f"Found {found} in {shots}" + (f" ({', '.join(hints)})." if hints else ".")
    remarks = [*([_count(notes, "note")] if notes else []), *hints]
    return paint("good", f"No problems in {shots}" + (f" ({', '.join(remarks)})." if remarks else "."))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _with_unread(results: Sequence[Linted], look: Look) -> str:
    return "".join(f"{line}\n" for line in lines(look.unread)) + lint_text(results, paint=look.paint)


FORMAT = Format("text", _with_unread)
