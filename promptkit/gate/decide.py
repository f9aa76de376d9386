"""The gate's decisions, on numbers alone: one number a prompt, so that seeds and repeats do not count as prompts.

A limit on a count, clip by clip: pass when every clip is inside, fail when one is not.

Any other limit, on the mean with its 95 % interval: pass when the whole interval is inside, fail when the whole
interval is outside, inconclusive when it is on both sides.

Non-inferiority. Let d be by how much each prompt got worse and m the largest worsening that does not matter:

    pass            the 95 % interval of the mean of d ends below m, or nothing changed at all
    fail            the mean of d is above m, and its increase is significant
    inconclusive    anything else

Significant: the one-sided p-value, adjusted by Holm's method over all questions that are asked at once, is at most
5 %; so when nothing changed, the chance that any of them fails is at most 5 %. It is half of the sign-flip test's
from six prompts on, and Student's below, where flipping signs reaches 5 % for few questions or none. One prompt has no
interval: its mean can pass, and cannot fail.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import t as student

from promptkit import stats
from promptkit.metric import UNKNOWN, Bounds
from promptkit.stats import Interval

Outcome = Literal["pass", "fail", "inconclusive"]
FAMILY_ERROR = 0.05
FEWEST_TO_FLIP = 6
"""Of 2^n patterns of signs one is all positive: one-sided p is at least 2^-n, 1.6 % at six prompts."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What was decided on some numbers, and on what grounds."""

    outcome: Outcome
    mean: float
    interval: Interval | None = None
    """95 %; None for a single prompt."""
    p: float | None = None
    """One-sided and adjusted; None where it was not needed."""


def within(values: ArrayLike, *, low: float | None, high: float | None, bounds: Bounds = UNKNOWN) -> Decision:
    """Whether the mean of values (n,), one a prompt, lies between `low` and `high`; None is no limit.

    For a single prompt, and where all values are equal, the mean decides. Of what cannot be beyond `bounds`, nor can
    the mean be, and it is at one only where all values are.
    """
    numbers = _checked(values)
    mean, interval = float(numbers.mean()), _interval(numbers, stats.RESAMPLES)
    if interval:
        interval = stats.within_bounds(interval, numbers, bounds)
    bottom, top = (interval.low, interval.high) if interval else (mean, mean)
    floor, ceiling = -np.inf if low is None else low, np.inf if high is None else high
    least, most = bounds
    is_above = bottom > ceiling or (least is not None and ceiling <= least < mean)
    is_below = top < floor or (most is not None and mean < most <= floor)
    outcome: Outcome = "inconclusive"
    if floor <= bottom and top <= ceiling:
        outcome = "pass"
    elif is_above or is_below:
        outcome = "fail"
    return Decision(outcome=outcome, mean=mean, interval=interval)


def non_inferior(
    worsenings: Sequence[ArrayLike], margins: Sequence[float], *, resamples: int = stats.RESAMPLES
) -> list[Decision]:
    """Decide several questions at once, with one error rate for all of them.

    Args:
        worsenings: for each question (n,), one number a prompt: by how much it got worse.
        margins: for each question the largest mean worsening that does not matter, zero or more.
        resamples: random resamples of interval and test; the seed is fixed, so that the answer is too.

    Raises:
        ValueError: a question without a number, or with one that is not finite.
    """
    questions = [_checked(values) for values in worsenings]
    asked = list(zip(questions, margins, strict=True))
    p = stats.holm([_p(d, resamples) if d.mean() > m else 1.0 for d, m in asked]) if asked else ()
    return [_decided(d, m, float(adjusted), resamples) for (d, m), adjusted in zip(asked, p, strict=True)]


def _decided(d: NDArray[np.float64], margin: float, p: float, resamples: int) -> Decision:
    mean, interval = float(d.mean()), _interval(d, resamples)
    top = interval.high if interval else mean
    if top < margin or not d.any():
        return Decision(outcome="pass", mean=mean, interval=interval)
    if mean <= margin:
        return Decision(outcome="inconclusive", mean=mean, interval=interval)
    return Decision(outcome="fail" if p <= FAMILY_ERROR else "inconclusive", mean=mean, interval=interval, p=p)


def _interval(values: NDArray[np.float64], resamples: int) -> Interval | None:
    return stats.mean_interval(values, resamples=resamples) if len(values) > 1 else None


def _p(d: NDArray[np.float64], resamples: int) -> float:
    """One-sided p-value of a positive mean."""
    n = len(d)
    if n == 1:
        return 1.0
    if n >= FEWEST_TO_FLIP:
        return stats.sign_flip_p(d, resamples=resamples) / 2
    error = float(d.std(ddof=1)) / sqrt(n)
    return float(student.sf(d.mean() / error, n - 1)) if error > 0 else 0.0


def _checked(values: ArrayLike) -> NDArray[np.float64]:
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim != 1 or not len(numbers) or not np.isfinite(numbers).all():
        raise ValueError(f"expected finite numbers (n,), one a prompt, got {numbers!r}")
    return numbers
