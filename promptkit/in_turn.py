"""The stretches of a prompt that its own marks put one after another: timecodes, or "first", "then", "finally"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from promptkit.patterns import lazy
from promptkit.scene import Scene
from promptkit.tidy import is_quoted
from promptkit.timecodes import stretches, timed

_NEXT = lazy(
    r"(?:[.!?;,\n]\s{0,4}(?:(?:and|but)\s+)?|\s{1,4}and\s+)(?P<mark>then|next|after\s+that|afterwards|finally|lastly|at\s+last|"
    r"in\s+the\s+end|secondly|thirdly|second(?=,)|third(?=,))\b\s*,?\s*(?!to\b)(?=\w)",
    re.IGNORECASE,
)
_FIRST = lazy(
    r"\W*(?:first(?:ly)?|at\s+first|to\s+begin\s+with)(?:,\s*|\s+(?=(?:an?|the|he|she|it|they|his|her|two|three|some|one)\b|"
    r"(?-i:[A-Z])))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Turn:
    """One stretch, `prompt[start:end]` without its mark, and how long it lasts where a timecode says so."""

    start: int
    end: int
    seconds: float | None = None


def in_turn(scene: Scene, whole: float | None = None) -> tuple[Turn, ...]:
    """The stretches, two at least; none where no marks part the prompt, or something does not happen in each."""
    return _timed(scene.prompt, whole) or _ordered(scene)


def opening_of(prompt: str, turns: Sequence[Turn]) -> str:
    """What stands before the first timecode, and so holds for all."""
    heads = timed(prompt) if turns and turns[0].seconds is not None else ()
    return prompt[: heads[0].start].strip() if heads else ""


def _timed(prompt: str, whole: float | None) -> tuple[Turn, ...]:
    heads = timed(prompt, whole)
    places = stretches(prompt, [head.place for head in heads])
    turns = tuple(Turn(*place, head.seconds) for head, place in zip(heads, places, strict=True))
    return turns if all(turn.seconds is not None for turn in turns) else ()


def _ordered(scene: Scene) -> tuple[Turn, ...]:
    """From "first" to "then" to "finally": in each somebody does something."""
    prompt = scene.prompt
    marks = [mark for mark in _NEXT.finditer(prompt) if not is_quoted(prompt, mark.start("mark"))]
    first = _FIRST.match(prompt)
    starts = [first.end() if first else 0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() + (prompt[mark.start()] in ".!?") for mark in marks), len(prompt)]
    turns = tuple(Turn(start, end) for start, end in zip(starts, ends, strict=True))
    acts = [motion.start for each in scene.elements if each.role == "subject" for motion in each.motions]
    everywhere = all(any(turn.start <= act < turn.end for act in acts) for turn in turns)
    return turns if marks and everywhere else ()
