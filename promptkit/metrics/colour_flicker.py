"""Colour that comes and goes although nothing moves."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, metric
from promptkit.metrics._agreement import pairwise_power, regions
from promptkit.metrics._exposure import DARK, by_exposure
from promptkit.metrics._eye import LEAST_SPAN_S, red_green, yellow_violet
from promptkit.metrics._pairs import LEAST_SEEN, seen
from promptkit.metrics._seams import one_way, seams
from promptkit.metrics._spectrum import curve, evenly, peak_hz, sliding, time_axis, weighted

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow
    from promptkit.observers.structure import Structure

F64 = NDArray[np.float64]

LEAST_TILES = 0.2
"""Share of the picture's tiles, over the clip, that can be followed and are not black."""
NOISE = 0.4
"""ΔE*ab that noise, coding and errors of the flow leave in a clean clip, taken off in energy: the fourteen clean clips
of the validity report have up to 0.29. About 1 can just be seen."""


@metric(unit="visible ΔE*ab", better="lower", version=2, needs=("flow", "structure"), margin=0.3, bounds=(0, None))
def colour_flicker(flow: "Flow", structure: "Structure") -> Measurement:
    """Flicker of hue and saturation: the ΔE*ab of a slow swing of the whole picture's colour that is as visible.

    The change of CIELAB a* and b* along the motion, without what goes with the shared change of lightness (as it scales
    a* and b* with L* + 16), is integrated over time and weighted with the eye's two colour channels,
    exp(-f^1.1196 / 14.13) for a* and exp(-f^0.9479 / 6.64) for b*, from 1.5 Hz on. As in `flicker`, the picture is
    parted into 3 × 4 regions, and the power is the median over pairs of regions of what they have in common: colour
    that a single thing brings along is in few of them. The value is √(a² + b² - 0.4²) of the two amplitudes, or 0.

    Gains of light do not count (`flicker`; an offset of code values changes saturation, and does), nor does what only
    rises or falls (`colour_drift`), nor the seams of a loop, nor what a region does while it is hidden. A change of
    more than 12 from one frame to the next counts as 12. 0.3 is the margin.

    Zero: no swing of colour rises above 0.4, more than clean clips have; about 1 can just be seen.
    Shape: P pairs of frames, rows × columns tiles in; one value out; the amplitude in a sliding half second as series.
    Detail: `a`, `b` (amplitudes, before 0.4 is taken off), `peak_hz`, `rate_hz`, `pairs`, `seen` (share of the picture,
        over the clip's time), `left_out`.
    Not applicable: fewer than 5 frames per second; less than 0.67 s or less than half of the pairs usable; less than a
        fifth of the picture can be followed.
    References: chromatic temporal channels of ColorVideoVDP (Mantiuk et al. 2024, `get_temporal_filters`); CIE 015:2018
        (CIELAB).
    """
    seam = seams(flow, structure)
    frames_s, rate_hz, usable = time_axis(flow, least_span_s=LEAST_SPAN_S, without=seam)
    counts = (flow.tile_seen >= LEAST_SEEN) & (flow.tile_lab[..., 0] >= DARK) & usable[:, None, None]
    if counts[usable].mean() < LEAST_TILES:
        raise NotApplicable(f"{counts[usable].mean():.0%} of the picture can be followed; {LEAST_TILES:.0%} are needed")
    change = (flow.tile_lab_swing - by_exposure(flow.tile_lab, flow.tile_lab_swing, counts)).astype(np.float64)
    swings = [
        weighted(evenly(_shared(change[..., channel], counts, seam), frames_s, rate_hz), rate_hz, sensitivity).real
        for channel, sensitivity in ((1, red_green), (2, yellow_violet))
    ]
    a, b = ((2 * pairwise_power(swing)) ** 0.5 for swing in swings)
    whole = [np.median(swing, axis=1) for swing in swings]
    strongest = whole[0] if a >= b else whole[1]
    course = np.hypot(*(sliding(swing, rate_hz) for swing in whole))
    return Measurement(
        float(np.sqrt(max(0.0, a**2 + b**2 - NOISE**2))),
        {
            "a": a,
            "b": b,
            "peak_hz": peak_hz(strongest, rate_hz),
            "rate_hz": rate_hz,
            "pairs": len(usable),
            "seen": seen(flow.dt_s, usable, flow.coverage),
            "left_out": int(np.count_nonzero(~usable)),
        },
        curve(course, frames_s[0], rate_hz),
    )


def _shared(change: F64, counts: NDArray[np.bool_], seam: NDArray[np.bool_]) -> F64:
    """What each region of the picture does, but for what those seen only go up or down by within a play.

    Shape: (P, rows, columns) in; (P, regions) out, 0 where a region is hidden.
    """
    by_region = regions(np.where(counts, change, 0), counts.astype(np.float64))
    is_told, picture = np.isfinite(by_region).any(axis=1), np.zeros(len(by_region))
    picture[is_told] = np.nanmedian(by_region[is_told], axis=1)
    return np.nan_to_num(by_region - one_way(picture, seam)[:, None])
