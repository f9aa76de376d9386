"""From a run or a comparison to HTML."""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from statistics import fmean, median
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from promptkit.caveats import caveats_of
from promptkit.compare import Comparison
from promptkit.metric import all_metrics, unit_of
from promptkit.report import charts
from promptkit.report.cases import case_rows, data, unanswered, without
from promptkit.report.sides import Side, metrics_of, sides_of, unfinished
from promptkit.run import Asked, Run
from promptkit.verdict import (
    PERHAPS,
    Compared,
    amount,
    either_way,
    has_few,
    is_not_compared,
    left_out,
    number,
    perhaps_small,
    signed,
    told,
)

BETTER = {"lower": "lower is better", "higher": "higher is better", "neither": "context, no good direction"}
STYLES = ("page.css", "cases.css")
SCRIPTS = ("data.js", "curves.js", "player.js", "viewer.js", "window.js", "cases.js", "charts.js")
"""Joined in this order to one script: each may use what stands before it."""
RELOAD_S = 4
"""How often a page about a run that goes on looks for a newer one."""


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


def render(
    subject: Run | Comparison,
    *,
    page: Path,
    asked: Mapping[str, Asked] | None = None,
    embed: bool = False,
    live: bool = False,
) -> str:
    """The page as text.

    Args:
        subject: what it is about.
        page: where it will stand: clips are referred to from there.
        asked: fills in what was asked for, by case, where a run does not know it.
        embed: put the clips themselves into the page.
        live: make the page load itself again every few seconds.
    """
    comparison = subject if isinstance(subject, Comparison) else None
    sides = sides_of(subject)
    rows = [_row(name, sides, comparison) for name in metrics_of(sides)]
    cases = case_rows(sides, asked or {})
    nowhere = unanswered(cases)
    better = {row.name: row.better for row in rows}
    spreads = [charts.distribution(name, sides, said) for name, said in better.items()]
    style, script = "".join(map(_asset, STYLES)), _script()
    alone = cases[0].case if len(cases) == 1 and not (comparison or live) else None
    template = _templates().get_template("page.html.jinja")
    return template.render(
        title=f"{sides[1].name} against {sides[0].name}" if comparison else alone or sides[0].name,
        alone=alone,
        sides=sides,
        comparison=comparison,
        perhaps=PERHAPS,
        asked=sum(one.p is not None for one in comparison.metrics) if comparison else 0,
        cautions=[*unfinished(sides), *(comparison.cautions if comparison else ())],
        rows=rows,
        cases=[without(row, nowhere) for row in cases],
        nowhere=nowhere,
        distributions=[one for one in spreads if one],
        drift=charts.drift(sides),
        scatter=charts.scatter(sides, better),
        chart=charts,
        data=_json_for_html(data(sides, cases, page=page, embed=embed)),
        reload_s=RELOAD_S if live else None,
        style=Markup(style),  # noqa: S704  (ours, no input in it)
        style_hash=_hash(style),
        script=Markup(script),  # noqa: S704  (ours, no input in it)
        script_hash=_hash(script),
    )


def _row(name: str, sides: tuple[Side, ...], comparison: Comparison | None) -> Row:
    found = [*comparison.metrics, *comparison.context] if comparison else []
    compared = next((one for one in found if one.metric == name), None)
    scores = [entry.scores[name] for side in sides for entry in side.run.entries.values() if name in entry.scores]
    known = all_metrics().get(name)
    meaning = known.page[""] if known else ""
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


def words(status: str) -> str:
    """A status as a reader says it."""
    return status.replace("_", " ")


def _json_for_html(told: Mapping[str, Any]) -> Markup:
    """JSON that no prompt and no file name can end a script element with."""
    text = json.dumps(told, allow_nan=False, separators=(",", ":"))  # ASCII only: U+2028 and U+2029 are escaped too
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704  (escaped above)


def _templates() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    filters: dict[str, Callable[..., object]] = {
        "amount": amount,
        "caveats": caveats_of,
        "number": number,
        "either_way": either_way,
        "short": "{:.4g}".format,
        "signed": signed,
        "told": told,
        "words": words,
    }
    environment.tests |= {
        "with_few_prompts_for": has_few,
        "not_compared": is_not_compared,
        "perhaps_small": perhaps_small,
    }
    environment.filters |= filters
    return environment


def _script() -> str:
    """One function around all files, so that they share names with each other and with nobody else."""
    return '"use strict";\n(() => {\n' + "".join(map(_asset, SCRIPTS)) + "})();\n"


def _hash(text: str) -> str:
    """As a Content-Security-Policy names what it lets in."""
    return b64encode(sha256(text.encode()).digest()).decode()


def _asset(name: str) -> str:
    return (files("promptkit.report") / "assets" / name).read_text(encoding="utf-8")
