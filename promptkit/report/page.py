"""From a run or a comparison to HTML."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from statistics import fmean, median

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from promptkit.compare import Comparison, names_of
from promptkit.flags import in_words
from promptkit.metric import Score, all_metrics, unit_of
from promptkit.report.charts import Figure, drift_figure, drift_unit, series_figure, undrawn
from promptkit.report.filmstrip import Filmstrip, filmstrip
from promptkit.run import Asked, Entry, Run
from promptkit.verdict import Compared, left_out, number

BETTER = {"lower": "lower is better", "higher": "higher is better", "neither": "context, no good direction"}


@dataclass(frozen=True)
class Side:
    """One run as the page shows it: "a" or "b", and what it is called."""

    key: str
    name: str
    run: Run


@dataclass(frozen=True)
class Mark:
    """An interval drawn against its margin; all in percent of the width, the good direction to the right."""

    low: float
    high: float
    at: float
    margin_low: float
    margin_high: float


@dataclass(frozen=True)
class Spread:
    """What one run scored on one metric."""

    scored: tuple[float, ...]
    missing: tuple[str, ...]
    """Reasons, with the cases they stand for."""

    @property
    def median(self) -> float:
        """Middle value; only where something was scored."""
        return median(self.scored)

    @property
    def mean(self) -> float:
        """Mean value; only where something was scored."""
        return fmean(self.scored)


@dataclass(frozen=True)
class Row:
    """One metric of the table."""

    name: str
    meaning: str
    unit: str
    better: str
    spreads: tuple[Spread, ...]
    compared: Compared | None
    mark: Mark | None
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class CaseRow:
    """One case: what was asked, what each run shows, and its scores."""

    case: str
    shot: Asked | None
    strips: tuple[tuple[Side, Entry | None, Filmstrip | None], ...]
    scores: tuple[tuple[str, str, tuple[Score | None, ...]], ...]
    """Metric, unit, and the score in each run; a single one where all runs lack it for the same reason."""
    figures: tuple[str, ...]


def render(subject: Run | Comparison, *, asked: Mapping[str, Asked] | None = None) -> str:
    """The page as text. `asked` fills in what was asked for, by case, where a run does not know it."""
    comparison = subject if isinstance(subject, Comparison) else None
    sides = _sides(subject)
    figures = dict(_figures(sides))
    rows = [_row(name, sides, comparison) for name in _metrics(sides)]
    units = {row.name: row.unit for row in rows}
    scripts = [Markup(get_plotlyjs()), Markup(_asset("page.js"))]  # noqa: S704  (ours and Plotly's, no input in them)
    return _template().render(
        title=f"{sides[1].name} against {sides[0].name}" if comparison else sides[0].name,
        sides=sides,
        comparison=comparison,
        rows=rows,
        cases=[_case(case, sides, units, figures, (asked or {}).get(case)) for case in _cases(sides)],
        has_drift="drift" in figures,
        drift_unit=drift_unit([side.run for side in sides]),
        undrawn=undrawn([(side.name, side.run) for side in sides]),
        figures=_json_for_html(figures),
        style=Markup(_asset("page.css")),  # noqa: S704
        scripts=scripts,
        script_hashes=[b64encode(sha256(script.encode()).digest()).decode() for script in scripts],
    )


def _sides(subject: Run | Comparison) -> tuple[Side, ...]:
    if isinstance(subject, Run):
        return (Side("a", subject.folder.resolve().name, subject),)
    called = names_of(subject.a, subject.b)
    return Side("a", called[0], subject.a), Side("b", called[1], subject.b)


def _metrics(sides: tuple[Side, ...]) -> list[str]:
    """Metrics that some clip has, those with a good direction first."""
    scores = {
        name: score for side in sides for entry in side.run.entries.values() for name, score in entry.scores.items()
    }
    return sorted(scores, key=lambda name: (scores[name].better == "neither", [*scores].index(name)))


def _cases(sides: tuple[Side, ...]) -> list[str]:
    return [*dict.fromkeys(case for side in sides for case in side.run.entries)]


def _row(name: str, sides: tuple[Side, ...], comparison: Comparison | None) -> Row:
    found = [*comparison.metrics, *comparison.context] if comparison else []
    compared = next((one for one in found if one.metric == name), None)
    scores = [entry.scores[name] for side in sides for entry in side.run.entries.values() if name in entry.scores]
    known = all_metrics().get(name)
    meaning = (known.measure.__doc__ or "").strip().partition("\n")[0] if known else ""
    return Row(
        name, meaning, unit_of(scores), BETTER[scores[0].better],
        tuple(_spread(side.run, name) for side in sides), compared,
        _mark(compared) if compared else None, tuple(left_out(compared)) if compared else (),
    )  # fmt: skip


def _spread(run: Run, name: str) -> Spread:
    scores = {case: entry.scores[name] for case, entry in run.entries.items() if name in entry.scores}
    missing: dict[str, list[str]] = {}
    for case, score in scores.items():
        if score.value is None:
            missing.setdefault(f"{words(score.status)}: {score.why}", []).append(case)
    return Spread(
        tuple(score.value for score in scores.values() if score.value is not None),
        tuple(f"{', '.join(cases)}: {why}" for why, cases in missing.items()),
    )


def _mark(compared: Compared) -> Mark | None:
    if compared.interval is None or compared.difference is None:
        return None
    turn = -1 if compared.better == "lower" else 1
    low, high = sorted((turn * compared.interval.low, turn * compared.interval.high))
    reach = 1.15 * max(abs(low), abs(high), compared.margin) or 1.0

    def percent(value: float) -> float:
        return round(50 + 50 * value / reach, 2)

    return Mark(
        percent(low), percent(high), percent(turn * compared.difference),
        percent(-compared.margin), percent(compared.margin),
    )  # fmt: skip


def _case(
    case: str,
    sides: tuple[Side, ...],
    units: Mapping[str, str],
    figures: Mapping[str, Figure],
    asked: Asked | None,
) -> CaseRow:
    entries = [side.run.entries.get(case) for side in sides]
    present = [entry for entry in entries if entry]
    strips = tuple(
        (side, entry, _strip(side.run, entry) if entry else None) for side, entry in zip(sides, entries, strict=True)
    )
    scores = tuple(
        (name, units[name], _once(tuple(entry.scores.get(name) if entry else None for entry in entries)))
        for name in dict.fromkeys(name for entry in present for name in entry.scores)
    )
    shot = next((entry.shot for entry in present if entry.shot), asked)
    return CaseRow(case, shot, strips, scores, tuple(key for key in figures if key.startswith(f"{case}\n")))


def _once(scores: tuple[Score | None, ...]) -> tuple[Score | None, ...]:
    alike = {(score.status, score.why) for score in scores if score is not None and score.value is None}
    return scores[:1] if len(alike) == 1 and all(score and score.value is None for score in scores) else scores


def _strip(run: Run, entry: Entry) -> Filmstrip:
    return filmstrip(run.path_of(entry), entry, from_s=run.settings.from_s, until_s=run.settings.until_s)


def _figures(sides: tuple[Side, ...]) -> Iterator[tuple[str, Figure]]:
    """Charts by key: "drift", and case and metric with a line end between them, which neither can hold."""
    if drift := drift_figure([(side.name, side.run) for side in sides]):
        yield "drift", drift
    for case in _cases(sides):
        entries = [side.run.entries.get(case) for side in sides]
        for name in _metrics(sides):
            scores = [entry.scores.get(name) if entry else None for entry in entries]
            figure = series_figure(name, [(side.name, score) for side, score in zip(sides, scores, strict=True)])
            if figure:
                yield f"{case}\n{name}", figure


def words(status: str) -> str:
    """A status as a reader says it."""
    return status.replace("_", " ")


def signed(value: float) -> str:
    """A difference with its sign, as printers set it."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value))}"


def _json_for_html(figures: Mapping[str, Figure]) -> Markup:
    """JSON that no prompt and no file name can end a script element with."""
    text = json.dumps(figures, allow_nan=False)  # ASCII only, so U+2028 and U+2029 are escaped too
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704  (escaped above)


def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    filters: dict[str, Callable[..., str]] = {
        "number": number,
        "short": "{:.4g}".format,
        "signed": signed,
        "words": words,
        "flags": in_words,
    }
    environment.filters |= filters
    return environment.from_string(_asset("page.html.jinja"))


def _asset(name: str) -> str:
    return (files("promptkit.report") / "assets" / name).read_text(encoding="utf-8")
