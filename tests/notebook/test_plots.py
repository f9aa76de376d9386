"""Plots: what lies at which place."""

import plotly.graph_objects as go
import pytest
from made_runs import a_run, a_score, an_entry

from promptkit.compare import compare_runs
from promptkit.errors import UsageError
from promptkit.notebook.plots import PALETTE, drift, motion_against, over_time

CURVE = {"nominal_lag_s": [0.125, 0.25], "lag_s": [0.125, 0.25], "mean": [0.1, 0.2]}


def a_side(folder, flicker, motion):
    cases = [
        an_entry(
            case,
            {
                "flicker": a_score("flicker", flicker + at, series=((0.0, 1.0), (flicker, at))),
                "motion": motion + at,
                "lpips_drift": a_score("lpips_drift", 0.1, detail={"curve": CURVE}),
            },
        )
        for at, case in ((0.0, "x"), (0.1, "y"), (0.2, "<i>z</i>"))
    ]
    return a_run(folder, *cases)


@pytest.fixture
def compared(tmp_path):
    return compare_runs(a_side(tmp_path / "old", 1.0, 0.2), a_side(tmp_path / "new", 2.0, 0.1))


def test_drift_draws_every_clip_and_the_mean_of_each_run(compared):
    """Two runs of three clips: eight lines, the thick ones the means."""
    figure = drift(compared)
    assert isinstance(figure, go.Figure)
    means = [line for line in figure.data if line.line.width == 3]
    assert (len(figure.data), len(means)) == (8, 2)
    assert [tuple(line.y) for line in means] == [pytest.approx((0.1, 0.2))] * 2


def test_series_over_time_stand_in_the_colour_of_their_run(compared):
    """A line a clip."""
    figure = over_time("flicker", compared)
    assert [line.line.color for line in figure.data] == [PALETTE[0]] * 3 + [PALETTE[1]] * 3
    assert tuple(figure.data[4].y) == (2.0, 0.1)


def test_motion_stands_on_the_x_axis(compared):
    """A point a clip, a colour a run, and the units on the axes."""
    old, new = motion_against("flicker", compared).data
    assert (tuple(old.x), tuple(old.y)) == (pytest.approx((0.2, 0.3, 0.4)), pytest.approx((1.0, 1.1, 1.2)))
    assert new.name == "new"
    figure = motion_against("flicker", compared.a)
    assert "frame heights per second" in figure.layout.xaxis.title.text
    assert "visible contrast" in figure.layout.yaxis.title.text


@pytest.mark.parametrize(
    "draw", [drift, lambda run: over_time("smoothness", run), lambda run: motion_against("identity", run)]
)
def test_nothing_to_draw_is_said(draw, tmp_path):
    """An empty picture would look like a result."""
    with pytest.raises(UsageError, match="no clip"):
        draw(a_run(tmp_path / "bare", an_entry("x", {"flicker": 1.0})))
