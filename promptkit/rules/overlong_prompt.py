"""`overlong-prompt`: more text than the target takes."""

import re
from collections.abc import Iterator

from promptkit.negative import folded, measure
from promptkit.patterns import lazy
from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import LengthUnit, Target

_SEGMENT = lazy(r"\bshot\s+\d+\s*,\s*\d+(?:\.\d+)?\s*,\s*(?P<words>[^;]*)", re.IGNORECASE)
_DOUBTFUL = 1.25
"""An estimate less than this many times the limit may be wrong: at 88 words for 100 tokens the prompt would fit."""
_UNITS = {"characters": "characters", "utf16": "UTF-16 units", "tokens": "tokens by estimate"}


@rule(code="LIM001", family="limits", severity="error")
def overlong_prompt(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The prompt, a segment of it or the negative is longer than the target takes or advises.

    Why:
        Over the limit the service refuses the request or drops the end unsaid, and with it whatever was asked for
        last. Counted in the target's own unit: characters, UTF-16 units (most emoji count as two) or tokens. Tokens
        are estimated, as 100 for every 70 words or one per 4 characters, whichever is more, and one for each Chinese,
        Japanese or Korean character; close to the limit that is a warning only. Where a negative is folded into the
        prompt, it counts.
    Bad:
        prompt: A man walks along the pier.
        negative: "flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker,
          flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker,
          flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker,
          flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker,
          flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker, flicker"
        target: wan-2.7-t2v
    Good:
        prompt: A man walks along the pier.
        negative: flicker
        target: wan-2.7-t2v
    Fix:
        None: what to leave out is the author's choice. The part beyond the limit is marked.
    References:
        The prompt table of each target with its source: `promptkit targets NAME`. Gemini API, Understand and count
        tokens: a token is about 4 characters, 100 tokens are about 60 to 80 English words.
    """
    if target is None:
        return
    yield from _whole_prompt(shot, target)
    if target.prompt.shot_max:
        yield from _segments(shot.prompt, target.prompt.shot_max, target)
    negative, limit = shot.negative or "", target.negative.max
    if target.negative.channel == "field" and limit and len(negative) > limit:
        message = f"the negative has {len(negative)} characters; {target.full_name} takes {limit}"
        yield Finding(message, limit, len(negative), "negative")


def _whole_prompt(shot: Shot, target: Target) -> Iterator[Finding]:
    limits, text = target.prompt, shot.prompt
    sent = folded(text, shot.negative) if target.negative.channel == "prompt" else text
    length, unit = measure(sent, limits.unit), _UNITS[limits.unit]
    extra = ", its negative folded in," if sent != text else ""
    most = (shot.image and limits.max_with_image) or limits.max
    if most and length > most:
        beside = " with an image" if most != limits.max else ""
        message = f"the prompt{extra} has {length} {unit}; {target.full_name} takes {most}{beside}: cut {length - most}"
        doubtful = limits.unit == "tokens" and length < most * _DOUBTFUL
        where = _reach(text, most, limits.unit), len(text)
        yield Finding(message, *where, own_severity="warning" if doubtful else None)
    elif limits.advised and length > limits.advised:
        message = (
            f"the prompt{extra} has {length} {unit}; {target.full_name} takes it, but {limits.advised} are advised"
        )
        yield Finding(message, _reach(text, limits.advised, limits.unit), len(text), own_severity="note")


def _segments(prompt: str, limit: int, target: Target) -> Iterator[Finding]:
    for number, match in enumerate(_SEGMENT.finditer(prompt), start=1):
        length = len(match["words"].rstrip())
        if length > limit:
            start = match.start("words")
            message = f"shot {number} has {length} characters; {target.full_name} takes {limit} in each shot"
            yield Finding(message, start + limit, start + length)


def _reach(text: str, limit: int, unit: LengthUnit) -> int:
    """How many characters of the text fit; 0, for the whole text, where the negative alone makes it too long."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle], unit) <= limit else (low, middle - 1)
    return low if low < len(text) else 0
