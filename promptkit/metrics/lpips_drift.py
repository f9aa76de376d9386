"""How fast a clip moves away from itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, Series, metric

if TYPE_CHECKING:
    from promptkit.observers.perceptual import Perceptual

F64 = NDArray[np.float64]

FEWEST_PAIRS = 2
"""Pairs that a lag must have to stand in the curve."""
FEWEST_LAGS = 2
END_SHARE = 0.15
"""Share of the clip that counts as its start and as its end (FramePack's start–end contrast)."""

APART = 0.005
"""Distance of two frames that matters, as in `lpips_adjacent`: less is noise in a curve of them."""


@metric(unit="LPIPS per second", better="lower", version=1, needs=("perceptual",), margin=0.01)
def lpips_drift(perceptual: "Perceptual", *, lags_s: tuple[float, ...] = (0.125, 0.25, 0.5, 1, 2, 4)) -> Measurement:
    """Growth of perceptual distance with lag: slope of the least-squares line through mean distance over lag.

    Lags are in seconds, on an 8 Hz grid, so that frame rates and lengths compare; the line is put through the lags
    that were really taken. Distance saturates: a clip too short for the longest lag has a steeper line, so compare
    clips of different lengths on a common part or at equal lags (the curve in detail). Motion raises it: read it
    beside `motion`.

    Zero: frames far apart differ no more than frames close together: the picture stands, or comes back. Below 0
        they differ less.
    Shape: distances (G, L) of G samples at L lags in, one slope out; distances from the first sample as series. In
        detail: the curve; half_life_s, the lag at which mean distance reaches half of its value at the longest lag;
        start_end_contrast, mean distance from the first frame over the last 15 % of the samples minus that over the
        first 15 %.
    Not applicable: clips with two pairs at fewer than two lags, that is shorter than 0.375 s, or of a few frames.
    References: Zhang et al. 2018 (LPIPS); the lag curve: VBench issue 206; start–end contrast: FramePack, Zhang and
        Agrawala 2025, arXiv 2504.12626.
    """
    curve = _curve(perceptual, lags_s)
    if len(curve.lag_s) < FEWEST_LAGS:
        raise NotApplicable(
            f"the clip is too short: {FEWEST_PAIRS} pairs at {FEWEST_LAGS} of the lags {list(lags_s)} s are needed, "
            f"got {len(curve.lag_s)} such lags in {len(perceptual.sample_s)} samples"
        )
    slope, at_zero = np.polyfit(curve.lag_s, curve.mean, 1)
    half_life_s = _half_life_s(curve)
    return Measurement(
        float(slope),
        detail={
            "curve": {name: [float(x) for x in values] for name, values in vars(curve).items()},
            "intercept": float(at_zero),
            **({} if half_life_s is None else {"half_life_s": half_life_s}),
            "start_end_contrast": _start_end_contrast(perceptual.to_first),
            "size": [perceptual.width_px, perceptual.height_px],
        },
        series=Series.of(perceptual.sample_s, perceptual.to_first, unit=perceptual.scale, margin=APART),
        unit=f"{perceptual.scale} per second",
    )


@dataclass(frozen=True)
class _Curve:
    """Mean distance by lag; all (lags,)."""

    nominal_lag_s: F64
    lag_s: F64
    """Mean of the lags really taken."""
    mean: F64
    pairs: F64


def _curve(seen: "Perceptual", lags_s: tuple[float, ...]) -> _Curve:
    there = ~np.isnan(seen.lagged)
    columns = [i for i, lag in enumerate(seen.lags_s) if lag in lags_s and there[:, i].sum() >= FEWEST_PAIRS]
    return _Curve(
        nominal_lag_s=seen.lags_s[columns],
        lag_s=np.array([seen.lagged_s[there[:, i], i].mean() for i in columns]),
        mean=np.array([seen.lagged[there[:, i], i].mean() for i in columns]),
        pairs=np.array([there[:, i].sum() for i in columns]),
    )


def _half_life_s(curve: _Curve) -> float | None:
    """Where the curve, drawn straight from (0, 0) through its points, first reaches half of its last value."""
    lag_s, mean = np.concatenate([[0.0], curve.lag_s]), np.concatenate([[0.0], curve.mean])
    half = mean[-1] / 2
    if half <= 0:
        return None
    after = int(np.argmax(mean >= half))
    share = (half - mean[after - 1]) / (mean[after] - mean[after - 1])
    return float(lag_s[after - 1] + share * (lag_s[after] - lag_s[after - 1]))


def _start_end_contrast(to_first: F64) -> float:
    """The first frame itself is left out of the start: its distance from itself says nothing."""
    rest = to_first[1:]
    share = max(1, round(END_SHARE * len(rest)))
    return float(rest[-share:].mean() - rest[:share].mean())
