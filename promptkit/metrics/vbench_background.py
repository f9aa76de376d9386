"""VBench's background consistency, as published."""

from typing import TYPE_CHECKING

import numpy as np

from promptkit.metric import Measurement, NotApplicable, Series, metric

if TYPE_CHECKING:
    from promptkit.observers.vbench_semantic import VBenchSemantic


@metric(
    unit="VBench score", better="higher", version=1, needs=("vbench_semantic",), margin=0.01, bounds=(0, 1),
    by_request=True,
)  # fmt: skip
def vbench_background(vbench_semantic: "VBenchSemantic") -> Measurement:
    """VBench's background consistency, for comparison with published numbers; by request.

    The mean over all frames but the first of ½ (max(0, cos(f, frame before)) + max(0, cos(f, first frame))), f the CLIP
    embedding of the whole frame: no background is cut out. Pairs are a frame apart, not a time: compare only clips of
    one frame rate. Any camera move lowers it, a picture that stands has 1. VBench runs CLIP in float16 on GPUs, we in
    float32. Not validated by us: the weights were not at hand.

    Zero: no frame is like the first or the one before; a picture that stands has 1.
    Shape: T - 1 cosines each of T frames in; one value out, 0..1; the value of each frame as series.
    Detail: `frames`; `to_previous` and `to_first`, the means of either part.
    Not applicable: a single frame.
    References: Huang et al. 2024, VBench (`background_consistency.py`, Apache-2.0, commit 45e79ec).
    """
    if not len(vbench_semantic.t_s):
        raise NotApplicable("the clip has a single frame; there is none to be consistent with")
    previous, first = (np.maximum(each, 0) for each in (vbench_semantic.to_previous, vbench_semantic.to_first))
    scores = (previous + first) / 2
    return Measurement(
        float(scores.mean()),
        {"frames": len(scores) + 1, "to_previous": float(previous.mean()), "to_first": float(first.mean())},
        Series.of(vbench_semantic.t_s, scores),
    )
