"""Charts as plain numbers for the templates to draw as SVG: how values spread, drift by lag, motion against steadiness.

Plotly's smallest bundle is 1 MB and its usual one 4.8 MB, more than a thousand cases take; these lines need none of it,
follow the reader's light or dark scheme by CSS alone, and can be printed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np
from numpy.typing import NDArray

from promptkit.entry import Entry
from promptkit.metric import unit_of
from promptkit.report.sides import Side
from promptkit.run import Run
from promptkit.verdict import number

Ticks = tuple[tuple[float, str], ...]
"""Pixel and label."""
Curve = dict[float, float]
"""Distance by lag in seconds."""
STEADINESS = ("lpips_drift", "identity", "flicker", "warp_error")
"""What stands against motion: the first of these that was scored."""
MOST_DOTS = 200
"""In one row of a distribution; of more clips, only the outer tenth has dots."""
MOST_JOINED = 80
"""Pairs that are joined by a line; more hide each other."""
FEWEST_FOR_BOX = 8
"""Below, quartiles are a value or two each: the dots and their median say it better."""
WIDTH, HEIGHT = 480, 280
LEFT, RIGHT, TOP, BOTTOM = 58, 12, 12, 42
BAND = (10, 90)
"""Percentiles of the clips between which the band lies; of fewer than `FEWEST_FOR_BOX` all lie within."""


@dataclass(frozen=True)
class Scale:
    """A stretch of values on a stretch of pixels."""

    low: float
    high: float
    first_px: float
    last_px: float

    def px(self, value: float) -> float:
        """Where a value lies."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return round(self.first_px + share * (self.last_px - self.first_px), 1)

    @property
    def ticks(self) -> Ticks:
        """Round values inside, about five."""
        rough = ((self.high - self.low) or 1.0) / 4
        power = 10.0 ** floor(log10(rough))
        step = next(times * power for times in (1, 2, 5, 10) if times * power >= rough)
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        return tuple((self.px(n * step), f"{n * step:.4g}".replace("-", "−")) for n in range(first, last + 1))


@dataclass(frozen=True)
class Line:
    """One run in the chart of drift; paths in SVG's words."""

    side: Side
    mean: str
    band: str
    points: tuple[tuple[float, float, str], ...]
    """Pixel, pixel, and what stands there in words."""


@dataclass(frozen=True)
class Drift:
    """Distance by lag."""

    lines: tuple[Line, ...]
    x: Ticks
    y: Ticks
    unit: str


@dataclass(frozen=True)
class Spread:
    """How one metric spreads in one run: percentiles in pixels, values in words, a dot a case."""

    side: Side
    y: float
    marks: tuple[float, ...]
    """The 5th, 25th, 50th, 75th and 95th percentile."""
    said: str
    dots: str
    has_box: bool


@dataclass(frozen=True)
class Distribution:
    """How one metric spreads in each run, on one scale."""

    name: str
    unit: str
    better: str
    spreads: tuple[Spread, ...]
    x: Ticks
    scale: Scale


@dataclass(frozen=True)
class Scatter:
    """A dot a clip: how much it moves, how steady it is."""

    metric: str
    unit: str
    better: str
    dots: tuple[tuple[Side, str], ...]
    joined: str
    across: Scale
    up: Scale


def drift(sides: Sequence[Side]) -> Drift | None:
    """Mean and band over clips of the curve in the detail of `lpips_drift`; None when no clip has one.

    A lag counts where all clips of the run reach it: clips of other lengths must not bend the end.
    """
    known = [(side, curves) for side in sides if (curves := _curves(side.run))]
    shared = [(side, curves, lags) for side, curves in known if (lags := _shared(curves))]
    if not shared:
        return None
    stacks = [np.array([[curve[lag] for lag in lags] for curve in curves]) for _, curves, lags in shared]
    bands = [np.percentile(stack, BAND if len(stack) >= FEWEST_FOR_BOX else (0, 100), axis=0) for stack in stacks]
    x = Scale(0.0, max(lags[-1] for _, _, lags in shared), LEFT, WIDTH - RIGHT)
    y = Scale(0.0, max(float(band.max()) for band in bands) * 1.05 or 1.0, HEIGHT - BOTTOM, TOP)
    lines = [
        _line(side, lags, stack.mean(axis=0), band, scales=(x, y))
        for (side, _, lags), stack, band in zip(shared, stacks, bands, strict=True)
    ]
    scores = [entry.scores.get("lpips_drift") for side in sides for entry in side.run.entries.values()]
    return Drift(tuple(lines), x.ticks, y.ticks, unit_of(scores).removesuffix(" per second"))


