"""Brightness that comes and goes although nothing moves."""

from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, metric
from promptkit.metrics._agreement import common_power, regions, weighted_median
from promptkit.metrics._eye import FAST_FROM_HZ, FAST_TO_HZ, LEAST_SPAN_S, local_transient, sustained, transient
from promptkit.metrics._in_place import changes_in_place, quarters, with_gaps_filled
from promptkit.metrics._pairs import LEAST_SEEN, seen
from promptkit.metrics._seams import new_s, one_way, seams
from promptkit.metrics._spectrum import curve, evenly, peak_hz, sliding, time_axis, weighted
from promptkit.observers._display import BLACK, FLARE

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow
    from promptkit.observers.luma import Luma
    from promptkit.observers.structure import Structure

F64 = NDArray[np.float64]

LEAST_SPAN_FOR_SLOW_S = 2.0
LEAST_SPAN_FOR_LOCAL_S = 1.0
"""Of what the clip has not shown before: in less, nothing can be seen to last."""
LEAST_SEEN_LOCALLY = 0.25
"""Share of the pairs in which a quarter of a tile must count for local flicker, whose gaps are filled."""
LASTS = 0.2
"""Quantile over time of the local power: flicker lasts, things that move past come in bursts."""
LASTS_S = 0.25
"""Local power is averaged over so long first: between a burst and a beat of noise."""
SLOW_WEIGHT = 0.5
"""Of the slow contrast in the value: large fields need two to three times the contrast at 0.5 Hz that they need at 5 Hz
(de Lange 1958)."""
SUMMATION = 3.5
"""Exponent of probability summation over area (Robson and Graham 1981)."""
WHOLE_TILES = 36
"""Local flicker over so many tiles is as visible as over the whole picture: about 10° × 10°; farther out the eye is
less sensitive."""
NOISE = 0.004
"""Contrast that noise, coding and rounding leave in a clean clip, taken off in energy. An eye needs 0.005 to see it."""
BRIGHT = 0.9
"""Quantile over the picture of how much of its light's contrast a quarter of a tile shows over the flare."""


