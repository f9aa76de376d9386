"""Several shots in a prompt's own words → the numbered form that some models make several shots of.

"Shot 1: a boat leaves. Shot 2: the pier, empty." → "shot 1, 3, a boat leaves; shot 2, 2, the pier, empty;"
"""

import re
from dataclasses import dataclass
from math import fsum, isclose

from promptkit.patterns import lazy
from promptkit.scene.read import read_scene
from promptkit.several import listed_s, parted
from promptkit.shot import Shot
from promptkit.target import Target, length_of
from promptkit.timecodes import stretches

_OF_ALL = lazy(
    r"\b(?:in|for|across|of|through)\s+(?:all|every|each|both)\s+(?:of\s+the\s+)?(?:the\s+)?(?:\w+\s+)?(?:shots?|scenes?|clips?|cuts?)\b"
    r"|\b(?:all|every|each)\s+shots?\b|\bthroughout\b",
    re.IGNORECASE,
)
"""What is told of all shots belongs to none of them alone."""


@dataclass(frozen=True)
class _Part:
    words: str
    seconds: float | None


@dataclass(frozen=True)
class Numbered:
    """A prompt in the form "shot 1, 4, words; shot 2, 6, words;"."""

    prompt: str
    lengths: tuple[float, ...]
    """Seconds of each shot."""
    are_told: bool
    """Whether the author gave them; else they are as equal as whole seconds let them be."""

    @property
    def shared_out(self) -> str:
        """How the length was shared out over the shots, in words; empty where the author did that."""
        if self.are_told:
            return ""
        whole = "in whole seconds" if all(length.is_integer() for length in self.lengths) else "over the shots"
        total = fsum(self.lengths)
        return f"no lengths are given, so {total:g} s are shared out {whole}: {listed_s(self.lengths)}"


def in_numbered_shots(shot: Shot, target: Target) -> Numbered | None:
    """The prompt in the form in which the target counts shots; their lengths sum to the length of the shot.

    None where the target takes no such form, where the prompt is not clearly several shots or says something of all of
    them, and where its times or texts do not fit.
    """
    limits = target.prompt
    whole = length_of(shot, target)
    if not limits.multi_shot_max or whole is None or _OF_ALL.search(shot.prompt):
        return None
    parts = _parts(shot.prompt, whole)
    if not 1 < len(parts) <= limits.multi_shot_max:
        return None
    seconds = _lengths(parts, whole)
    if seconds is None or min(seconds) < (limits.shot_min_s or 0):
        return None
    if limits.shot_max and max(len(part.words) for part in parts) > limits.shot_max:
        return None
    written = [
        f"shot {at}, {length:g}, {part.words};" for at, (part, length) in enumerate(zip(parts, seconds, strict=True), 1)
    ]
    return Numbered(" ".join(written), tuple(seconds), are_told=any(part.seconds is not None for part in parts))


def _parts(prompt: str, whole: float) -> list[_Part]:
    """The shots of a prompt, what stands before the first with that one; none where they are not clear."""
    found = parted(prompt, whole)
    if not (heads := found.heads) or not found.are_shots or found.elsewhere is not None:
        return []  # who comes on in a timed turn may come into the same take
    texts = [prompt[slice(*place)] for place in stretches(prompt, [head.place for head in heads])]
    texts[0] = f"{prompt[: heads[0].start]} {texts[0]}"
    parts = [_Part(_plain(text), head.seconds) for text, head in zip(texts, heads, strict=True)]
    return parts if len(parts) > 1 and all(_shows_something(part.words) for part in parts) else []


def _shows_something(words: str) -> bool:
    """Whether words name what is seen, or who acts."""
    scene = read_scene(words)
    return bool(scene.elements or scene.anchors)


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
