"""Pictures in characters, for terminals: a curve over time as a row of blocks, an interval as a bar around zero."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import floor, isfinite, log10
from statistics import fmean, median
from typing import TYPE_CHECKING

from promptkit.verdict import number

if TYPE_CHECKING:
    from rich.console import Console

    from promptkit.metric import Better, Series
    from promptkit.stats import Interval

BLOCKS = "▁▂▃▄▅▆▇█"
GAP = " "
REACH = 0.75
"""Of the usual distance of two samples: how far from a sample its value still stands. Half of it reaches the next
sample; where one is missing, a gap stays."""
_ROUND = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)
_WORST: "Mapping[Better, Callable[[Sequence[float]], float]]" = {"lower": max, "higher": min, "neither": fmean}


def draws(console: "Console") -> bool:
    """Whether pictures can be shown: on a terminal that is not dumb and whose encoding has the characters."""
    return console.is_terminal and not console.is_dumb_terminal and not console.options.ascii_only


def columns(series: "Series", begin_s: float, end_s: float, width: int, better: "Better") -> list[float | None]:
    """A curve in so many stretches of time: of each the worst value, or the mean where none is worse; None for a gap.

    A stretch between two samples shows the nearer one, as far as it reaches.
    """
    worst = _WORST[better]
    step_s = (end_s - begin_s) / width
    reach_s = REACH * median([after - before for before, after in pairwise(series.t)] or [0.0])
    stretches: list[list[float]] = [[] for _ in range(width)]
    for t, y in zip(series.t, series.y, strict=True):
        place = min(width - 1, max(0, floor((t - begin_s) / step_s))) if step_s > 0 else 0
        stretches[place].append(y)
    return [
        worst(values) if values else _nearest(series, begin_s + (place + 0.5) * step_s, reach_s)
        for place, values in enumerate(stretches)
    ]


def _nearest(series: "Series", at_s: float, reach_s: float) -> float | None:
    apart, y = min(((abs(t - at_s), y) for t, y in zip(series.t, series.y, strict=True)), default=(0.0, None))
    return y if apart <= reach_s else None


def spark(values: Sequence[float | None], low: float, high: float) -> str:
    """A block a value, a space for None; a curve that is level away from zero runs at half height."""
    level = BLOCKS[0] if low == 0 else BLOCKS[len(BLOCKS) // 2]

    def block(value: float) -> str:
        if high <= low:
            return level
        share = min(1.0, max(0.0, (value - low) / (high - low)))
        return BLOCKS[round(share * (len(BLOCKS) - 1))]

    return "".join(GAP if value is None else block(value) for value in values)


def span(low: float, high: float) -> str:
    """A scale in words: "0 – 0.310"; one number where it has no length."""
    return number(low) if number(low) == number(high) else f"{number(low)} – {number(high)}"


def time_axis(begin_s: float, end_s: float, width: int) -> str:
    """The first and the last second above curves of so many columns."""
    begin, end = f"{begin_s:.3g}", f"{end_s:.3g} s"
    return begin + end.rjust(width - len(begin)) if len(begin) + len(end) < width else f"{begin} – {end}"


def reach_of(one: "Interval | None", difference: float, margin: float) -> float:
    """A round number that a bar must reach to hold interval and margin."""
    most = max(abs(difference), abs(margin), *((abs(one.low), abs(one.high)) if one else ()))
    if most == 0 or not isfinite(most):
        return 1.0
    power = 10.0 ** floor(log10(most))
    return next(times * power for times in _ROUND if times * power >= most * (1 - 1e-9))


def forest(one: "Interval | None", difference: float, margin: float, reach: float, width: int) -> str:
    """A difference ● in its interval ━ on a line from `-reach` to `reach`, with zero │ in the middle and margins ┊.

    `width` is odd. A mark becomes ┿ where the interval holds its value, not where it only comes as near as a column.
    """
    half = width // 2

    def place(value: float) -> int:
        return half + round(min(1.0, max(-1.0, value / reach)) * half)

    cells = [" "] * width
    if one:
        cells[place(one.low) : place(one.high) + 1] = "━" * (place(one.high) - place(one.low) + 1)
    for value, mark in ((-margin, "┊"), (margin, "┊"), (0.0, "│")):
        cells[place(value)] = "┿" if one and value in one else mark
    cells[place(difference)] = "●"
    return "".join(cells)
