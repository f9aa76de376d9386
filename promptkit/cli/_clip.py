"""A clip's scores on a terminal: a line a metric, with its curve over the clip where there is room to draw it.

What holds for all of them, such as a freeze, stands once above; why a score is missing stands below, where it stretches
no column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from promptkit import curve, verdict
from promptkit.caveats import caveats
from promptkit.cli._spark import columns, draws, span, spark, time_axis
from promptkit.flags import in_words
from promptkit.metric import Better, Score, Series, Status, all_metrics

LEGEND = "↓ lower is better   ↑ higher is better   · context"
OF_CURVES = "curves: the worst of each stretch of time (context: the mean); space: a gap"
OF_SCALES = "behind each its scale, from the lowest block to the highest"
PAGES = "promptkit metric NAME says what a number means, and what 0 does"
_ARROWS: Mapping[Better, str] = {"lower": "↓", "higher": "↑", "neither": "·"}
_STYLES = {"scored": "", "failed": "bold red", "not_applicable": "dim"}
_CURVE = (8, 40)
"""Columns of a curve: at least, at most."""


@dataclass(frozen=True)
class _Axis:
    """Where curves are drawn: behind units so wide, over this time, in so many columns."""

    unit: int
    begin_s: float
    end_s: float
    width: int


def show(clip: Mapping[str, Any], begin_s: float, console: Console) -> bool:
    """Print a scored clip; whether curves are among it. `begin_s` is where scoring began, in the clip's time."""
    scores, said = list(clip["scores"].values()), in_words(clip["scores"])
    axis = _axis(scores, clip["duration"], begin_s, console) if draws(console) else None
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_column(no_wrap=True, justify="right")
    table.add_column(overflow="fold")
    if axis:
        heading = " " * (axis.unit + 2) + time_axis(axis.begin_s, axis.end_s, axis.width)
        table.add_row("", "", "", Text(heading, style="dim"))
    for one in scores:
        line = _line(one, axis) if axis and _has_curve(one) else Text(told(one))
        table.add_row(Text(f"  {one.metric}"), _ARROWS[one.better], amount(one), line, style=_STYLES[one.status])
    console.print()
    console.print(Text(clip["clip"], style="bold"))
    console.print(Text(facts(clip), style="dim"))
    if said:
        console.print(Text(f"! {said}", style="yellow"))
    console.print(table)
    for text in caveats(scores):
        console.print(Padding(Text(text), (0, 0, 0, 2)))
    for status, text in reasons(scores):
        console.print(Padding(Text(text, style=_STYLES[status]), (0, 0, 0, 2)))
    return axis is not None


def told(score: Score) -> str:
    """The unit of a value, or that there is none."""
    return score.unit if score.value is not None else score.status.replace("_", " ")


def reasons(scores: Sequence[Score]) -> list[tuple[Status, str]]:
    """Why values are missing, with the metrics that share a reason, and the status that it gives them."""
    names: dict[tuple[Status, str], list[str]] = {}
    for one in scores:
        if one.value is None:
            names.setdefault((one.status, one.why or ""), []).append(one.metric)
    return [(status, f"{', '.join(of)}: {why}") for (status, why), of in names.items()]


def facts(clip: Mapping[str, Any]) -> str:
    """Size, rate and length."""
    rate = "" if clip["fps"] is None else f" · {clip['fps']:.4g} fps"
    return f"{clip['width']}×{clip['height']}{rate} · {clip['duration']:.4g} s · {clip['frames']} frames"


def amount(score: Score, *, none: str = "") -> str:
    """A value to four places, of what is counted to none; 0 is said of what is exactly 0 alone."""
    if score.value is None:
        return none
    known = all_metrics().get(score.metric)
    if score.value == 0 or (known and known.counts):
        return verdict.amount(abs(score.value), score.metric)
    shown = f"{score.value:.4f}"
    return shown if float(shown) else "<0.0001" if score.value > 0 else ">-0.0001"


def _has_curve(score: Score) -> bool:
    return score.value is not None and len(_points(score).t) > 1


def _axis(scores: Sequence[Score], duration_s: float, begin_s: float, console: Console) -> _Axis | None:
    """All curves of a clip have one, so that what happens at one time stands in one column; None without the room."""
    drawn = [one for one in scores if _has_curve(one)]
    if not drawn:
        return None
    unit = max(len(one.unit) for one in drawn)
    scale = max(len(_scale(one)) for one in drawn)
    name = max(len(one.metric) for one in scores) + 2
    value = max(len(amount(one)) for one in scores)
    least, most = _CURVE
    width = min(most, console.width - (name + 1 + 2 + value + 1 + unit + 2 + 2 + scale))
    return _Axis(unit, begin_s, begin_s + duration_s, width) if width >= least else None


def _scale(score: Score) -> str:
    own = curve.unit(score) if curve.unit(score) != score.unit else ""
    return f"{span(*curve.scale(score))} {own}".rstrip()


def _line(score: Score, axis: _Axis) -> Text:
    """Unit, curve and scale."""
    values = columns(_points(score), axis.begin_s, axis.end_s, axis.width, curve.better(score))
    drawn = spark(values, *curve.scale(score))
    return Text.assemble(score.unit.ljust(axis.unit + 2), (drawn, "cyan"), "  ", (_scale(score), "dim"))


def _points(score: Score) -> Series:
    return score.series or Series((), ())