@metric(
    unit="visible contrast",
    better="lower",
    version=4,
    needs=("flow", "luma", "structure"),
    margin=0.005,
    bounds=(0, None),
)
def flicker(flow: "Flow", luma: "Luma", structure: "Structure") -> Measurement:
    """Visible flicker: the contrast of the 5 Hz flicker of the whole picture that is as visible as this clip's.

    Each quarter of a tile has a gain from frame to frame, a robust mean of the change of log luminance along the motion
    (the flow observer's `quarter_change`), over L / (L + 0.01), the share of a change of light that shows over the
    flare; each tile has a change in place, of its mean luminance, whatever moves there. Both are integrated over time
    and weighted with the eye's transient channel R(f) = exp(-(f^0.1898 - 5^0.1898)² / 0.12314), 1 at 5 Hz, to 30 Hz or
    half the frame rate. Flicker is in both; what moves is in the second, errors of the flow in the first.

    Global contrast, from 1.5 Hz: the picture is parted into 3 × 4 regions, each with the weighted median of its gains;
    the power is the geometric mean of two, doubled: what seven tenths of the regions' signals have in common with the
    median of the others', and the median over pairs of regions of the mean over time of the product of the one's gain
    and the other's change in place. What all regions do is in both, whatever their noise; the errors of the flow,
    moving shadows and passing things cancel. The part of the picture's brightness that only rises or only falls (least
    squares, isotonic) is taken off first: fades, steps and settling exposure do not come and go. The contrast is that
    of the bright parts of the picture, where the flare hides least. The same through the sustained channel, from 0.25
    to 1.5 Hz, is the slow part: pumping of the exposure.
    Local contrast, from 2.5 Hz: what is left of each tile's gains without the picture's, from products of the four
    quarters, no more than from products of the quarters and the change in place; lower fifth over time, for flicker
    lasts and motion comes in bursts; summed over tiles as (Σ c^3.5 / 36)^(1/3.5), no more than the worst tile's. Where
    the flow takes a flickering spot for motion, the change in place stands for what cannot be followed. A sine of
    contrast c and f Hz gives c R(f) in either.
    Where the clip plays again what it has shown (`structure`), the light jumps back: such a seam is no flicker. Each
    play's rise or fall is taken off by itself; local contrast is asked only of 1 s and more that is new.

    The value is √(max(global, local)² + (slow / 2)² - 0.004²), or 0 where nothing rises above that noise.

    Zero: nothing rises above a contrast of 0.004; an eye needs 0.005.
    Shape: P pairs of frames, rows × columns tiles in; one value out; the fast contrast in a sliding half second as
        series.
    Detail: `global_fast`, `global_slow` (null under 2 s), `global_peak_hz`, `local` (null under 1 s of new pictures),
        `worst_tile` (left, top, right, bottom as shares of the frame; `contrast`, `peak_hz`), `band_hz`, `rate_hz`,
        `seen` (share of the picture, over the clip's time), `coverage`, `pairs`, `left_out` (pairs), `left_out_why`,
        `left_out_at_s`.
    Not applicable: fewer than 5 frames per second; less than 0.67 s or less than half of the pairs usable; no picture.
    References: temporal channels of ColorVideoVDP (Mantiuk et al. 2024, `get_temporal_filters`); summation over area as
        in elaTCSF (Cai et al. 2024); flow-compensated comparison as in Lai et al. 2018.
    """
    seam = seams(flow, structure)
    frames_s, rate_hz, usable = time_axis(flow, least_span_s=LEAST_SPAN_S, without=seam)
    shown, weight = _shown(flow, luma, usable)
    gain = np.where(weight > 0, flow.quarter_change / np.where(shown > 0, shown, 1), 0)
    shared = weighted_median(gain.reshape(len(gain), -1), weight.reshape(len(gain), -1))
    in_place = changes_in_place(luma, usable)
    by_region = [
        evenly(np.nan_to_num(each - one_way(shared, seam)[:, None]), frames_s, rate_hz)
        for each in (regions(gain, weight), _regions_in_place(in_place, shown, weight, usable))
    ]
    bright = float(np.quantile(np.broadcast_to(shown, weight.shape[1:])[weight.any(axis=0)], BRIGHT))
    fast, fast_there = (bright * weighted(each, rate_hz, transient).real for each in by_region)
    whole = np.median(fast, axis=1)
    global_fast, slow = (2 * common_power(fast, fast_there)) ** 0.5, None
    if len(fast) >= LEAST_SPAN_FOR_SLOW_S * rate_hz:
        slow = (2 * common_power(*(bright * weighted(each, rate_hz, sustained).real for each in by_region))) ** 0.5
    local = _Local(None, 0 * whole, None)
    if new_s(structure) >= LEAST_SPAN_FOR_LOCAL_S:
        local = _local(flow, usable, shown, (shared, in_place), (frames_s, rate_hz))
    energy = max(global_fast, local.contrast or 0.0) ** 2 + (SLOW_WEIGHT * (slow or 0.0)) ** 2
    return Measurement(
        float(np.sqrt(max(0.0, energy - NOISE**2))),
        {
            "global_fast": global_fast,
            "global_slow": slow,
            "global_peak_hz": peak_hz(whole, rate_hz),
            "local": local.contrast,
            "worst_tile": local.worst_tile,
            "band_hz": [FAST_FROM_HZ, min(FAST_TO_HZ, rate_hz / 2)],
            "rate_hz": rate_hz,
            "seen": seen(flow.dt_s, usable, flow.coverage),
            "coverage": float(flow.coverage[usable].mean()),
            **_left_out(flow, usable, seam),
        },
        curve(np.maximum(*(sliding(each, rate_hz) for each in (whole, local.signal))), frames_s[0], rate_hz),
    )


def _shown(flow: "Flow", luma: "Luma", usable: NDArray[np.bool_]) -> tuple[F64, F64]:
    """What share of a change of its light each quarter of a tile shows over the flare, and its weight in each pair.

    Tiles that are black for most of the clip are bars, not picture.

    Returns:
        (2 rows, 2 columns), 0 in bars; (P, 2 rows, 2 columns), 0 where a quarter does not count.

    Raises:
        NotApplicable: none ever counts.
    """
    tiles = np.asarray(luma.tiles, np.float64)
    light, typical = (quarters(of(tiles, axis=0)) for of in (np.mean, np.median))
    counts = (flow.quarter_seen >= LEAST_SEEN) & usable[:, None, None] & (typical >= BLACK)
    counts &= counts[usable].mean(axis=0) >= LEAST_SEEN
    if not counts.any():
        raise NotApplicable("no part of the picture is bright enough and can be followed from frame to frame")
    shown = np.where(typical >= BLACK, light / (light + FLARE), 0)
    return shown, np.asarray(counts * flow.quarter_seen * shown)


