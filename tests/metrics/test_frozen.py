"""The frozen metric: a share of time, in closed form."""

import pytest
from made_structure import a_structure

from promptkit.metric import NotApplicable
from promptkit.metrics.frozen import frozen


def test_the_share_is_the_spans_over_the_length():
    """Half a second and a quarter of a second of two seconds."""
    found = frozen.measure(a_structure(frozen_s=[[0.0, 0.5], [1.0, 1.25]], duplicates_s=[1.5]))

    assert found.value == pytest.approx(0.375)
    assert found.detail["spans"] == [{"start_s": 0.0, "end_s": 0.5}, {"start_s": 1.0, "end_s": 1.25}]
    assert (found.detail["longest_s"], found.detail["duplicates"]) == (0.5, [1.5])
    assert found.detail["duplicate_share"] == pytest.approx(1 / 48)


def test_a_moved_still_is_told_but_not_counted():
    """The camera moves, so the picture does not stand."""
    found = frozen.measure(a_structure(one_picture_s=[[0.0, 2.0]]))

    assert found.value == 0
    assert found.detail["one_picture"] == [{"start_s": 0.0, "end_s": 2.0}]


def test_a_single_frame_neither_moves_nor_stands():
    """Not applicable, never 1."""
    with pytest.raises(NotApplicable, match="single frame"):
        frozen.measure(a_structure(1))
