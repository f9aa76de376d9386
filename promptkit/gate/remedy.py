"""The command that makes a run whole again: into its own folder, or beside it where that takes no more scores."""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from promptkit.entry import Settings, differences, joint
from promptkit.make_clip import place_of
from promptkit.plain_file import real_path
from promptkit.run import Run
from promptkit.study import plan_of
from promptkit.suite import Arm, Case, Suite


def run_command(suite: Suite, folder: Path, runs: Mapping[str, Run], todo: Iterable[tuple[Arm, Case]]) -> str:
    """`promptkit run ...`, with the reason where it has to be another folder.

    Args:
        suite: what is to be run.
        folder: where it was run.
        runs: what there is of it, by arm.
        todo: the cases that lack their scores.

    Raises:
        UsageError, WeightsError: the suite cannot be run as things are; the message says why.
    """
    devices = {run.settings.device for run in runs.values()} - {"cpu"}
    device = ["--device", *devices] if len(devices) == 1 else []
    into, why = folder, [*_measured_otherwise(suite, runs), *_other_clips(suite, runs, todo)]
    if why:
        into = beside(folder)
    command = shlex.join(["promptkit", "run", str(suite.path), "--out", str(into), *device])
    return f"{command} ({folder} takes no more scores: {why[0]})" if why else command


def beside(folder: Path) -> Path:
    """A folder that is not there yet, called as this one with a number."""
    name, number = real_path(folder).name, 2
    while (found := folder.parent / f"{name}-{number}").exists():
        number += 1
    return found


def _measured_otherwise(suite: Suite, runs: Mapping[str, Run]) -> Iterator[str]:
    """What is other now than when the run was made: versions, weights, decoder, reference images."""
    now = Settings(**plan_of(suite).settings) if runs else None
    for arm, run in runs.items():
        here = now and replace(now, device=run.settings.device)
        if here and joint(run.settings, here) is None:
            yield "; ".join(differences(run.settings, here, there=f"in {arm}", here="now"))


def _other_clips(suite: Suite, runs: Mapping[str, Run], todo: Iterable[tuple[Arm, Case]]) -> Iterator[str]:
    """Cases that stand for a clip of another place, which is there still: a run keeps one clip for each case."""
    for arm, case in todo:
        entry = runs[arm.name].entries.get(case.id) if arm.name in runs else None
        place = place_of(suite, arm, case)
        if entry is None or place is None:
            continue
        old = runs[arm.name].path_of(entry)
        if old.exists() and old.resolve() != place.resolve():
            yield f"{arm.name}/{case.id} stands for {old}, not for {place}"
