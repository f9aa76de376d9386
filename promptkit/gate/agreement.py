"""Is a baseline of the same cases as a run, and measured in the same way?"""

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from promptkit.compare import MUST_AGREE, settings_of
from promptkit.entry import differences
from promptkit.errors import UsageError
from promptkit.gate.baseline import Baseline
from promptkit.gate.complete import some
from promptkit.run import Run
from promptkit.suite import Suite
from promptkit.verdict import listed


def agreeing(
    suite: Suite, runs: Mapping[str, Run], baseline: Baseline, file: Path, folder: Path, *, common_cases: bool = False
) -> Iterator[str]:
    """Refuse a baseline of something else; what differs without forbidding is passed on.

    With `common_cases` so are cases that only one side has, as long as some are on both.
    """
    command = shlex.join(["promptkit", "gate", str(suite.path), str(folder), "--write-baseline", str(file)])
    anew = f"if that is meant, write it anew: {command}"
    if baseline.suite != suite.name:
        raise UsageError(f"{file} is the baseline of the suite {baseline.suite!r}, not of {suite.name!r}")
    there = {f"{arm}/{case}" for arm, cases in baseline.arms.items() for case in cases}
    here = {f"{arm.name}/{case.id}" for arm in suite.arms for case in arm.cases}
    if common_cases:
        yield from _alone(here, there, file)
    else:
        _refuse_others(here, there, file, anew)
    names = suite.measured["metrics"]
    known = [
        set(baseline.settings.metrics),
        *(set(values) for cases in baseline.arms.values() for values in cases.values()),
    ]
    if unknown := [name for name in names if any(name not in metrics for metrics in known)]:
        raise UsageError(f"{file} lacks {listed(unknown)}, which the suite measures; {anew}")
    for arm, run in runs.items():
        settled = [settings_of(names, one) for one in (baseline.settings, run.settings)]
        if apart := differences(*settled, only=MUST_AGREE, there="in the baseline", here=f"in {arm}"):
            raise UsageError(f"{file} was measured in another way: {'; '.join(apart)}; {anew}")
    settings = next(iter(runs.values())).settings
    for text in differences(baseline.settings, settings, only=("device", "decoder"), there="in the baseline"):
        yield f"{text}; tiny differences may come from that"
    if dropped := [name for name in baseline.settings.metrics if name not in names]:
        yield f"the baseline has {listed(dropped)}, which the suite does not measure"
    if baseline.suite_sha256 != suite.sha256:
        yield "the suite was changed since the baseline was written; cases are paired by name"


def _refuse_others(here: set[str], there: set[str], file: Path, anew: str) -> None:
    if gone := sorted(there - here):
        raise UsageError(f"{file} has cases that the run lacks, renamed or removed: {some(gone)}; {anew}")
    if new := sorted(here - there):
        raise UsageError(f"{file} lacks cases of the run: {some(new)}; {anew}")


def _alone(here: set[str], there: set[str], file: Path) -> Iterator[str]:
    if not here & there:
        raise UsageError(f"{file} and the run have no case in common; it is a baseline of something else")
    if gone := sorted(there - here):
        yield f"not judged, only the baseline has them: {some(gone)}"
    if new := sorted(here - there):
        yield f"judged by limits alone, the baseline lacks them: {some(new)}"
