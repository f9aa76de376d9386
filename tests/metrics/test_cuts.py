"""The cuts metric."""

import pytest
from made_structure import a_structure

from promptkit.metric import NotApplicable
from promptkit.metrics.cuts import cuts


def test_cuts_are_counted_and_named():
    """Two cuts, where they are; flashes and fades stand beside and do not count."""
    found = cuts.measure(a_structure(cuts_s=[0.5, 1.5], flashes_s=[[1.0, 1.1]], fades_s=[[1.6, 2.0]]))

    assert found.value == 2
    assert found.detail["cuts"] == [{"at_s": 0.5}, {"at_s": 1.5}]
    assert found.detail["flashes"] == [{"start_s": 1.0, "end_s": 1.1}]
    assert found.detail["fades"] == [{"start_s": 1.6, "end_s": 2.0}]


def test_a_single_frame_cannot_be_cut():
    """Not applicable, never 0."""
    with pytest.raises(NotApplicable, match="single frame"):
        cuts.measure(a_structure(1))
