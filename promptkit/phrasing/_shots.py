"""Several shots in a prompt's own words → the numbered form that some models make several shots of.

"Shot 1: a boat leaves. Shot 2: the pier, empty." → "shot 1, 3, a boat leaves; shot 2, 2, the pier, empty;"
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, isclose

from promptkit.patterns import lazy
from promptkit.several import FRAMED, RANGE, clock, labels, seconds_of
from promptkit.shot import Shot
from promptkit.target import Target
from promptkit.tidy import is_quoted

_TIMED = lazy(rf"(?:^|(?<=[.!?;\n])\s*)[(\[]?{RANGE}[)\]]?\s*[:.,–—-]?\s*(?=\D)", re.IGNORECASE)
_CUT = lazy(r"(?<=[.!?;\n])\s*(?:then\s+)?(?:(?:smash|hard|quick|jump|match)[ -])?cut\s+to\s*:?\s+", re.IGNORECASE)


@dataclass(frozen=True)
class _Part:
    words: str
    seconds: float | None


def in_numbered_shots(shot: Shot, target: Target) -> str | None:
    """The prompt in the form "shot 1, 4, words; shot 2, 6, words;".

    Lengths are the prompt's own where it gives them, else as equal as whole seconds let them be; they sum to the
    length of the shot. None where the target takes no such form, where the prompt is not clearly several shots, and
    where its times or texts do not fit.
    """
    limits = target.prompt
    whole = shot.duration if shot.duration is not None else target.duration.default
    parts = _parts(shot.prompt)
    if not limits.multi_shot_max or whole is None or not 1 < len(parts) <= limits.multi_shot_max:
        return None
    seconds = _lengths(parts, whole)
    if seconds is None or min(seconds) < (limits.shot_min_s or 0):
        return None
    if limits.shot_max and max(len(part.words) for part in parts) > limits.shot_max:
        return None
    written = [
        f"shot {at}, {length:g}, {part.words};" for at, (part, length) in enumerate(zip(parts, seconds, strict=True), 1)
    ]
    return " ".join(written)


def _parts(prompt: str) -> list[_Part]:
    """The shots of a prompt, what stands before the first with that one; none where they are not clear."""
    heads = labels(prompt)
    if len(heads) < 2:  # noqa: PLR2004 - one shot is no several
        heads = _timed(prompt)
    if len(heads) > 1:
        ends = [*(head.start() for head in heads[1:]), len(prompt)]
        texts = [prompt[head.end() : end] for head, end in zip(heads, ends, strict=True)]
        texts[0] = f"{prompt[: heads[0].start()]} {texts[0]}"
        times = [seconds_of(head) for head in heads]
    else:
        cuts = [cut for cut in _CUT.finditer(prompt) if not is_quoted(prompt, cut.end() - 1)]
        starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(prompt)]
        texts = [prompt[start:end] for start, end in zip(starts, ends, strict=True)]
        times = [None] * len(texts)
    parts = [_Part(_plain(text), time) for text, time in zip(texts, times, strict=True)]
    return parts if len(parts) > 1 and all(part.words for part in parts) else []


def _timed(prompt: str) -> list[re.Match[str]]:
    """The heads of shots that begin with times, of which the first is 0 and all join on."""
    heads = [head for head in _TIMED.finditer(prompt) if not is_quoted(prompt, head.end() - 1)]
    joined = all(clock(before["to"]) == clock(after["from"]) for before, after in pairwise(heads))
    framed = sum(FRAMED.match(prompt, head.end()) is not None for head in heads)
    return heads if joined and framed > 1 and clock(heads[0]["from"]) == 0 else []


def _plain(text: str) -> str:
    """The words of one shot: on one line, without the mark that parts shots."""
    return re.sub(r"\s*;\s*", ", ", " ".join(text.split())).strip(" ,.:–—-")


def _lengths(parts: list[_Part], whole: float) -> list[float] | None:
    """Seconds of each part; None where the prompt's own do not sum to the whole."""
    told = [part.seconds for part in parts if part.seconds is not None]
    if told:
        return told if len(told) == len(parts) and isclose(fsum(told), whole, abs_tol=1e-6) else None
    each, rest = divmod(int(whole), len(parts))
    lengths = [float(each + (at < rest)) for at in range(len(parts))]
    lengths[-1] += whole - int(whole)
    return lengths
