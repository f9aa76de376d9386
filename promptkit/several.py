"""Several shots in one prompt: which words are whose, and for how long.

Told by number ("shot 1, 4, words; shot 2, 6, words;", "Shot 1 (4s): words. Cut 2 - words."), by times ("0-4s: wide
shot of ... 4-7s: close-up of ...") or by cuts ("a boat leaves, cut to the pier").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from promptkit.cuts import FRAMED, before_cut, cuts_to, is_one_take
from promptkit.patterns import lazy
from promptkit.scene import Element, Scene, Span
from promptkit.scene.forms import singular
from promptkit.scene.nouns import LIVING, kind_of_word
from promptkit.shot import Shot
from promptkit.target import Target, length_of
from promptkit.tidy import is_quoted
from promptkit.timecodes import RANGE, Head, clock, stretches, timed

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_B = r"\s{0,4}"
"""Blanks, few: any number of them would be tried anywhere."""
_TIME = (
    rf"[(\[]?{_B}(?:{RANGE}(?:(?<=[sdc])|(?<=:\d\d)|(?={_B}[:.,;)\]–—-]))|"
    rf"(?P<lasts>\d{{1,2}}(?:\.\d)?){_B}-?{_B}(?:s|sec|secs|seconds?)\b){_B}[)\]]?"
)
"""Not the "2-3" of "2-3 dogs": a unit, a clock or a mark says that a time is meant."""
LABELS = r"shot|scene|(?:cut|clip)(?=\s{0,4}(?:no\.?\s{0,4}|#\s{0,4})?\d{1,2}\s{0,4}[:.,;(\[–—-])"
"""Whoever cuts one onion and two carrots gives no numbers to cuts."""
_LABEL = lazy(
    rf"(?:^|(?<=[.!?;:\n]){_B})\W{{0,3}}\b(?P<kind>{LABELS}){_B}#?{_B}(?P<number>\d|{'|'.join(_NUMBERS)})\b"
    rf"(?!{_B},{_B}\d)(?:{_B}[,:–—-]?{_B}{_TIME})?{_B}[:.,–—-]?{_B}",
    re.IGNORECASE,
)
"""The head of a shot that is labelled in words."""
_HEAD = lazy(
    r"\bshot\s*(?P<number>[0-9]{1,3})\s*[,，]\s*(?P<seconds>[0-9]{1,4}(?:\.[0-9]{1,3})?)\s*[,，]"
    r"(?!\s*(?:and\b|or\b|[0-9]+\s*,))",
    re.IGNORECASE,
)
"""Not "shot 1, 4 seconds," and the like: plain words that any model may read; nor "shot 1, 2, and 3"."""


_BACK = lazy(
    r"\b(?:he|she|it|they|him|her|hers|them|his|its|their|theirs|both|same|each|camera|view)\b",
    re.IGNORECASE,
)
"""Words by which a turn goes on with what was told before."""
_DEFINITE = lazy(r"\b(?:the|this|that|these|those)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_PARTICIPLE = lazy(r"\s*(?:then\s+)?(?P<verb>\w+ing)\b", re.IGNORECASE)


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
    is_told: bool = False
    """Whether the prompt gives that length; others share what is left."""


@dataclass(frozen=True)
class Parted:
    """A prompt in parts, each with its own time; none where it tells one thing."""

    parts: tuple[Part, ...]
    heads: tuple[Head, ...] = ()
    """What stands before each; none of the numbered form."""
    are_shots: bool = False
    """Whether they are shots of their own; else they are the timed turns of one."""
    elsewhere: Part | None = None
    """The first that tells of somebody else, where that alone makes them shots."""


_COMES_IN = lazy(
    r"\b(?:joins?|enters?|appears?|arrives?|(?:comes?|walks?|runs?|jumps?|steps?|leaps?|climbs?|fl(?:y|ies)|rushes|bursts?)\s+"
    r"(?:\w+ly\s+)?(?:in|out|up|over|through|into)|from\s+(?:behind|the\s+(?:left|right|side)))\b",
    re.IGNORECASE,
)
"""How somebody comes into the picture that is there."""


def segments(prompt: str) -> list[Segment]:
    """The shots of a prompt in the numbered form: it begins with one, or holds two and more; else it is no such."""
    heads = [*_HEAD.finditer(prompt)]
    if not heads or (len(heads) == 1 and prompt[: heads[0].start()].strip()):
        return []
    return [
        Segment(
            Span(head[0], *head.span()),
            Span(head["number"], *head.span("number")),
            float(head["seconds"]),
            _bare(prompt, *place),
        )
        for head, place in zip(heads, stretches(prompt, [head.span() for head in heads]), strict=True)
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


def are_shots(prompt: str, heads: Sequence[Head]) -> bool:
    """Whether what times part are shots, not turns of one: two are framed, or one is called a shot."""
    framed = sum(FRAMED.match(prompt, head.end) is not None for head in heads)
    return (framed > 1 or any(head.is_shot for head in heads)) and not is_one_take(prompt)


@lru_cache(maxsize=64)
def parted(prompt: str, whole: float | None = None) -> Parted:
    """How a prompt for a clip that lasts the `whole` parts itself."""
    numbered = segments(prompt)
    if len(numbered) > 1:
        parts = tuple(
            Part(each.words.start, each.words.end, each.seconds or None, is_told=each.seconds > 0) for each in numbered
        )
        return Parted(parts, are_shots=True)
    if len(found := labels(prompt)) > 1:
        heads = tuple(Head(*head.span(), seconds_of(head), is_shot=True) for head in found)
        return Parted(_headed(prompt, heads, whole), heads, are_shots=True)
    if len(turns := timed(prompt, whole)) > 1 and are_shots(prompt, turns):
        return Parted(_headed(prompt, turns, whole), turns, are_shots=True)
    if heads := _at_cuts(prompt):
        return Parted(_headed(prompt, heads, whole), heads, are_shots=True)
    parts = _headed(prompt, turns, whole)
    elsewhere = another_scene(prompt, parts)
    return Parted(parts, turns, are_shots=elsewhere is not None, elsewhere=elsewhere)


def _at_cuts(prompt: str) -> tuple[Head, ...]:
    """The heads of the shots that cuts part; the first is empty, as no word stands at its head."""
    cuts = [
        (before_cut(prompt, start), end + len(prompt[end:]) - len(prompt[end:].lstrip(" :\n")))
        for start, end in cuts_to(prompt)
    ]
    if not cuts or not prompt[: cuts[0][0]].strip():
        return ()
    return (Head(0, 0, None), *(Head(start, end, None, is_shot=True) for start, end in cuts))


def parts_of(shot: Shot, target: Target | None) -> tuple[Part, ...]:
    """The shots that a prompt tells, whether the target makes several of it or not; none where it tells one."""
    found = parted(shot.prompt, length_of(shot, target))
    return found.parts if found.are_shots else ()


def another_scene(prompt: str, turns: Sequence[Part]) -> Part | None:
    """The first timed turn that tells of somebody else than all before it, and of nothing there.

    Who comes with "the" is in the picture, who comes where nobody is enters it, and a thing that moves there ("espresso
    pours") is no scene of its own.
    """
    if not turns or is_one_take(prompt):
        return None
    from promptkit.scene.read import read_scene  # noqa: PLC0415 - numpy: only where a prompt is timed

    for turn in turns[1:]:
        scene = read_scene(prompt[turn.start : turn.end]).surely()
        come = any(_comes(each, scene.prompt) for each in scene.elements)
        known = {*_names(prompt[: turn.start])}
        if come and any(kind_of_word(name) in LIVING for name in known) and not _goes_on(scene, known):
            return turn
    return None


def _comes(element: Element, words: str) -> bool:
    """Whether it is people or an animal not spoken of as known."""
    lives = element.role == "subject" and kind_of_word(element.what.text.lower().split()[-1]) in LIVING
    return lives and not _DEFINITE.search(words[: element.what.start])


def _goes_on(scene: Scene, known: set[str]) -> bool:
    """Whether a turn speaks of what was told before: names it, points back to it, or leaves it out before a verb."""
    nouns = (*scene.anchors, *(element.what for element in scene.elements))
    heads = {name for noun in nouns for name in _names(noun.text)[-1:] if scene.prompt[: noun.start][-1:] != "-"}
    if _BACK.search(scene.prompt) or _COMES_IN.search(scene.prompt) or known & heads:
        return True
    verb = _PARTICIPLE.match(scene.prompt)
    return verb is not None and not any(noun.start <= verb.start("verb") < noun.end for noun in nouns)


def _names(text: str) -> list[str]:
    """The words of a text, each in the singular and nobody's."""
    return [singular(word) for word in re.findall(r"[^\W\d_]+", re.sub(r"['’]s\b", "", text.lower()))]


def turns_of(shot: Shot, target: Target | None) -> tuple[Part, ...]:
    """The parts of which each has its own time: several shots, or the timed turns of one."""
    return parted(shot.prompt, length_of(shot, target)).parts


def lengths_told(parts: Sequence[Part]) -> str:
    """The lengths that the author gave to all parts, in words, lest they be lost; else empty."""
    told = [part.seconds for part in parts if part.is_told and part.seconds is not None]
    return listed_s(told) if told and len(told) == len(parts) else ""


def listed_s(lengths: Sequence[float]) -> str:
    """Lengths in words: "4, 3 and 3"."""
    *first, last = map(in_seconds, lengths)
    return f"{', '.join(first)} and {last}" if first else last


def in_seconds(seconds: float) -> str:
    """A length as people tell it: to a tenth.

    >>> in_seconds(10 / 3)
    '3.3'
    """
    return f"{round(seconds, 1):g}"


def within(shot: Shot, part: Part) -> Shot:
    """One part as a shot of its own; its texts no longer point into a file."""
    origin = replace(shot.origin, written={}) if shot.origin else None
    return replace(shot, prompt=shot.prompt[part.start : part.end], duration=part.seconds, origin=origin)


def shots_within(shot: Shot, target: Target | None) -> tuple[Shot, ...]:
    """The shots that the prompt tells, each as a shot of its own; the shot itself where it is one."""
    return tuple(within(shot, part) for part in parts_of(shot, target)) or (shot,)


def _headed(prompt: str, heads: Sequence[Head], whole: float | None) -> tuple[Part, ...]:
    """What has no time of its own shares equally in what the others leave; words before the first are the first's."""
    if not heads:
        return ()
    told = [head.seconds for head in heads]
    left = None if whole is None else max(0.0, whole - sum(seconds or 0 for seconds in told))
    share = left / told.count(None) if left and None in told else None
    behind = stretches(prompt, [head.place for head in heads])
    if prompt[: heads[0].start].strip(" .,:;\n"):
        behind[0] = 0, behind[0][1]
    places = [_bare(prompt, *place) for place in behind]
    return tuple(
        Part(place.start, place.end, share if seconds is None else seconds, is_told=seconds is not None)
        for place, seconds in zip(places, told, strict=True)
    )


def _bare(prompt: str, start: int, end: int) -> Span:
    """A stretch without blanks and semicolons around it."""
    text = prompt[start:end].strip(" ;,\n")
    start += prompt[start:end].find(text)
    return Span(text, start, start + len(text))
