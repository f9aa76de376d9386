"""Motion whose time runs evenly, or stutters."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, Series, metric
from promptkit.metrics._pairs import STILL, followed, seen, usable_pairs
from promptkit.metrics._steps import SPAN, Steps, even_steps
from promptkit.metrics._stutter import restored

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow
    from promptkit.observers.structure import Structure

F64 = NDArray[np.float64]

MOST = 2**0.5
"""Times what all is uneven, as it is shown, that judder and stutter may make: √(7/4) where frames repeat or are missing
in even motion. Where time is off everywhere some steps are as long as leaps, and would count too much."""
SAME_S = 1e-6
"""Two observers have one frame's time from one decoder."""
AROUND = np.array([1, 2, 2, 2, 2, 1]) / 10
"""The motion that steps are compared with: a mean over six of them that lets nothing pass that alternates."""
UNEVEN = np.array([0, -1, 3, -3, 1, 0]) / np.sqrt(70)
"""Third difference of steps, so fourth of moments: (2 sin(πf/rate))⁴, little of which is left where bodies and cameras
move. Divided so that moments with independent errors give the errors' standard deviation: 1, 4, 6, 4, 1 squared."""
FLOOR_S = 0.0035
"""Less than this is taken for nothing: 13 of 17 clean clips that repeat no frame read up to it."""
BACKWARDS = 0.25
"""A tile of which one of the six steps goes back by more than this share of their mean turns round: no judder."""
ERROR_PX = 0.05
"""Of the flow of a tile."""
STEADY = 0.12
"""Least share of all movement that goes on in its direction for six steps: of handheld chases and of textures that boil
it is 0.00–0.11, and what uneven time adds to that cannot be told."""
FEWEST, SLOWEST_HZ = 12, 7
"""Comparisons and rate needed: a nod of the head fills half of ten comparisons at 8 frames per second."""


