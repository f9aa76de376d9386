"""The gate: may this run pass, by the suite's limits and against its baseline?

    scores      every case has a value by every metric; what has none fails, unless the suite allows it
    limit       the mean over prompts, or every clip where faults are counted, is inside the suite's limits
    baseline    no metric with a good direction got worse by more than its margin
    motion      no arm moves much less than the baseline: a still picture scores well on every measure of steadiness

How limits and worsenings are decided: `promptkit.gate.decide`. The margin is the suite's, or else the metric's, and
never less than the noise floor.
"""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from promptkit.errors import UsageError
from promptkit.gate.agreement import agreeing
from promptkit.gate.baseline import Baseline, read_baseline
from promptkit.gate.check import Gated, Side, side_of
from promptkit.gate.complete import complete_runs
from promptkit.gate.harm import check_harm
from promptkit.gate.limit import check_limit
from promptkit.gate.scores import check_scores
from promptkit.suite import Suite


def gate(
    suite: Suite,
    folder: Path,
    *,
    baseline: Path | None = None,
    noise: Mapping[str, float] | None = None,
    inconclusive: Literal["fail", "pass"] | None = None,
    common_cases: bool = False,
) -> Gated:
    """Judge a run of a suite.

    Args:
        suite: its limits, margins, and what it allows.
        folder: the run, complete.
        baseline: a file, instead of the suite's own.
        noise: floor of the margins by metric, on top of the baseline's.
        inconclusive: what becomes of a run when neither is sure, instead of what the suite says.
        common_cases: compare with the baseline what both have, instead of refusing where their cases differ.

    Raises:
        UsageError: there is nothing to judge by, the run is not complete or not of this suite, or the baseline is
            absent, damaged, of other cases or measured in another way.
    """
    file = baseline or suite.baseline
    measured = suite.measured["metrics"]
    if not suite.limits and file is None:
        raise UsageError(
            f"{suite.path}: nothing to judge by; write limits, or a baseline: "
            f"{shlex.join(['promptkit', 'gate', str(suite.path), str(folder)])} --write-baseline FILE, "
            "and baseline: FILE in the suite"
        )
    runs = complete_runs(suite, folder)
    known_scores = read_baseline(file) if file else None
    notes: list[str] = []
    if known_scores is not None and file is not None:
        notes += agreeing(suite, runs, known_scores, file, folder, common_cases=common_cases)
    sides = [side_of(suite, arm, runs[arm.name], name, known_scores) for arm in suite.arms for name in measured]
    floor = _floor(known_scores, noise)
    checks = [
        *(check_scores(side) for side in sides),
        *(check_limit(side, suite.limits[side.metric.name]) for side in sides if side.metric.name in suite.limits),
        *(check_harm(sides, floor) if known_scores else ()),
    ]
    return Gated(
        suite=suite.name, run=str(folder), checks=tuple(checks), inconclusive=inconclusive or suite.inconclusive,
        notes=(*notes, *_moving(sides)),
    )  # fmt: skip


def _floor(baseline: Baseline | None, noise: Mapping[str, float] | None) -> Mapping[str, float]:
    tables = [baseline.noise if baseline else {}, noise or {}]
    return {name: max(table.get(name, 0.0) for table in tables) for table in tables for name in table}


def _moving(sides: Sequence[Side]) -> Iterator[str]:
    if not any(side.metric.name == "motion" for side in sides):
        yield "motion is not among the suite's metrics, so whether stillness explains a good score is unknown"
