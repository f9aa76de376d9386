"""Curves and intervals in characters, against pictures drawn by hand."""

from io import StringIO

import pytest
from rich.console import Console

from promptkit.cli._spark import columns, draws, forest, reach_of, span, spark, time_axis
from promptkit.metric import Series
from promptkit.stats import Interval


def between(low, high):
    return Interval(low, high, 0.95, "student-t")


def test_a_value_is_a_block_and_none_is_a_space():
    """Eight heights from the lowest to the highest; a gap is not zero."""
    assert spark([0, 1, 2, 3, 4, 5, 6, 7], 0, 7) == "▁▂▃▄▅▆▇█"
    assert spark([0, None, 7, None], 0, 7) == "▁ █ "
    assert spark([], 0, 1) == ""


def test_values_beyond_the_scale_stay_on_it():
    """They are as low or as high as blocks go."""
    assert spark([-1, 9], 0, 7) == "▁█"


def test_a_level_curve_lies_at_the_bottom_at_zero_and_half_way_up_elsewhere():
    """A likeness that is always 1 does not look like none."""
    assert spark([0, 0, None], 0, 0) == "▁▁ "
    assert spark([1, 1, None], 1, 1) == "▅▅ "


def test_a_scale_is_told_in_the_numbers_of_verdicts():
    """Once where it has no length that three digits show."""
    assert span(0, 0.31) == "0 – 0.310"
    assert span(-0.105, 0) == "-0.105 – 0"
    assert span(1, 1) == "1.00"
    assert span(0.99901, 0.99902) == "0.999"


@pytest.mark.parametrize(("better", "seen"), [("lower", [3, 9]), ("higher", [1, 2]), ("neither", [2, 5.5])])
def test_a_stretch_shows_its_worst_and_of_context_the_mean(better, seen):
    """One frame that flashes is seen in a clip of a thousand."""
    assert columns(Series((0, 1, 2, 3), (1, 3, 2, 9)), 0, 4, 2, better) == seen


def test_between_samples_stands_the_nearer_one():
    """Samples at 0, 1 and 2 s, in columns of half a second; the last stands for the second that follows it."""
    assert columns(Series((0, 1, 2), (5, 6, 7)), 0, 4, 8, "lower") == [5, 6, 6, 7, 7, 7, None, None]
    assert columns(Series((0, 1, 2), (5, 6, 7)), 0, 3, 3, "lower") == [5, 6, 7]


def test_missing_samples_leave_a_gap():
    """A face that is hidden from 1 to 4 s; a curve that begins late and ends early."""
    hidden = Series((0, 0.5, 1, 4, 4.5), (1, 1, 1, 1, 1))
    assert columns(hidden, 0, 5, 10, "higher") == [1, 1, 1, None, None, None, None, 1, 1, 1]
    assert columns(Series((2.5,), (8,)), 0, 4, 4, "lower") == [None, None, 8, None]
    assert columns(Series((), ()), 0, 4, 4, "lower") == [None] * 4


def test_samples_beyond_the_clip_stay_in_its_last_column():
    """Where a container's length and its time stamps disagree; a clip of no length is one column."""
    assert columns(Series((0, 1, 2.1), (1, 2, 3)), 0, 2, 2, "lower") == [1, 3]
    assert columns(Series((0, 0), (1, 2)), 0, 0, 2, "lower")[0] == 2


def test_the_axis_tells_begin_and_end():
    """Over the first and the last column; in less room one after the other."""
    assert time_axis(0, 2, 12) == "0        2 s"
    assert time_axis(0.5, 10, 8) == "0.5 10 s"
    assert time_axis(0.25, 10.5, 8) == "0.25 – 10.5 s"


@pytest.mark.parametrize(
    ("interval", "difference", "margin", "drawn"),
    [
        (between(0.2, 0.8), 0.5, 0.1, "         ┊│┊━━━●━━━  "),
        (between(-0.8, -0.2), -0.5, 0.1, "  ━━━●━━━┊│┊         "),
        (between(-0.2, 0.5), 0.2, 0.4, "      ┊ ━━┿━●━┿━     "),
        (None, 0.5, 0.2, "        ┊ │ ┊  ●     "),
        (between(0.0, 0.0), 0.0, 1.0, "┊         ●         ┊"),
        (between(0.01, 0.3), 0.2, 0.0, "          │━●━       "),
    ],
)
def test_an_interval_is_a_bar_around_zero(interval, difference, margin, drawn):
    """From -1 to 1 in 21 columns, of which the eleventh is zero."""
    assert forest(interval, difference, margin, 1.0, 21) == drawn


def test_a_mark_is_crossed_only_where_the_interval_holds_it():
    """0.01 falls into zero's column, and is not zero."""
    assert forest(between(0.01, 0.5), 0.4, 1, 1, 9) == "┊   │━● ┊"
    assert forest(between(-0.01, 0.5), 0.4, 1, 1, 9) == "┊   ┿━● ┊"


def test_a_bar_reaches_a_round_number():
    """That holds the difference, both ends of the interval and the margin."""
    assert reach_of(between(0.2, 1.2), 0.7, 0.1) == 1.5
    assert reach_of(between(-0.029, 0.01), -0.01, 0.02) == pytest.approx(0.03)
    assert reach_of(None, 0.001, 0.05) == pytest.approx(0.05)
    assert reach_of(between(0, 9.1), 5, 0.1) == 10
    assert reach_of(None, 0, 0) == 1


@pytest.mark.parametrize(
    ("options", "drawn"),
    [
        ({"force_terminal": True}, True),
        ({"force_terminal": True, "no_color": True}, True),
        ({"force_terminal": False}, False),
        ({"force_terminal": True, "_environ": {"TERM": "dumb"}}, False),
        ({"force_terminal": True, "_environ": {"TERM": "unknown"}}, False),
    ],
)
def test_pictures_are_for_terminals_that_can_show_them(options, drawn):
    """Without colour they stay; a pipe and a dumb terminal have none."""
    assert draws(Console(file=StringIO(), **{"_environ": {"TERM": "xterm"}, **options})) is drawn


def test_an_encoding_without_blocks_has_no_pictures():
    """ASCII, as in the C locale."""

    class Ascii(StringIO):
        encoding = "ascii"

    assert not draws(Console(file=Ascii(), force_terminal=True, _environ={"TERM": "xterm"}))
