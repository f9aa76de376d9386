"""Findings for people: what is wrong, the line with the place underlined, and what would mend it."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from promptkit.formats._format import Format, Paint, each, runs
from promptkit.formats._place import Place, place_of
from promptkit.formats._total import in_words
from promptkit.lint import Linted
from promptkit.rule import SEVERITIES, Finding, Fix
from promptkit.shot import Shot
from promptkit.sources.build import stem
from promptkit.sources.kinds import PROMPT

WIDTH = 100
"""Columns of a source line that are shown; longer lines are cut around the place."""
COST = "cost"
"""The family of rules that speak of the order, and of no place in the text."""
MOST_PLACES = 40
"""Places that are named of what is said of several shots; more are counted."""
LEAD = 30
"""Columns shown before the place when a line is cut."""
_TWO_COLUMNS = {"W", "F"}


@dataclass(frozen=True)
class _Told:
    """One finding as it is shown: with every shot that the very same is said of."""

    finding: Finding
    flag: str
    """The option that makes its fix, or what stands against it."""
    said_of: tuple[tuple[Shot, Place], ...]
    has_spot: bool
    """Whether there is a place in a file to look at; of what is about a shot as a whole there is none."""

    @property
    def place(self) -> Place:
        """Where the first of them stands."""
        return self.said_of[0][1]

    @property
    def is_spread(self) -> bool:
        """Whether it is said of several places."""
        return len({(place.document.path, place.start) for _, place in self.said_of}) > 1


def lint_text(results: Sequence[Linted], *, paint: Paint = lambda _, text: text) -> str:
    """All findings, one block each; then what is the same for several shots, what they cost, and the counts.

    A fact that is the same for many shots is said once, with their places: a missing negative, a habit of the target.
    """
    told = _told(results)
    ordered = sorted((one for one in told if one.finding.family != COST), key=_turn)
    blocks = ["\n".join(_block(one, paint)) for one in ordered]
    costs = [line for one in told if one.finding.family == COST for line in _block(one, paint)]
    total = in_words(results)
    costs += [paint("place", total)] if total else []
    return "\n\n".join([*blocks, *(["\n".join(costs)] if costs else []), summary(results, paint)]) + "\n"


def _turn(told: _Told) -> tuple[bool, int]:
    """What stands at one place before what is said of several, and of that the graver first."""
    return told.is_spread, SEVERITIES.index(told.finding.severity) if told.is_spread else 0


def _told(results: Sequence[Linted]) -> list[_Told]:
    """What is to be said, in the order of the files and their lines; what repeats stands where it comes up first."""
    alike: dict[tuple[object, ...], list[tuple[Shot, Finding, Place]]] = defaultdict(list)
    for shot, finding, place in _by_place(results):
        fix = (finding.fix.title, flag(finding.fix)) if finding.fix else None
        spot = (place.document.path, place.start, place.end) if _has_spot(shot, finding, place) else None
        alike[finding.rule, finding.severity, finding.message, fix, spot].append((shot, finding, place))
    return [
        _Told(
            finding,
            flag(finding.fix) if finding.fix else "",
            tuple((one, where) for one, _, where in same),
            _has_spot(shot, finding, place),
        )
        for same in alike.values()
        for shot, finding, place in same[:1]
    ]


def _by_place(results: Sequence[Linted]) -> list[tuple[Shot, Finding, Place]]:
    """Files as they come, and the findings of each from its first line to its last."""
    placed = [(shot, finding, place_of(shot, finding)) for shot, finding in each(results)]
    files = {path: number for number, path in enumerate(dict.fromkeys(place.document.path for *_, place in placed))}
    return sorted(placed, key=lambda one: (files[one[2].document.path], one[2].start))


def _has_spot(shot: Shot, finding: Finding, place: Place) -> bool:
    if finding.family == COST:
        return False
    return place.is_exact and not (finding.severity == "note" and _is_whole(shot, finding))


def _is_whole(shot: Shot, finding: Finding) -> bool:
    """Whether it is about a text as a whole, so that to underline the text would show nothing."""
    length = len(getattr(shot, finding.field, None) or "")
    return not finding.key and (finding.start, finding.end) == (0, length)


def _block(told: _Told, paint: Paint) -> Iterator[str]:
    finding, place = told.finding, told.place
    shots = [shot for shot, _ in told.said_of]
    gutter = paint("gutter", f" {' ' * (len(str(place.line)) + 1)}= ")
    message = _visible(finding.message)
    if told.is_spread:
        price = "each " if finding.cost else ""
        yield f"{_kind(finding, paint)} {len(shots)} shots: {price}{message}"
        yield from (f"   {paint('gutter', '=')} {line}" for line in _places(told.said_of))
        gutter = f"   {paint('gutter', '=')} "
    else:
        who = _who(shots)
        yield f"{paint('place', _where(place))}: {_kind(finding, paint)}{who and ' '}{_visible(who)}: {message}"
    if told.has_spot:
        line, under = excerpt(place)
        yield paint("gutter", f" {place.line} | ") + line
        if not (finding.field == "prompt" and _is_whole(shots[0], finding)):
            yield paint("gutter", f" {' ' * (len(str(place.line)) + 1)}| ") + paint(finding.severity, under)
    if finding.fix:
        yield gutter + paint("fix", "fix: ") + f"{_visible(finding.fix.title)} " + paint("gutter", f"({told.flag})")


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


def _places(said_of: Sequence[tuple[Shot, Place]]) -> list[str]:
    """The lines of several shots, file by file, runs of lines as such: "at: a.txt:1-4, b.yaml:3, 9"."""
    lines: dict[str, list[int]] = defaultdict(list)
    for _, place in said_of:
        lines[place.document.path].append(place.line)
    named: list[str] = []
    for path, numbers in lines.items():
        first, *rest = _lines(numbers)
        named += [f"{_visible(path)}:{first}", *rest]
    left = len(named) - MOST_PLACES
    told = ", ".join(named[:MOST_PLACES]) + (f" and {left} more" if left > 0 else "")
    return wrap(f"at: {told}", WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def _lines(numbers: Sequence[int]) -> list[str]:
    """Lines in order, runs of them as such; one that several shots come out of, with how many."""
    counts = Counter(numbers)
    alone = {int(run.partition("-")[0]): run for run in runs(line for line, count in counts.items() if count == 1)}
    several = {line: f"{line} ({count} variants)" for line, count in counts.items() if count > 1}
    return [told for _, told in sorted((alone | several).items())]


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


FORMAT = Format("text", lambda results, look: lint_text(results, paint=look.paint))
