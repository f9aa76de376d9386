"""What the motion does not explain, as the literature measures it."""

from typing import TYPE_CHECKING

import numpy as np

from promptkit.metric import Measurement, Series, metric
from promptkit.metrics._pairs import followed, seen

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow


@metric(unit="1e-3 MSE", better="lower", version=1, needs=("flow",), margin=0.1, bounds=(0, None))
def warp_error(flow: "Flow") -> Measurement:
    """Warping error: mean square of what the next frame, brought back along the motion, differs from this one by.

    E = mean over pairs of Σ M (warp(next, F) - this)² / Σ M on RGB in 0..1, times 1000. The mask M leaves out pixels
    where forward and backward flow do not undo each other, ‖F + B‖² > 0.01 (‖F‖² + ‖B‖²) + 0.5, and motion boundaries,
    ‖∇F‖² > 0.01 ‖F‖² + 0.002.

    Where it is not the paper's: the flow is DIS on frames brought down to 320 px on the long side, theirs FlowNet2 at
    full size, so that values compare with each other and not with published ones; the flow is that of the clip itself
    (they process clips, and take the flow of the original); cuts and flashes are left out. It pairs consecutive frames,
    so it grows with the time between them: at half the frame rate things move twice as far. Compare clips of one frame
    rate (`lag_s`). It also grows with motion, detail, noise and light that changes, and clean clips differ in these by
    more than a fault adds: noise of 4 code values is told from clean clips with an AUROC of 0.70, a clearly visible
    wobble not at all. So it claims nothing by itself; `wobble`, `temporal_noise`, `texture_crawl` and `flicker` are
    told apart from motion, and from each other.

    Zero: each frame is the one before it, moved, to the code value: a picture that stands, or a clip without noise.
    Shape: P pairs of frames in; one value out; each pair's error as series.
    Detail: `lag_s` (median time between the frames of a pair), `coverage` (mean share of the frame in the mask),
        `worst` (the largest pair's), `pairs`, `seen` (share of the picture, over the clip's time), `left_out`.
    Not applicable: a single frame; no pair of frames can be followed.
    References: Lai et al., "Learning Blind Video Temporal Consistency", ECCV 2018 (and its
        `evaluate_WarpError.py`); Sundaram et al., ECCV 2010 (the flows' check); Kroeger et al., ECCV 2016 (DIS).
    """
    usable = followed(~flow.is_break & (flow.warp_seen > 0), "has no next")
    error = 1000 * flow.warp_error[usable].astype(np.float64)
    return Measurement(
        float(error.mean()),
        {
            "lag_s": float(np.median(flow.dt_s[usable])),
            "coverage": float(flow.warp_seen[usable].mean()),
            "worst": float(error.max()),
            "pairs": len(usable),
            "seen": seen(flow.dt_s, usable, flow.warp_seen),
            "left_out": int(np.count_nonzero(~usable)),
        },
        Series.of(flow.t_s[usable], error),
    )
