"""What a page is about: one run or two, their metrics and their cases."""

from dataclasses import dataclass
from pathlib import Path

from promptkit.compare import Comparison, names_of
from promptkit.run import Run, read_run
from promptkit.study import arms_of, promised


@dataclass(frozen=True)
class Side:
    """One run as the page shows it: "a" or "b", and what it is called."""

    key: str
    name: str
    run: Run


def sides_of(subject: Run | Comparison) -> tuple[Side, ...]:
    """One side for a run, two for a comparison, the baseline first."""
    if isinstance(subject, Run):
        return (Side("a", subject.folder.resolve().name, subject),)
    called = names_of(subject.a, subject.b)
    return Side("a", called[0], subject.a), Side("b", called[1], subject.b)


def metrics_of(sides: tuple[Side, ...]) -> list[str]:
    """Metrics that some clip has, those with a good direction first."""
    scores = {
        name: score for side in sides for entry in side.run.entries.values() for name, score in entry.scores.items()
    }
    order = {name: place for place, name in enumerate(scores)}
    return sorted(scores, key=lambda name: (scores[name].better == "neither", order[name]))


def cases_of(sides: tuple[Side, ...]) -> list[str]:
    """Every case of either run, in the order in which they were scored."""
    return [*dict.fromkeys(case for side in sides for case in side.run.entries)]


def unfinished(sides: tuple[Side, ...]) -> list[str]:
    """What is not there yet of the studies that the runs are arms of, in words.

    Raises:
        UsageError: a `study.json` beside a run is damaged.
    """
    folders = [side.run.folder.resolve() for side in sides]
    return [
        said
        for study in dict.fromkeys(folder.parent for folder in folders if promised(folder) is not None)
        for arm in arms_of(study)
        if (said := _short_of(study / arm, {side.run.folder.resolve(): len(side.run.entries) for side in sides}))
    ]


def _short_of(arm: Path, shown: dict[Path, int]) -> str | None:
    wanted = promised(arm) or 0
    there = shown[arm] if arm in shown else len(read_run(arm).entries) if (arm / "run.json").is_file() else 0
    if there == 0 < wanted:
        return f"{arm.name}: none of {wanted} cases has been scored"
    if there < wanted and arm in shown:
        return f"{arm.name}: {there} of {wanted} cases have been scored; the study goes on, or was interrupted"
    return None
