"""Pictures that come again: spans that repeat an earlier part of the clip, and an end that is its start."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

MOST_FRAMES = 3000
"""Frames that are compared with each other; longer clips are thinned evenly, to bound memory and time."""
FEWEST_FRAMES = 4
ROUNDED = 0.6
"""Grey levels, root mean square, that rounding (0.4) and coding leave between two thumbnails of one picture."""
SAME = 2.0
SAME_SHARE = 0.15
"""Root mean square difference of two thumbnails, in grey levels and as a share of the clip's usual one, up to which
they show the same picture."""
LEAST_TRAVEL = 0.5
"""Grey levels by which the clip's pictures must usually differ before anything is said of loops: rounding makes 0.4."""
CODED_TRAVEL = 1.5
"""Where they differ by less, coding noise is not told from motion: only pictures that are as good as equal are one, and
whether the end is the start is not asked. A talking head of which 0.4 s come again has 0.9."""
SHORTEST_LAG_S = 0.4
SHORTEST_S = 0.5
"""Of a span that repeats another."""
TRAVELS = 3.0
"""Between a picture and its return the clip must have been this many tolerances away, else it has only rested."""
FAR = 5.0
"""The clip must have been this many tolerances away from its start before its end can be a return."""
STEP = 1.5
"""Of a seamless loop the last frame is one usual step away from the first."""


@dataclass(frozen=True)
class Loops:
    """What comes again."""

    repeats: tuple[tuple[float, float, float], ...]
    """Start, end and lag, in seconds, of spans that show what was there one lag before."""
    returns: bool
    """The clip's end is its start."""


def loops(t_s: F64, shown_s: F64, thumbnails: NDArray[np.uint8]) -> Loops:
    """Compare every frame with every other.

    Shape: t_s, shown_s (T,), thumbnails (T, 32, 32).
    """
    if len(t_s) < FEWEST_FRAMES:
        return Loops((), returns=False)
    keep = np.unique(np.linspace(0, len(t_s) - 1, min(len(t_s), MOST_FRAMES)).round().astype(np.intp))
    t_s, shown_s = t_s[keep], shown_s[keep]
    distance = _distances(thumbnails[keep])
    usual = float(np.median(distance[np.triu_indices(len(t_s), 1)]))
    if usual < LEAST_TRAVEL:
        return Loops((), returns=False)
    if usual < CODED_TRAVEL:
        return Loops(tuple(_repeats(t_s, shown_s, distance, SAME_SHARE * usual)), returns=False)
    same = min(SAME, max(ROUNDED, SAME_SHARE * usual))
    return Loops(tuple(_repeats(t_s, shown_s, distance, same)), returns=_returns(t_s, distance, same))


def _distances(thumbnails: NDArray[np.uint8]) -> F32:
    flat = thumbnails.reshape(len(thumbnails), -1).astype(np.float32)
    flat -= flat.mean()
    square = np.einsum("ij,ij->i", flat, flat)
    apart = square[:, None] + square[None] - 2 * (flat @ flat.T)
    out: F32 = np.sqrt(np.maximum(apart, 0) / flat.shape[1])
    return out


def _repeats(t_s: F64, shown_s: F64, distance: F32, same: float) -> list[tuple[float, float, float]]:
    """The longest repeats first; what one explains is not told again by another."""
    found = []
    away = np.maximum.accumulate(np.triu(distance), axis=1)
    for lag in range(1, len(t_s)):
        first, again = np.arange(len(t_s) - lag), np.arange(lag, len(t_s))
        alike = (distance[first, again] <= same) & (t_s[again] - t_s[first] >= SHORTEST_LAG_S)
        alike &= away[first, again] >= TRAVELS * same
        edges = np.flatnonzero(np.diff(np.concatenate([[False], alike, [False]]).astype(np.int8)))
        for start, stop in zip(edges[::2] + lag, edges[1::2] + lag - 1, strict=True):
            span_s = float(t_s[stop] + shown_s[stop] - t_s[start])
            if span_s >= SHORTEST_S:
                found.append((span_s, start, stop, lag))
    told = np.zeros(len(t_s), bool)
    out = []
    for _, start, stop, lag in sorted(found, key=lambda one: (-one[0], one[3])):
        if told[start : stop + 1].mean() < 0.5:  # noqa: PLR2004
            told[start : stop + 1] = True
            out.append((float(t_s[start]), float(t_s[stop] + shown_s[stop]), float(t_s[start] - t_s[start - lag])))
    return sorted(out)


def _returns(t_s: F64, distance: F32, same: float) -> bool:
    """Whether the last frame is the first, or one usual step before it, after the clip has been elsewhere."""
    step = float(np.median(np.diagonal(distance, 1)))
    home = max(same, min(STEP * step, 2 * same))
    return bool(t_s[-1] - t_s[0] >= SHORTEST_LAG_S and distance[0, -1] <= home and distance[0].max() >= FAR * home)
