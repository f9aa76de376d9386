"""What length does to clips: drift at equal lags, over equal exposure, and what the seam of a chain costs.

A clip of 10 s has had more time to drift than one of 5 s. Two of its numbers compare all the same: distance at one lag
(frames a second apart are a second apart in both), and anything over the first 5 s of both. For the second, score the
arms with `until` no longer than the shortest: `until: 5` in the suite, with `provider: {folder: ...}` naming the clips
that are there. Seams lie beyond that, so they are read from runs of whole clips.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from promptkit import stats
from promptkit.compare import Comparison, compare_runs
from promptkit.entry import Entry
from promptkit.errors import UsageError
from promptkit.metric import UNKNOWN, Bounds
from promptkit.run import Run
from promptkit.stats import Interval

SCHEMA = "promptkit.lengths/1"
_AMOUNTS: Bounds = (0, None)
"""Of distances, and of what is so many times another: unlike differences, none is below 0."""
SHORT_BY_S = 0.25
"""What models deliver less than was ordered (4.96 s for 5) is no other exposure."""


@dataclass(frozen=True)
class Estimate:
    """A mean over prompts; with fewer than three, without an interval."""

    mean: float
    interval: Interval | None
    prompts: int
    clips: int


@dataclass(frozen=True)
class AtLag:
    """Perceptual distance of frames that are so far apart."""

    lag_s: float
    distance: Estimate
    difference: Estimate | None
    """From the first arm's, in the cases that both have; None for the first arm, and without such cases."""


@dataclass(frozen=True)
class Seams:
    """What joining clips costs, in the unit of `lpips_adjacent`."""

    cost: Estimate
    """Distance of the frames at a seam minus the median of all other consecutive frames of the clip."""
    times: Estimate | None
    """That distance over that median, of clips where that is above zero; None where there is none."""


@dataclass(frozen=True, kw_only=True)
class Arm:
    """One length."""

    run: Run
    parts: int
    """Clips that were joined into one."""
    seconds: float
    """Median length of what was scored."""
    curve: tuple[AtLag, ...]
    seams: Seams | None
    why_no_seams: str | None
    against_first: Comparison | None
    """With the first arm, over equal exposure; None for the first arm and where exposure is not equal."""


@dataclass(frozen=True)
class Lengths:
    """Arms of one study that differ in length."""

    unit: str
    exposure_s: float | None
    """The part from the begin that was scored of every clip; None where exposure is not equal."""
    arms: tuple[Arm, ...]

    def as_json(self) -> dict[str, Any]:
        """As `promptkit.lengths/1`: JSON values only."""
        arms = [
            {
                "run": str(arm.run.folder), "parts": arm.parts, "seconds": arm.seconds,
                "curve": [asdict(one) for one in arm.curve], "seams": asdict(arm.seams) if arm.seams else None,
                "why_no_seams": arm.why_no_seams,
                "against_first": arm.against_first.as_json() if arm.against_first else None,
            }
            for arm in self.arms
        ]  # fmt: skip
        return {"schema": SCHEMA, "unit": self.unit, "exposure_s": self.exposure_s, "arms": arms}


def compare_lengths(runs: Sequence[Run], *, parts: Sequence[int] | None = None) -> Lengths:
    """Set arms of different lengths side by side, each against the first.

    Args:
        runs: one an arm, scored alike, with `lpips_drift`; seams need `lpips_adjacent` too.
        parts: clips that were joined into one, by arm; 1 where it was not.

    Raises:
        UsageError: fewer than two runs, another number of parts, parts below 1, no drift curve in a run, or runs that
            `compare_runs` refuses.
    """
    joined = [1] * len(runs) if parts is None else list(parts)
    if len(runs) < 2 or len(joined) != len(runs) or min(joined) < 1:  # noqa: PLR2004
        raise UsageError(
            f"expected two runs or more and a number of parts, from 1 on, for each; got {len(runs)}, {joined}"
        )
    against = [compare_runs(runs[0], run) for run in runs[1:]]
    exposure_s = _exposure_s(runs)
    arms = [_arm(runs[0], runs[0], joined[0], None)]
    arms += [_arm(runs[0], run, many, found if exposure_s else None)
             for run, many, found in zip(runs[1:], joined[1:], against, strict=True)]  # fmt: skip
    unit = next(entry.scores["lpips_drift"].unit for entry in _drifting(runs[0]))
    return Lengths(unit.removesuffix(" per second"), exposure_s, tuple(arms))


