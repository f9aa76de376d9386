"""Fine texture that boils although what carries it stands or moves evenly."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, Series, metric
from promptkit.metrics._both_sides import LEAST_FRAMES, LEAST_TEXTURE, on_both_sides
from promptkit.metrics._pairs import followed, seen, usable_pairs

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow

F64 = NDArray[np.float64]

ERROR = 0.015
"""Mean square jump (pixels of a frame of 320) that the flow's errors may leave; clean clips have up to 0.0149."""


@metric(unit="ratio", better="lower", version=2, needs=("flow",), margin=0.02, bounds=(0, None))
def texture_crawl(flow: "Flow") -> Measurement:
    """Boiling: how much fine texture jumps about from frame to frame, relative to how steep it is.

    Three consecutive frames, without repeats, are laid onto each other along the motion and high-passed (wavelengths of
    3 to 12 px of a frame of 320). Where the middle one departs from both its neighbours in the same way, texture has
    jumped there and back; its square over the squared gradient is the mean square jump, in those pixels. What goes
    steadily one way is no jump, errors of the flow cancel, changes of brightness and contrast are taken out tile by
    tile, and noise, which also strikes where nothing is steep, is subtracted as measured there. Sums over time, then
    the median over tiles weighted by the root of their texture, less the 0.015 that errors of the flow leave in clips
    that do not boil; under 0 is 0.

    Jumps count, not time: the value does not depend on the frame rate, nor on how often a frame is repeated.

    Zero: no texture boils more than errors of the flow make it seem to, or all of it stands.
    Shape: P pairs of frames, rows × columns tiles in; one value out; that of each frame as series.
    Detail: `jump` (its square root in frame heights), `unclipped` (the median before the errors were taken off; texture
        that goes on where the flow misses it gives less than 0), `worst_tile` (upper decile over tiles), `tiles` (with
        a say), `frames` (with both neighbours), `lag_s` (median time between frames), `seen` (share of the picture,
        over the clip's time), `left_out` (pairs).
    Not applicable: fewer than 3 frames have both neighbours (cuts); no tile has texture that can be followed. A clip
        whose frames all repeat the one before scores 0: its texture stands.
    References: warped residual: Lai et al., ECCV 2018; regression of temporal change on gradients as measure of
        displacement: Lucas and Kanade, IJCAI 1981. The estimator is ours.
    """
    usable = followed(usable_pairs(flow), "cannot crawl")
    if flow.is_repeat[usable].all():
        return Measurement(0.0, {"frames": 0, "repeats": int(np.count_nonzero(usable))})
    joined = on_both_sides(flow)
    if np.count_nonzero(joined) < LEAST_FRAMES:
        raise NotApplicable(
            f"{np.count_nonzero(joined)} frames have texture and neighbours on both sides; {LEAST_FRAMES} are needed"
        )
    change, texture = (of[joined].astype(np.float64) for of in (flow.tile_crawl, flow.tile_texture))
    told = texture.mean(axis=0) >= LEAST_TEXTURE
    if not told.any():
        raise NotApplicable("no part of the picture has texture that can be followed from frame to frame")
    ratio, weight = change.sum(axis=0)[told] / texture.sum(axis=0)[told], np.sqrt(texture.mean(axis=0)[told])
    median = _weighted_quantile(ratio, weight, 0.5)
    value = max(0.0, median - ERROR)
    series = change[:, told].sum(axis=1) / np.maximum(texture[:, told].sum(axis=1), LEAST_TEXTURE)
    return Measurement(
        value,
        {
            "jump": float(np.sqrt(value) / flow.size_px[0]),
            "unclipped": median,
            "worst_tile": max(0.0, _weighted_quantile(ratio, weight, 0.9) - ERROR),
            "tiles": int(np.count_nonzero(told)),
            "frames": int(np.count_nonzero(joined)),
            "lag_s": float(np.median(flow.dt_s[usable])),
            "repeats": int(np.count_nonzero(flow.is_repeat)),
            "seen": seen(flow.dt_s, usable, flow.coverage),
            "left_out": int(np.count_nonzero(~usable)),
        },
        Series.of(flow.t_s[joined], series),
    )


def _weighted_quantile(values: F64, weights: F64, at: float) -> float:
    """The value under which a share `at` of the weight lies."""
    order = np.argsort(values, kind="stable")
    below = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(below, at * below[-1])])
