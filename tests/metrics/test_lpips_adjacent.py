"""Mean distance of consecutive frames."""

import numpy as np
import pytest
from made_perceptual import made

from promptkit.metrics.lpips_adjacent import lpips_adjacent


def test_value_is_the_mean_and_the_detail_says_the_rest():
    """Distances 1..99 hundredths at 25 fps: mean .5, median .5, 95th percentile .941, worst at the end."""
    distances = np.arange(1, 100) / 100

    measured = lpips_adjacent.measure(made(adjacent=distances, pts_s=np.arange(100) / 25))

    assert measured.value == pytest.approx(0.5)
    assert measured.detail["p50"] == pytest.approx(0.5)
    assert measured.detail["p95"] == pytest.approx(0.01 + 0.95 * 0.98)
    assert measured.detail["max"] == pytest.approx(0.99)
    assert measured.detail["max_at_s"] == pytest.approx(99 / 25)
    assert measured.detail["lag_s"] == pytest.approx(1 / 25)
    assert measured.detail["pairs"] == 99


def test_series_has_each_distance_at_the_later_frame():
    """The curve over time is the distances themselves, at the time of the second frame of each pair."""
    measured = lpips_adjacent.measure(made(adjacent=np.array([0.1, 0.3]), pts_s=np.array([0, 0.04, 0.09])))

    assert measured.series.t == (0.04, 0.09)
    assert measured.series.y == (0.1, 0.3)


def test_frozen_clip_scores_zero():
    """Where nothing changes, the distance is 0: that is a measurement, not an absence."""
    measured = lpips_adjacent.measure(made(adjacent=np.zeros(9), pts_s=np.arange(10) / 24))

    assert measured.value == 0


def test_single_frame_is_not_applicable():
    """One frame has no consecutive one."""
    score = lpips_adjacent.score({"perceptual": made(adjacent=np.zeros(0), pts_s=np.zeros(1))}, {})

    assert (score.status, score.value) == ("not_applicable", None)
    assert "single frame" in score.why


def test_another_scale_is_the_unit():
    """Measured with the backbone without weights, the number is no LPIPS and does not say so."""
    score = lpips_adjacent.score({"perceptual": made(scale="1 − MS-SSIM")}, {})

    assert score.unit == "1 − MS-SSIM"
