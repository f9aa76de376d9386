"""VBench's temporal flickering, as published."""

from typing import TYPE_CHECKING

from promptkit.metric import Measurement, NotApplicable, Series, metric

if TYPE_CHECKING:
    from promptkit.observers.differences import Differences

WHITE = 255.0


@metric(
    unit="VBench score",
    better="higher",
    version=1,
    needs=("differences",),
    margin=0.005,
    bounds=(0, 1),
    by_request=True,
)
def vbench_flicker(differences: "Differences") -> Measurement:
    """VBench's temporal flickering, for comparison with published numbers: `flicker` is the one to trust.

    (255 - d) / 255, where d is the mean absolute difference of consecutive frames in code values, at the clip's own
    size and rate. Scored by request only, so that it decides no comparison unasked: any motion lowers it as flicker
    does, half the frame rate as much as a gross flicker, and a picture that stands has 1. Published models lie between
    0.976 and 0.997. VBench decodes with OpenCV, whose colours differ a little: 2e-5 on the clip that both measured.

    Zero: black and white by turns; a picture that stands has 1.
    Shape: T - 1 mean differences of T frames in; one value out, 0..1; the value of each pair as series.
    Detail: `pairs`, and `lag_s`, their mean distance.
    Not applicable: a single frame.
    References: Huang et al. 2024, VBench (`temporal_flickering.py`, Apache-2.0, commit 45e79ec).
    """
    pairs = differences.mean_absolute
    if not len(pairs):
        raise NotApplicable("the clip has a single frame; consecutive frames need two")
    scores = (WHITE - pairs) / WHITE
    t_s = differences.t_s
    return Measurement(
        float(scores.mean()),
        {"pairs": len(pairs), "lag_s": float(t_s[-1] - t_s[0]) / len(pairs)},
        Series.of(t_s[1:], scores),
    )
