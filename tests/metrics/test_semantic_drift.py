"""Semantic drift on vectors that turn at known speeds."""

import numpy as np
import pytest

from promptkit.metric import NotApplicable
from promptkit.metrics.semantic_drift import semantic_drift
from promptkit.observers.semantic import Semantic


def turning(seconds, rate, *, hz=8.0):
    """Unit vectors that turn by `rate` radians a second."""
    t_s = np.arange(round(seconds * hz)) / hz
    return Semantic(t_s, np.stack([np.cos(rate * t_s), np.sin(rate * t_s)], axis=1).astype(np.float32))


def test_drift_is_the_slope_through_the_lags():
    """Vectors that turn steadily have cosine cos(rate × lag): the value is the line through 1 − that."""
    lags_s = np.array([0.125, 0.25, 0.5, 1, 2, 4])

    found = semantic_drift.measure(turning(6, 0.2))

    assert found.value == pytest.approx(np.polyfit(lags_s, 1 - np.cos(0.2 * lags_s), 1)[0], rel=1e-4)
    assert found.detail["curve"]["cosine"] == pytest.approx(np.cos(0.2 * lags_s), abs=1e-6)
    assert found.detail["curve"]["pairs"] == [47, 46, 44, 40, 32, 16]
    assert found.detail["first_last"] == pytest.approx(np.cos(0.2 * 47 / 8), abs=1e-6)


def test_what_stays_does_not_drift_and_faster_change_drifts_more():
    """0 for a picture that stands."""
    still, slow, fast = (semantic_drift.measure(turning(4, rate)).value for rate in (0, 0.1, 0.3))

    assert still == pytest.approx(0, abs=1e-6)
    assert 0 < slow < fast


def test_uneven_samples_count_at_their_nearest_lag():
    """A clip of 5 frames a second has no pair near 1/8 or 1/2 s; 0.2 s counts as a quarter."""
    seen = turning(4, 0.2, hz=5)

    found = semantic_drift.measure(seen)

    assert found.detail["curve"]["lag_s"] == pytest.approx([0.2, 1, 2])
    assert found.value > 0


def test_a_short_clip_is_said():
    """Two lags need two pairs each."""
    with pytest.raises(NotApplicable, match="too short"):
        semantic_drift.measure(turning(0.25, 1))
