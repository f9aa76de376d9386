"""Motion whose time runs evenly, or stutters."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, Series, metric
from promptkit.metrics._pairs import STILL, followed, usable_pairs

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow

F64 = NDArray[np.float64]

SPAN = 6
AROUND = np.array([1, 2, 2, 2, 2, 1]) / 10
"""The motion that steps are compared with: a mean over six of them that lets nothing pass that alternates."""
UNEVEN = np.array([0, -1, 3, -3, 1, 0]) / np.sqrt(70)
"""Third difference of steps, so fourth of moments: (2 sin(πf/rate))⁴, little of which is left where bodies and cameras
move. Divided so that moments with independent errors give the errors' standard deviation: 1, 4, 6, 4, 1 squared."""
FLOOR_S = 0.0035
"""Less than this is taken for nothing: 13 of 17 clean clips that repeat no frame read up to it."""
LEAST_SEEN = 0.5
"""A tile counts when this share of it can be followed in each of the six steps."""
BACKWARDS = 0.25
"""A tile of which one of the six steps goes back by more than this share of their mean turns round: no judder."""
ERROR_PX = 0.05
"""Of the flow of a tile."""
STEADY = 0.12
"""Least share of all movement that goes on in its direction for six steps: of handheld chases and of textures that boil
it is 0.00–0.11, and what uneven time adds to that cannot be told."""
FEWEST, SLOWEST_HZ = 12, 7
"""Comparisons and rate needed: a nod of the head fills half of ten comparisons at 8 frames per second."""
HELD_ENERGY, MOST_HELD = 0.97, 5
"""Share of the squared motion in every n-th step alone, n up to 5, from which on each frame is one shown n times."""
JUMP = 6
"""Steps longer than this many of those around (five on each side) are a jump cut or the seam of a loop."""
NEAR = 5
STANDS, STANDS_S, STANDS_STEPS = 0.1, 0.25, 3
"""Steps under a tenth of the clip's for this long are a freeze; so long as in `frozen`."""
TICK_S = 0.0101
"""Time stamps are rounded: GIF counts in 10 ms. Differences up to this are not the clip's."""
HELD, LEAPT = 0.3, 1.5
"""Steps shorter and longer than this share of the motion around them: a frame shown again, a frame left out."""


