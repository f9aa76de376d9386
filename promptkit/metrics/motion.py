"""How much moves."""

from typing import TYPE_CHECKING

import numpy as np

from promptkit.metric import Measurement, Series, metric
from promptkit.metrics._pairs import STILL, followed, seen, usable_pairs

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow


@metric(unit="frame heights per second", better="neither", version=1, needs=("flow",), margin=0.02, bounds=(0, None))
def motion(flow: "Flow") -> Measurement:
    """Mean speed of the picture: context for every number that stillness would flatter.

    The mean length of the optical flow, over the pixels that can be followed and over time; in frame heights per second
    it does not depend on resolution or frame rate. The camera's share is the similarity (shift, scale, turn) that most
    of the frame follows, the subject's what is left; a subject that fills most of the frame counts as camera.

    Zero: the picture stands.
    Shape: P pairs of frames in; one value out; the speed of each pair as series.
    Detail: `camera`, `subject` (mean speeds), `subject_peak` (mean of the pairs' 95th percentiles), `pan_right`,
        `pan_down` (how the picture moves at its middle), `growth_per_s` (ln of scale), `turn_per_s` (radians,
        clockwise), `still_share` (of the time), `seen` (share of the picture, over the clip's time), `coverage`,
        `pairs`, `left_out`.
    Not applicable: no pair of frames can be followed.
    References: Kroeger et al. 2016 (flow); what VBench's dynamic_degree and EvalCrafter's flow score ask, in units
        that compare across resolutions and frame rates.
    """
    usable = followed(usable_pairs(flow), "cannot move")
    weight = flow.dt_s[usable]

    def mean(of: "np.typing.NDArray[np.float32]") -> float:
        return float(np.average(of[usable], weights=weight))

    pan_right, pan_down, growth, turn = (mean(flow.camera[:, part]) for part in range(4))
    return Measurement(
        mean(flow.speed),
        {
            "camera": mean(flow.camera_speed),
            "subject": mean(flow.subject_speed),
            "subject_peak": mean(flow.subject_peak),
            "pan_right": pan_right,
            "pan_down": pan_down,
            "growth_per_s": growth,
            "turn_per_s": turn,
            "still_share": mean((flow.speed < STILL).astype(np.float32)),
            "coverage": mean(flow.coverage),
            "pairs": len(usable),
            "seen": seen(flow.dt_s, usable, flow.coverage),
            "left_out": int(np.count_nonzero(~usable)),
        },
        Series.of(flow.t_s[usable], flow.speed[usable]),
    )
