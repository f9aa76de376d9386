"""Noise floors: how much each score of a clip changes when nothing has happened that anybody could see.

A clip is scored as it is and again, after it was encoded again, made a little smaller, decoded once more, and, where
asked, on another device. What such changes do to a score is what a difference must exceed to mean anything here.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from promptkit.clip import open_clip
from promptkit.environment import environment_of
from promptkit.errors import UsageError
from promptkit.metric import Metric, Score, unit_of
from promptkit.nets.perceptual import usable_device
from promptkit.plan import Plan
from promptkit.registry import each_of_names
from promptkit.score import measure
from promptkit.testing._files import FilePath
from promptkit.testing._frames import Frames
from promptkit.testing._harmless import HARMLESS, edited, resized
from promptkit.testing.degrade import read_clip, write_exact

SCHEMA = "promptkit.noise/1"
PERCENTILE = 95.0
SMALLER = 0.96
"""Of the clip's size, sides rounded to even pixels: 1080 becomes 1036."""
AGAIN = "decoded_again"


@dataclass(frozen=True, kw_only=True)
class Floor:
    """How much one metric changes when nothing did."""

    metric: str
    version: int
    unit: str
    floor: float
    """95th percentile of the absolute changes; of fewer than 20, the largest."""
    changes: int
    """How many were measured: clips times ways to change them, where the metric had a value both times."""
    by_change: Mapping[str, float]
    """The largest change by way."""
    worst_clip: str
    """Where the largest of all was."""
    always_0: bool = False
    """All scores were 0: a floor of 0 then says nothing, for nothing was there that could change."""


@dataclass(frozen=True, kw_only=True)
class Noise:
    """Noise floors of an environment."""

    floors: tuple[Floor, ...]
    unmeasured: Mapping[str, str]
    """Metrics that have no floor, and why."""
    clips: tuple[str, ...]
    ways: tuple[str, ...]
    environment: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The file that a gate reads (schema `promptkit.noise/1`); `floors` is all that it needs."""
        return {
            "schema": SCHEMA,
            "floors": {one.metric: one.floor for one in self.floors},
            "metrics": [asdict(one) for one in self.floors],
            "unmeasured": dict(self.unmeasured),
            "clips": self.clips,
            "changes": self.ways,
            "environment": self.environment,
        }


def calibrate(
    clips: FilePath | Sequence[FilePath], how: Plan, *, other_device: str | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Noise:  # fmt: skip
    """Measure the noise floors of a plan's metrics on clips; nothing is read from or kept in the cache.

    Only the part of each clip that the plan names is used, and held in memory while it is changed.

    Args:
        clips: Video files such as will be judged; different ones, for floors depend on what is seen.
        how: With what they are measured; their floors hold for that alone.
        other_device: Torch device to score on as well.
        progress: Is told, in words, what is about to be done.

    Raises:
        ClipError: a clip cannot be read.
        UsageError: there is no clip, a clip has a single frame, or the device cannot be used.
    """
    clips = each_of_names(clips)
    if not clips:
        raise UsageError("there is no clip to calibrate on; name one or more")
    how = replace(how, cache=False)
    other = replace(how, device=usable_device(other_device)) if other_device else None
    names = tuple(dict.fromkeys(os.fspath(clip) for clip in clips))
    scores = {name: dict(_scores(Path(name), how, other, progress)) for name in names}
    found = {metric.name: _floor(metric, scores) for metric in how.metrics}
    return Noise(
        floors=tuple(one for one in found.values() if isinstance(one, Floor)),
        unmeasured={name: one for name, one in found.items() if isinstance(one, str)},
        clips=names,
        ways=tuple(way for way in next(iter(scores.values())) if way),
        environment=environment_of(how) | ({"other_device": other.device} if other else {}),
    )


Scores = Mapping[str, Mapping[str, Score]]
"""Of one clip, by way and metric; the way of the clip as it is is ""."""


def _scores(
    path: Path, how: Plan, other: Plan | None, progress: Callable[[str], None]
) -> Iterator[tuple[str, Mapping[str, Score]]]:
    progress(f"{path}: as it is")
    clip = open_clip(path)
    yield "", measure(clip, how).scores
    progress(f"{path}: {AGAIN}")
    yield AGAIN, measure(clip, how).scores
    if other:
        progress(f"{path}: on {other.device}")
        yield f"on {other.device}", measure(clip, other).scores
    whole = replace(how, from_s=None, until_s=None)
    with TemporaryDirectory() as folder:
        part = Path(folder) / "part.mkv"
        write_exact(part, *read_clip(path, from_s=how.from_s, until_s=how.until_s))
        for way, change in _WAYS.items():
            progress(f"{path}: {way}")
            changed = Path(folder) / f"{way}.mp4"
            change(part, changed)
            yield way, measure(open_clip(changed), whole).scores


def _a_little_smaller(rgb: Frames, fps: float) -> tuple[Frames, float]:
    return resized(rgb, fps, short_px=max(2, round(SMALLER * min(rgb.shape[1:3]))))


_WAYS: Mapping[str, Callable[[FilePath, FilePath], None]] = {
    "crf_18": HARMLESS["crf_18"].change,
    "crf_23": HARMLESS["crf_23"].change,
    "a_little_smaller": partial(edited, edit=_a_little_smaller),
}


def _floor(metric: Metric, scores: Mapping[str, Scores]) -> Floor | str:
    """The metric's floor, or why it has none."""
    changed = [
        (size, way, name)
        for name, by_way in scores.items()
        for way in by_way
        if way and (size := _apart(by_way[""][metric.name], by_way[way][metric.name])) is not None
    ]
    every = [by_metric[metric.name] for by_way in scores.values() for by_metric in by_way.values()]
    if not changed:
        return next(score.why for score in every if score.why)
    size, _, worst = max(changed)
    return Floor(
        metric=metric.name,
        version=metric.version,
        unit=unit_of(every),
        floor=float(np.percentile([each for each, _, _ in changed], PERCENTILE, method="higher")),
        changes=len(changed),
        by_change={way: max(each for each, its, _ in changed if its == way) for _, way, _ in changed},
        worst_clip=worst if size else "",
        always_0=not any(score.value for score in every),
    )


def _apart(one: Score, other: Score) -> float | None:
    return None if one.value is None or other.value is None else abs(other.value - one.value)
