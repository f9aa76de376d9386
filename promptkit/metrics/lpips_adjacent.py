"""The literature's number: perceptual distance between consecutive frames."""

from typing import TYPE_CHECKING

import numpy as np

from promptkit.metric import Measurement, NotApplicable, Series, metric

if TYPE_CHECKING:
    from promptkit.observers.perceptual import Perceptual


@metric(unit="LPIPS", better="lower", version=1, needs=("perceptual",), margin=0.005, bounds=(0, None))
def lpips_adjacent(perceptual: "Perceptual") -> Measurement:
    """Mean perceptual distance of consecutive frames, at the clip's own rate.

    Fast motion and a low frame rate raise it as flicker does: read it beside `motion`, and compare only clips of one
    frame rate (the lag in seconds is in the detail). `lpips_drift` stands on a time scale of its own.

    Zero: each frame is the one before: the picture stands.
    Shape: distances (T - 1,) of T frames in, their mean out; lag, percentiles and extremes in detail.
    Not applicable: clips of a single frame.
    References: Zhang et al. 2018, The Unreasonable Effectiveness of Deep Features as a Perceptual Metric (LPIPS v0.1).
    """
    distances = perceptual.adjacent
    if not len(distances):
        raise NotApplicable("the clip has a single frame; consecutive frames need two")
    lags_s = np.diff(perceptual.pts_s)
    p50, p95 = np.percentile(distances, (50, 95))
    worst = int(np.argmax(distances))
    return Measurement(
        float(distances.mean()),
        detail={
            "pairs": len(distances),
            "lag_s": float(np.mean(lags_s)),
            "p50": float(p50),
            "p95": float(p95),
            "max": float(distances[worst]),
            "max_at_s": float(perceptual.pts_s[worst + 1]),
            "size": [perceptual.width_px, perceptual.height_px],
        },
        series=Series.of(perceptual.pts_s[1:], distances),
        unit=perceptual.scale,
    )
