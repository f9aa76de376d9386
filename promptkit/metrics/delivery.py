"""Whether the clip is what was ordered."""

from collections.abc import Iterator, Mapping
from math import log
from typing import TYPE_CHECKING, Any

import numpy as np

from promptkit.metric import Measurement, NotApplicable, metric
from promptkit.sizes import pixels, shape, short_side_px

if TYPE_CHECKING:
    from promptkit.observers.order import Ordered
    from promptkit.observers.structure import Structure

WIDESCREEN = 16 / 9
"""The shape that names of resolutions are meant for."""


@metric(
    unit="mismatches", better="lower", version=1, needs=("order", "structure"), margin=0.1, bounds=(0, None),
    stillness_flatters=False, counts=True,
)  # fmt: skip
def delivery(
    order: "Ordered",
    structure: "Structure",
    *,
    duration_s: float = 0.25,
    rate: float = 0.01,
    side: float = 0.03,
    ratio: float = 0.03,
) -> Measurement:
    """Number of things that were not delivered as ordered.

    Duration, frame rate, resolution, aspect ratio, sound (there or not), and frames that are black or of one colour,
    which nobody orders. A length that follows a reference video may be rounded to whole seconds. A named resolution is
    met by its short side, or, in a shape that is not 16:9, by the number of pixels of 16:9. What neither the shot nor
    its target says is not checked. Options: what may be off, in seconds and shares; the defaults allow for encoders
    that deliver 5.04 s for 5 s, 23.976 for 24 and sides cut to multiples of 16 px. The margin is one mismatch in ten
    clips.

    Zero: all that was ordered and can be checked is as ordered.
    Shape: the order, the container's facts and the time axis in; a count out.
    Detail: `mismatches`, each `what`, `ordered` and `delivered` in words; `checked`, what the order says.
    Not applicable: no order is known, or a single frame.
    References: the dated tables of each target with their sources: `promptkit targets NAME`.
    """
    asked = order.order
    if not asked:
        raise NotApplicable(
            "no order is known for the whole clip; name the shot: --shot FILE --id ID, without --from and --until"
        )
    if len(structure.t_s) < 2:  # noqa: PLR2004
        raise NotApplicable("a single frame is no clip")
    found = [
        *_time(asked, structure, duration_s=duration_s, rate=rate),
        *_picture(asked, order, side=side, ratio=ratio),
        *_sound(asked, order),
        *_empty(structure),
    ]
    checked = {name: value for name, value in asked.items() if value not in (None, "", False)}
    return Measurement(float(len(found)), {"mismatches": found, "checked": checked})


def _time(asked: Mapping[str, Any], seen: "Structure", *, duration_s: float, rate: float) -> Iterator[dict[str, str]]:
    wanted_s, wanted_fps = asked["duration_s"], asked["fps"]
    if wanted_s is not None:
        lengths = (wanted_s, round(wanted_s)) if asked["is_reference_length"] else (wanted_s,)
        if min(abs(seen.duration_s - length) for length in lengths) > duration_s + 1e-9:
            said = f"{wanted_s:.4g} s" + (", as the reference video" if asked["is_reference_length"] else "")
            yield _mismatch("duration", said, f"{seen.duration_s:.4g} s")
    fps = 1 / float(np.mean(np.diff(seen.t_s)))
    if wanted_fps is not None and abs(fps / wanted_fps - 1) > rate:
        yield _mismatch("frame rate", f"{wanted_fps:g} fps", f"{fps:.4g} fps")


def _picture(asked: Mapping[str, Any], seen: "Ordered", *, side: float, ratio: float) -> Iterator[dict[str, str]]:
    width, height = seen.width_px, seen.height_px
    delivered = f"{width}×{height}"
    if not _has_size(asked["resolution"], width, height, side):
        yield _mismatch("resolution", asked["resolution"], delivered)
    wanted = shape(asked["aspect_ratio"])
    if wanted is not None and abs(log(width / height / wanted)) > ratio:
        yield _mismatch("aspect ratio", asked["aspect_ratio"], f"{delivered}, {width / height:.2f}:1")


def _has_size(name: str, width: int, height: int, tolerance: float) -> bool:
    """True as well for a name that says no size."""
    if both := pixels(name):
        return all(abs(got / want - 1) <= tolerance for got, want in zip((width, height), both, strict=True))
    wanted = short_side_px(name)
    if wanted is None:
        return True
    by_area = (width * height / WIDESCREEN) ** 0.5
    return any(abs(got / wanted - 1) <= tolerance for got in (min(width, height), by_area))


def _sound(asked: Mapping[str, Any], seen: "Ordered") -> Iterator[dict[str, str]]:
    wanted = asked["sound"]
    if wanted and seen.has_audio == (wanted == "off"):
        yield _mismatch("sound", wanted, "a sound track" if seen.has_audio else "no sound track")


def _empty(seen: "Structure") -> Iterator[dict[str, str]]:
    for what, spans in (("black frames", seen.black_s), ("frames of one colour", seen.blank_s)):
        if len(spans):
            said = ", ".join(f"{start:.2f}–{end:.2f} s" for start, end in spans)
            yield _mismatch(what, "none", said)


def _mismatch(what: str, ordered: str, delivered: str) -> dict[str, str]:
    return {"what": what, "ordered": ordered, "delivered": delivered}
