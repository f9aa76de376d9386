"""Motion from frame to frame at an even rate, without what has metrics of its own: cuts, freezes, jumps."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metrics._pairs import LEAST_SEEN

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow

F64 = NDArray[np.float64]

SPAN = 6
"""Steps that are compared at a time; fewer in all are left as they are."""
HELD_ENERGY, MOST_HELD = 0.97, 5
"""Share of the squared motion in every n-th step alone, n up to 5, from which on each frame is one shown n times."""
JUMP = 6
"""Steps longer than this many of those around (five on each side) are a jump cut or the seam of a loop."""
NEAR = 5
STANDS, STANDS_S, STANDS_STEPS = 0.1, 0.25, 3
"""Steps under a tenth of the clip's for this long are a freeze; so long as in `frozen`."""
TICK_S = 0.0101
"""Time stamps are rounded: GIF counts in 10 ms. Differences up to this are not the clip's."""


@dataclass(frozen=True)
class Steps:
    """From frame to frame at an even rate; S steps, N tiles."""

    t_s: F64
    moved: F64
    """(S, N, 2) frame heights."""
    seen: NDArray[np.bool_]
    """(S, N) enough of the tile can be followed."""
    is_followed: NDArray[np.bool_]
    """(S,) the step belongs to a movement."""
    is_held: NDArray[np.bool_]
    """(S,) the frame that was there is shown once more."""
    step_s: float
    shown: int = 1
    """How many times the file shows each frame."""


def even_steps(flow: "Flow", usable: NDArray[np.bool_], is_held: NDArray[np.bool_]) -> Steps:
    """The steps of a clip, freezes and jumps marked as not followed.

    Shape: usable, is_held (P,): pairs that can be followed, pairs whose second frame repeats the first.
    """
    return _without_interruptions(_without_repetition(_at_even_rate(flow, usable, is_held)))


def _at_even_rate(flow: "Flow", usable: NDArray[np.bool_], is_held: NDArray[np.bool_]) -> Steps:
    """A pair that lasts for n steps becomes n - 1 steps of nothing, its first frame held, and one of it all."""
    step_s = float(np.median(flow.dt_s[usable]))
    is_rounded = ~usable | (np.abs(flow.dt_s - step_s) <= TICK_S)
    count = np.where(is_rounded, 1, np.maximum(1, np.floor(flow.dt_s / step_s + 0.25))).astype(int)
    lasts_s = np.where(is_rounded, flow.dt_s, count * step_s)
    last, at = np.cumsum(count) - 1, np.repeat(np.arange(len(count)), count)
    moved = np.zeros((len(at), flow.tile_seen[0].size, 2))
    moved[last] = flow.tile_flow.reshape(len(count), -1, 2) * (lasts_s * usable)[:, None, None]
    held = np.ones(len(at), bool)
    held[last] = is_held
    return Steps(
        t_s=flow.t_s[at] + step_s * (np.arange(len(at)) - (last - count + 1)[at]),
        moved=moved,
        seen=(flow.tile_seen >= LEAST_SEEN).reshape(len(count), -1)[at],
        is_followed=usable[at],
        is_held=held,
        step_s=step_s,
    )


def _without_repetition(steps: Steps) -> Steps:
    """Where only every n-th step moves, n steps are one."""
    energy = np.sum(steps.moved**2, axis=(1, 2))
    for n in range(MOST_HELD, 1, -1):
        phase = int(np.argmax([energy[k::n].sum() for k in range(n)]))
        if energy[phase::n].sum() < max(HELD_ENERGY * energy.sum(), np.finfo(float).tiny):
            continue
        first = (phase + 1) % n
        groups = (len(energy) - first) // n
        part = slice(first, first + groups * n)
        if groups >= SPAN:
            return Steps(
                t_s=steps.t_s[part][::n],
                moved=steps.moved[part].reshape(groups, n, -1, 2).sum(axis=1),
                seen=np.asarray(steps.seen[part].reshape(groups, n, -1).all(axis=1)),
                is_followed=np.asarray(steps.is_followed[part].reshape(groups, n).all(axis=1)),
                is_held=np.asarray(steps.is_held[part].reshape(groups, n).all(axis=1)),
                step_s=steps.step_s * n,
                shown=n,
            )
    return steps


def _without_interruptions(steps: Steps) -> Steps:
    """Jumps, and freezes with the step that ends them, belong to no movement."""
    length, is_followed = np.sqrt(np.mean(np.sum(steps.moved**2, axis=-1), axis=1)), steps.is_followed.copy()
    if not is_followed.any():
        return steps
    for k in np.flatnonzero(steps.is_followed):
        near = np.r_[max(0, k - NEAR) : k, k + 1 : min(len(length), k + NEAR + 1)]
        near = near[steps.is_followed[near]]
        is_followed[k] = not len(near) or length[k] <= JUMP * length[near].mean()
    stands = steps.is_followed & (length < STANDS * np.sqrt(np.mean(length[steps.is_followed] ** 2)))
    least = max(STANDS_STEPS, int(np.ceil(STANDS_S / steps.step_s - 1e-6)))
    for run in np.split(np.arange(len(stands)), np.flatnonzero(np.diff(stands)) + 1):
        if stands[run[0]] and len(run) >= least:
            is_followed[run[0] : run[-1] + 2] = False
    return replace(steps, is_followed=is_followed, is_held=steps.is_held & is_followed)
