"""The share of motion-compensated LPIPS that is new in every frame."""

import numpy as np
import pytest

from promptkit.metrics.lpips_warped import LEAST_CHANGE, LEAST_FINE, NATURAL, lpips_warped
from promptkit.observers.warped import Warped


def made(distances, *, fine=(0.0, 0.0, 0.0), threes=8, rows=3, columns=4, seen=None, **changed):
    """Threes of frames in which all cells have the same distances: first–middle, middle–third, first–third."""
    shape = (threes, 3, rows, columns)

    def everywhere(values):
        return np.broadcast_to(np.array(values, np.float32)[:, None, None], shape).copy()

    return Warped(**{
        "backbone": "alex", "scale": "LPIPS", "has_layers": True, "size_px": (256, 456),
        "t_s": np.arange(threes) / 8 + 1 / 24, "lag_s": np.full(threes, 1 / 24),
        "seen": np.ones((threes, rows, columns), np.float32) if seen is None else seen,
        "distance": everywhere(distances), "fine": everywhere(fine), "frames": 60, "repeats": 0, "left_out": 0,
        **changed,
    })  # fmt: skip


def test_noise_that_is_new_in_every_frame_is_all_alone():
    """Independent frames are equally far from each other: d over d and what cannot be seen."""
    measured = lpips_warped.measure(made((0.1, 0.1, 0.1)))

    assert measured.value == pytest.approx(0.1 / (0.1 + LEAST_CHANGE) - NATURAL)
    assert measured.detail["share"] == pytest.approx(measured.value + NATURAL)
    assert measured.detail["alone"] == pytest.approx(0.05)
    assert measured.detail["change"] == pytest.approx(0.1)
    assert measured.detail["scale"] == "LPIPS"


@pytest.mark.parametrize("distances", [(0.1, 0.1, 0.2), (0.05, 0.15, 0.2), (0.1, 0.1, 0.4), (0.0, 0.0, 0.0)])
def test_what_goes_on_is_nothing_of_a_frame_alone(distances):
    """The squared way from first to third is that of two steps apart, or longer: what changes in the middle stays."""
    measured = lpips_warped.measure(made(distances))

    assert measured.value == 0
    assert measured.detail["share"] <= 1e-6


def test_a_frame_between_two_equal_ones_has_the_largest_share():
    """As when every second frame differs: d alone, over two thirds of it."""
    measured = lpips_warped.measure(made((10.0, 10.0, 0.0)))

    assert measured.value == pytest.approx(3 - NATURAL, rel=1e-3)


def test_grain_in_the_finest_layer_counts_where_the_others_see_motion():
    """The larger share is the value, and both are told."""
    measured = lpips_warped.measure(made((0.1, 0.1, 0.2), fine=(0.01, 0.01, 0.01)))

    assert measured.detail["share"] == pytest.approx(0, abs=1e-6)
    assert measured.detail["fine"] == pytest.approx(0.01 / (0.01 + LEAST_FINE))
    assert measured.value == pytest.approx(measured.detail["fine"] - NATURAL)


def test_cells_that_are_hidden_have_no_say():
    """Noise in the half of the picture that cannot be followed is not counted."""
    seen = np.ones((8, 3, 4), np.float32)
    seen[:, :, :3] = 0.4
    there = made((0.1, 0.1, 0.1), seen=seen)
    there.distance[:, 2, :, 3] = 0.2

    assert lpips_warped.measure(there).value == 0


def test_a_fault_in_a_few_cells_or_frames_is_outvoted():
    """Spray in a third of the picture and a flash in an eighth of the time do not move the median."""
    there = made((0.1, 0.1, 0.2))
    there.distance[:, 2, 0] = 0.1
    there.distance[:1, 2] = 0.0

    assert lpips_warped.measure(there).value == 0


def test_series_has_the_share_of_each_three_at_its_middle():
    """The curve tells when it boils."""
    there = made((0.1, 0.1, 0.2))
    there.distance[3, 2] = 0.1

    series = lpips_warped.measure(there).series

    assert series.t == pytest.approx(there.t_s)
    assert np.flatnonzero(series.y).tolist() == [3]


def test_a_picture_that_stands_scores_zero():
    """All frames are the first once more: that is a measurement."""
    measured = lpips_warped.measure(made((0, 0, 0), threes=0, frames=24, repeats=23))

    assert measured.value == 0


@pytest.mark.parametrize(
    ("there", "why"),
    [
        (made((0, 0, 0), threes=2), "2 threes of frames can be followed; 3 are needed"),
        (made((0, 0, 0), seen=np.full((8, 3, 4), 0.2, np.float32)), "no part of the picture"),
        (made((0, 0, 0), threes=0, has_layers=False, backbone="msssim"), "msssim does not say where"),
        (made((0, 0, 0), threes=0, frames=1), "0 threes"),
    ],
)
def test_not_applicable_says_why(there, why):
    """Too little to see, or a backbone that has no cells, is no number."""
    score = lpips_warped.score({"warped": there}, {})

    assert (score.status, score.value) == ("not_applicable", None)
    assert why in score.why
