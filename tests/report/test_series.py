"""Curves on a page keep what stands out, at its own time."""

import numpy as np
import pytest

from promptkit.metric import Series
from promptkit.report.series import FEWEST_POINTS, MOST_POINTS, STEPS, packed, points_each


def unpack(told):
    y = told["low"] + np.array(told["y"]) / STEPS * (told["high"] - told["low"])
    return np.cumsum(told["t"]) / 1000, y


def test_a_curve_comes_back_to_a_thousandth_of_its_range():
    """Times to half a millisecond, heights to half a step."""
    random = np.random.default_rng(0)
    t, y = np.sort(random.uniform(0, 10, 200)), random.normal(size=200)
    back_t, back_y = unpack(packed(Series(tuple(t), tuple(y))))
    assert back_t == pytest.approx(t, abs=0.00051)
    assert back_y == pytest.approx(y, abs=0.51 * np.ptp(y) / STEPS + 1e-4 * np.abs(y).max())


def test_a_spike_survives_thinning_at_its_own_time():
    """Of 1,000 points 30 stay, among them the one that stands out, and both ends."""
    t = np.arange(1000) / 24
    y = np.ones(1000)
    y[613] = 5.0
    thin_t, thin_y = unpack(packed(Series(tuple(t), tuple(y)), 30))
    assert len(thin_t) <= 30
    assert thin_t[np.argmax(thin_y)] == pytest.approx(t[613], abs=0.001)
    assert (thin_t[0], thin_t[-1]) == (0, pytest.approx(t[-1], abs=0.001))


def test_a_level_curve_and_a_single_point_are_curves():
    """No division by the range that is not there."""
    assert packed(Series((0.0, 0.5), (2.0, 2.0))) == {"low": 2.0, "high": 2.0, "t": [0, 500], "y": [0, 0]}
    assert packed(Series((0.25,), (1.0,)))["t"] == [250]


def test_many_curves_have_fewer_points_each():
    """All there is for a few; never fewer than tell a shape."""
    assert points_each(0) == points_each(10) == MOST_POINTS
    assert MOST_POINTS > points_each(12_000) > points_each(10**6) == FEWEST_POINTS
