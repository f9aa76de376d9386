"""Growth of distance with lag, against curves whose slope and half-life are known."""

import math

import numpy as np
import pytest
from made_perceptual import made

from promptkit.metric import find_metric
from promptkit.metrics.lpips_drift import lpips_drift


@pytest.mark.parametrize("rate", [0.0, 0.02, 0.1])
@pytest.mark.parametrize("seconds", [1.0, 5.0, 10.0])
def test_straight_growth_has_its_slope(rate, seconds):
    """Distance = 0.05 + rate × lag: the slope is the rate, whatever the length, and the intercept is 0.05."""
    measured = lpips_drift.measure(made(seconds=seconds, distance=lambda lag_s: 0.05 + rate * lag_s))

    assert measured.value == pytest.approx(rate, abs=1e-12)
    assert measured.detail["intercept"] == pytest.approx(0.05)


def test_line_goes_through_the_lags_really_taken():
    """Samples 20 ms beside the grid change nothing about the slope."""
    measured = lpips_drift.measure(made(distance=lambda lag_s: 0.3 * lag_s, offset_s=0.02))

    assert measured.value == pytest.approx(0.3)
    assert measured.detail["curve"]["lag_s"][0] == pytest.approx(0.145)
    assert measured.detail["curve"]["nominal_lag_s"][0] == 0.125


def test_saturating_growth_follows_least_squares():
    """For 1 − exp(−lag/τ) the slope is that of the closed formula Sxy / Sxx over the six lags."""
    lags = np.array([0.125, 0.25, 0.5, 1, 2, 4])
    y = 1 - np.exp(-lags / 1.5)
    expected = ((lags - lags.mean()) * (y - y.mean())).sum() / ((lags - lags.mean()) ** 2).sum()

    measured = lpips_drift.measure(made(distance=lambda lag_s: 1 - np.exp(-lag_s / 1.5)))

    assert measured.value == pytest.approx(expected)
    assert measured.detail["curve"]["mean"] == pytest.approx(list(y))
    assert measured.detail["curve"]["pairs"] == [39, 38, 36, 32, 24, 8]


def test_half_life_is_where_half_of_the_last_distance_is_reached():
    """On a straight line from 0 half of the distance at 4 s is reached at 2 s; a jump is half way at once."""
    straight = lpips_drift.measure(made(distance=lambda lag_s: 0.1 * lag_s))
    jump = lpips_drift.measure(made(distance=lambda lag_s: np.where(np.isnan(lag_s), np.nan, 0.4)))

    assert straight.detail["half_life_s"] == pytest.approx(2.0)
    assert jump.detail["half_life_s"] == pytest.approx(0.0625)


def test_start_end_contrast_is_the_last_share_minus_the_first():
    """With distance from the first frame growing 0.1 a second, the last 15 % of 40 samples minus the first 15 %."""
    rest = np.arange(1, 40) / 8 * 0.1

    measured = lpips_drift.measure(made(seconds=5.0))

    assert measured.detail["start_end_contrast"] == pytest.approx(rest[-6:].mean() - rest[:6].mean())


def test_frozen_clip_has_no_drift_and_no_half_life():
    """All distances 0: the slope is 0, and a half of nothing is not reported."""
    measured = lpips_drift.measure(made(distance=lambda lag_s: 0 * lag_s))

    assert measured.value == 0
    assert "half_life_s" not in measured.detail


def test_steadily_worse_clips_score_worse():
    """Twice the growth, twice the score."""
    rates = [
        lpips_drift.measure(made(distance=lambda lag_s, rate=rate: rate * lag_s)).value for rate in (0.05, 0.1, 0.2)
    ]

    assert rates == pytest.approx([0.05, 0.1, 0.2])


@pytest.mark.parametrize("seconds", [0.125, 0.25, 0.375])
def test_short_clip_is_not_applicable(seconds):
    """Below two lags with two pairs each there is no line, and the reason says what was there."""
    score = lpips_drift.score({"perceptual": made(seconds=seconds)}, {})

    assert (score.status, score.value) == ("not_applicable", None)
    assert "too short" in score.why


def test_shortest_clip_that_scores():
    """Four samples give three pairs at 0.125 s and two at 0.25 s: enough for a line."""
    assert lpips_drift.score({"perceptual": made(seconds=0.5)}, {}).value == pytest.approx(0.1)


def test_series_is_the_distance_from_the_first_frame():
    """The curve over time, from 0 at the start."""
    measured = lpips_drift.measure(made(seconds=1.0))

    assert measured.series.t == tuple(np.arange(8) / 8)
    assert measured.series.y[0] == 0
    assert measured.series.unit == measured.unit.removesuffix(" per second")
    assert measured.series.margin == find_metric("lpips_adjacent").margin
    assert all(math.isfinite(y) for y in measured.series.y)


def test_another_scale_is_the_unit():
    """Measured with the backbone without weights, the number is no LPIPS and does not say so."""
    assert lpips_drift.score({"perceptual": made(scale="1 − MS-SSIM")}, {}).unit == "1 − MS-SSIM per second"
