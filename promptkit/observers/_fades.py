"""Frames without a picture, and pictures that fade to nothing or out of it."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from promptkit.observers._breaks import correlation_distance

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

BLACK = 10
"""Grey level of 255 that no tile of a black frame passes; a dark scene has a tile that does."""
FLAT = 5
"""Spread of grey levels over the tiles of a frame of one colour."""
LEFT = 0.25
"""A fade takes the picture's contrast to this share or less."""
RISE = 0.9
"""Contrast may fall back by a tenth on the way without ending the fade: the scene goes on under it."""
ALL_THERE = 0.97
"""Share of the full contrast from which the picture counts as all there."""
SHORTEST_S = 0.15
LARGEST_STEP = 0.5
"""Share of the contrast that one frame may take: a picture that goes at once was cut."""
SAME_STEP = 0.5
"""Correlation distance from frame to frame while a quarter of the picture or more is there: the scene goes on."""
SAME_PICTURE = 0.35
"""Correlation distance between the whole picture and what is left of it: a picture that dissolves leaves another."""
NOTHING = 3.0
"""Contrast in grey levels up to which no picture is left to compare."""
NOISE = 2.0
"""Contrast in grey levels that is no picture."""


def fades(t_s: F64, contrast: F32, thumbnails: NDArray[np.uint8]) -> list[tuple[float, float]]:
    """Spans, in seconds, in which one picture fades to nothing or comes out of it.

    Shape: t_s, contrast (T,), standard deviation of the grey levels of (T, 32, 32) thumbnails.
    """
    out = list(_falls(t_s, contrast, thumbnails))
    last = len(t_s) - 1
    back = _falls(t_s[-1] - t_s[::-1], contrast[::-1], thumbnails[::-1]) if len(t_s) else ()
    spans = out + [(last - b, last - a) for a, b in back]
    return sorted((float(t_s[a]), float(t_s[b])) for a, b in spans)


def _falls(t_s: F64, contrast: F32, thumbnails: NDArray[np.uint8]) -> Iterator[tuple[int, int]]:
    """First and last frame of each fade to nothing."""
    end, most = len(contrast) - 1, np.maximum.accumulate(contrast)
    while end > 0:
        if contrast[end] > LEFT * most[end]:  # it has not gone, whatever came before
            end -= 1
            continue
        start, full = end, max(float(contrast[end]), NOISE)
        for index in range(end - 1, -1, -1):
            if contrast[index] < RISE * full:
                break
            if contrast[index] > full:
                start, full = index, float(contrast[index])
        there = np.flatnonzero(contrast[start : end + 1] >= ALL_THERE * full)
        first = start + int(there[-1]) if len(there) else start
        if _is_fade(t_s, contrast, thumbnails, first, end):
            yield first, end
            end = first
        else:
            end -= 1


def _is_fade(t_s: F64, contrast: F32, thumbnails: NDArray[np.uint8], first: int, end: int) -> bool:
    full = float(contrast[first])
    if t_s[end] - t_s[first] < SHORTEST_S or full < NOISE / LEFT or contrast[end] > LEFT * full:
        return False
    if np.diff(contrast[first : end + 1]).min() < -LARGEST_STEP * full:
        return False
    there = [index for index in range(first, end + 1) if contrast[index] >= LEFT * full]
    steps = [correlation_distance(thumbnails[a], thumbnails[b]) for a, b in pairwise(there)]
    is_left = contrast[end] > NOTHING
    rest = correlation_distance(thumbnails[first], thumbnails[end]) if is_left else 0.0
    return max(steps, default=0.0) <= SAME_STEP and rest <= SAME_PICTURE
