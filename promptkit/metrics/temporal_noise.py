"""Grain that is new in every frame."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, Series, metric
from promptkit.metrics._both_sides import LEAST_FRAMES, on_both_sides
from promptkit.metrics._pairs import followed, seen, usable_pairs

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow

LEAST_NOISE = 0.6
"""Code values that coding, rounding and what the flow misses leave in a clip without noise, taken off in energy. The
clean clips that this was set on had up to 0.53, also at half the frame rate."""
CALM = 0.25
"""The quartile of tiles that stands for the picture: noise is everywhere; glitter, leaves and errors of the flow are
where something moves."""
LEAST_TILES = 6
DARKEST, BRIGHTEST = 2.0, 98.0
"""L* outside of which a tile is clipped: noise cannot show where it would need less than black or more than white."""


@metric(unit="code values", better="lower", version=1, needs=("flow",), margin=0.3, bounds=(0, None))
def temporal_noise(flow: "Flow") -> Measurement:
    """Temporal noise: standard deviation of the grain that is new in every frame, in code values of 0..255.

    Three consecutive frames, without repeats, are laid onto each other along the motion and high-passed (wavelengths of
    3 to 12 px of a frame of 320, so that coarser change of light is none). In the plainer half of each tile the spread
    of the three differences says how much the middle frame has alone, as white noise would: what goes on from frame to
    frame, such as texture that the flow misses, gives less than nothing. Median over time, then the lower quartile over
    tiles, for noise is everywhere and its look-alikes are not; √(σ² - 0.6²), or 0 where nothing rises above that noise.

    It is the noise that is left at 320 px: what is white at 1280 px has a quarter of its strength there, as it has for
    an eye at some distance. Of noise drawn apart for red, green and blue, grey has two thirds. The value does not
    depend on the frame rate. Noise of a single part of the picture does not count. Texture that boils in every corner
    of the picture is new in every frame, too, and counts: `texture_crawl` says which of the two it is. 0.3, half of
    what is taken off, is the margin.

    Zero: no grain rises above 0.6 code values, or it stands with the picture.
    Shape: P pairs of frames, rows × columns tiles in; one value out; each frame's lower quartile over tiles as series.
    Detail: `measured` (before 0.6 was taken off), `noisiest` (upper decile over tiles, measured), `tiles` (with a say),
        `frames` (with both neighbours), `repeats`, `seen` (share of the picture, over the clip's time), `left_out`
        (pairs).
    Not applicable: fewer than 3 frames have both neighbours (cuts); fewer than 6 tiles are neither black nor white and
        can be seen. A clip whose frames all repeat the one before scores 0: its grain stands.
    References: noise from the plain parts of a picture: Immerkær, "Fast Noise Variance Estimation", CVIU 1996; the
        median as a spread: Donoho and Johnstone, "Ideal Spatial Adaptation by Wavelet Shrinkage", Biometrika 1994. The
        estimator is ours.
    """
    usable = followed(usable_pairs(flow), "has no temporal noise")
    if flow.is_repeat[usable].all():
        return Measurement(0.0, {"frames": 0, "repeats": int(np.count_nonzero(usable))})
    known, joined = flow.tile_texture != 0, on_both_sides(flow)
    frames = int(np.count_nonzero(joined))
    if frames < LEAST_FRAMES:
        raise NotApplicable(f"{frames} frames can be followed on both sides; {LEAST_FRAMES} are needed")
    told = (2 * known.sum(axis=0) >= frames) & _is_between(flow, usable)
    if np.count_nonzero(told) < LEAST_TILES:
        raise NotApplicable(
            f"{np.count_nonzero(told)} tiles are neither black nor white and can be seen; {LEAST_TILES} are needed"
        )
    variance = np.where(known, flow.tile_noise, np.nan)[joined][:, told].astype(np.float64)
    by_tile = np.nanmedian(variance, axis=0)
    calm = float(np.quantile(by_tile, CALM))
    series = [_deviation(float(np.quantile(now[np.isfinite(now)], CALM))) for now in variance if np.isfinite(now).any()]
    shown = flow.t_s[joined][np.isfinite(variance).any(axis=1)]
    return Measurement(
        _deviation(calm - LEAST_NOISE**2),
        {
            "measured": _deviation(calm),
            "noisiest": _deviation(float(np.quantile(by_tile, 0.9))),
            "tiles": int(np.count_nonzero(told)),
            "frames": frames,
            "repeats": int(np.count_nonzero(flow.is_repeat)),
            "seen": seen(flow.dt_s, usable, flow.coverage),
            "left_out": int(np.count_nonzero(~usable)),
        },
        Series.of(shown, series),
    )


def _is_between(flow: "Flow", usable: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(rows, columns) tiles that are neither black nor white for most of the clip."""
    lightness = np.median(flow.tile_lab[usable, ..., 0], axis=0)
    return np.asarray((lightness >= DARKEST) & (lightness <= BRIGHTEST))


def _deviation(variance: float) -> float:
    return float(np.sqrt(max(0.0, variance)))
