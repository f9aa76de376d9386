"""Pictures that stand: how far two frames are apart above coding noise, runs of one picture, duplicated frames."""

from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
Kind = TypeVar("Kind", np.uint8, np.float32)

TILE_PX = 8
"""Of a frame brought down to 320 px: a blink of a face a tenth of the picture's height changes one such tile by 6
grey levels, and what a coder does to a picture that stands is averaged over 64 pixels or more."""

SAME_MOST, SAME_MEAN = 3.0, 0.4
"""Two frames closer than this may be one picture. Standing pictures through H.264 at CRF 28: 2.9 and 0.31 at most but
for refreshes; real scenes over 0.25 s: 2.3 and 0.3 at the least (dunes under a slow drone), so that slow scenes must be
told by the way they go (`Run.creeps`)."""
REFRESH_MOST, REFRESH_MEAN = 8.0, 0.8
"""What a coder changes when it renews a standing picture."""
QUIET, FEWEST_QUIET = 0.15, 2
"""How little, in grey levels, two frames or more before and after that must change."""
CREEPING = 0.06
"""Grey levels away from the first frame below which nothing can be said."""
GROWTH = 1.3
ONE_STEP = 0.55
"""Slow motion goes away from the first frame in many steps, and twice as far by the end of a run as by its half. A
freeze keeps its distance; a coder that renews it makes one step."""
PACE = 0.2
"""Share of the usual change of the frames around, below which a run does not take part in their motion."""
CORE_MOST, CORE_MEAN = 0.6, 0.35
"""Shares of the motion around, the upper quartile of the changes, that a freeze in a slow scene stays below."""
NEAR = 12
"""Frames on each side that are around."""
SHORTEST_S = 0.25
FEWEST_FRAMES = 2.5
"""A picture shown for less than 0.25 s, or two frames, is held, not frozen: drawn animation holds two or three."""
AROUND = 3
MOVING = 1.0
DIP = 0.25
"""A duplicate changes less than this share of the largest change among three frames, on both sides. No clip that
moves falls below 0.27 of its own; duplicates after H.264 at CRF 28 have 0.2 at most where motion is above noise."""


@dataclass(frozen=True)
class Apart:
    """How far two frames are apart, grey levels of 255."""

    most: float
    """Of the tile at the 99th percentile: what moves somewhere."""
    mean: float
    """Of the whole frame."""


def apart(one: Grey, other: Grey) -> Apart:
    """Tile means of the absolute difference of two grey frames."""
    means = tiles(cv2.absdiff(one, other).astype(np.float32)).ravel()
    kept = len(means) - 1 - len(means) // 100
    return Apart(float(np.partition(means, kept)[kept]), float(means.mean()))


