"""Statistics of paired differences, one number a prompt.

Frames of a clip, and seeds of a prompt, are not independent: average them first (`over_prompts`), never resample them.
Every function takes differences (n,), "second minus first", finite. Results are the same on every call: where chance
is used, its seed is a parameter with a default. What each promises is measured in reports/statistics.md.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, exp, lgamma, log, log2, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

LEVEL = 0.95
RESAMPLES = 10_000
SEED = 20_240_501
FEWEST_TO_RESAMPLE = 12
"""Below, resamples of tied differences are too often all alike: at ten of -1, 0 and 1 the bootstrap covers 92 %."""
NO_SPREAD = 1e-6
"""A resample with less than this share of the spread holds one value over and over, up to rounding."""
FEWEST_PROMPTS = 3
"""Two differences have an interval, but one that spans 25 standard errors; three are the first to say something."""
FEWEST_FOR_EFFECT = 3
"""Hedges' correction does not exist at one degree of freedom."""
EXACT_UP_TO = 16
"""2^16 sign patterns take some 30 ms."""


@dataclass(frozen=True)
class Interval:
    """Where the mean difference lies, at a confidence level."""

    low: float
    high: float
    level: float
    method: str
    """"bootstrap" or "student-t"."""

    def __contains__(self, value: float) -> bool:
        """Ends included."""
        return self.low <= value <= self.high


def within_bounds(interval: Interval, values: ArrayLike, bounds: tuple[float | None, float | None]) -> Interval:
    """The interval of a mean without what it cannot be, as none of the values can be below or above the bounds.

    A value that is beyond a bound all the same counts in its place.
    """
    least, most = np.min(values), np.max(values)
    low, high = (end if end is not None else far for end, far in zip(bounds, (-np.inf, np.inf), strict=True))
    return replace(interval, low=max(interval.low, min(low, least)), high=min(interval.high, max(high, most)))


def over_prompts(differences: ArrayLike, prompts: Sequence[Hashable]) -> NDArray[np.float64]:
    """Mean difference of each prompt: (n,) of the clips in, (prompts,) out, in the order in which they first appear.

    Every prompt has the same say, however many seeds it was made with.
    """
    places = {prompt: place for place, prompt in enumerate(dict.fromkeys(prompts))}
    where = np.array([places[prompt] for prompt in prompts], np.intp)
    return np.bincount(where, weights=np.asarray(differences, np.float64)) / np.bincount(where)


