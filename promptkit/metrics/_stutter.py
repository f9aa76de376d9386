"""Frames shown again and frames left out: where they are, and how the clip would move without them."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from promptkit.metrics._steps import Steps

F64 = NDArray[np.float64]
Counts = NDArray[np.int64]

REACH = 2
ASKED = np.array([-1, 4, 4, -1]) / 6
"""What a step should be by two on each side: exact where speed changes as a cubic, as bodies and cameras do."""
LEAP = 1.6
"""Steps this many times what they should be may have a frame missing. Steps of eight clean clips whose motion keeps its
shape reach 1.55, all but one 1.40; of a frame that is missing there 1.47 to 3.6."""
ALIKE = 0.8
"""Cosine, over all tiles, of a step with what it should be. A missing frame stretches motion and leaves its shape."""
STANDS_OUT = 3.0
"""A leap departs from what it should be by this many times what steps usually do. Two and four tell
the same clips."""
MOST = 5
"""Steps that one may stand for."""
APART = 4
"""Steps whose neighbours are not the same; of leaps closer to each other the larger one is taken first."""


@dataclass(frozen=True)
class Restored:
    """Steps as they would be if each frame had been shown once."""

    steps: Steps
    repeated: NDArray[np.bool_]
    """(S,) of the steps as they are shown: nothing but a frame shown again."""
    missing: Counts
    """(S,) frames left out in each."""


def restored(steps: Steps, error: float) -> Restored:
    """Take away the steps that hold a frame, divide those that leap over some.

    What a step should be is told by its neighbours, so the clearest leaps are divided first, and what they hid is
    looked at again.

    Args:
        steps: As they are shown.
        error: Of the motion of a tile, frame heights.
    """
    counts, stretch = np.where(steps.is_held, 0, 1), np.zeros(len(steps.t_s))
    while True:
        divided, of = _divided(steps, counts)
        now = _departures(divided, error)
        is_told = (now.alike >= ALIKE) & (counts[of] == 1)
        leaps = is_told & (now.along >= LEAP)
        leaps &= now.along >= _highest_around(np.where(leaps, now.along, 0))
        if not leaps.any():
            break
        stretch[of[leaps]] = now.along[leaps]
        counts[of[leaps]] = np.clip(np.round(now.along[leaps]), 2, MOST).astype(int)
    usual = float(np.median(np.abs(now.along[is_told] - 1))) if is_told.any() else 0.0
    counts[(counts > 1) & (stretch < 1 + STANDS_OUT * usual)] = 1
    return Restored(_divided(steps, counts)[0], steps.is_held, np.maximum(counts - 1, 0))


def _divided(steps: Steps, counts: Counts) -> tuple[Steps, Counts]:
    """Each step in so many equal ones; and which one each is of."""
    of = np.repeat(np.arange(len(counts)), counts)
    return replace(
        steps,
        t_s=steps.t_s[of],
        moved=steps.moved[of] / counts[of][:, None, None],
        seen=steps.seen[of],
        is_followed=steps.is_followed[of],
        is_held=np.zeros(len(of), bool),
    ), of


@dataclass(frozen=True)
class _Departures:
    """Of each step from what its neighbours ask for; (S,) each, 0 where fewer than two on each side can be followed."""

    along: F64
    """How many times as far it goes, along what is asked for."""
    alike: F64
    """Cosine between them."""


def _departures(steps: Steps, error: float) -> _Departures:
    out = np.zeros((2, len(steps.t_s)))
    middle = np.arange(REACH, len(steps.t_s) - REACH)
    every = middle + np.arange(-REACH, REACH + 1)[:, None]
    where, moved = steps.seen[every].all(axis=0), steps.moved[every]
    noise = error**2 * np.maximum(1, where.sum(axis=1))

    def product(one: F64, other: F64) -> F64:
        return np.asarray(np.sum(np.sum(one * other, axis=-1) * where, axis=1))

    step = moved[REACH]
    asked = np.tensordot(ASKED, np.delete(moved, REACH, axis=0), 1)
    both, power = product(step, asked), product(asked, asked) + noise
    out[:, middle] = steps.is_followed[every].all(axis=0) * np.stack([
        both / power,
        both / np.sqrt(power * (product(step, step) + noise)),
    ])  # fmt: skip
    return _Departures(*out)


def _highest_around(values: F64) -> F64:
    """The largest of the values up to `APART` steps away on each side."""
    padded = np.pad(values, APART)
    around: F64 = np.lib.stride_tricks.sliding_window_view(padded, 2 * APART + 1).max(axis=1)
    return around
