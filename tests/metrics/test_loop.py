"""The loop metric: a share of time, in closed form."""

import pytest
from made_structure import a_structure

from promptkit.metric import NotApplicable
from promptkit.metrics.loop import loop


def test_time_that_was_seen_before_counts_once():
    """From 1 s to the end at 2 s, told by two repeats that overlap: half of the clip."""
    found = loop.measure(a_structure(repeats_s=[[1.0, 1.5, 1.0], [1.25, 2.0, 0.5]]))

    assert found.value == pytest.approx(0.5)
    assert found.detail["repeats"][0] == {"start_s": 1.0, "end_s": 1.5, "period_s": 1.0}


def test_a_return_is_told_and_repeats_nothing():
    """Playable in a loop, but nothing was shown twice."""
    found = loop.measure(a_structure(returns=True))

    assert (found.value, found.detail["returns"]) == (0, True)


def test_a_single_frame_repeats_nothing():
    """Not applicable, never 0."""
    with pytest.raises(NotApplicable, match="single frame"):
        loop.measure(a_structure(1))
