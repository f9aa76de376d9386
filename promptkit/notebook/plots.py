"""Plots as plotly's own figures, to be shown, changed or saved: `drift(scores)`, `over_time("flicker", scores)`.

Paper and colours are chosen to be read on a light and on a dark page.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean

import plotly.graph_objects as go

from promptkit import curve
from promptkit.compare import Comparison, names_of
from promptkit.errors import UsageError
from promptkit.metric import Score, unit_of
from promptkit.run import Run
from promptkit.score import ClipScores

Subject = Run | Comparison | ClipScores | Iterable[ClipScores]
"""Scored clips: a run, two runs that were compared, one clip or several."""
PALETTE = ("#3f86bd", "#d07a35", "#5a9e6f", "#b06ab3", "#a08a2c", "#c25b6a")
"""In turn, one a run, or one a clip where no run is there."""
SYMBOLS = ("circle", "diamond", "square", "cross", "triangle-up", "x")
_MUTED, _GRID = "#7d858e", "rgba(128,128,128,0.25)"
Named = tuple[str, str, Mapping[str, Score]]
"""The run (or the clip itself), the clip, and its scores."""


def drift(subject: Subject) -> go.Figure:
    """Perceptual distance by lag, the curve behind `lpips_drift`: a line a clip, and of a run also their mean.

    Raises:
        UsageError: no clip was scored by `lpips_drift`.
    """
    clips = [(group, clip, scores["lpips_drift"]) for group, clip, scores in _clips(subject) if "lpips_drift" in scores]
    unit = unit_of(score for *_, score in clips).removesuffix(" per second")
    is_run = isinstance(subject, Run | Comparison)
    curves: dict[str, list[dict[float, float]]] = {}
    lines: list[go.Scatter] = []
    for group, clip, score in clips:
        if curve := _curve(score):
            number = [*curves, group].index(group)
            curves.setdefault(group, []).append(dict(zip(*curve, strict=True)))
            line = _line(number, clip, *curve)
            lines.append(line.update(opacity=0.3, line_width=1, showlegend=False) if is_run else line)
    for number, (group, found) in enumerate(curves.items() if is_run else ()):
        # lags that all clips reach: clips of other lengths must not bend the end
        shared = sorted(set.intersection(*(set(one) for one in found)))
        mean = [fmean(one[lag] for one in found) for lag in shared]
        lines.append(_line(number, group, shared, mean).update(line_width=3))
    figure = go.Figure(lines)
    return _finished(figure, x="lag, s", y=f"distance, {unit}", lacks="no clip was scored by lpips_drift")


def over_time(metric: str, subject: Subject) -> go.Figure:
    """The series of a metric: a line a clip, in the colour of its run.

    Raises:
        UsageError: no clip has a series by that metric.
    """
    clips = [(group, clip, scores[metric]) for group, clip, scores in _clips(subject) if metric in scores]
    groups = list(dict.fromkeys(group for group, *_ in clips))
    drawn = [(group, clip, score, score.series) for group, clip, score in clips if score.series is not None]
    lines = [_line(groups.index(group), clip, series.t, series.y) for group, clip, _, series in drawn]
    unit = curve.unit(drawn[0][2]) if drawn else ""
    figure = _finished(go.Figure(lines), x="time, s", y=f"{metric}, {unit}", lacks=f"no clip has a series by {metric}")
    ends = [end for _, _, score, _ in drawn for end in curve.scale(score)]
    return figure.update_yaxes(autorangeoptions_include=ends)


def motion_against(metric: str, subject: Subject) -> go.Figure:
    """How much moves against another metric, a point a clip: steadiness that was bought by standing still shows.

    Raises:
        UsageError: no clip was scored by both.
    """
    clips = [one for one in _clips(subject) if _value(one, metric) is not None and _value(one, "motion") is not None]
    points = [
        go.Scatter(
            x=[_value(one, "motion") for one in clips if one[0] == group],
            y=[_value(one, metric) for one in clips if one[0] == group],
            text=[one[1] for one in clips if one[0] == group],
            name=group, mode="markers", hovertemplate="%{text}: %{x:.3g}, %{y:.3g}<extra></extra>",
            marker={"size": 10, "color": PALETTE[number % len(PALETTE)], "symbol": SYMBOLS[number % len(SYMBOLS)]},
        )
        for number, group in enumerate(dict.fromkeys(group for group, *_ in clips))
    ]  # fmt: skip
    units = [unit_of(scores.get(name) for _, _, scores in clips) for name in ("motion", metric)]
    lacks = f"no clip was scored by both motion and {metric}"
    return _finished(go.Figure(points), x=f"motion, {units[0]}", y=f"{metric}, {units[1]}", lacks=lacks)


def _runs(subject: Run | Comparison) -> list[tuple[str, Run]]:
    if isinstance(subject, Run):
        return [(subject.folder.resolve().name, subject)]
    return list(zip(names_of(subject.a, subject.b), (subject.a, subject.b), strict=True))


def _clips(subject: Subject) -> Iterator[Named]:
    if isinstance(subject, Run | Comparison):
        for name, run in _runs(subject):
            yield from ((name, entry.case, entry.scores) for entry in run.entries.values())
    else:
        for one in [subject] if isinstance(subject, ClipScores) else subject:
            yield one.clip.path.stem, one.clip.path.stem, one.scores


def _value(one: Named, metric: str) -> float | None:
    return one[2][metric].value if metric in one[2] else None


def _curve(score: Score) -> tuple[Sequence[float], Sequence[float]] | tuple[()]:
    curve = score.detail.get("curve")
    return (curve["nominal_lag_s"], curve["mean"]) if curve else ()


def _line(number: int, name: str, x: Sequence[float], y: Sequence[float]) -> go.Scatter:
    colour = PALETTE[number % len(PALETTE)]
    return go.Scatter(x=list(x), y=list(y), name=name, mode="lines", line={"color": colour, "width": 2})


def _finished(figure: go.Figure, *, x: str, y: str, lacks: str) -> go.Figure:
    if not figure.data:
        raise UsageError(f"{lacks}; score it with that metric first: pk.score(clips, metrics=[...])")
    axis = {"gridcolor": _GRID, "zeroline": False, "rangemode": "tozero", "automargin": True}
    return figure.update_layout(
        height=340, paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)", showlegend=True,
        margin={"l": 8, "r": 8, "t": 16, "b": 8}, font={"family": "system-ui, sans-serif", "color": _MUTED},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"}, title=None,
        xaxis={**axis, "title": {"text": x}}, yaxis={**axis, "title": {"text": y}},
    )  # fmt: skip
