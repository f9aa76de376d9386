"""Several shots in one prompt, where a target makes them in one clip: which words are whose, and for how long.

Two ways of writing are known: "shot 1, 4, words; shot 2, 6, words;", and "Shot 1 (4s): words. Shot 2 (6s): words."
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from promptkit.patterns import lazy
from promptkit.scene import Span
from promptkit.shot import Shot
from promptkit.target import Target
from promptkit.tidy import is_quoted

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SECONDS = r"\d{1,2}(?:\.\d)?"
RANGE = rf"(?P<from>(?:0?0:)?{_SECONDS})\s*s?\s*[-–—]\s*(?P<to>(?:0?0:)?{_SECONDS})\s*(?:s\b|sec(?:ond)?s?\b)?"
"""A stretch of time: "0-4s", "0:04-0:08"."""
_TIME = rf"[(\[]?\s*(?:{RANGE}|(?P<lasts>{_SECONDS})\s*-?\s*(?:s|sec|secs|seconds?)\b)\s*[)\]]?"
_LABEL = lazy(
    rf"(?:^|(?<=[.!?;:\n])\s*)\W{{0,3}}\b(?P<kind>shot|scene)\s+(?P<number>\d|{'|'.join(_NUMBERS)})\b(?!\s*,\s*\d)"
    rf"(?:\s*[,:–—-]?\s*{_TIME})?\s*[:.,–—-]?\s*",
    re.IGNORECASE,
)
"""The head of a shot that is labelled in words."""
FRAMED = lazy(
    r"(?:an?\s+|the\s+)?(?:\w+\s+)?(?:wide|close|medium|long|full|aerial|overhead|establishing|insert|pov|shot|scene|cut|"
    r"closeup|macro|drone)\b",
    re.IGNORECASE,
)
"""How the words of a shot begin; what is only timed may all be one take."""
_HEAD = lazy(
    r"\bshot\s*(?P<number>[0-9]{1,3})\s*[,，]\s*(?P<seconds>[0-9]{1,4}(?:\.[0-9]{1,3})?)\s*[,，]"
    r"(?!\s*(?:and\b|or\b|[0-9]+\s*,))",
    re.IGNORECASE,
)
"""Not "shot 1, 4 seconds," and the like: plain words that any model may read; nor "shot 1, 2, and 3"."""


@dataclass(frozen=True)
class Segment:
    """One shot of the numbered form."""

    head: Span
    digits: Span
    seconds: float
    words: Span


@dataclass(frozen=True)
class Part:
    """The words of one shot, `prompt[start:end]`, and how long it lasts; None where that is not known."""

    start: int
    end: int
    seconds: float | None


def segments(prompt: str) -> list[Segment]:
    """The shots of a prompt in the numbered form: it begins with one, or holds two and more; else it is no such."""
    heads = [*_HEAD.finditer(prompt)]
    if not heads or (len(heads) == 1 and prompt[: heads[0].start()].strip()):
        return []
    ends = [*(head.start() for head in heads[1:]), len(prompt)]
    return [
        Segment(
            Span(head[0], *head.span()),
            Span(head["number"], *head.span("number")),
            float(head["seconds"]),
            _bare(prompt, head.end(), end),
        )
        for head, end in zip(heads, ends, strict=True)
    ]


def labels(prompt: str) -> list[re.Match[str]]:
    """The heads of shots that are labelled in words and counted 1, 2, 3; none within quotations."""
    heads = [head for head in _LABEL.finditer(prompt) if not is_quoted(prompt, head.end() - 1)]
    numbers = [head["number"].lower() for head in heads]
    in_order = numbers in ([str(at) for at in range(1, len(heads) + 1)], list(_NUMBERS[: len(heads)]))
    return heads if in_order else []


def seconds_of(head: re.Match[str]) -> float | None:
    """How long the shot with this head lasts, where the head says it; a time that runs backwards says nothing."""
    lasts = head.groupdict().get("lasts") or 0
    seconds = clock(head["to"]) - clock(head["from"]) if head["to"] else float(lasts)
    return seconds if seconds > 0 else None


def clock(text: str) -> float:
    """Seconds of "4", "4.5", "0:04"."""
    return float(text.rpartition(":")[2])


def parts_of(shot: Shot, target: Target | None) -> tuple[Part, ...]:
    """The shots that the target makes of the prompt; none where it makes one of it."""
    if target is None or target.prompt.multi_shot_max is None:
        return ()
    numbered = segments(shot.prompt)
    if len(numbered) > 1:
        return tuple(Part(each.words.start, each.words.end, each.seconds or None) for each in numbered)
    heads = [head for head in labels(shot.prompt) if head["kind"].lower() == "shot"]
    return _labelled(shot, heads, target) if len(heads) > 1 else ()


def within(shot: Shot, part: Part) -> Shot:
    """One part as a shot of its own; its texts no longer point into a file."""
    origin = replace(shot.origin, written={}) if shot.origin else None
    return replace(shot, prompt=shot.prompt[part.start : part.end], duration=part.seconds, origin=origin)


def shots_within(shot: Shot, target: Target | None) -> tuple[Shot, ...]:
    """The shots that the target makes of the prompt, each as a shot of its own; the shot itself where it is one."""
    return tuple(within(shot, part) for part in parts_of(shot, target)) or (shot,)


def _labelled(shot: Shot, heads: Sequence[re.Match[str]], target: Target) -> tuple[Part, ...]:
    """What has no time of its own shares equally in what the others leave."""
    whole = shot.duration if shot.duration is not None else target.duration.default
    told = [seconds_of(head) for head in heads]
    left = None if whole is None else max(0.0, whole - sum(seconds or 0 for seconds in told))
    share = left / told.count(None) if left and None in told else None
    ends = [*(head.start() for head in heads[1:]), len(shot.prompt)]
    places = [_bare(shot.prompt, head.end(), end) for head, end in zip(heads, ends, strict=True)]
    return tuple(
        Part(place.start, place.end, share if seconds is None else seconds)
        for place, seconds in zip(places, told, strict=True)
    )


def _bare(prompt: str, start: int, end: int) -> Span:
    """A stretch without blanks and semicolons around it."""
    text = prompt[start:end].strip(" ;\n")
    start += prompt[start:end].find(text)
    return Span(text, start, start + len(text))