def _arm(first: Run, run: Run, parts: int, against: Comparison | None) -> Arm:
    found = _seams(run, parts)
    return Arm(
        run=run,
        parts=parts,
        seconds=float(np.median([entry.duration for entry in run.entries.values()])),
        curve=tuple(_curve(first, run)),
        seams=found if isinstance(found, Seams) else None,
        why_no_seams=None if isinstance(found, Seams) else found,
        against_first=against,
    )


def _exposure_s(runs: Sequence[Run]) -> float | None:
    until_s = runs[0].settings.until_s
    if until_s is None or any(run.settings.until_s != until_s for run in runs):
        return None
    part_s = until_s - (runs[0].settings.from_s or 0)
    reach = all(entry.duration >= part_s - SHORT_BY_S for run in runs for entry in run.entries.values())
    return part_s if reach else None


def _curve(first: Run, run: Run) -> Iterator[AtLag]:
    """Distance by lag, and its difference from the first arm's."""
    entries = list(_drifting(run))
    before = {entry.case: _by_lag(entry) for entry in _drifting(first)}
    for lag_s in sorted({lag_s for entry in entries for lag_s in _by_lag(entry)}):
        there = [entry for entry in entries if lag_s in _by_lag(entry)]
        paired = [entry for entry in there if lag_s in before.get(entry.case, ())] if run is not first else []
        apart = [_by_lag(entry)[lag_s] - before[entry.case][lag_s] for entry in paired]
        yield AtLag(
            lag_s,
            _estimate([_by_lag(entry)[lag_s] for entry in there], there, bounds=_AMOUNTS),
            _estimate(apart, paired) if paired else None,
        )


def _drifting(run: Run) -> Iterator[Entry]:
    """Clips with a drift curve."""
    found = [entry for entry in run.entries.values() if "lpips_drift" in entry.scores and _by_lag(entry)]
    if not found:
        raise UsageError(f"{run.folder} has no drift curve; score its clips with --metric lpips_drift")
    yield from found


def _by_lag(entry: Entry) -> dict[float, float]:
    curve = entry.scores["lpips_drift"].detail.get("curve", {})
    return dict(zip(curve.get("nominal_lag_s", ()), curve.get("mean", ()), strict=True))


def _seams(run: Run, parts: int) -> Seams | str:
    """The cost of the seams, or why there is none to tell."""
    if parts == 1:
        return "not a chain"
    if run.settings.from_s is not None or run.settings.until_s is not None:
        return "only a part of each clip was scored; seams are read from whole clips"
    there = [entry for entry in run.entries.values() if _distances(entry).size and entry.frames % parts == 0]
    if not there:
        return f"no clip with lpips_adjacent, and with frames that {parts} equal parts could have"
    joints = [_joint(_distances(entry), parts) for entry in there]
    moving = [(entry, at_seams / usual) for entry, (at_seams, usual) in zip(there, joints, strict=True) if usual > 0]
    times = _estimate([one for _, one in moving], [entry for entry, _ in moving], bounds=_AMOUNTS) if moving else None
    return Seams(_estimate([at_seams - usual for at_seams, usual in joints], there), times)


def _distances(entry: Entry) -> NDArray[np.float64]:
    """Of consecutive frames: (frames - 1,); none where they were not scored."""
    score = entry.scores.get("lpips_adjacent")
    return np.array(score.series.y if score and score.series else (), np.float64)


def _joint(distances: NDArray[np.float64], parts: int) -> tuple[float, float]:
    """Mean distance at the seams of equal parts, and the median of the others."""
    seams = (len(distances) + 1) // parts * np.arange(1, parts) - 1
    return float(distances[seams].mean()), float(np.median(np.delete(distances, seams)))


def _estimate(values: Sequence[float], entries: Sequence[Entry], *, bounds: Bounds = UNKNOWN) -> Estimate:
    means = stats.over_prompts(values, [entry.prompt_id or entry.case for entry in entries])
    interval = None
    if len(means) >= stats.FEWEST_PROMPTS:
        interval = stats.within_bounds(stats.mean_interval(means), means, bounds)
    return Estimate(float(means.mean()), interval, len(means), len(values))
