"""A run that can be judged: of this very suite, with a score line for every case, and of the clips that are there."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from promptkit.entry import Entry
from promptkit.errors import UsageError, os_refusals
from promptkit.make_clip import is_as_ordered, order_of, place_of
from promptkit.run import Run
from promptkit.study import begun, plan_of, suite_of
from promptkit.suite import Arm, Case, Suite

MOST_NAMED = 3


def complete_runs(suite: Suite, folder: Path) -> Mapping[str, Run]:
    """The run of each arm, every case of the suite in it.

    Raises:
        UsageError: the folder is no run of the suite as it is now, cases, scores or clips are missing, or a clip was
            changed after it was scored; the message holds the command that mends it.
    """
    again = f"promptkit run {suite.path} --out {folder}"
    name, sha256 = suite_of(folder)
    if name != suite.name:
        raise UsageError(f"{folder} is a run of the suite {name!r}, not of {suite.name!r} ({suite.path})")
    if sha256 != suite.sha256:
        raise UsageError(
            f"{suite.path}, or a prompt or the name of a clip in it, was changed after {folder} was made; "
            f"run it again: {again}"
        )
    runs = begun(folder)
    references = plan_of(suite).reference_hashes if suite.measured["references"] else ()
    if shown := [arm for arm, run in runs.items() if run.settings.references not in ((), references)]:
        raise UsageError(f"{folder}: {shown[0]} was scored against other reference images; run it again: {again}")
    if missing := list(_missing(suite, runs)):
        total = sum(len(arm.cases) for arm in suite.arms)
        raise UsageError(
            f"{folder} is not complete: {len(missing)} of {total} cases have no scores, or old ones "
            f"({some(missing)}); run: {again}"
        )
    if gone := list(_gone(suite)):
        raise UsageError(
            f"clips that {suite.path} names are not there, renamed or removed: {some(gone)}; bring them back, or "
            f"rename or remove their shots; then: {again}"
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
            entry = entries.get(case.id)
            if entry is None or not wanted <= entry.scores.keys() or _is_old(suite, arm, case, runs[arm.name], entry):
                yield f"{arm.name}/{case.id}"


def _is_old(suite: Suite, arm: Arm, case: Case, run: Run, entry: Entry) -> bool:
    """Whether the scores are of another order: the suite was changed, and the run has not been ended since."""
    if case.shot is None:
        return False
    if entry.shot is not None and (entry.shot.prompt, entry.shot.negative) != (case.shot.prompt, case.shot.negative):
        return True
    clip = run.path_of(entry)
    if suite.provider is None or suite.provider.folder is not None or not clip.is_file():
        return False
    return not is_as_ordered(clip, order_of(arm, case.shot, suite.provider))


def _gone(suite: Suite) -> Iterator[str]:
    """Clips that were to be there. One that we made may go: its order says what it was, and scores outlive it."""
    for arm in suite.arms:
        for case in arm.cases:
            path = place_of(suite, arm, case)
            if path is not None and not path.is_file():
                yield f"{arm.name}/{case.id} ({path})"


def _changed(suite: Suite, runs: Mapping[str, Run]) -> Iterator[str]:
    """Clips that are not those that were scored."""
    for arm in suite.arms:
        for case in arm.cases:
            entry = runs[arm.name].entries[case.id]
            path = place_of(suite, arm, case) or runs[arm.name].path_of(entry)
            with os_refusals(path, remedy="check its permissions"):
                if path.is_file() and _hash(path) != entry.sha256:
                    yield f"{arm.name}/{case.id}"


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
