"""Curves over time, small enough for a page with thousands of them."""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Series

STEPS = 999
"""Heights are whole numbers from 0 to this: a thousandth of the curve's range is less than a pixel."""
MOST_POINTS = 600
FEWEST_POINTS = 24
POINTS_IN_ALL = 480_000
"""About 4 MB at seven characters a point."""


def points_each(curves: int) -> int:
    """How many points a curve may have on a page with so many of them."""
    return min(MOST_POINTS, max(FEWEST_POINTS, POINTS_IN_ALL // max(curves, 1)))


def packed(series: Series, most: int = MOST_POINTS) -> dict[str, Any]:
    """A curve as JSON: `t`, milliseconds, each after the one before; `y`, 0 to `STEPS` between `low` and `high`.

    Of a curve with more than `most` points, the lowest and the highest of each stretch stay, at their own times: what
    stands out in a curve is what a reader looks for.
    """
    t, y = np.asarray(series.t, dtype=np.float64), np.asarray(series.y, dtype=np.float64)
    kept = _telling(y, most)
    t_ms, y = np.round(1000 * t[kept]).astype(int), y[kept]
    low, high = float(y.min()), float(y.max())
    height = np.round((y - low) / ((high - low) or 1.0) * STEPS).astype(int)
    steps = np.diff(t_ms, prepend=0)
    return {"low": float(f"{low:.5g}"), "high": float(f"{high:.5g}"), "t": steps.tolist(), "y": height.tolist()}


def _telling(y: NDArray[np.float64], most: int) -> NDArray[np.intp]:
    """Indices of the points that stay, in order; ends included."""
    if len(y) <= most:
        return np.arange(len(y))
    edges = np.linspace(0, len(y), max(1, (most - 2) // 2) + 1).astype(int).tolist()
    extremes = [start + find(y[start:end]) for start, end in pairwise(edges) for find in (np.argmin, np.argmax)]
    return np.unique([0, *extremes, len(y) - 1])
