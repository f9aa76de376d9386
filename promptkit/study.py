"""Run a suite: make each clip once, score it once, and survive being stopped at any moment.

RUN/study.json              which suite, and its arms
RUN/ARM/run.json            a run (`promptkit.run`) of each arm: settings, scores.jsonl
RUN/ARM/clips/CASE.mp4      what the provider made; beside it CASE.json, what was ordered
"""

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from promptkit.assets import local_path
from promptkit.cache import write_json
from promptkit.clip import Clip, open_clip
from promptkit.entry import Entry, Settings
from promptkit.errors import ClipError, PromptkitError, ProviderError, UsageError, os_refusals
from promptkit.make_clip import clip_of
from promptkit.plain_file import real_path
from promptkit.plan import Plan, plan
from promptkit.run import Run, extend_run, read_run
from promptkit.score import ClipScores, measure
from promptkit.shot import Shot
from promptkit.suite import Case, Suite
from promptkit.suite_parts import hashes_of

SCHEMA = "promptkit.study/1"


@dataclass(frozen=True)
class Shard:
    """One of `of` parts of a study, counted from 1."""

    number: int = 1
    of: int = 1

    def holds(self, arm: str, case: str) -> bool:
        """Whether a case belongs to this part: by its name, so that every machine agrees."""
        digest = hashlib.sha256(f"{arm}/{case}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1


@dataclass(frozen=True, kw_only=True)
class Done:
    """What became of one case."""

    arm: str
    case: str
    entry: Entry | None = None
    error: PromptkitError | None = None
    """Why there is no entry."""
    is_new: bool = True
    """False where the run had it already."""


def run_suite(
    suite: Suite, folder: Path, *, shard: Shard | None = None, jobs: int = 1, device: str = "cpu"
) -> Iterator[Done]:
    """Make and score every case that the folder lacks, and pass on what it has.

    Args:
        suite: what to do.
        folder: the run; made when it is new, resumed when it is not.
        shard: the part to do; all of it when None.
        jobs: processes that score; the numbers do not depend on it.
        device: torch device of the networks.

    Raises:
        UsageError: the folder is a run of another suite, or is in use.
    """
    part = shard or Shard()
    _settle(suite, folder)
    how = plan_of(suite, device=device)
    with _scorer(suite, how, jobs) as submit:
        for arm in suite.arms:
            cases = [case for case in arm.cases if part.holds(arm.name, case.id)]
            with extend_run(folder / arm.name, Settings(**how.settings)) as run:
                yield from _run_arm(suite, cases, run, submit, 1 if jobs == 1 else 2 * jobs)


def plan_of(suite: Suite, *, device: str = "cpu") -> Plan:
    """With what a suite's clips are measured."""
    return plan(**suite.measured, device=device)


def arms_of(folder: Path) -> list[str]:
    """The arms of a study that was run, in the suite's order.

    Raises:
        UsageError: there is no study at that place.
    """
    return list(_told(folder)["arms"])


@dataclass(frozen=True)
class Known:
    """What a study says of the suite that it is a run of."""

    name: str
    sha256: str
    """`Suite.sha256`."""
    parts: Mapping[str, str]
    """`suite_parts.hashes_of`; empty in a study of an older promptkit."""


def suite_of(folder: Path) -> Known:
    """The suite that a study is a run of.

    Raises:
        UsageError: there is no study at that place.
    """
    told = _told(folder)
    return Known(told["suite"], told["suite_sha256"], parts if isinstance(parts := told.get("parts"), dict) else {})


def promised(run: Path) -> int | None:
    """How many cases a run will have as an arm of a study; None where it is no arm.

    Raises:
        UsageError: the study beside it is damaged.
    """
    if not (run.parent / "study.json").is_file():
        return None
    cases = _told(run.parent)["arms"].get(run.name)
    return None if cases is None else int(cases)


def read_arm(folder: Path, arm: str) -> Run:
    """The scores of one arm; raises what `read_run` raises, also where the arm was never begun."""
    return read_run(folder / arm)


def begun(folder: Path) -> dict[str, Run]:
    """The arms that have a run, in the suite's order; raises what `arms_of` and `read_run` raise."""
    return {arm: read_arm(folder, arm) for arm in arms_of(folder) if (folder / arm / "run.json").is_file()}


def files_of(folder: Path) -> Iterator[Path]:
    """All files that a run consists of; of a study, and of one of its arms, those of the study and of all its arms.

    Raises:
        UsageError: as `arms_of` and `read_run`.
    """
    whole = real_path(folder)
    study = next((place for place in (whole, whole.parent) if (place / "study.json").is_file()), None)
    runs = list(begun(study).values()) if study else []
    if study:
        yield study / "study.json"
    if (whole / "run.json").is_file() and whole not in [run.folder for run in runs]:
        runs.append(read_run(whole))
    for run in runs:
        yield from run.files


def merge(parts: list[Path], folder: Path) -> int:
    """Put the shards of one study together; how many scores there are then.

    Raises:
        UsageError: they are of different suites, or were measured in different ways.
    """
    told = {path: _told(path) for path in parts}
    first = told[parts[0]]
    for path, other in told.items():
        if other["suite_sha256"] != first["suite_sha256"]:
            raise UsageError(f"{path} is of another suite, or of another state of it, than {parts[0]}")
    runs = [run for path in parts for run in begun(path).values()]
    for run in runs:
        alike = next(other for other in runs if other.folder.name == run.folder.name)
        if run.settings != alike.settings:
            raise UsageError(f"{run.folder} was measured in another way than {alike.folder}; score it again")
    _write_study(folder, first)
    for run in runs:
        with extend_run(folder / run.folder.name, run.settings) as whole:
            for case, entry in run.entries.items():
                moved = replace(entry, clip=run.path_of(entry).resolve().as_posix())
                if whole.entries.get(case) != moved:
                    whole.append(moved)
    return sum(len(run.entries) for run in begun(folder).values())


def _settle(suite: Suite, folder: Path) -> None:
    arms = {arm.name: len(arm.cases) for arm in suite.arms}
    told = {
        "schema": SCHEMA,
        "suite": suite.name,
        "suite_sha256": suite.sha256,
        "parts": hashes_of(suite),
        "arms": arms,
    }
    _write_study(folder, told)


def _write_study(folder: Path, told: Mapping[str, Any]) -> None:
    """Say what a folder is a run of; one of another suite is left alone."""
    if (folder / "study.json").is_file() and (name := _told(folder)["suite"]) != told["suite"]:
        raise UsageError(f"{folder} holds a run of the suite {name!r}; name another folder for {told['suite']!r}")
    with os_refusals(folder, remedy="check its permissions, or name another folder for the run"):
        write_json(folder / "study.json", told)


def _told(folder: Path) -> dict[str, Any]:
    file = folder / "study.json"
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(
            f"{folder} is no run of a suite: no study.json is there; make one: promptkit run SUITE"
        ) from error
    except ValueError as error:
        raise UsageError(f"{file} is damaged: {error}; run the suite into another folder") from error
    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        raise UsageError(f"{file} is damaged: it says it is no {SCHEMA}; run the suite into another folder")
    return told


def _run_arm(suite: Suite, cases: Sequence[Case], run: Run, submit: "Submit", most: int) -> Iterator[Done]:
    """Clips are made here, one after the other; up to `most` wait for their scores."""
    waiting: deque[tuple[Case, Callable[[], ClipScores | ClipError]]] = deque()
    for case in cases:
        ready = _ready(suite, case, run)
        if isinstance(ready, Done):
            yield ready
            continue
        waiting.append((case, submit(ready, _wanting(suite, case, ready, run), _alone(case.shot))))
        while len(waiting) >= most:
            yield _kept(run, *waiting.popleft())
    while waiting:
        yield _kept(run, *waiting.popleft())


def _ready(suite: Suite, case: Case, run: Run) -> Done | Clip:
    """The case's clip, or what there is to say of it already: it is scored, or cannot be had."""
    try:
        clip = open_clip(clip_of(suite, case, run.folder))
    except (ClipError, ProviderError) as error:
        return Done(arm=run.folder.name, case=case.id, error=error)
    if not _wanting(suite, case, clip, run):
        return Done(arm=run.folder.name, case=case.id, entry=run.entries[case.id], is_new=False)
    return clip


def _wanting(suite: Suite, case: Case, clip: Clip, run: Run) -> list[str]:
    return run.wanting(case.id, clip.sha256, suite.measured["metrics"], shot=case.shot)


def _kept(run: Run, case: Case, result: Callable[[], ClipScores | ClipError]) -> Done:
    """The scores, on disk."""
    scores = result()
    if isinstance(scores, ClipError):
        return Done(arm=run.folder.name, case=case.id, error=scores)
    entry = run.add(case.id, scores, shot=case.shot, prompt_id=case.prompt_id)
    return Done(arm=run.folder.name, case=case.id, entry=entry)


Submit = Callable[[Clip, Sequence[str], Shot | None], Callable[[], ClipScores | ClipError]]
"""(clip, names of metrics, what was ordered) → what gives the scores when they are wanted."""


@contextmanager
def _scorer(suite: Suite, how: Plan, jobs: int) -> Iterator[Submit]:
    """Scores in this process, or in `jobs` others."""
    if jobs == 1:
        yield lambda clip, names, shot: partial(_scored, clip, how.of_shot(shot), names)
        return
    context = get_context("spawn")  # torch and the video libraries have threads, which a fork would lose
    with ProcessPoolExecutor(
        jobs, mp_context=context, initializer=_begin, initargs=(suite.measured, how.device)
    ) as pool:
        yield lambda clip, names, shot: pool.submit(_in_worker, clip, names, shot).result


def _scored(clip: Clip, how: Plan, names: Sequence[str]) -> ClipScores | ClipError:
    try:
        return measure(clip, replace(how, metrics=tuple(one for one in how.metrics if one.name in names)))
    except ClipError as error:
        return error


_PLANS: dict[str, Plan] = {}
"""Of a worker process: the suite's plan, made once."""


def _begin(measured: Mapping[str, Any], device: str) -> None:
    _PLANS["suite"] = plan(**measured, device=device)


def _in_worker(clip: Clip, names: Sequence[str], shot: Shot | None) -> ClipScores | ClipError:
    return _scored(clip, _PLANS["suite"].of_shot(shot), names)


def _alone(shot: Shot | None) -> Shot | None:
    """The shot without the file that it was read from, which cannot be sent to another process."""
    if shot is None:
        return None
    reference = local_path(shot, shot.reference_video) if shot.reference_video else None
    return replace(shot, origin=None, reference_video=str(reference.resolve()) if reference else shot.reference_video)