@metric(unit="s", better="lower", version=2, needs=("flow",), margin=0.002)
def smoothness(flow: "Flow") -> Measurement:
    """Judder: by how much the moments that frames show are off; standard deviation.

    Where time runs unevenly all that moves is too slow or too fast at once, along its own way. So the third difference
    of four steps is projected, over all tiles, on the mean motion of six; what it holds beyond a smooth course is the
    error of the moments shown. Camera shake, limbs, and errors of the flow depart across the motion as well as along
    it: the mean square of the projection on that motion turned by 90° is taken off, and so is that of a floor of
    0.0035 s. Means over the clip are weighted by the length of the motion.

    Frames whose moments are off independently by s seconds read s, up to half a frame interval or so, for no frame can
    show what was before the last; one frame in n shown twice, or left out, reads √(20/70n) frame intervals, all less
    the floor; even motion reads 0 at any speed and rate. A file in which each frame is shown n times is what a player
    makes of one with an n-th of the rate, and scores as that one does. A frame that the time stamps hold counts as
    held, one step of all its motion at the end. Freezes, cuts and jumps have metrics of their own: comparisons that
    meet one are left out.

    The value is a time, because a share of the step changes with the frame rate and what an error of time shows does
    not. The margin, 0.002 s, is half of the least that `promptkit.testing.degrade.judder` holds visible.

    Shape: P pairs of frames, rows × columns tiles in; one value out; each comparison's error of time as series.
    Detail: `along_s`, `across_s` (the two means); `steady` (share of movement compared); `held`, `leapt` (steps under
        0.3 and over 1.5 of the motion around them: repeated, missing frames); `jerk` (root mean square change of
        acceleration, frame heights per second³); `speed` (root mean square, frame heights per second); `rate_hz` (of
        frames that differ); `shown` (times that each is shown); `steps` (compared); `left_out` (steps that belong to a
        cut, a freeze or a jump).
    Not applicable: a single frame; fewer than 12 times six steps in a row; under 7 frames per second; a picture that
        stands still (under 0.01 frame heights per second), for 0 would praise it; movement of which less than 12 % goes
        on in its direction for six steps, as in footage that is thrown about: nothing tells uneven time from it.
    References: dropped and repeated frames as dips and spikes of the change from frame to frame: Wolf 2009 (NTIA,
        VPQM); when sampled motion looks smooth: Watson 2013 (SMPTE Motion Imaging Journal). The estimator is ours.
    """
    usable = followed(usable_pairs(flow), "cannot move")
    every = _without_interruptions(_without_repetition(_at_even_rate(flow, usable)))
    rate_hz = 1 / every.step_s
    if rate_hz < SLOWEST_HZ:
        raise NotApplicable(f"{rate_hz:.1f} different frames per second do not resolve movement; {SLOWEST_HZ} would")
    speed = _root_mean_square(every.moved, every.seen * every.is_followed[:, None]) / every.step_s
    if speed < STILL:
        raise NotApplicable(f"nothing moves that could stutter: {speed:.4f} frame heights per second")
    found = _compare(every, ERROR_PX / flow.size_px[0])
    if len(found.t_s) < FEWEST:
        raise NotApplicable(
            f"{SPAN} steps in a row that can be followed are needed {FEWEST} times; the clip has {len(found.t_s)}"
        )
    if found.steady < STEADY:
        raise NotApplicable(f"only {found.steady:.0%} of what moves goes the same way for {SPAN} steps")
    weight = np.sqrt(found.power) / np.sqrt(found.power).sum()
    along, across = float(weight @ found.along_s**2), float(weight @ found.across_s**2)
    return Measurement(
        float(np.sqrt(max(0.0, along - across - FLOOR_S**2))),
        {
            "along_s": float(np.sqrt(along)),
            "across_s": float(np.sqrt(across)),
            "steady": found.steady,
            "held": int(np.count_nonzero(found.share < HELD)),
            "leapt": int(np.count_nonzero(found.share > LEAPT)),
            "jerk": found.jerk,
            "speed": speed,
            "rate_hz": rate_hz,
            "shown": every.shown,
            "steps": len(found.t_s),
            "left_out": int(np.count_nonzero(~every.is_followed)),
        },
        Series(tuple(map(float, found.t_s)), tuple(map(float, np.abs(found.along_s)))),
    )


@dataclass(frozen=True)
class _Steps:
    """From frame to frame at an even rate; S steps, N tiles."""

    t_s: F64
    moved: F64
    """(S, N, 2) frame heights."""
    seen: NDArray[np.bool_]
    """(S, N) enough of the tile can be followed."""
    is_followed: NDArray[np.bool_]
    """(S,) the step belongs to a movement."""
    step_s: float
    shown: int = 1
    """How many times the file shows each frame."""


def _at_even_rate(flow: "Flow", usable: NDArray[np.bool_]) -> _Steps:
    """A pair that lasts for n steps becomes n - 1 steps of nothing and one of it all."""
    step_s = float(np.median(flow.dt_s[usable]))
    is_rounded = ~usable | (np.abs(flow.dt_s - step_s) <= TICK_S)
    count = np.where(is_rounded, 1, np.maximum(1, np.floor(flow.dt_s / step_s + 0.25))).astype(int)
    lasts_s = np.where(is_rounded, flow.dt_s, count * step_s)
    last, at = np.cumsum(count) - 1, np.repeat(np.arange(len(count)), count)
    moved = np.zeros((len(at), flow.tile_seen[0].size, 2))
    moved[last] = flow.tile_flow.reshape(len(count), -1, 2) * (lasts_s * usable)[:, None, None]
    return _Steps(
        t_s=flow.t_s[at] + step_s * (np.arange(len(at)) - (last - count + 1)[at]),
        moved=moved,
        seen=(flow.tile_seen >= LEAST_SEEN).reshape(len(count), -1)[at],
        is_followed=usable[at],
        step_s=step_s,
    )


