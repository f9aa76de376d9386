"""What curves over time are drawn between."""

from dataclasses import replace

import pytest
from made_runs import a_score

from promptkit import curve
from promptkit.metric import Series, find_metric


def of(metric, *y, **own):
    return replace(a_score(metric, 0.0), series=Series.of(range(len(y)), y, **own))


def test_amounts_stand_on_zero_and_likenesses_end_at_their_highest():
    """So that twice as much is twice as high, and 0.5 beside 0.9 can be seen."""
    assert curve.scale(of("flicker", 2, 4)) == (0, 4)
    assert curve.scale(of("motion", 2, 4)) == (0, 4)
    assert curve.scale(of("texture_crawl", -3, -1)) == (-3, pytest.approx(0.08))
    assert curve.scale(of("identity", 0.5, 0.9)) == (0.5, 0.9)


@pytest.mark.parametrize("metric", ["flicker", "wobble", "shake", "temporal_noise"])
def test_what_errors_leave_does_not_fill_a_picture(metric):
    """Half a margin reaches an eighth of the height, a curve of zeros lies at the bottom of the same scale."""
    margin = find_metric(metric).margin
    assert curve.scale(of(metric, 0, margin / 2)) == curve.scale(of(metric, 0, 0)) == (0, 4 * margin)


def test_likenesses_that_hardly_differ_lie_at_the_top():
    """0.998 beside 0.999 is no fall to the bottom."""
    assert curve.scale(of("identity", 0.998, 0.999)) == (pytest.approx(0.919), 0.999)


def test_a_curve_of_its_own_has_its_own_unit_direction_and_zero():
    """Of a slope per second, what is left; the metric's margin is per second, and not its own."""
    left = of("detail_loss", 1.0, 0.5, unit="share of detail", better="higher")
    assert (curve.unit(left), curve.better(left), curve.scale(left)) == ("share of detail", "higher", (0, 1))
    assert (curve.unit(of("flicker", 1)), curve.better(of("flicker", 1))) == ("visible contrast", "lower")


def test_a_curve_of_its_own_has_its_own_least_scale():
    """So that noise of a hundredth of a margin does not fill the picture; without a margin its highest point does."""
    own = {"unit": "LPIPS", "margin": 0.005}
    assert curve.scale(of("lpips_drift", 0, 5e-5, **own)) == (0, 0.02)
    assert curve.scale(of("lpips_drift", 0, 0.3, **own)) == (0, 0.3)
    assert curve.scale(of("lpips_drift", 0, 5e-5, unit="LPIPS")) == (0, 5e-5)


def test_a_metric_that_is_not_known_has_no_margin():
    """A run may hold scores of a metric that a plug-in had."""
    assert curve.scale(of("elsewhere", 0, 0.5)) == (0, 0.5)
    assert curve.scale(a_score()) == (0, 0)