def _regions_in_place(in_place: F64, shown: F64, weight: F64, usable: NDArray[np.bool_]) -> F64:
    """What the light of the same regions as those of the gains does in place, over what shows. (P, regions)."""
    weight = usable[:, None, None] * weight.any(axis=0) * shown
    return regions(np.where(weight > 0, quarters(in_place) / np.where(shown > 0, shown, 1), 0), weight)


class _Local(NamedTuple):
    contrast: float | None
    signal: F64
    """(T,) the worst tile's visible contrast over time, as much as counts."""
    worst_tile: dict[str, Any] | None


def _local(
    flow: "Flow", usable: NDArray[np.bool_], shown: F64, changes: tuple[F64, F64], times: tuple[F64, float]
) -> _Local:
    """Local contrast.

    Args:
        flow: the observation.
        usable: (P,) pairs that count.
        shown: (2 rows, 2 columns) share of a change of light that shows.
        changes: the picture's gains, (P,); changes in place, (P, rows, columns).
        times: of the frames, and the frame rate.
    """
    (shared, in_place), (frames_s, rate_hz) = changes, times
    seen = (flow.quarter_seen >= LEAST_SEEN) & usable[:, None, None] & (shown > 0)
    there = np.where(usable[:, None, None], in_place - shared[:, None, None] * shown[::2, ::2], 0)
    own = with_gaps_filled(flow.quarter_change - shared[:, None, None] * shown, there, seen)
    own = np.where(seen[usable].mean(axis=0) >= LEAST_SEEN_LOCALLY, own, 0)
    signals, signals_there = (
        weighted(evenly(each, frames_s, rate_hz), rate_hz, local_transient) for each in (own, there)
    )
    contrast = _lasting_contrast(signals, signals_there, rate_hz)
    row, column = (int(at) for at in np.unravel_index(np.argmax(contrast), contrast.shape))
    worst = float(contrast[row, column])
    summed = min(worst, float((contrast**SUMMATION).sum() / WHOLE_TILES) ** (1 / SUMMATION))
    signal = signals[:, 2 * row : 2 * row + 2, 2 * column : 2 * column + 2].real.mean(axis=(1, 2))
    place = _place(flow, row, column) | {"contrast": worst, "peak_hz": peak_hz(signal, rate_hz)}
    return _Local(summed, signal * (summed / worst if worst else 0.0), place if summed else None)


def _lasting_contrast(signals: NDArray[np.complex128], there: NDArray[np.complex128], rate_hz: float) -> F64:
    """What the quarters of each tile have in common, with each other and with its light in place, most of the time.

    Shape: (T, 2 rows, 2 columns) and (T, rows, columns) analytic signals in, (rows, columns) out.
    """
    each = [signals[:, down::2, right::2] for down in (0, 1) for right in (0, 1)]
    among = np.median([(one * other.conj()).real for one, other in combinations(each, 2)], axis=0)
    across = np.median([(one * there.conj()).real for one in each], axis=0)
    lasting = np.minimum(*(_lasting(power, rate_hz) for power in (among, across)))
    return np.asarray(np.sqrt(np.maximum(0, lasting)))


def _lasting(power: F64, rate_hz: float) -> F64:
    """The power that is reached most of the time. (T, rows, columns) in, (rows, columns) out."""
    window = min(len(power), max(1, round(LASTS_S * rate_hz)))
    summed = np.cumsum(np.concatenate([np.zeros_like(power[:1]), power]), axis=0)
    return np.asarray(np.quantile((summed[window:] - summed[:-window]) / window, LASTS, axis=0))


def _place(flow: "Flow", row: int, column: int) -> dict[str, Any]:
    """A tile's box as shares of the frame's width and height."""
    height, width = flow.size_px
    left, top = column * flow.tile_px, row * flow.tile_px
    return {
        "left": left / width,
        "top": top / height,
        "right": min(1.0, (left + flow.tile_px) / width),
        "bottom": min(1.0, (top + flow.tile_px) / height),
    }


def _left_out(flow: "Flow", usable: NDArray[np.bool_], seam: NDArray[np.bool_]) -> dict[str, Any]:
    whys = {
        "cut, flash or frames too unlike each other to be followed": ~usable & ~seam,
        "seam of a loop": seam,
    }
    return {
        "pairs": len(usable),
        "left_out": int(np.count_nonzero(~usable)),
        "left_out_why": "; ".join(why for why, pairs in whys.items() if pairs.any()) or None,
        "left_out_at_s": [float(at) for at in flow.t_s[~usable]],
    }
