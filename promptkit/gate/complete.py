"""A run that can be judged: of this very suite, with a score line for every case, and of the clips that are there."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from promptkit.errors import UsageError, os_refusals
from promptkit.run import Run
from promptkit.study import read_arm, suite_of
from promptkit.suite import Suite

MOST_NAMED = 3


def complete_runs(suite: Suite, folder: Path) -> Mapping[str, Run]:
    """The run of each arm, every case of the suite in it.

    Raises:
        UsageError: the folder is no run of the suite as it is now, cases or scores are missing, or a clip was changed
            after it was scored; the message holds the command that mends it.
    """
    again = f"promptkit run {suite.path} --out {folder}"
    name, sha256 = suite_of(folder)
    if name != suite.name:
        raise UsageError(f"{folder} is a run of the suite {name!r}, not of {suite.name!r} ({suite.path})")
    if sha256 != suite.sha256:
        raise UsageError(f"{suite.path} was changed after {folder} was made; run it again: {again}")
    begun = [arm.name for arm in suite.arms if (folder / arm.name / "run.json").is_file()]
    runs = {name: read_arm(folder, name) for name in begun}
    if missing := list(_missing(suite, runs)):
        total = sum(len(arm.cases) for arm in suite.arms)
        raise UsageError(
            f"{folder} is not complete: {len(missing)} of {total} cases have no scores ({some(missing)}); run: {again}"
        )
    if changed := list(_changed(suite, runs)):
        raise UsageError(f"{folder}: changed since it was scored: {some(changed)}; run: {again}")
    return runs


def some(names: Sequence[str]) -> str:
    """The first few names."""
    return ", ".join(names[:MOST_NAMED]) + (f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else "")


def _missing(suite: Suite, runs: Mapping[str, Run]) -> Iterator[str]:
    wanted = set(suite.measured["metrics"])
    for arm in suite.arms:
        entries = runs[arm.name].entries if arm.name in runs else {}
        for case in arm.cases:
            if case.id not in entries or not wanted <= entries[case.id].scores.keys():
                yield f"{arm.name}/{case.id}"


def _changed(suite: Suite, runs: Mapping[str, Run]) -> Iterator[str]:
    """Clips that are not those that were scored. A clip that has gone is none of them: scores outlive clips."""
    for arm in suite.arms:
        for case in arm.cases:
            entry = runs[arm.name].entries[case.id]
            path = case.clip or runs[arm.name].path_of(entry)
            with os_refusals(path, remedy="check its permissions"):
                if path.is_file() and _hash(path) != entry.sha256:
                    yield f"{arm.name}/{case.id}"


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
