"""A metric: pure arithmetic on observations; and the score it becomes.

    @metric(unit="1/s", better="lower", version=1, needs=("perceptual",), margin=0.01)
    def lpips_drift(perceptual: Perceptual, *, lags_s: tuple[float, ...] = (...)) -> Measurement:

A metric says `not_applicable` (raise `NotApplicable`) where its question has no answer; it never returns 0 or NaN
for that. `margin` is the smallest difference that matters: comparisons and gates use it unless told otherwise.
"""

import inspect
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, SupportsFloat

from promptkit.errors import PromptkitError
from promptkit.registry import unit, units

Better = Literal["higher", "lower", "neither"]
Status = Literal["scored", "not_applicable", "failed"]
Bounds = tuple[float | None, float | None]
"""Least and greatest value that there can be; None where there is none, or it is not known."""
UNKNOWN: Bounds = (None, None)
HEADINGS = ("Zero", "Meaning", "Shape", "Options", "Detail", "Not applicable", "References")
"""Of a metric's page: what 0 means is asked first. What stands before the first one is the meaning."""
_HEAD = re.compile(rf"^({'|'.join(HEADINGS)}): ", re.MULTILINE)


PLAIN = 4
"""Margins of a metric that are plain to see: about what severity 3 of `promptkit.testing.degrade` scores
(reports/metrics.md). Errors of the measurement leave half of that or less: clean clips have two to three and a half."""


class NotApplicable(PromptkitError):
    """The metric's question has no answer for this clip; the message says why."""


@dataclass(frozen=True)
class Series:
    """A curve over time. `t` in seconds, `y` in the score's unit or its own; same length; all finite."""

    t: tuple[float, ...]
    y: tuple[float, ...]
    unit: str | None = None
    """Where it is not the score's: a score that is a slope has a curve of what rises or falls."""
    better: Better | None = None
    """Where the curve is good the other way."""
    margin: float | None = None
    """Beside `unit`: the smallest difference that matters of what is counted in it."""

    @classmethod
    def of(
        cls,
        t: Iterable[SupportsFloat],
        y: Iterable[SupportsFloat],
        *,
        unit: str | None = None,
        better: Better | None = None,
        margin: SupportsFloat | None = None,
    ) -> "Series":
        """From arrays, or any numbers."""
        return cls(tuple(map(float, t)), tuple(map(float, y)), unit, better, None if margin is None else float(margin))


@dataclass(frozen=True)
class Measurement:
    """What a metric function returns. `detail` holds JSON values only, all numbers finite."""

    value: float
    detail: Mapping[str, Any] = field(default_factory=dict)
    series: Series | None = None
    unit: str | None = None
    """Where it is not the metric's own: another backbone's scale."""


@dataclass(frozen=True, kw_only=True)
class Score:
    """One metric's answer for one clip (contract `promptkit.score/1`)."""

    metric: str
    version: int
    status: Status
    value: float | None
    why: str | None
    unit: str
    better: Better
    detail: Mapping[str, Any] = field(default_factory=dict)
    series: Series | None = None