def _without_repetition(steps: _Steps) -> _Steps:
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
            return _Steps(
                t_s=steps.t_s[part][::n],
                moved=steps.moved[part].reshape(groups, n, -1, 2).sum(axis=1),
                seen=np.asarray(steps.seen[part].reshape(groups, n, -1).all(axis=1)),
                is_followed=np.asarray(steps.is_followed[part].reshape(groups, n).all(axis=1)),
                step_s=steps.step_s * n,
                shown=n,
            )
    return steps


def _without_interruptions(steps: _Steps) -> _Steps:
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
    return replace(steps, is_followed=is_followed)


@dataclass(frozen=True)
class _Compared:
    """Six steps in a row each, C of them in all."""

    t_s: F64
    """(C,) start of the third."""
    power: F64
    """(C,) mean square of the motion, over tiles, squared frame heights."""
    along_s: F64
    across_s: F64
    """(C,) what is uneven, along the motion and across it, as time."""
    share: F64
    """The third step as a share of the motion, where there is any."""
    steady: float
    """Share of the steps' mean square that the motion compared accounts for."""
    jerk: float
    """Root mean square of the second difference, frame heights per second³."""


def _compare(steps: _Steps, error: float) -> _Compared:
    moved, whole = steps.moved, np.ones(SPAN)
    around, uneven = _windowed(moved, AROUND), _windowed(moved, UNEVEN)
    is_whole = _windowed(steps.is_followed.astype(np.float64), whole) == SPAN
    is_seen = (_windowed(steps.seen.astype(np.float64), whole) == SPAN) & is_whole[:, None]
    onward = np.min([np.sum(moved[k : k + len(around)] * around, axis=-1) for k in range(SPAN)], axis=0)
    counts = is_seen & (onward >= -BACKWARDS * np.sum(around**2, axis=-1) - error**2)
    around = around * counts[..., None]
    tiles = counts.shape[1]
    power = np.sum(around**2, axis=(1, 2)) / tiles
    energy = _windowed(np.sum(moved**2, axis=(1, 2)) / tiles, AROUND)
    turned = np.stack([-around[..., 1], around[..., 0]], axis=-1)

    def onto(motion: F64, direction: F64) -> F64:
        return np.asarray(np.sum(motion * direction, axis=(1, 2)) / tiles / (power + error**2))

    middle = moved[2 : 2 + len(is_whole)]

    return _Compared(
        t_s=steps.t_s[2 : 2 + len(is_whole)][is_whole],
        power=power[is_whole],
        along_s=onto(uneven, around)[is_whole] * steps.step_s,
        across_s=onto(uneven, turned)[is_whole] * steps.step_s,
        share=onto(middle, around)[is_whole & (power > (STILL * steps.step_s) ** 2)],
        steady=float(power[is_whole].sum() / max(energy[is_whole].sum(), np.finfo(float).tiny)),
        jerk=_root_mean_square(_windowed(moved, np.array([0, 1, -2, 1, 0, 0])), is_seen) / steps.step_s**3,
    )


def _windowed(values: F64, taps: F64) -> F64:
    """Weighted sum of six neighbours in time: (S, ...) in, (S - 5, ...) out; none of fewer."""
    steps = max(0, len(values) - len(taps) + 1)
    return np.asarray(sum(tap * values[k : k + steps] for k, tap in enumerate(taps)))


def _root_mean_square(vectors: F64, where: NDArray[np.bool_]) -> float:
    """Of the length of vectors over the tiles that count: (S, N, 2) and (S, N) in; 0 where none does."""
    return float(np.sqrt(np.sum(np.sum(vectors**2, axis=-1) * where) / max(1, np.count_nonzero(where))))
