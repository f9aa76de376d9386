"""A difference with its explanation taken out, against hand calculation and refitting."""

import numpy as np
import pytest
from scipy import stats as reference

from promptkit.adjust import adjusted

RANDOM = np.random.default_rng(4)
MORE = RANDOM.normal(-0.4, 0.5, 15)
NOISE = RANDOM.normal(0, 1, 15) * (0.2 + np.abs(MORE))


def test_a_difference_that_is_all_motion_is_gone():
    """On a straight line through zero the intercept is zero, without any width."""
    found = adjusted(0.7 * MORE, MORE)
    assert (found.difference, found.slope) == pytest.approx((0.0, 0.7))
    assert (found.interval.low, found.interval.high) == pytest.approx((0.0, 0.0))
    assert found.prompts == 15


def test_a_difference_that_motion_has_no_part_in_stays():
    """Eight pairs, four moving more and four less: the intercept is the mean."""
    more = np.array([-1.0, 1.0] * 4)
    found = adjusted(np.array([2.0, 2.0, 3.0, 3.0, 2.0, 2.0, 3.0, 3.0]), more)
    assert (found.difference, found.slope) == pytest.approx((2.5, 0.0))


def test_the_interval_is_that_of_refitting_without_each_pair():
    """HC3's residuals are the errors of prediction by the line through all other pairs (scipy's)."""
    differences = 0.3 + 0.7 * MORE + NOISE
    line = reference.linregress(MORE, differences)
    off = []
    for left in range(15):
        kept = np.arange(15) != left
        other = reference.linregress(MORE[kept], differences[kept])
        off.append(differences[left] - other.intercept - other.slope * MORE[left])
    centred = MORE - MORE.mean()
    pull = 1 / 15 - MORE.mean() * centred / (centred @ centred)  # of each difference on the intercept
    half = reference.t.ppf(0.975, 13) * np.sqrt(np.sum((pull * off) ** 2))
    found = adjusted(differences, MORE)
    assert (found.difference, found.slope) == pytest.approx((line.intercept, line.slope))
    assert (found.interval.low, found.interval.high) == pytest.approx((line.intercept - half, line.intercept + half))


@pytest.mark.parametrize(
    "more", [MORE[:7], np.full(15, -0.5), np.array([1.0, *[0.0] * 14])], ids=["few", "all alike", "all but one alike"]
)
def test_no_line_is_drawn_through_too_little(more):
    """Seven prompts, or motion that does not vary, say nothing of the relation."""
    assert adjusted(NOISE[: len(more)], more) is None


def test_the_interval_holds_the_truth_as_often_as_it_says():
    """Uneven spread, true intercept 0.3: covered in 93 to 97 % of 2,000 studies of 20 prompts (4 sigma: 2)."""
    random = np.random.default_rng(8)
    held = 0
    for more in random.normal(-0.4, 0.5, (2000, 20)):
        held += 0.3 in adjusted(0.3 + more + random.normal(size=20) * (0.3 + np.abs(more)), more).interval
    assert 0.93 <= held / 2000 <= 0.97