@dataclass(frozen=True)
class Metric:
    """A function with its name, version, unit, direction, margin and what it needs to see."""

    name: str
    version: int
    unit: str
    better: Better
    margin: float
    measure: Callable[..., Measurement]
    needs: tuple[str, ...]
    """Names of observers, in the order of the function's positional parameters."""
    options: Mapping[str, object]
    stillness_flatters: bool = True
    """Whether a picture that stands or comes again scores well, so that such a clip has not earned its value."""
    by_request: bool = False
    """Scored only where it is asked for by name: it needs weights that not everybody has, or as
    much time as all the others."""
    counts: bool = False
    """Whether it counts what is wrong in a clip: a limit then holds for every clip, for a mean of facts hides them."""
    bounds: Bounds = UNKNOWN
    """What no value is below, and none above; nor is their mean."""

    @property
    def page(self) -> Mapping[str, str]:
        """The docstring, by heading: "" (one line) and those of `HEADINGS` that it has."""
        told, *parts = _HEAD.split(inspect.getdoc(self.measure) or "")
        line, _, meaning = told.strip().partition("\n\n")
        texts = map(inspect.cleandoc, parts[1::2])  # what goes on below a heading is indented
        found = {"Meaning": meaning, **dict(zip(parts[::2], texts, strict=True))}
        return {"": " ".join(line.split()), **{name: text for name in HEADINGS if (text := found.get(name))}}

    def score(self, observations: Mapping[str, Any], provenance: Mapping[str, Any]) -> Score:
        """Measure; `NotApplicable` and a value that is not finite become a status with its reason."""
        status: Status = "scored"
        measurement, why = None, None
        try:
            measurement = self.measure(*(observations[name] for name in self.needs))
        except NotApplicable as reason:
            status, why = "not_applicable", str(reason)
        if measurement is not None and (wrong := next(_not_finite(asdict(measurement)), None)):
            status, why, measurement = "failed", f"{wrong}: a defect of the metric", None
        return self.answer(
            status,
            value=None if measurement is None else float(measurement.value),
            why=why,
            detail={**(measurement.detail if measurement else {}), **provenance},
            series=measurement.series if measurement else None,
            unit=measurement.unit if measurement else None,
        )

    def answer(
        self,
        status: Status,
        *,
        value: float | None = None,
        why: str | None = None,
        detail: Mapping[str, Any] | None = None,
        series: Series | None = None,
        unit: str | None = None,
    ) -> Score:
        """A score of this metric."""
        return Score(
            metric=self.name, version=self.version, status=status, value=value, why=why,
            unit=unit or self.unit, better=self.better, detail=detail or {}, series=series,
        )  # fmt: skip


def unit_of(scores: Iterable[Score | None]) -> str:
    """The unit of scores of one metric: that of the first with a value, for only that one knows the backbone's scale.

    Without values it is the metric's own unit, and "" where there are no scores.
    """
    there = [score for score in scores if score is not None]
    return next((score.unit for score in there if score.value is not None), there[0].unit if there else "")


def _not_finite(value: Any, where: str = "") -> Iterator[str]:
    """Numbers that are NaN or infinite, with the place where they stand: JSON has none."""
    if isinstance(value, float) and not math.isfinite(value):
        yield f"{where} is {value}"
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _not_finite(inner, f"{where}.{key}".removeprefix("."))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _not_finite(inner, f"{where}[{index}]")


def metric(
    *,
    unit: str,
    better: Better,
    version: int,
    needs: tuple[str, ...],
    margin: float,
    stillness_flatters: bool = True,
    by_request: bool = False,
    counts: bool = False,
    bounds: Bounds = UNKNOWN,
) -> Callable[[Callable[..., Measurement]], Metric]:
    """Make a function a metric. Bump `version` whenever its numbers change.

    Raises:
        TypeError: the positional parameters are not those named in `needs`.
    """

    def register(measure: Callable[..., Measurement]) -> Metric:
        parameters = inspect.signature(measure).parameters.values()
        positional = tuple(p.name for p in parameters if p.kind is not p.KEYWORD_ONLY)
        if positional != needs:
            raise TypeError(f"metric {measure.__name__} takes {positional} but needs {needs}")
        options = {p.name: p.default for p in parameters if p.kind is p.KEYWORD_ONLY}
        return Metric(
            measure.__name__, version, unit, better, margin, measure, needs, options, stillness_flatters, by_request,
            counts, bounds,
        )  # fmt: skip

    return register


def all_metrics() -> Mapping[str, Metric]:
    """Every metric by name."""
    return units("promptkit.metrics", Metric)


def default_metrics() -> Mapping[str, Metric]:
    """The metrics that are scored where none is named, by name."""
    return {name: metric for name, metric in all_metrics().items() if not metric.by_request}


def find_metric(name: str) -> Metric:
    """The metric called `name`; `UnknownName` otherwise."""
    return unit("promptkit.metrics", Metric, name)
