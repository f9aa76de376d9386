"""Whether one frame can be followed to the next."""

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]

LEAST_COVERAGE = 0.2
"""Pairs of which less can be seen in both frames are breaks: the cuts of three films have 0.00–0.17."""
LEAST_LIKENESS = 0.5
"""Pairs less alike than this after warping are breaks: those cuts have 0.16–0.61, all else in them 0.83 and more."""
LIKENESS_NOISE = 2.0**2
"""Squared grey levels: detail weaker than coding noise neither joins nor parts two frames."""


def likeness(first: F32, second: F32) -> float:
    """Correlation of two whole frames, as if both had some detail of noise strength in common."""
    first, second = first - first.mean(), second - second.mean()
    both, one, other = (
        float(np.mean(x * y)) + LIKENESS_NOISE for x, y in ((first, second), (first,) * 2, (second,) * 2)
    )
    return float(both / np.sqrt(one * other))


def is_break(coverage: float, alike: float) -> bool:
    """Whether the flow between two frames means nothing: a cut, a flash, a frame without a picture."""
    return coverage < LEAST_COVERAGE or alike < LEAST_LIKENESS
