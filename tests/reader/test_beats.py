"""Beats are counted by what is said of a name and of its motions."""

import pytest

from promptkit.reader.beats import likeliest_beats

YES, NO = 4.0, -4.0


@pytest.mark.parametrize(
    ("counted", "new", "beats"),
    [
        ([0.5, 0.0, -3.0, -6.0], [NO, YES], 2),
        ([0.0, 0.5, -3.0, -6.0], [NO, NO], 1),
        ([-6.0, 2.0, 1.5, -6.0], [NO, YES, YES], 3),
    ],
)
def test_motions_decide_where_the_name_is_in_doubt(counted: list[float], new: list[float], beats: int) -> None:
    assert likeliest_beats(counted, new) == beats


def test_a_name_that_is_sure_outweighs_its_motions() -> None:
    assert likeliest_beats([-6.0, 6.0, -6.0, -6.0], [NO, NO]) == 2


def test_the_first_motion_comes_after_none() -> None:
    assert likeliest_beats([0.0, 0.0, -6.0, -6.0], [YES]) == 1


def test_many_are_counted_by_the_motions_alone() -> None:
    assert likeliest_beats([-6.0, -6.0, -6.0, 6.0], [NO, *[YES] * 5]) == 6


def test_no_motion_and_no_preference_is_one() -> None:
    assert likeliest_beats([0.0, 0.0, 0.0, 0.0], []) == 1