def tiles(values: NDArray[Kind]) -> NDArray[Kind]:
    """Means over tiles: (H, W) of any kind in, one value a tile of the same kind out."""
    height, width = values.shape
    grid = (max(1, width // TILE_PX), max(1, height // TILE_PX))
    return np.asarray(cv2.resize(values, grid, interpolation=cv2.INTER_AREA), values.dtype)


def is_same(difference: Apart) -> bool:
    """Whether two frames show the same picture, but for coding noise."""
    return difference.most <= SAME_MOST and difference.mean <= SAME_MEAN


@dataclass(frozen=True)
class Run:
    """Frames that stay close to the first of them."""

    first: int
    away: tuple[Apart, ...]
    """Distance of each further frame from the first."""
    is_refreshed: bool
    """The frame before it differs no more than by what a coder renews."""

    @property
    def last(self) -> int:
        """Index of the last frame."""
        return self.first + len(self.away)

    @property
    def is_quiet(self) -> bool:
        """Whether it can be part of a standing picture that a coder renews."""
        return len(self.away) >= FEWEST_QUIET and self.away[-1].mean <= QUIET

    def creeps(self, usual: float | None) -> bool:
        """Whether this is slow motion: step by step away from the first frame, at a pace that is usual around it.

        A standing picture keeps its distance, coding noise, or goes there in one step, when a coder renews it.
        """
        mean = [away.mean for away in self.away]
        if mean[-1] < CREEPING or (usual is not None and mean[-1] <= PACE * usual * len(mean)):
            return False
        return _by_degrees(mean) or _by_degrees([away.most for away in self.away])


def _by_degrees(away: list[float]) -> bool:
    """Whether a distance grows in many steps until the end."""
    steps = np.diff([0.0, *away])
    grows = away[-1] > GROWTH * away[(len(away) - 1) // 2]
    return len(away) > 1 and grows and float(steps.max()) <= ONE_STEP * away[-1]


class Standing:
    """Finds runs of frames that show one picture, as they come; holds two frames."""

    def __init__(self) -> None:
        self.changes: list[Apart] = []
        """From each frame to the next."""
        self._runs: list[Run] = []
        self._anchor: Grey | None = None
        self._last: Grey | None = None
        self._first = 0
        self._away: list[Apart] = []
        self._is_refreshed = False

    def add(self, grey: Grey) -> None:
        """The next frame."""
        if self._anchor is None or self._last is None:
            self._anchor = self._last = grey
            return
        change = apart(self._last, grey)
        self.changes.append(change)
        self._last = grey
        away = apart(self._anchor, grey) if self._away else change
        if is_same(away):
            self._away.append(away)
            return
        self._close()
        self._anchor = grey
        self._is_refreshed = change.most <= REFRESH_MOST and change.mean <= REFRESH_MEAN

    def runs(self) -> list[tuple[int, int]]:
        """First and last frame of each standing picture, two frames at least; call it once, after the last frame."""
        self._close()
        joined: list[Run] = []
        spans: list[tuple[int, int]] = []
        for run in self._runs:
            if run.creeps(self._usual(run)):
                spans += self._core(run)
                continue
            if (
                joined
                and run.is_refreshed
                and run.first == joined[-1].last + 1
                and joined[-1].is_quiet
                and run.is_quiet
            ):
                spans[-1] = (spans[-1][0], run.last)
            else:
                spans.append((run.first, run.last))
            joined.append(run)
        return spans

    def _core(self, run: Run) -> list[tuple[int, int]]:
        """The longest stretch of a slow run in which its motion all but ceases, if there is one."""
        around = self.changes[max(0, run.first - 2 * NEAR) : run.last + 2 * NEAR]
        most = CORE_MOST * float(np.percentile([change.most for change in around], 75))
        mean = CORE_MEAN * float(np.percentile([change.mean for change in around], 75))
        best = start = run.first
        length = 0
        for index in range(run.first, run.last):
            change = self.changes[index]
            if change.most > most or change.mean > mean:
                start = index + 1
            elif index + 1 - start > length:
                best, length = start, index + 1 - start
        return [(best, best + length)] if length > 1 else []

    def _close(self) -> None:
        if self._away:
            self._runs.append(Run(self._first, tuple(self._away), self._is_refreshed))
        self._away, self._first = [], len(self.changes)

    def _usual(self, run: Run) -> float | None:
        """Median change of the frames before or after a run, of the stiller side; None where there are none."""
        sides = self.changes[max(0, run.first - NEAR) : run.first], self.changes[run.last : run.last + NEAR]
        return min((float(np.median([change.mean for change in side])) for side in sides if side), default=None)


def frozen(t_s: F64, shown_s: F64, runs: list[tuple[int, int]], blank: NDArray[np.bool_]) -> list[tuple[float, float]]:
    """Spans in seconds for which one picture stands; a frame that is shown for so long counts as well.

    Shape: t_s, shown_s, blank (T,).
    """
    usual_s = float(np.median(shown_s)) if len(shown_s) else 0.0
    least_s = max(SHORTEST_S, FEWEST_FRAMES * usual_s) - 1e-6
    alone = [(index, index) for index in map(int, np.flatnonzero(shown_s >= least_s))]
    spans = [(float(t_s[a]), float(t_s[b] + shown_s[b])) for a, b in [*runs, *alone] if not blank[a : b + 1].all()]
    return united([span for span in spans if span[1] - span[0] >= least_s])


def duplicates(changes: list[Apart], cuts: list[int]) -> list[int]:
    """Frames that repeat the one before, amid frames that do not: their change is far below those on both sides.

    A picture that is held, by a slower source or a dropped frame, is one; a scene that rests is none. `cuts`, the first
    frames of new shots, say nothing of how the frames around them move.
    """
    most = np.array([change.most for change in changes])
    mean = np.array([change.mean for change in changes])
    within = np.ones(len(changes))
    within[[index - 1 for index in cuts]] = 0
    found = []
    for index in map(int, np.flatnonzero(most <= REFRESH_MOST)):
        moving = _around(most * within, index)
        if moving >= MOVING and most[index] <= DIP * moving and mean[index] <= DIP * _around(mean * within, index):
            found.append(index + 1)
    return found


def _around(values: F64, index: int) -> float:
    """The largest value among three on each side, of the side where it is smaller."""
    sides = values[max(0, index - AROUND) : index], values[index + 1 : index + 1 + AROUND]
    return min((float(side.max()) for side in sides if len(side)), default=0.0)


def united(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Spans in order, those that touch made one."""
    out: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1] + 1e-6:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
