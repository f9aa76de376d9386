"""A baseline of scores: what a suite scored when all was well, committed beside it (`promptkit.baseline-scores/1`).

One case a line, sorted, so that a reviewer sees in a diff which clips changed and by how much.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from promptkit.cache import whole_file
from promptkit.compare import settings_of
from promptkit.entry import Entry, Settings
from promptkit.errors import UsageError, os_refusals
from promptkit.metric import Score
from promptkit.run import Run
from promptkit.suite import Suite
from promptkit.verdict import number

SCHEMA = "promptkit.baseline-scores/1"
Known = float | Literal["not_applicable", "failed"]
"""A value, or why there is none."""
Cases = Mapping[str, Mapping[str, Known]]
"""By case and metric."""
Noise = dict[str, Annotated[float, Field(ge=0, allow_inf_nan=False)]]


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """The scores of one run of a suite, and with what they were measured."""

    suite: str
    suite_sha256: str
    settings: Settings
    arms: Mapping[str, Cases]
    noise: Mapping[str, float] = field(default_factory=dict)
    """By metric, the difference that two runs of one and the same thing show."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    schema_name: Literal["promptkit.baseline-scores/1"] = Field(alias="schema")
    suite: str
    suite_sha256: str
    settings: Settings
    noise: Noise = Field(default_factory=dict)
    arms: dict[str, dict[str, dict[str, Known]]]


def baseline_of(suite: Suite, runs: Mapping[str, Run], *, noise: Mapping[str, float] | None = None) -> Baseline:
    """The scores of a complete run, by arm, as a baseline.

    Raises:
        UsageError: a score failed and the suite does not allow it: what is not known is no baseline.
    """
    arms = {
        arm.name: {case.id: _known(suite, runs[arm.name].entries[case.id]) for case in arm.cases} for arm in suite.arms
    }
    for arm, cases in arms.items():
        for case, metric in ((case, name) for case, values in cases.items() for name in values):
            if cases[case][metric] == "failed" and "failed" not in suite.allow.get(metric, ()):
                raise UsageError(f"{arm}/{case}: {metric} failed, so it is no baseline; run the suite again")
    settings = settings_of(suite.measured["metrics"], next(iter(runs.values())).settings)
    return Baseline(
        suite=suite.name, suite_sha256=suite.sha256, settings=settings, arms=arms, noise=dict(noise or {})
    )  # fmt: skip


def read_baseline(file: Path) -> Baseline:
    """Read a baseline.

    Raises:
        UsageError: the file is absent, damaged or something else.
    """
    with os_refusals(file, remedy="write it from a good run: promptkit gate SUITE RUN --write-baseline FILE"):
        content = file.read_bytes()
    try:
        read = _File.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise UsageError(
            f"{file}: this baseline is damaged, or is none of scores: {where + ': ' if where else ''}{first['msg']}; "
            "restore it, or write it anew with --write-baseline"
        ) from error
    return Baseline(
        suite=read.suite, suite_sha256=read.suite_sha256, settings=read.settings, arms=read.arms, noise=read.noise
    )  # fmt: skip


def write_baseline(baseline: Baseline, file: Path) -> None:
    """Write a baseline; folders are made. Raises `UsageError` when the disk refuses."""
    with os_refusals(file, remedy="name a file that can be written to"):
        text = "\n".join(_lines(baseline)) + "\n"
        with whole_file(file) as out:
            out.write(text.encode())


def changes(old: Baseline | None, new: Baseline) -> Iterator[str]:
    """What a new baseline changes, in lines: means by arm and metric, cases that came and went."""
    before = old.arms if old else {}
    for arm, cases in new.arms.items():
        for metric in new.settings.metrics:
            was, now = (_mean(some.get(arm, {}), metric) for some in (before, new.arms))
            if was != now or old is None:
                yield f"{arm} {metric}: {was} -> {now}"
        yield from (f"{arm}/{case}: added" for case in cases if old and case not in before.get(arm, {}))
    for arm, cases in before.items():
        yield from (f"{arm}/{case}: removed" for case in cases if case not in new.arms.get(arm, {}))


def _mean(cases: Cases, metric: str) -> str:
    """Over the cases that have a value; how many have none."""
    found = [values.get(metric) for values in cases.values()]
    numbers = [value for value in found if isinstance(value, float)]
    if not numbers:
        return "none"
    lacking = f" ({len(found) - len(numbers)} without)" if len(numbers) < len(found) else ""
    return number(sum(numbers) / len(numbers)) + lacking


class _Noise(BaseModel):
    """What of a calibration a gate reads."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    floors: dict[str, Annotated[float, Field(ge=0)]]


def read_noise(file: Path) -> Mapping[str, float]:
    """A noise floor by metric, each a number, zero or more: the file that `promptkit calibrate` writes.

    Raises:
        UsageError: the file is absent or something else.
    """
    with os_refusals(file, remedy="check the path; promptkit calibrate writes one"):
        content = file.read_bytes()
    try:
        return _Noise.model_validate_json(content).floors
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError(
            f"{file}: {'.'.join(map(str, first['loc']))}: {first['msg']}; promptkit calibrate writes such a file, with "
            'a table such as {"floors": {"flicker": 0.002}}'
        ) from error


def known(score: Score) -> Known:
    """What a baseline says of a score."""
    if score.value is not None:
        return score.value
    return "failed" if score.status == "failed" else "not_applicable"


def _known(suite: Suite, entry: Entry) -> dict[str, Known]:
    scores = ((name, entry.scores[name]) for name in suite.measured["metrics"])
    return {name: known(score) for name, score in scores}


def _lines(baseline: Baseline) -> Iterator[str]:
    def shown(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True)

    yield "{"
    yield f'"schema": {shown(SCHEMA)},'
    yield f'"suite": {shown(baseline.suite)},'
    yield f'"suite_sha256": {shown(baseline.suite_sha256)},'
    yield f'"settings": {shown(asdict(baseline.settings))},'
    yield f'"noise": {shown(dict(baseline.noise))},'
    yield '"arms": {'
    for position, (arm, cases) in enumerate(sorted(baseline.arms.items()), start=1):
        yield f"{shown(arm)}: {{"
        for place, (case, values) in enumerate(sorted(cases.items()), start=1):
            yield f"{shown(case)}: {shown(dict(values))}{',' if place < len(cases) else ''}"
        yield f"}}{',' if position < len(baseline.arms) else ''}"
    yield "}"
    yield "}"
