"""How fast what a clip shows becomes something else."""

from typing import TYPE_CHECKING

import numpy as np

from promptkit.metric import Measurement, NotApplicable, Series, metric

if TYPE_CHECKING:
    from promptkit.observers.semantic import Semantic

HALF_STEP_S = 1 / 16
"""Samples stand 1/8 s apart; a pair belongs to the lag that it is nearest to."""
FEWEST_PAIRS, FEWEST_LAGS = 2, 2
APART = 0.01
"""Distance of two frames that matters: what a clip may drift in a second."""


@metric(
    unit="cosine distance per second", better="lower", version=1, needs=("semantic",), margin=0.01, by_request=True,
)  # fmt: skip
def semantic_drift(semantic: "Semantic", *, lags_s: tuple[float, ...] = (0.125, 0.25, 0.5, 1, 2, 4)) -> Measurement:
    """Growth of the distance of frames in meaning with the lag between them; by request.

    Distance is 1 - cosine of CLIP embeddings; the value is the slope of the least-squares line through the mean
    distances at lags from 1/8 to 4 s. A camera that finds new things raises it as a change of the subject does: read it
    beside `motion`. Compare clips of different lengths on a common part. Not validated by us: the weights were not at
    hand.

    Zero: frames far apart mean no less the same than frames close together. Below 0 they are more alike.
    Shape: embeddings of S samples (8 a second) in; one slope out; each sample's distance from the first as series.
    Detail: `curve`: `lag_s` (as really taken), mean `cosine`, `pairs`; `first_last`, cosine of both ends.
    Not applicable: two pairs at fewer than two lags: shorter than 0.375 s, or a few frames.
    References: Radford et al. 2021 (CLIP); frame consistency as in VBench and EvalCrafter (CLIP-Temp), by lag in
        seconds: VBench issue 206.
    """
    t_s, vectors = semantic.t_s, semantic.embeddings.astype(np.float64)
    one, other = np.triu_indices(len(t_s), 1)
    apart_s, whole = t_s[other] - t_s[one], vectors @ vectors.T
    cosines = whole[one, other]
    at_lag = [np.abs(apart_s - lag_s) <= HALF_STEP_S - 1e-6 for lag_s in lags_s]
    there = [pairs for pairs in at_lag if np.count_nonzero(pairs) >= FEWEST_PAIRS]
    if len(there) < FEWEST_LAGS:
        raise NotApplicable(
            f"the clip is too short: {FEWEST_PAIRS} pairs at {FEWEST_LAGS} of the lags {list(lags_s)} s are needed, "
            f"got {len(there)} such lags in {len(t_s)} samples"
        )
    lag_s = np.array([apart_s[pairs].mean() for pairs in there])
    mean = np.array([cosines[pairs].mean() for pairs in there])
    return Measurement(
        float(np.polyfit(lag_s, 1 - mean, 1)[0]),
        {
            "curve": {
                "lag_s": lag_s.tolist(),
                "cosine": mean.tolist(),
                "pairs": [int(np.count_nonzero(pairs)) for pairs in there],
            },
            "first_last": float(whole[0, -1]),
        },
        Series.of(t_s, 1 - whole[0], unit="1 - cosine", margin=APART),
    )
