"""`beats-exceed-duration`: times in the text that reach beyond the end of the clip."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from promptkit.patterns import lazy
from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import Target
from promptkit.tidy import is_quoted

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40,
    "sixty": 60,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,3}}(?:\.\d+)?|(?a:{'|'.join(_WORDS)}))"
"""ASCII, lest "fıve" and "ſix" match where case is ignored: they are none of the words."""
_S = r"(?:seconds?|secs?|(?<=[\d\s-])s)\b(?!['’/])"
_DASH = r"\s{0,4}(?:-|–|—|\bto\b|\buntil\b)\s{0,4}"
"""All blanks around numbers are few: any number of them would be tried anywhere."""
_TIME = r"(?:\d{1,2}:)?\d{1,2}:[0-5]\d(?:\.\d+)?(?![\d:])"
_RANGE = lazy(
    rf"(?<![\w.:/$-])(?P<first>{_NUMBER})\s{{0,4}}(?:{_S})?{_DASH}(?P<n>{_NUMBER})[\s-]{{0,4}}{_S}", re.IGNORECASE
)
_COUNTED = lazy(rf"(?<![\w.:/'’–$-])(?P<n>{_NUMBER})(?P<gap>\s?|-)(?P<unit>{_S})", re.IGNORECASE)
_CODE = lazy(
    rf"(?<![\d:]){_TIME}{_DASH}(?P<last>{_TIME})|[\[(]\s*(?P<boxed>{_TIME})\s*[\])]|"
    rf"(?:^|(?<=\n))[ \t]*(?P<head>{_TIME})(?=\s*\D)|\b(?:at|from|to|until|by)\s+(?P<at>{_TIME})(?!\s*[ap]\.?m)",
    re.IGNORECASE,
)
_BEGINS = lazy(
    rf"(?:(?:^|(?<=[.!?;,\n])\s{{0,4}}|\b(?:and|then)\s+)(?P<at>at\s+(?:(?:the\s+)?(?P<n>{_NUMBER})[\s-]{{0,4}}{_S}(?>(?:\s+mark)?)|"
    r"(?P<clock>\d?\d:\d\d))))"
    r"\s{0,4}[,:]?\s{0,4}(?!(?:the\s+)?(?:\w+\s+)?(?:ends?|end\s+frame|stops?|cuts?|fades?|loops?|closes?)\b)(?=\w)",
    re.IGNORECASE,
)
"""At the head of a clause, before what happens then."""
_SECOND = lazy(rf"\b(?:at|by|from|until|around|near)\s+second\s+(?P<n>{_NUMBER})\b", re.IGNORECASE)
_PART = lazy(
    rf"(?:\b(?P<label>shot|scene|beat|part|clip)\s+\w{{1,3}}\s{{0,4}}[-:]?\s{{0,4}})?"
    rf"\((?:[^()\n]{{0,30}}?[,;]\s*)?(?P<n>{_NUMBER})\s*-?{_S}\)",
    re.IGNORECASE,
)
_LASTS = lazy(
    rf"(?P<for>\b(?:for|during|spend|(?P<order>first|next|last))\s+(?:(?:about|around|another|roughly|a\s+full)\s+)?)?"
    rf"(?<![\w.:/'’–$-])(?P<n>{_NUMBER})[\s-]?(?:more\s+)?{_S}(?P<of>(?=\s+of\b))?",
    re.IGNORECASE,
)
_POINT = lazy(
    r"\b(?:at|by|until|till|after|from|to|in|into|every|each|per|within|under|near)\s+(?:the\s+)?$|[-–—]\s*$",
    re.IGNORECASE,
)
"""Before a time that is a point, an end or a repeat, and no length."""
CENTURY = 100
"""From here on "747s" is no time."""
LISTED = 3
"""Lengths in a row that follow one another though nothing says so; two may be of two things at once."""
_BARE = lazy(
    rf"(?<![\w.:/$-])(?P<first>\d{{1,2}}(?:\.\d+)?)(?:\s{{0,4}}{_S})?{_DASH}(?P<n>\d{{1,2}}(?:\.\d+)?)(?![\w:/%]|\.\d)",
    re.IGNORECASE,
)
"""Without a unit; times if each begins where the one before ends, the first at 0."""
_LABELLED = lazy(
    rf"\bseconds?\s+\d{{1,2}}{_DASH}(?P<to>\d{{1,2}})\b|\bt\s*[=+]\s*(?P<t>\d{{1,2}}(?:\.\d+)?)(?:\s*s)?\b",
    re.IGNORECASE,
)
_NEXT = lazy(r"\b(?:then|next|last|after(?:wards?| that)|before|finally|followed by|another|more)\b", re.IGNORECASE)
_LISTED = lazy(r"[,.;]|\band\b", re.IGNORECASE)
_AT_ONCE = lazy(r"\b(?:while|as|meanwhile|at the same time|simultaneously)\b", re.IGNORECASE)
_NOT_BEFORE = lazy(
    r"(?:\b(?:every|each|per|last|less than|fewer than|under|within|iphone)\s+|"
    r"\b(?:reads?|shows?|says?)\b[^.,;\n]{0,25}|"
    r"\b(?:timer|countdown|count(?:s|ing)\s+down|scoreboard|display|stopwatch|clock|fuse|shutter|exposure|"
    r"(?<!we )(?<!to )watch)\b[^.,;\n]*|\b(?:who|which|whose|that)\s+(?:\w+\s+){0,6}in\s+|\bas\s+if\b[^.,;\n]*|"
    r"\bminutes\b[^.;\n]*|\btakes?\s+(?:\w+\s+)?)$",
    re.IGNORECASE,
)
_NOT_BEHIND = lazy(
    r"\s*-?\s*(?:later|ago|left|remain\w*|apart|behind|ahead|earlier|faster|slower|late|to (?:go|spare)|before|per|"
    r"on the (?:clock|timer|counter|display|dial|screen|(?:score)?board)|"
    r"exposures?|delays?|timer|countdown|rule|intervals?|shutter|penalty|lead)\b",
    re.IGNORECASE,
)
_OF_THE_CLIP = lazy(
    r"[\s-]+(?:\w+\s+){0,2}(?:clip|video|shot|take|loop|hold|spot|ad|advert|commercial|film|sequence|scene|reel|teaser|"
    r"animation|pan|push|dolly|zoom|pause|segment|beat|mark|point)s?\b",
    re.IGNORECASE,
)
_SPOT = lazy(r"\s+(?:clip|video|loop|ad|reel|spot|teaser)\b", re.IGNORECASE)
"""A "30s clip" lasts that long; a "60s film" looks that old."""
_LED = lazy(r"\b(?:for|over|holds?|lasts|lasting|duration:?|length:?|at|by|after|until)\s+$", re.IGNORECASE)


@dataclass(frozen=True)
class _Reach:
    seconds: float
    start: int
    end: int
    added: bool = False


@dataclass(frozen=True)
class _Run:
    """Lengths one after another, added up as they come."""

    start: int
    end: int
    total: float
    last: float
    count: int = 1
    grows: bool = True
    sure: bool = True
    whole: bool = False
    """Whether it is one length of which nothing says that it is a part: it may be all of the clip's."""


