"""The part of a course that only rises or only falls."""

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]


def monotone(course: F64) -> F64:
    """The rising or the falling course that is nearest in least squares. Shape: (T,) in and out."""
    rising, falling = _rising(course), -_rising(-course)
    return min(rising, falling, key=lambda fit: float(((course - fit) ** 2).sum()))


def _rising(course: F64) -> F64:
    """Isotonic regression: neighbours that fall are pooled at their mean until none does (Ayer et al. 1955)."""
    levels: list[float] = []
    lengths: list[int] = []
    for value in course.tolist():
        level, length = value, 1
        while levels and levels[-1] > level:
            pooled = lengths[-1] + length
            level = (levels.pop() * lengths.pop() + level * length) / pooled
            length = pooled
        levels.append(level)
        lengths.append(length)
    return np.repeat(levels, lengths)
