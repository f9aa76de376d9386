"""`multi-shot-sums`: a prompt in several shots whose numbers do not add up."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import fsum, isclose, isfinite

from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.scene import Span
from promptkit.several import Segment, segments
from promptkit.shot import Shot
from promptkit.target import Target, length_of

_WRONG_MARK = "；，,、"


@rule(code="LIM005", family="limits", severity="error")
def multi_shot_sums(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """A prompt written as "shot 1, 4, words; shot 2, 6, words;" breaks the rules of that form.

    Why:
        Kling 3.0 cuts such a prompt into shots and refuses it when there are too many, when one is too short, or when
        their seconds do not sum to the duration. Other models read the numbers as plain words.
    Bad:
        prompt: "shot 1, 4, a man opens the door; shot 2, 4, he steps into the rain;"
        target: kling-3.0
        duration: 10
    Good:
        prompt: "shot 1, 4, a man opens the door; shot 2, 6, he steps into the rain;"
        target: kling-3.0
        duration: 10
    Fix:
        Safe: puts the semicolon that must part two shots. Unsafe: numbers the shots in the order in which they stand.
        How the seconds are to be shared out is the author's decision.
    References:
        Kling 3.0 text to video, 2026-09-20: up to 6 shots, half-width semicolons, 1 s at least for each, the sum equal
        to the duration. The prompt table of each target: `promptkit targets NAME`.
    """
    shots = segments(shot.prompt)
    if not shots or (target and (target.status == "retired" or not target.prompt.accepted)):
        return
    everything = Span("", shots[0].head.start, len(shot.prompt.rstrip()))
    if target and target.prompt.multi_shot_max is None:
        message = f"{target.full_name} reads this form as plain words, in one shot; make a clip of each"
        yield replace(Finding.at(everything, message), own_severity="warning")
        return
    yield from _about_the_order(shots)
    yield from _about_the_marks(shot.prompt, shots)
    if target:
        yield from _about_each(shots, target)
        if (most := target.prompt.multi_shot_max) and len(shots) > most:
            message = f"{target.full_name} takes {most} shots in one prompt, these are {len(shots)}; drop some"
            yield Finding(message, shots[most].head.start, everything.end)
    yield from _about_the_sum(shot, target, shots, everything)


def _about_the_order(segments: list[Segment]) -> Iterator[Finding]:
    wrong = [(due, shot) for due, shot in enumerate(segments, start=1) if int(shot.digits.text) != due]
    if wrong:
        due, first = wrong[0]
        edits = tuple(Edit("prompt", shot.digits.start, shot.digits.end, str(due)) for due, shot in wrong)
        message = f'"shot {first.digits.text}" stands where shot {due} is due; number the shots 1, 2, 3 in order'
        yield Finding.at(first.head, message, fix=Fix(False, "number the shots in order", edits))


def _about_the_marks(prompt: str, segments: list[Segment]) -> Iterator[Finding]:
    for before, segment in pairwise(segments):
        end = len(prompt[: segment.head.start].rstrip())
        if prompt[end - 1] == ";":
            continue
        start = end - 1 if end > before.head.end and prompt[end - 1] in _WRONG_MARK else end
        fix = Fix(True, 'part the shots with ";"', (Edit("prompt", start, end, ";"),))
        message = f'no ";" stands before "shot {segment.digits.text}", so that it may not count as a shot of its own'
        yield replace(Finding.at(segment.head, message, fix=fix), own_severity="warning")


def _about_each(segments: list[Segment], target: Target) -> Iterator[Finding]:
    least = target.prompt.shot_min_s
    for segment in segments:
        if least and segment.seconds < least:
            asked = f"shot {segment.digits.text} asks for {segment.seconds:g} s"
            yield Finding.at(segment.head, f"{asked}; {least:g} s is the least for one shot on {target.full_name}")
        if not segment.words.text:
            yield Finding.at(segment.head, f"shot {segment.digits.text} says nothing; describe it or take it out")


def _about_the_sum(shot: Shot, target: Target | None, segments: list[Segment], everything: Span) -> Iterator[Finding]:
    duration = length_of(shot, target)
    total = fsum(segment.seconds for segment in segments)
    if duration is None or isclose(total, duration, abs_tol=1e-6) or not isfinite(duration):
        return
    asked = f"{duration:g} s {'are ordered' if shot.duration is not None else 'is the default'}"
    yield Finding.at(everything, f"the shots sum to {total:g} s, but {asked}; make the two equal")