def distribution(name: str, sides: Sequence[Side], better: str) -> Distribution | None:
    """How a metric spreads; None where no clip has a value, or all have the same."""
    known = [(side, values) for side in sides if len(values := _values(side.run, name))]
    every = np.concatenate([values for _, values in known]) if known else np.empty(0)
    if not len(every) or np.ptp(every) == 0:
        return None
    scale = _scale(every, 8, 392)
    spreads = tuple(_spread(side, values, scale, row) for row, (side, values) in enumerate(known))
    scores = [entry.scores.get(name) for side in sides for entry in side.run.entries.values()]
    return Distribution(name, unit_of(scores), better, spreads, scale.ticks, scale)


def scatter(sides: Sequence[Side], better: dict[str, str]) -> Scatter | None:
    """Motion against the first measure of steadiness that was scored; None where no clip has both, or one alone."""
    for metric in STEADINESS:
        found = [_both(side.run, metric) for side in sides]
        if any(found):
            break
    every = np.array([point for of in found for point in of.values()])
    if len(every) < 2:  # noqa: PLR2004  (a dot is compared with another)
        return None
    across = _scale(every[:, 0], LEFT, WIDTH - RIGHT, zero=True)
    up = _scale(every[:, 1], HEIGHT - BOTTOM, TOP)
    at = [{case: (across.px(x), up.px(y)) for case, (x, y) in of.items()} for of in found]
    pairs = [(at[0][case], at[1][case]) for case in at[0] if case in at[1]] if len(at) > 1 else []
    scores = [entry.scores.get(metric) for side in sides for entry in side.run.entries.values()]
    return Scatter(
        metric, unit_of(scores), better[metric],
        tuple((side, _dots(points.values())) for side, points in zip(sides, at, strict=True)),
        "".join(f"M{x} {y}L{to_x} {to_y}" for (x, y), (to_x, to_y) in pairs) if len(pairs) <= MOST_JOINED else "",
        across, up,
    )  # fmt: skip


def _curves(run: Run) -> list[Curve]:
    return [curve for entry in run.entries.values() if (curve := _curve(entry))]


def _curve(entry: Entry) -> Curve:
    score = entry.scores.get("lpips_drift")
    curve = score.detail.get("curve", {}) if score else {}
    return dict(zip(curve.get("nominal_lag_s", ()), curve.get("mean", ()), strict=False))


def _shared(curves: Sequence[Curve]) -> list[float]:
    return sorted(set.intersection(*map(set, curves)))


def _line(
    side: Side,
    lags: Sequence[float],
    mean: NDArray[np.float64],
    band: NDArray[np.float64],
    *,
    scales: tuple[Scale, Scale],
) -> Line:
    across, up = scales
    x = [across.px(lag) for lag in lags]
    low, high = ([(at, up.px(value)) for at, value in zip(x, edge, strict=True)] for edge in band)
    points = tuple(
        (at, up.px(value), f"{side.name}: {number(value)} at {lag:.4g} s")
        for at, lag, value in zip(x, lags, mean, strict=True)
    )
    return Line(side, _path([point[:2] for point in points]), f"{_path([*high, *low[::-1]])}Z", points)


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)


def _dots(points: Iterable[tuple[float, float]]) -> str:
    """Lines of no length: with round ends they are dots, thousands of them in one element."""
    return "".join(f"M{x} {y}h0" for x, y in points)


def _values(run: Run, name: str) -> NDArray[np.float64]:
    scores = [entry.scores.get(name) for entry in run.entries.values()]
    return np.array([score.value for score in scores if score is not None and score.value is not None])


def _both(run: Run, metric: str) -> dict[str, tuple[float, float]]:
    """Motion and a metric, by case."""
    scores = {case: (entry.scores.get("motion"), entry.scores.get(metric)) for case, entry in run.entries.items()}
    return {
        case: (x.value, y.value)
        for case, (x, y) in scores.items()
        if x is not None and x.value is not None and y is not None and y.value is not None
    }


def _scale(values: NDArray[np.float64], first_px: float, last_px: float, *, zero: bool = False) -> Scale:
    """All values, with some room around them."""
    low, high = (min(0.0, float(values.min())) if zero else float(values.min())), float(values.max())
    room = 0.04 * (high - low) or 0.1 * abs(high) or 1.0
    return Scale(low - (0 if zero else room), high + room, first_px, last_px)


def _spread(side: Side, values: NDArray[np.float64], scale: Scale, row: int) -> Spread:
    y = 16 + 30 * row
    marks = np.percentile(values, (5, 25, 50, 75, 95))
    has_box = len(values) >= FEWEST_FOR_BOX
    said = f"{side.name}: median {number(marks[2])}, " + (
        f"half of the clips between {number(marks[1])} and {number(marks[3])}"
        if has_box
        else f"all between {number(values.min())} and {number(values.max())}"
    )
    shown = values if len(values) <= MOST_DOTS else values[(values < marks[0]) | (values > marks[4])]
    dots = _dots((scale.px(value), round(y + 10 * ((n * 0.618) % 1 - 0.5), 1)) for n, value in enumerate(shown))
    return Spread(side, y, tuple(map(scale.px, marks)), said, dots, has_box)
