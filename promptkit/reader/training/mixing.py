"""Marked prompts in other surroundings: sentences that ask for no motion put in and left out, prompts put together.

What moves stays marked, so that nothing has to be marked anew. A small network that sees a long prompt again and again
as it is learns that prompt; seen in changing company it has to learn what in it moves. In the manner of Wei and Zou
2019, "EDA" (arXiv:1901.11196), with whole sentences.
"""

import random
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from promptkit.reader.training.markup import ROLES, Mark, MarkedPrompt

KEPT_AS_IT_IS = 0.4
"""Share of the prompts of a pass that are not changed."""
LEFT_OUT, PUT_IN = 0.3, 0.3
"""Chance of each still sentence to go, and of each gap between sentences to receive one."""
JOINED = 0.25
"""Share of the changed prompts that are joined with another."""
LONGEST = 110
"""Words up to which prompts are joined."""
SHORTEST = 5
"""Words of a sentence that is put in."""
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;]+(?=\s|$)")
_LEANS = re.compile(
    r"\b(?:no|not|nothing|nobody|never|still|static|motionless|fixed|locked|frozen|without|camera|shot"
    r"|he|she|they|it|his|her|hers|him|them|their|its|this|these|those)\b|n't",
    re.IGNORECASE,
)
"""What would take back or frame what moves elsewhere, or points back at it."""

Span = tuple[int, int]


def still_sentences(prompts: Sequence[MarkedPrompt]) -> list[str]:
    """Sentences that ask for no motion and would stand in any prompt."""
    unmarked = (
        prompt.text[start:end].strip()
        for prompt in prompts
        if prompt.marks
        for start, end in _sentences(prompt.text)
        if not _marked(prompt, start, end)
    )
    return list(dict.fromkeys(said for said in unmarked if len(said.split()) >= SHORTEST and not _LEANS.search(said)))


def mixed(prompts: Sequence[MarkedPrompt], still: Sequence[str], generator: random.Random) -> Iterator[MarkedPrompt]:
    """Each prompt once, as it is or changed."""
    for prompt in prompts:
        if generator.random() < KEPT_AS_IT_IS:
            yield prompt
        elif generator.random() < JOINED:
            yield _joined(prompt, generator.choice(prompts))
        else:
            yield _resettled(prompt, still, generator)


def _sentences(text: str) -> list[Span]:
    """Whole sentences, each with the blanks before it; empty unless they make up the text."""
    found = [match.span() for match in _SENTENCE.finditer(text)]
    bounds = [0, *(end for _, end in found)]
    is_whole = [start for start, _ in found] == bounds[:-1] and not text[bounds[-1] :].strip()
    return found if is_whole else []


def _marked(prompt: MarkedPrompt, start: int, end: int) -> bool:
    return any(mark.start < end and mark.end > start for mark in prompt.marks)


def _resettled(prompt: MarkedPrompt, still: Sequence[str], generator: random.Random) -> MarkedPrompt:
    """Still sentences left out, and others put between sentences and behind them."""
    sentences = _sentences(prompt.text)
    ends = {end for _, end in sentences}
    if not sentences or not still or any(ends & {*range(mark.start + 1, mark.end)} for mark in prompt.marks):
        return prompt
    parts: list[tuple[str, int | None]] = []
    for start, end in sentences:
        if _marked(prompt, start, end) or generator.random() >= LEFT_OUT:
            parts.append((prompt.text[start:end], start))
        if generator.random() < PUT_IN:
            parts.append((" " + generator.choice(still), None))
    if not parts:
        return prompt
    text, starts, shifts = "", list[int](), list[int]()
    for said, start in parts:
        lead = 0 if text else len(said) - len(said.lstrip())
        if start is not None:
            starts.append(start)
            shifts.append(len(text) - lead - start)
        text += said[lead:]
    moved = (_moved(mark, shifts[bisect_right(starts, mark.start) - 1]) for mark in prompt.marks)
    return replace(prompt, text=text, marks=tuple(moved))


def _moved(mark: Mark, by: int) -> Mark:
    return replace(mark, start=mark.start + by, end=mark.end + by)


def _joined(one: MarkedPrompt, other: MarkedPrompt) -> MarkedPrompt:
    """Both, one behind the other; the first alone where they would be too long or name like things."""
    first, second = one.text.rstrip(), other.text.lstrip()
    if len(first.split()) + len(second.split()) > LONGEST or _heads(one) & _heads(other):
        return one
    between = " " if first[-1:] in ".!?;" else ". "
    shift = len(first) + len(between) - (len(other.text) - len(second))
    most = max((mark.id for mark in one.marks), default=0)
    added = tuple(replace(_moved(mark, shift), id=mark.id + most) for mark in other.marks)
    return replace(one, text=first + between + second, marks=(*one.marks, *added))


def _heads(prompt: MarkedPrompt) -> set[str]:
    """The last words of what moves; the camera counts as one thing."""
    return {
        "camera" if mark.kind == "c" else prompt.text[mark.start : mark.end].lower().split()[-1]
        for mark in prompt.marks
        if mark.kind in ROLES
    }