@rule(code="CLP002", family="clip", severity="note")
def beats_exceed_duration(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """A time in the text lies beyond the end of the clip.

    Why:
        What is asked for after the last second is never seen, or everything before it is rushed to make room.
    Bad:
        prompt: "0-3s: a kettle steams on the stove. 3-8s: a hand lifts it and pours."
        duration: 5
    Good:
        prompt: "0-2s: a kettle steams on the stove. 2-5s: a hand lifts it and pours."
        duration: 5
    Fix:
        None: shorten the text's times or order a longer clip. Times are ranges ("0-3s", "00:03-00:07"), counted
        seconds ("for 4 seconds", "a 10-second clip"), timecodes ("[00:08]", "at 00:08"), and lengths that follow one
        another, added up. Clocks in the picture, decades and other times ("ten seconds later") are not meant. Without
        a duration the target's default counts; without that, nothing is said.
    References:
        higgsfield-seedance preflight 2026: timestamps with gaps, overlaps and overruns are flagged.
        video-prompt-preflight 2026: duration conflicts and timeline overflow. videoclaw-v3 2026-05-30: timecodes
        against the total duration.
    """
    default = target.duration.default if target else None
    length = shot.duration if shot.duration is not None else default
    if length is None or not isfinite(length) or length <= 0 or (target and target.duration.follows):
        return
    if begun := next((at for at in _begun(shot.prompt) if at.seconds == length), None):
        words = " ".join(shot.prompt[begun.start : begun.end].split())
        message = f'"{words}" begins at {length:g} s, where the clip ends; begin it earlier or order a longer clip'
        yield Finding(message, begun.start, begun.end)
        return
    furthest = max(_reaches(shot.prompt), key=lambda reach: (reach.seconds, -reach.start), default=None)
    if furthest is None or furthest.seconds <= length:
        return
    words = " ".join(shot.prompt[furthest.start : furthest.end].split())
    does = "the lengths in the text add up to" if furthest.added else f'"{words}" reaches'
    whose = f", {target.name}'s default" if target and shot.duration is None else ""
    message = (
        f"{does} {furthest.seconds:g} s, but the clip ends at {length:g} s{whose}; shorten it or order a longer clip"
    )
    yield Finding(message, furthest.start, furthest.end)


def _reaches(text: str) -> Iterator[_Reach]:
    """Every time of the clip that the text names, outside of what is said or shown word for word."""
    found = [*_counted(text), *_timecodes(text), *_sums(text)]
    yield from (reach for reach in found if not is_quoted(text, reach.start))


def _begun(text: str) -> Iterator[_Reach]:
    """Points in time at which something is told to begin."""
    for match in _BEGINS.finditer(text):
        if not (is_quoted(text, match.start()) or _NOT_BEFORE.search(_before(text, match))):
            number = match["n"] or match["clock"]
            yield _Reach(_clock(number) if ":" in number else _value(number), *match.span("at"))


def _counted(text: str) -> Iterator[_Reach]:
    for match in _RANGE.finditer(text):
        first, last = _value(match["first"]), _value(match["n"])
        if not _is_decade(match["first"]) and first < last:
            yield _Reach(last, *match.span())
    for match in _COUNTED.finditer(text):
        before, behind = _before(text, match), text[match.end() :]
        if _NOT_BEFORE.search(before) or _NOT_BEHIND.match(behind):
            continue
        is_timer = match["gap"] == "-" and not _OF_THE_CLIP.match(behind)  # "a 30-second timer"
        years = _is_years(text, match)
        plural = not match["gap"] and _value(match["n"]) >= CENTURY  # "two 747s"
        if not (is_timer or years or plural):
            yield _Reach(_value(match["n"]), *match.span())
    yield from (_Reach(_value(match["n"]), *match.span("n")) for match in _SECOND.finditer(text))
    yield from (_Reach(_value(match["to"] or match["t"]), *match.span()) for match in _LABELLED.finditer(text))
    chain: list[re.Match[str]] = []
    for match in _BARE.finditer(text):
        if float(match["first"]) == (float(chain[-1]["n"]) if chain else 0.0):
            chain.append(match)
    if len(chain) > 1:
        yield _Reach(_value(chain[-1]["n"]), *chain[-1].span())


def _is_years(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a decade: "80s anime"."""
    told = text[match.end("n") : match.end()]
    if told not in {"s", "S"} or not _is_decade(match["n"]) or _LED.search(_before(text, match)):
        return False
    return not (match["n"] <= "40" and _SPOT.match(text, match.end()))


def _before(text: str, match: re.Match[str]) -> str:
    """As much as says what a time is of."""
    return text[max(0, match.start() - 80) : match.start()]


def _timecodes(text: str) -> Iterator[_Reach]:
    """Timecodes, if one of them lies in the first minute: the others are times of day."""
    plain = [*re.finditer(rf"(?<![\d:]){_TIME}(?!\s*[ap]\.?m)", text, re.IGNORECASE)]
    times = [_clock(match[0]) for match in plain]
    if len(plain) > 1 and times[0] == 0 and all(first < second for first, second in pairwise(times)):
        yield _Reach(times[-1], *plain[-1].span())  # a list that begins at 0:00
    found = [
        _Reach(_clock(next(filter(None, match.groups()))), *match.span())
        for match in _CODE.finditer(text)
        if not _NOT_BEFORE.search(_before(text, match))
    ]
    minute = 60
    if any(reach.seconds < minute for reach in found):
        yield from found


def _sums(text: str) -> Iterator[_Reach]:
    """Lengths one after another, added up; "(0s) ... (2s) ... (4s)" are points in time."""
    parts = [*_PART.finditer(text)]
    lengths = [_value(part["n"]) for part in parts]
    grow = all(first < second for first, second in pairwise(lengths))
    if len(parts) > 1 and (parts[0]["label"] or not grow):
        yield _Reach(sum(lengths), parts[0].start(), parts[-1].end(), added=True)
    run: _Run | None = None
    for match in _LASTS.finditer(text):
        before = _before(text, match)
        is_point = _POINT.search(before) and not match["order"]
        is_no_length = _NOT_BEFORE.search(before) or _NOT_BEHIND.match(text, match.end())
        if is_point or is_no_length or _is_years(text, match):
            continue
        length = _value(match["n"])
        between = text[run.end : match.start()] if run else ""
        after = bool(_NEXT.search(between + match[0])) or match["of"] is not None
        is_part = (
            run is not None and run.whole and match["order"] in ("first", "last")
        )  # "5 seconds, the last 1 s held"
        if run and not is_part and not _AT_ONCE.search(between) and (after or _LISTED.search(between)):
            grows, sure = run.grows and run.last < length, run.sure and after
            run = _Run(run.start, match.end(), run.total + length, length, run.count + 1, grows, sure)
        else:
            run = _Run(match.start(), match.end(), length, length, whole=match["for"] is None)
        if run.count > 1 and (run.sure or (run.count >= LISTED and not run.grows)):
            yield _Reach(run.total, run.start, run.end, added=True)


def _value(number: str) -> float:
    return float(_WORDS.get(number.lower(), 0) or number)


def _is_decade(number: str) -> bool:
    """Whether "80s" may be read as years; "20" to "90" in tens."""
    return number.isdigit() and len(number) == len("80") and number[1] == "0" and number != "10"


def _clock(timecode: str) -> float:
    seconds = 0.0
    for part in timecode.split(":"):
        seconds = 60 * seconds + float(part)
    return seconds
