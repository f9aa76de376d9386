"""How large a difference a study can see, and how many prompts it takes to see one: four times in five.

"See" means that the 95 % interval (`stats.mean_interval`) leaves zero out on the right side. How often that comes true
is measured in reports/statistics.md.
"""

from bisect import bisect_left
from dataclasses import dataclass
from math import exp, sqrt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, special, stats

from promptkit.stats import FEWEST_PROMPTS, FEWEST_TO_RESAMPLE, LEVEL, all_equal, checked, mean_interval

POWER = 0.8
MOST_PROMPTS = 1_000_000
"""More are no advice."""
_EVENLY = (np.arange(64) + 0.5) / 64
"""Probabilities, for the mean over a distribution."""
TOWARDS, AWAY = 0.55, 0.9
"""How much shorter, and longer, a detectable difference is for each g/sqrt(n) of skewness; see `_power`."""
SKEWNESS_MISSED = 20
"""A sample of n shows about 1/(1 + 20/n) of the skewness: half at 20 prompts."""
LOOSER = 0.4
"""Skewed samples say less of their spread: its degrees of freedom are n-1 over 1 + .4 g^2."""


@dataclass(frozen=True)
class Detectable:
    """Sizes of mean differences that are seen four times in five, each zero or more."""

    up: float
    """Of a difference above zero."""
    down: float
    """Of one below."""


def minimum_detectable(differences: ArrayLike) -> Detectable | None:
    """The smallest mean differences that another study of as many prompts would show four times in five.

    That the spread is only estimated is allowed for (see `_power`): the plain formula of the t-test promises 80 % and
    keeps 73 % at 20 prompts. So is skewness: where few differences are large, and all to one side, a change to that
    side is seen sooner than one away from it. None for a single prompt.
    """
    values = checked(differences, at_least=1)
    n = len(values)
    if n == 1:
        return None
    known = _known(values)

    def smallest(way: Literal[1, -1]) -> float:
        most = 4.0
        while _power(most, known, n, way) < POWER:
            most *= 2
        return float(optimize.brentq(lambda shift: _power(shift, known, n, way) - POWER, 0.0, most))

    error = float(values.std(ddof=1)) / sqrt(n)
    return Detectable(up=smallest(1) * error, down=smallest(-1) * error)


def prompts_needed(differences: ArrayLike, effect: float, *, level: float = LEVEL, power: float = POWER) -> int | None:
    """How many prompts would show a mean difference of `effect` four times in five, if they spread like these.

    Or as often as `power` says, by an interval of another `level`; at 0 it is shown by being on that side at all.

    `FEWEST_PROMPTS` at least. As `minimum_detectable`: the fewer prompts are at hand, the less is known of their
    spread, and the more are asked for; effects of plus and minus as much ask for numbers of their own. None for a
    single prompt, for an effect of zero, and beyond `MOST_PROMPTS`.
    """
    values = checked(differences, at_least=1)
    if len(values) == 1 or effect == 0:
        return None
    relative = abs(effect) / max(float(values.std(ddof=1)), 1e-6 * abs(effect))
    known = _known(values)

    def enough(count: int) -> bool:
        return _power(relative * sqrt(count), known, count, 1 if effect > 0 else -1, level) >= power

    found = bisect_left(range(MOST_PROMPTS), True, lo=FEWEST_PROMPTS, key=enough)
    return found if found < MOST_PROMPTS else None


@dataclass(frozen=True)
class _Known:
    """What a study says of others like it, besides its spread."""

    freedom: float
    """Of the spread: n-1 on differences without skewness, less on others."""
    skewness: float
    wider: float
    """Length of the interval over Student's."""


def _known(values: NDArray[np.float64]) -> _Known:
    n, spread = len(values), float(values.std(ddof=1))
    if n < FEWEST_TO_RESAMPLE or all_equal(values) or spread == 0:
        return _Known(n - 1, 0.0, 1.0)
    found = mean_interval(values)
    student = 2 * float(stats.t.ppf((1 + LEVEL) / 2, n - 1)) * spread / sqrt(n)
    of_sample = n / ((n - 1) * (n - 2)) * float((((values - values.mean()) / spread) ** 3).sum())
    skewness = of_sample * (1 + SKEWNESS_MISSED / n)
    freedom = max(2.0, (n - 1) / (1 + LOOSER * skewness**2))
    return _Known(freedom, skewness, (found.high - found.low) / student)


def _power(shift: float, known: _Known, prompts: int, way: Literal[1, -1], level: float = LEVEL) -> float:
    """How often a study of some prompts shows a difference of `shift` standard errors, up or down, on that side.

    The errors are by the spread of other prompts. Both spreads scatter about the true one as the root of chi-square
    over its degrees of freedom: the power of a test with known spread is averaged over that. Skewness g then makes the
    differences that can be seen shorter towards its tail and longer away from it, in proportion to g/sqrt(prompts). By
    the Cornish-Fisher expansion of interval and mean the factors begin as 1 - .45 and 1 + .79 times that; `TOWARDS`,
    `AWAY`, `SKEWNESS_MISSED` and `LOOSER` were chosen on simulated studies (reports/statistics.md).
    """
    of_others, own = (np.sqrt(special.chdtri(freedom, _EVENLY) / freedom) for freedom in (known.freedom, prompts - 1))
    skew = way * known.skewness / sqrt(prompts)
    shift /= exp(-min(TOWARDS * skew, 1.0)) if skew > 0 else 1 - AWAY * skew  # more prompts never see less
    critical = known.wider * special.stdtrit(prompts - 1, (1 + level) / 2)
    return float(special.ndtr(shift * of_others[:, np.newaxis] - critical * own).mean())
