"""Figures of the validity report: from scores of clean and changed clips to what each metric tells apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

RESAMPLES, SEED = 2000, 20_240_501
LEAST_CLIPS = 3
"""Fewer say nothing."""


@dataclass(frozen=True)
class Told:
    """How well a metric tells clips from the same clips degraded."""

    clips: int
    auroc: float
    low: float
    high: float
    """Of the 95 % bootstrap interval, clips resampled."""
    worse: float
    """Share of clips that score worse than they did; ties count half."""
    spearman: float
    """Median over clips: rank correlation of "worse" with severity, 0 (the clean clip) included."""


@dataclass(frozen=True)
class Moved:
    """How far a metric moves under a change that it should not answer to."""

    clips: int
    median: float
    """Of |change|, in clean spreads; in the metric's own unit where that spread is 0."""
    worst: float
    clip: str
    """With the worst change."""


def worse_by(better: str) -> float:
    """+1 where a higher score is worse, or where neither is; -1 where a lower one is."""
    return -1.0 if better == "higher" else 1.0


def spread(clean: Iterable[float]) -> float:
    """Interquartile range over the clean clips."""
    low, high = np.percentile(list(clean), [25, 75])
    return float(high - low)


def told(clean: Mapping[str, float], ladder: Mapping[int, Mapping[str, float]], *, at: int, sign: float) -> Told | None:
    """Of clips with a value both clean and at severity `at`; None where those are fewer than three."""
    clips = sorted(clean.keys() & ladder.get(at, {}).keys())
    if len(clips) < LEAST_CLIPS:
        return None
    before, after = (sign * np.array([scores[clip] for clip in clips]) for scores in (clean, ladder[at]))
    low, high = _interval(before, after)
    return Told(
        clips=len(clips),
        auroc=area_under_curve(before, after),
        low=low,
        high=high,
        worse=float(np.mean((after > before) + 0.5 * (after == before))),
        spearman=float(np.median([_trend(clip, clean, ladder, sign) for clip in clips])),
    )


def moved(before: Mapping[str, float], after: Mapping[str, float], unit: float) -> Moved | None:
    """Of clips with a value both before and after, in units of `unit` (or 1 where that is 0)."""
    clips = sorted(before.keys() & after.keys())
    if not clips:
        return None
    changes = np.array([after[clip] - before[clip] for clip in clips]) / (unit or 1.0)
    at = int(np.argmax(np.abs(changes)))
    return Moved(len(clips), float(np.median(np.abs(changes))), float(changes[at]), clips[at])


def area_under_curve(clean: NDArray[np.float64], altered: NDArray[np.float64]) -> float:
    """Share of (clean, altered) pairs in which the altered clip is worse (higher); ties count half."""
    return float((altered[:, None] > clean).mean() + (altered[:, None] == clean).mean() / 2)


def spearman(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Rank correlation; 0 where one of them never changes."""
    a, b = rankdata(x), rankdata(y)
    if np.ptp(a) == 0 or np.ptp(b) == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def _trend(clip: str, clean: Mapping[str, float], ladder: Mapping[int, Mapping[str, float]], sign: float) -> float:
    points = [(0, clean[clip]), *((s, scores[clip]) for s, scores in sorted(ladder.items()) if clip in scores)]
    severity, value = np.array(points, dtype=np.float64).T
    return spearman(severity, sign * value)


def _interval(clean: NDArray[np.float64], altered: NDArray[np.float64]) -> tuple[float, float]:
    """Clips are drawn with replacement, each with both of its scores."""
    random = np.random.default_rng(SEED)
    draws = random.integers(0, len(clean), (RESAMPLES, len(clean)))
    areas = [area_under_curve(clean[draw], altered[draw]) for draw in draws]
    low, high = np.quantile(areas, [0.025, 0.975])
    return float(low), float(high)
