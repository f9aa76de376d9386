"""Charts as Plotly figures, plain JSON. Colours are names of CSS variables ("--a"); the page puts in their values."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape
from statistics import fmean
from typing import Any

from promptkit.entry import Entry
from promptkit.metric import Score, unit_of
from promptkit.run import Run

Figure = dict[str, Any]
SIDES = ("a", "b")
MOST_THIN_LINES = 40
"""Beyond that single clips are a grey mass; the mean says more."""


def drift_figure(runs: Sequence[tuple[str, Run]]) -> Figure | None:
    """Distance by lag, from the curve in the detail of `lpips_drift`: a thin line a clip, a thick one for their mean.

    None when no clip has such a curve.
    """
    lines: list[Figure] = []
    for side, (name, run) in zip(SIDES, runs, strict=False):
        curves = _curves(run)
        if not curves:
            continue
        for case, curve in list(curves.items())[:MOST_THIN_LINES]:
            lines.append(_line(curve, side, name=case, width=1, opacity=0.28, showlegend=False))
        lines.append(_line(_mean_curve(curves.values()), side, name=name, width=3, marker=True))
    return _figure(lines, x="lag, seconds", y="perceptual distance", height=340) if lines else None


def undrawn(runs: Sequence[tuple[str, Run]]) -> list[str]:
    """What the chart of drift leaves out: "40 of 55 clips of old drawn" for each run that has more than fit."""
    return [
        f"{MOST_THIN_LINES} of {count} clips of {name} drawn"
        for name, run in runs
        if (count := len(_curves(run))) > MOST_THIN_LINES
    ]


def drift_unit(runs: Sequence[Run]) -> str:
    """What the chart of drift counts distance in: "LPIPS", or the scale of another backbone."""
    scores = [entry.scores.get("lpips_drift") for run in runs for entry in run.entries.values()]
    return unit_of(scores).removesuffix(" per second")


def series_figure(name: str, scores: Sequence[tuple[str, Score | None]]) -> Figure | None:
    """One metric of one case over time, in each run; None when it has no series."""
    lines = [
        _line(list(zip(score.series.t, score.series.y, strict=True)), side, name=run, width=1.8)
        for side, (run, score) in zip(SIDES, scores, strict=False)
        if score is not None and score.series is not None and score.series.t
    ]
    unit = unit_of(score for _, score in scores)
    return _figure(lines, x="seconds", y="", height=190, title=f"{name}, {unit}") if lines else None


def _curves(run: Run) -> dict[str, list[tuple[float, float]]]:
    """By case, where there is one."""
    return {entry.case: curve for entry in run.entries.values() if (curve := _curve(entry))}


def _curve(entry: Entry) -> list[tuple[float, float]]:
    score = entry.scores.get("lpips_drift")
    curve = score.detail.get("curve", {}) if score else {}
    return list(zip(curve.get("nominal_lag_s", ()), curve.get("mean", ()), strict=False))


def _mean_curve(curves: Iterable[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """The mean over clips at each lag that all of them reach: clips of other lengths must not bend the end."""
    at: dict[float, list[float]] = defaultdict(list)
    curves = list(curves)
    for curve in curves:
        for lag_s, distance in curve:
            at[lag_s].append(distance)
    return [(lag_s, fmean(found)) for lag_s, found in sorted(at.items()) if len(found) == len(curves)]


def _line(
    points: Sequence[tuple[float, float]],
    side: str,
    *,
    name: str,
    width: float,
    opacity: float = 1.0,
    showlegend: bool = True,
    marker: bool = False,
) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines+markers" if marker else "lines",
        "name": escape(name, quote=False),  # Plotly reads markup in names
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "line": {"color": f"--{side}", "width": width},
        "marker": {"size": 7, "color": f"--{side}", "symbol": "circle" if side == "a" else "diamond"},
        "opacity": opacity,
        "showlegend": showlegend,
        "hovertemplate": "%{x:.3g} s: %{y:.3g}",
    }


def _figure(lines: list[Figure], *, x: str, y: str, height: int, title: str | None = None) -> Figure:
    def axis(text: str) -> Figure:
        return {
            "title": {"text": text, "font": {"size": 12}, "standoff": 8},
            "gridcolor": "--line",
            "zeroline": False,
            "rangemode": "tozero",
            "automargin": True,
            "tickfont": {"size": 11},
        }

    layout = {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 30 if title else 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "system-ui, sans-serif", "size": 12, "color": "--muted"},
        "xaxis": axis(x),
        "yaxis": axis(y),
        "hovermode": "closest",
        "showlegend": False,
        "title": {"text": escape(title, quote=False), "font": {"size": 13, "color": "--ink"}, "x": 0, "xanchor": "left"}
        if title
        else None,
    }
    return {"data": lines, "layout": {key: value for key, value in layout.items() if value is not None}}
