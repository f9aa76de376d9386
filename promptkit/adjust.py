"""A difference that a second difference may explain, such as steadiness by stillness: what is left of it.

Paired differences are regressed on differences of what they may come from (the logarithm of how much moves); the
intercept is the difference to expect of a pair that is alike in that. It is context and no verdict: it holds as far as
the relation is a straight line, and where no pair is nearly alike it is drawn out beyond what was seen, which its
interval shows by its width.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from promptkit.stats import LEVEL, Interval

FEWEST = 8
"""Prompts for a line with an interval: six degrees of freedom."""
MOST_LEVERAGE = 0.99
"""A point with more pulls the line through itself: the others say nothing of its slope."""


@dataclass(frozen=True)
class Adjusted:
    """The mean difference among pairs alike in what was adjusted for, and the line that says so."""

    difference: float
    interval: Interval
    slope: float
    """Change of the difference when the other quantity grows e-fold in B."""
    prompts: int


def adjusted(
    differences: NDArray[np.float64], regressor: NDArray[np.float64], *, level: float = LEVEL
) -> Adjusted | None:
    """Least-squares line of differences over a regressor, at regressor zero, with an HC3 interval.

    HC3 takes each residual as its own variance, over (1 - leverage)², so the spread need not be even; quantiles are
    Student's at n-2 degrees of freedom.

    Shape: (n,), (n,) finite in. None with fewer than `FEWEST`, or where the regressor does not vary enough to draw a
    line: all alike, or all but one.

    Reference: J. G. MacKinnon and H. White, Journal of Econometrics 29(3), 1985; J. S. Long and L. H. Ervin, The
    American Statistician 54(3), 2000 (HC3 for small n).
    """
    n = len(differences)
    if n < FEWEST or np.ptp(regressor) <= 1e-9 * np.abs(regressor).max():
        return None
    design = np.column_stack([np.ones(n), regressor])
    inverse = np.linalg.inv(design.T @ design)
    leverage = np.sum(design @ inverse * design, axis=1)
    if leverage.max() > MOST_LEVERAGE:
        return None
    weights = inverse @ design.T
    intercept, slope = weights @ differences
    residuals = (differences - design @ (intercept, slope)) / (1 - leverage)
    half = float(stats.t.ppf((1 + level) / 2, n - 2)) * sqrt(float(weights[0] ** 2 @ residuals**2))
    interval = Interval(float(intercept - half), float(intercept + half), level, "hc3")
    return Adjusted(float(intercept), interval, float(slope), n)