def mean_interval(
    differences: ArrayLike, *, level: float = LEVEL, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval:
    """Confidence interval of the mean difference: the outer ends of two bootstraps.

    One is the percentile bootstrap with Hesterberg's expansion: its tail is `Phi(-sqrt(n/(n-1)) * t)`, with t the
    quantile of Student's distribution at n-1 degrees of freedom, instead of (1-level)/2. It is right on normal
    differences and too short on skewed ones. The other, the bootstrap-t, takes quantiles of `(mean* - mean) / error*`
    over resamples in place of Student's: it follows skewness and is too short on ties and heavy tails. The outer ends
    hold the mean in 94 to 96 % of experiments on all of these, which neither does, nor Student's interval nor BCa
    (reports/statistics.md). With fewer than `FEWEST_TO_RESAMPLE` differences it is Student's interval.

    References: T. Hesterberg, "What Teachers Should Know About the Bootstrap", The American Statistician 69(4), 2015,
    section 3.2 (expansion) and 4 (skewness); B. Efron, "Nonparametric standard errors and confidence intervals",
    Canadian Journal of Statistics 9, 1981 (bootstrap-t). To take the outer ends is our choice.

    Raises:
        ValueError: fewer than two differences, or one that is not finite.
    """
    values = checked(differences, at_least=2)
    low, high = mean_intervals(values[np.newaxis], level=level, resamples=resamples, seed=seed)
    method = "student-t" if len(values) < FEWEST_TO_RESAMPLE else "bootstrap"
    return Interval(float(low[0]), float(high[0]), level, method)


def mean_intervals(
    experiments: NDArray[np.float64], *, level: float = LEVEL, resamples: int = RESAMPLES, seed: int = SEED
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """`mean_interval` of many experiments at once, as simulations want it.

    Shape: (m, n), finite, n >= 2, in; low (m,) and high (m,) out. Memory: 40 bytes × m × resamples.
    """
    n = experiments.shape[1]
    t = float(stats.t.ppf((1 + level) / 2, n - 1))
    middle, spread = experiments.mean(axis=1), experiments.std(axis=1, ddof=1)
    reach = np.full((2, len(experiments)), t)
    varied = (spread > 1e-12 * np.abs(experiments).max(axis=1)) & (spread > 0)
    if n >= FEWEST_TO_RESAMPLE and varied.any():
        standard = (experiments[varied] - middle[varied, np.newaxis]) / spread[varied, np.newaxis]
        tail = float(stats.norm.cdf(-sqrt(n / (n - 1)) * t))
        if len(standard) == 1:
            means, studentised = _resampled_alone(tuple(standard[0]), resamples, seed)
        else:
            means, studentised = _resampled(standard, resamples, seed)
        low, high = np.quantile(means, [tail, 1 - tail], axis=0) * sqrt(n)
        least, most = np.nanquantile(studentised, [(1 - level) / 2, (1 + level) / 2], axis=0)
        reach[:, varied] = np.maximum([-low, high], [most, -least])
    below, above = reach * spread / sqrt(n)
    return middle - below, middle + above


def sign_flip_p(differences: ArrayLike, *, resamples: int = RESAMPLES, seed: int = SEED) -> float:
    """Two-sided p-value of "the difference is as likely to be +d as -d for each prompt", by flipping signs.

    Exact (all 2^n patterns) up to `EXACT_UP_TO` cases; beyond that `resamples` random patterns, the observed one
    counted among them so that the p-value is never zero (Phipson & Smyth 2010).

    Raises:
        ValueError: no difference, or one that is not finite.
    """
    values = checked(differences, at_least=1)
    return float(sign_flip_ps(values[np.newaxis], resamples=resamples, seed=seed)[0])


def sign_flip_ps(
    experiments: NDArray[np.float64], *, resamples: int = RESAMPLES, seed: int = SEED
) -> NDArray[np.float64]:
    """`sign_flip_p` of many experiments at once: (m, n), finite, in; (m,) out."""
    n = experiments.shape[1]
    slack = 1e-9 * np.abs(experiments).sum(axis=1)  # the same numbers summed in another order are equal
    as_far = np.abs(experiments.sum(axis=1)) - slack
    if n <= EXACT_UP_TO:
        flips = 1 - 2 * ((np.arange(2**n)[:, None] >> np.arange(n)) & 1)
        shares: NDArray[np.float64] = np.mean(np.abs(flips @ experiments.T) >= as_far, axis=0)
        return shares
    random = np.random.default_rng(seed)
    hits = np.ones(len(experiments))
    for size in _blocks(resamples, n):
        signs = 1.0 - 2 * random.integers(0, 2, (size, n), np.int8)
        hits += np.count_nonzero(np.abs(signs @ experiments.T) >= as_far, axis=0)
    return hits / (resamples + 1)


def holm(p_values: ArrayLike) -> NDArray[np.float64]:
    """P-values adjusted for having asked several questions (Holm 1979), in the order given.

    Shape: (m,) in, (m,) out, in 0..1.
    """
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(p)
    stepped = np.maximum.accumulate((len(p) - np.arange(len(p))) * p[order])
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def fewest_prompts(questions: int, *, level: float = LEVEL) -> int:
    """With fewer prompts no sign-flip p-value, adjusted for so many questions, is at most 1 - `level`.

    Whatever the differences are: of n prompts, 2 of the 2^n patterns of signs are as far out as the most extreme one.
    """
    return 1 + ceil(log2(questions / (1 - level)))


def hedges_g(differences: ArrayLike) -> float | None:
    """Mean difference in standard deviations of the differences, corrected for few cases (Hedges 1981).

    `J * mean / sd` with `J = gamma(k/2) / (sqrt(k/2) * gamma((k-1)/2))`, k = n-1. None for fewer than three cases
    and when all differences are equal.
    """
    values = checked(differences, at_least=1)
    if len(values) < FEWEST_FOR_EFFECT or all_equal(values):
        return None
    k = len(values) - 1
    correction = exp(lgamma(k / 2) - lgamma((k - 1) / 2) - log(k / 2) / 2)
    return float(correction * values.mean() / values.std(ddof=1))


def win_rate(differences: ArrayLike) -> float:
    """Share of cases with a difference above zero; ties count half."""
    values = checked(differences, at_least=1)
    return float(np.mean((values > 0) + 0.5 * (values == 0)))


def non_inferiority_p(gains: ArrayLike, margin: float) -> float:
    """P-value of "it is worse by the margin or more" (one-sided): a small one says that it is not.

    It belongs to `mean_interval`: below 0.025 where the 95 % interval lies above -margin. `gains` are differences
    turned so that positive is good. Without spread it is 0 or 1.

    Raises:
        ValueError: fewer than two differences, one that is not finite, or a margin below zero.
    """
    if not margin >= 0:
        raise ValueError(f"expected a margin of zero or more, got {margin}")
    values = checked(gains, at_least=2)
    n, middle, spread = len(values), float(values.mean()), float(values.std(ddof=1))
    if all_equal(values) or spread == 0:  # squares of tiny numbers are zero
        return 0.0 if middle > -margin else 1.0
    t = (middle + margin) / spread * sqrt(n)
    if n < FEWEST_TO_RESAMPLE:
        return float(stats.t.sf(t, n - 1))
    means, studentised = _resampled_alone(tuple((values - middle) / spread), RESAMPLES, SEED)
    tail = (np.count_nonzero(means * sqrt(n) <= -t) + 1) / (RESAMPLES + 1)
    expanded = stats.t.sf(-stats.norm.ppf(tail) / sqrt(n / (n - 1)), n - 1)
    beyond = (np.count_nonzero(studentised >= t) + 1) / (np.count_nonzero(~np.isnan(studentised)) + 1)
    return float(max(expanded, beyond))


def equivalence_p(differences: ArrayLike, margin: float) -> float:
    """P-value of "the difference is as large as the margin, either way": the larger of two one-sided ones (TOST).

    Below 0.025 where the 95 % interval lies inside the margin.

    Reference: D. J. Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15(6), 1987.

    Raises:
        ValueError: as `non_inferiority_p`.
    """
    values = checked(differences, at_least=2)
    return max(non_inferiority_p(values, margin), non_inferiority_p(-values, margin))


def _resampled(
    standard: NDArray[np.float64], resamples: int, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Means of samples with replacement, and each over its own error; NaN for a sample without spread, which has none.

    Shape: experiments (m, n), each with mean 0 and standard deviation 1, in; twice (resamples, m) out.
    """
    n = standard.shape[1]
    random = np.random.default_rng(seed)
    moments = []
    for size in _blocks(resamples, n):
        drawn = random.integers(0, n, (size, n)) + n * np.arange(size)[:, np.newaxis]
        shares = np.bincount(drawn.ravel(), minlength=size * n).reshape(size, n) / n
        moments.append((shares @ standard.T, shares @ (standard**2).T))
    means, squares = (np.concatenate(blocks) for blocks in zip(*moments, strict=True))
    spread = np.sqrt(np.maximum(squares - means**2, 0) * n / (n - 1))
    spread[spread < NO_SPREAD] = np.nan
    return means, means / spread * sqrt(n)


@lru_cache(maxsize=4)
def _resampled_alone(
    standard: tuple[float, ...], resamples: int, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The same of one experiment, kept for the other questions that a comparison asks of it."""
    return _resampled(np.array([standard]), resamples, seed)


def _blocks(resamples: int, n: int) -> list[int]:
    """Sizes that add up to the resamples, so that memory stays bounded for many prompts."""
    block = max(1, 2_000_000 // n)
    return [min(block, resamples - done) for done in range(0, resamples, block)]


def checked(differences: ArrayLike, *, at_least: int) -> NDArray[np.float64]:
    """The differences as numbers; `ValueError` where there are too few, or one is not finite."""
    values = np.asarray(differences, dtype=np.float64)
    if values.ndim != 1 or len(values) < at_least or not np.isfinite(values).all():
        raise ValueError(f"expected at least {at_least} finite differences (n,), got {values!r}")
    return values


def all_equal(values: NDArray[np.float64]) -> bool:
    """Up to rounding: a spread of 1e-12 of the size is no spread."""
    return bool(np.ptp(values) <= 1e-12 * np.abs(values).max())
