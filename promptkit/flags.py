"""Flags: what of a clip's structure makes its other numbers mean less than they seem to.

A flag is a JSON object in the detail of every score: `flag`, its name; `text`, what to say beside a number; `share`, of
the clip's time, where it lasts.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from promptkit.metric import Score

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from promptkit.observers.structure import Structure

STILL = ("frozen", "one picture", "loop")
"""Flags of clips that are steady because they stand, or show the same again."""
_MOST_TIMES = 4
"""Times that a text names."""


def flags(structure: "Structure") -> list[dict[str, Any]]:
    """The flags of a clip, the gravest first."""
    return [*_still(structure), *_broken(structure), *_framed(structure)]


def flags_of(scores: Mapping[str, Score]) -> list[dict[str, Any]]:
    """The flags that a clip's scores carry, by metric; none where its structure was not looked at."""
    return next((score.detail["flags"] for score in scores.values() if "flags" in score.detail), [])


def in_words(scores: Mapping[str, Score]) -> str:
    """The flags that a clip's scores carry, as they stand beside a number."""
    return "; ".join(flag["text"] for flag in flags_of(scores))


def _still(seen: "Structure") -> Iterator[dict[str, Any]]:
    total_s = seen.duration_s
    if len(seen.frozen_s):
        yield _lasting("frozen", seen.frozen_s, total_s)
    if len(seen.one_picture_s):
        flag = _lasting("one picture", seen.one_picture_s, total_s)
        yield flag | {"text": f"one moved or faded picture for {_percent(flag['share'])} of the clip"}
    if len(seen.repeats_s):
        flag = _lasting("loop", seen.repeats_s[:, :2], total_s)
        yield flag | {"text": f"loop of {seen.repeats_s[0, 2]:.2g} s, {_percent(flag['share'])} of the clip repeated"}
    elif seen.returns:
        yield {"flag": "returns", "text": "ends where it starts"}


def _broken(seen: "Structure") -> Iterator[dict[str, Any]]:
    if count := len(seen.cuts_s):
        yield {"flag": "cuts", "text": f"{count} cut{'' if count == 1 else 's'} at {_times(seen.cuts_s)}"}
    if count := len(seen.duplicates_s):
        share = count / len(seen.t_s)
        text = f"{count} duplicated frame{'' if count == 1 else 's'}, {_percent(share)}"
        yield {"flag": "duplicates", "text": text, "share": share}
    for name, spans in (("fade", seen.fades_s), ("black", seen.black_s), ("blank", seen.blank_s)):
        if len(spans):
            text = f"{name} {_length_s(spans):.2g} s at {_times(spans[:, 0])}"
            yield _lasting(name, spans, seen.duration_s) | {"text": text}
    if count := len(seen.flashes_s):
        text = f"{count} flash{'' if count == 1 else 'es'} at {_times(seen.flashes_s[:, 0])}"
        yield {"flag": "flashes", "text": text}


def _framed(seen: "Structure") -> Iterator[dict[str, Any]]:
    if any(seen.bars):
        sides = zip(("top", "bottom", "left", "right"), seen.bars, strict=True)
        yield {"flag": "bars", "text": "bars: " + ", ".join(f"{side} {_percent(part)}" for side, part in sides if part)}


def _lasting(name: str, spans: "NDArray[np.float64]", total_s: float) -> dict[str, Any]:
    share = min(1.0, _length_s(spans) / total_s) if total_s else 1.0  # a single frame lasts no time
    return {"flag": name, "text": f"{name} {_percent(share)} of the clip", "share": share}


def _length_s(spans: "NDArray[np.float64]") -> float:
    return float((spans[:, 1] - spans[:, 0]).sum())


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _times(at_s: "NDArray[np.float64]") -> str:
    said = ", ".join(f"{one:.1f} s" for one in at_s[:_MOST_TIMES])
    return f"{said}, …" if len(at_s) > _MOST_TIMES else said