@metric(unit="s", better="lower", version=3, needs=("flow", "structure"), margin=0.002, bounds=(0, None))
def smoothness(flow: "Flow", structure: "Structure") -> Measurement:
    """Judder and stutter: by how much the moments that frames show are off; standard deviation.

    Stutter is counted, because few frames that come twice or are missing vanish in a mean over the clip. A frame is
    held where `structure` finds it once more amid frames that move; frames are missing where a step is 1.6 times or
    more what its neighbours ask for, in the same shape, and stands out from the clip's other steps. What each is off by
    is one frame interval for each frame: the step's error, of which the moments' is a √2-th. Where nothing moves no
    missing frame can be seen, and none is counted.

    Judder is measured on what is left when frames held are taken away and steps that leap are divided. Where time runs
    unevenly all that moves is too slow or too fast at once, along its own way. So the third difference of four steps is
    projected, over all tiles, on the mean motion of six; what it holds beyond a smooth course is the error of the
    moments shown. Camera shake, limbs, and errors of the flow depart across the motion as well as along it: the mean
    square of the projection on that motion turned by 90° is taken off, and so is that of a floor of 0.0035 s. Means
    over the clip are weighted by the length of the motion.

    The value is √(judder² + stutter²), and no more than √2 times what third differences make of all as it is shown:
    where every moment is off, some steps are as long as leaps. Frames whose moments are off independently by s seconds
    read between s and √2 s, up to half a frame interval or so, for no frame can show what was before the last; one
    frame in n shown twice, or left out, reads √(1/2n) frame intervals; even motion reads 0 at any speed and rate. A
    file in which each frame is shown n times is what a player makes of one with an n-th of the rate, and scores as that
    one does. A frame that the time stamps hold counts as held, one step of all its motion at the end. Freezes, cuts and
    jumps have metrics of their own: steps that belong to one are left out.

    The value is a time, because a share of the step changes with the frame rate and what an error of time shows does
    not. The margin, 0.002 s, is half of the least that `promptkit.testing.degrade.judder` holds visible.

    Zero: even motion: no frame is held or missing, and what moments are off by is less than 0.0035 s.
    Shape: P pairs of frames, rows × columns tiles in; one value out; as series each comparison's error of time, as the
        frames are shown.
    Detail: `judder_s`, `stutter_s`, `most_s` (their bound); `along_s`, `across_s` (the two means); `held_s`, `leapt_s`
        (when a frame is shown again, and when some are missing); `missing` (frames in all); `steady` (share of movement
        compared); `jerk` (root mean square change of acceleration, frame heights per second³); `speed` (root mean
        square, frame heights per second); `rate_hz` (of frames that differ); `shown` (times that each is shown);
        `steps` (compared); `seen` (share of the picture, over the clip's time), `left_out` (steps that belong to a cut,
        a freeze or a jump).
    Not applicable: a single frame; fewer than 12 times six steps in a row; under 7 frames per second; a picture that
        stands still (under 0.01 frame heights per second), for 0 would praise it; movement of which less than 12 % goes
        on in its direction for six steps, as in footage that is thrown about: nothing tells uneven time from it, and
        `shake` says how far frames are off.
    References: dropped and repeated frames as dips and spikes of the change from frame to frame: Wolf 2009 (NTIA,
        VPQM); when sampled motion looks smooth: Watson 2013 (SMPTE Motion Imaging Journal). The estimator is ours.
    """
    usable = followed(usable_pairs(flow), "cannot move")
    steps = even_steps(flow, usable, _repeats(flow, structure))
    rate_hz = 1 / steps.step_s
    if rate_hz < SLOWEST_HZ:
        raise NotApplicable(f"{rate_hz:.1f} different frames per second do not resolve movement; {SLOWEST_HZ} would")
    speed = _root_mean_square(steps.moved, steps.seen * steps.is_followed[:, None]) / steps.step_s
    if speed < STILL:
        raise NotApplicable(f"nothing moves that could stutter: {speed:.4f} frame heights per second")
    error = ERROR_PX / flow.size_px[0]
    shown = _compare(steps, error)
    if len(shown.t_s) < FEWEST:
        raise NotApplicable(
            f"{SPAN} steps in a row that can be followed are needed {FEWEST} times; the clip has {len(shown.t_s)}"
        )
    even = restored(steps, error)
    left = _compare(even.steps, error)
    left = left if len(left.t_s) >= FEWEST else shown  # too many are held to tell what the others do
    if left.steady < STEADY:
        raise NotApplicable(f"only {left.steady:.0%} of what moves goes the same way for {SPAN} steps; see `shake`")
    along, across = _mean_squares(left)
    judder_s = float(np.sqrt(max(0.0, along - across - FLOOR_S**2)))
    off = (np.count_nonzero(even.repeated) + np.sum(even.missing**2)) / np.count_nonzero(steps.is_followed)
    stutter_s = steps.step_s * float(np.sqrt(off / 2))
    all_along, all_across = _mean_squares(shown)
    most_s = MOST * float(np.sqrt(max(0.0, all_along - all_across)))
    return Measurement(
        min(float(np.hypot(judder_s, stutter_s)), most_s),
        {
            "judder_s": judder_s,
            "stutter_s": stutter_s,
            "most_s": most_s,
            "along_s": float(np.sqrt(along)),
            "across_s": float(np.sqrt(across)),
            "held_s": [float(at_s) for at_s in steps.t_s[even.repeated] + steps.step_s],
            "leapt_s": [float(at_s) for at_s in steps.t_s[even.missing > 0]],
            "missing": int(even.missing.sum()),
            "steady": left.steady,
            "jerk": shown.jerk,
            "speed": speed,
            "rate_hz": rate_hz,
            "shown": steps.shown,
            "steps": len(shown.t_s),
            "seen": seen(flow.dt_s, usable, flow.coverage),
            "left_out": int(np.count_nonzero(~steps.is_followed)),
        },
        Series.of(shown.t_s, np.abs(shown.along_s)),
    )


def _repeats(flow: "Flow", structure: "Structure") -> NDArray[np.bool_]:
    """(P,) pairs whose second frame is one that `structure` has found to repeat the first, amid movement."""
    apart_s = np.abs((flow.t_s + flow.dt_s)[:, None] - structure.duplicates_s)
    is_held = np.asarray(apart_s.min(axis=1, initial=np.inf) < SAME_S)
    is_held[[0, -1]] = False
    return is_held


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
    steady: float
    """Share of the steps' mean square that the motion compared accounts for."""
    jerk: float
    """Root mean square of the second difference, frame heights per second³."""


def _mean_squares(found: _Compared) -> tuple[float, float]:
    """Along the motion and across it, s²; weighted by its length, of which there must be some."""
    weight = np.sqrt(found.power) / np.sqrt(found.power).sum()
    return float(weight @ found.along_s**2), float(weight @ found.across_s**2)


def _compare(steps: Steps, error: float) -> _Compared:
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

    return _Compared(
        t_s=steps.t_s[2 : 2 + len(is_whole)][is_whole],
        power=power[is_whole],
        along_s=onto(uneven, around)[is_whole] * steps.step_s,
        across_s=onto(uneven, turned)[is_whole] * steps.step_s,
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
