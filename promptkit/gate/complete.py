"""A run that can be judged: of this very suite, with a score line for every case, and of the clips that are there."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from promptkit.entry import Entry
from promptkit.errors import UsageError, os_refusals
from promptkit.gate.remedy import beside, run_command
from promptkit.make_clip import is_as_ordered, order_of, place_of
from promptkit.run import Run
from promptkit.study import begun, plan_of, suite_of
from promptkit.suite import Arm, Case, Suite
from promptkit.suite_parts import changed
from promptkit.verdict import listed

MOST_NAMED = 3


def complete_runs(suite: Suite, folder: Path) -> Mapping[str, Run]:
    """The run of each arm, every case of the suite in it.

    Raises:
        UsageError: the folder is no run of the suite as it is now, cases, scores or clips are missing, or a clip was
            changed after it was scored; the message holds the command that mends it.
    """
    known = suite_of(folder)
    if known.name != suite.name:
        raise UsageError(
            f"{folder} is a run of the suite {known.name!r}, not of {suite.name!r} ({suite.path}); "
            f"run that one: {run_command(suite, beside(folder), {}, ())}"
        )
    runs = begun(folder)
    every = [(arm, case) for arm in suite.arms for case in arm.cases]
    if known.sha256 != suite.sha256:
        parts = changed(known.parts, suite) if known.parts else []
        what = f"{suite.path} was changed after {folder} was made: {listed(parts)}"
        if not parts:
            what = f"{suite.path}, or a prompt or the name of a clip in it, was changed after {folder} was made"
        raise UsageError(f"{what}; run it again: {run_command(suite, folder, runs, every)}")
    references = plan_of(suite).reference_hashes if suite.measured["references"] else ()
    if shown := [arm for arm, run in runs.items() if run.settings.references not in ((), references)]:
        raise UsageError(
            f"{folder}: {shown[0]} was scored against other reference images; "
            f"run it again: {run_command(suite, folder, runs, every)}"
        )
    if missing := list(_missing(suite, runs, every)):
        raise UsageError(
            f"{folder} is not complete: {len(missing)} of {len(every)} cases have no scores, or old ones "
            f"({some(_names(missing))}); run: {run_command(suite, folder, runs, missing)}"
        )
    if gone := list(_gone(suite, every)):
        raise UsageError(
            f"clips that {suite.path} names are not there, renamed or removed: {some(gone)}; bring them back, rename "
            f"or remove their shots, or mend the pattern, which counts from the suite's folder; then: "
            f"{run_command(suite, folder, runs, ())}"
        )
    if changed_clips := list(_changed(suite, runs, every)):
        raise UsageError(
            f"{folder}: changed since it was scored: {some(_names(changed_clips))}; "
            f"run: {run_command(suite, folder, runs, changed_clips)}"
        )
    return runs


def some(names: Sequence[str]) -> str:
    """The first few names."""
    return ", ".join(names[:MOST_NAMED]) + (f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else "")


def _names(cases: Sequence[tuple[Arm, Case]]) -> list[str]:
    return [f"{arm.name}/{case.id}" for arm, case in cases]


def _missing(suite: Suite, runs: Mapping[str, Run], cases: Sequence[tuple[Arm, Case]]) -> Iterator[tuple[Arm, Case]]:
    wanted = set(suite.measured["metrics"])
    for arm, case in cases:
        entry = runs[arm.name].entries.get(case.id) if arm.name in runs else None
        if entry is None or not wanted <= entry.scores.keys() or _is_old(suite, arm, case, runs[arm.name], entry):
            yield arm, case


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


def _gone(suite: Suite, cases: Sequence[tuple[Arm, Case]]) -> Iterator[str]:
    """Clips that were to be there. One that we made may go: its order says what it was, and scores outlive it."""
    for arm, case in cases:
        path = place_of(suite, arm, case)
        if path is not None and not path.is_file():
            yield f"{arm.name}/{case.id} ({path})"


def _changed(suite: Suite, runs: Mapping[str, Run], cases: Sequence[tuple[Arm, Case]]) -> Iterator[tuple[Arm, Case]]:
    """Clips that are not those that were scored."""
    for arm, case in cases:
        entry = runs[arm.name].entries[case.id]
        path = place_of(suite, arm, case) or runs[arm.name].path_of(entry)
        with os_refusals(path, remedy="check its permissions"):
            if path.is_file() and _hash(path) != entry.sha256:
                yield arm, case


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
