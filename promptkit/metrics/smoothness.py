"""Motion that goes in even steps, or stutters."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, Series, metric
from promptkit.metrics._pairs import STILL, followed, usable_pairs

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow

F64 = NDArray[np.float64]

TAPS = 5
AROUND = np.array([1, 2, 2, 2, 1]) / 8
"""The motion that a step is compared with: a mean over five steps that lets nothing pass that alternates."""
SHARP = np.array([1, -4, 6, -4, 1]) / 16
"""Fourth difference, sin⁴(πf/rate): little under a quarter of the frame rate, where bodies and cameras move."""
LEAST_SEEN = 0.5
"""A tile counts when this share of it can be followed in each of the five steps."""
TICK_S = 0.0101
"""Time stamps are rounded: GIF counts in 10 ms. Differences up to this are not the clip's."""
BACKWARDS = 0.25
"""A tile of which one of the five steps goes back by more than this share of their mean turns round: no judder."""
HELD, LEAPT = 0.3, 1.5
"""Steps shorter and longer than this share of the motion around them: a frame shown again, a frame left out."""


@metric(unit="ratio", better="lower", version=1, needs=("flow",), margin=0.02)
def smoothness(flow: "Flow") -> Measurement:
    """Judder: how unevenly the picture moves from frame to frame, relative to how it moves.

    By how much each step departs is taken twice, tile by tile: from the mean of the five steps around it, and as their
    fourth difference; both are projected on that mean motion over all tiles, because time that runs
    unevenly makes everything that moves too slow or too fast at once. The value is the root mean square over steps,
    weighted by the mean motion's length, of the two departures' geometric mean as a share of that motion (at most 1): 0
    for even motion at any speed and frame rate, 1 for steps of 0 and 2v in turns, about √(0.56 d) for a small share d
    of frames shown twice. A frame that the time stamps hold for n frames counts as n - 1 steps of 0 and one long one:
    it looks like that.

    Real acceleration is slow beside the frame rate and left out by the fourth difference; what turns round within the
    five steps, as in a bounce, is left out by name. What remains: at 8 to 12 frames per second limbs move unevenly from
    frame to frame, and nothing tells that from judder.

    Shape: P pairs of frames, rows × columns tiles in; one value out; the relative departure of each step as series.
    Detail: `held`, `leapt` (steps under 0.3 and over 1.5 of the motion around them: repeated, missing frames), `jerk`
        (root mean square change of acceleration, frame heights per second³), `speed` (root mean square, frame heights
        per second), `rate_hz`, `steps` (compared), `left_out` (pairs).
    Not applicable: a single frame; no five steps in a row can be followed; a picture that stands still (under 0.01
        frame heights per second): judder is a property of motion, and 0 would praise a still for it.
    References: dropped and repeated frames as dips and spikes of the change from frame to frame: Wolf 2009 (NTIA,
        VPQM); when sampled motion looks smooth: Watson 2013 (SMPTE Motion Imaging Journal). The estimator is ours.
    """
    usable = followed(usable_pairs(flow), "cannot move")
    step_s = float(np.median(flow.dt_s[usable]))
    shots = [_compare(shot, step_s) for shot in _shots(flow, usable, step_s) if len(shot.moved) >= TAPS]
    if not shots:
        raise NotApplicable(f"{TAPS} steps in a row are needed that can be followed; the clip has none")
    speed = float(np.sqrt(np.mean(np.concatenate([shot.speed**2 for shot in shots]))))
    power, departure = (np.concatenate([getattr(shot, of) for shot in shots]) for of in ("power", "departure"))
    if speed < STILL:
        raise NotApplicable(f"nothing moves that could stutter: {speed:.4f} frame heights per second")
    if not power.any():
        raise NotApplicable("nothing goes the same way for five steps, so that they could be compared")
    share = np.concatenate([shot.share for shot in shots])[power > (STILL * step_s) ** 2]
    travelled = np.sqrt(power)
    return Measurement(
        float(np.sqrt(np.sum(departure**2 * travelled) / travelled.sum())),
        {
            "held": int(np.count_nonzero(share < HELD)),
            "leapt": int(np.count_nonzero(share > LEAPT)),
            "jerk": float(np.sqrt(np.mean(np.concatenate([shot.jerk**2 for shot in shots])))),
            "speed": speed,
            "rate_hz": 1 / step_s,
            "steps": len(power),
            "left_out": int(np.count_nonzero(~usable)),
        },
        Series(tuple(map(float, np.concatenate([shot.t_s for shot in shots]))), tuple(map(float, departure))),
    )


@dataclass(frozen=True)
class _Shot:
    """Steps at an even rate without a break: start times (S,), displacement (S, rows, columns, 2) and share seen."""

    t_s: F64
    moved: F64
    seen: F64


def _shots(flow: "Flow", usable: NDArray[np.bool_], step_s: float) -> Iterator[_Shot]:
    """The clip between its breaks; a pair that lasts for n steps becomes n - 1 steps of nothing and one of it all."""
    for run in np.split(np.arange(len(usable)), np.flatnonzero(~usable)):
        pairs = run[usable[run]]
        dt_s = flow.dt_s[pairs]
        is_rounded = np.abs(dt_s - step_s) <= TICK_S
        count = np.where(is_rounded, 1, np.maximum(1, np.floor(dt_s / step_s + 0.25))).astype(int)
        lasts_s = np.where(is_rounded, dt_s, count * step_s)
        last, at = np.cumsum(count) - 1, np.repeat(np.arange(len(pairs)), count)
        moved = np.zeros((len(at), *flow.tile_flow.shape[1:]))
        moved[last] = flow.tile_flow[pairs] * lasts_s[:, None, None, None]
        t_s = flow.t_s[pairs][at] + step_s * (np.arange(len(at)) - (last - count + 1)[at])
        yield _Shot(t_s, moved, flow.tile_seen[pairs][at].astype(np.float64))


@dataclass(frozen=True)
class _Compared:
    """Steps beside those around them, (S - 4,) each."""

    t_s: F64
    power: F64
    """Mean square of the motion around, over tiles, squared frame heights."""
    departure: F64
    """Of the step from it, as a share of it, 0..1."""
    share: F64
    """The step as a share of it."""
    speed: F64
    """Root mean square of the step, frame heights per second."""
    jerk: F64
    """Root mean square of the step's second difference, frame heights per second³."""


def _compare(shot: _Shot, step_s: float) -> _Compared:
    moved, middle = shot.moved, shot.moved[2:-2]
    is_seen = _windowed((shot.seen >= LEAST_SEEN).astype(np.float64), np.ones(TAPS)) == TAPS
    around, sharp = (_windowed(moved, taps) for taps in (AROUND, SHARP))
    onward = [np.sum(moved[k : k + len(middle)] * around, axis=-1) for k in range(TAPS)]
    counts = is_seen & (np.min(onward, axis=0) >= -BACKWARDS * np.sum(around**2, axis=-1))
    around, sharp = (motion * counts[..., None] for motion in (around, sharp))
    tiles = np.maximum(counts.sum(axis=(1, 2)), 1)
    power = np.sum(around**2, axis=(1, 2, 3)) / tiles

    def along(motion: F64) -> F64:
        return np.asarray(np.sum(motion * around, axis=(1, 2, 3)) / tiles / (power + (STILL * step_s) ** 2))

    share, bent = along(middle), _windowed(moved, np.array([0, 1, -2, 1, 0]))
    return _Compared(
        t_s=shot.t_s[2:-2],
        power=power,
        departure=np.minimum(1, np.sqrt(np.abs(along(sharp) * along(middle - around)))),
        share=share,
        speed=_root_mean_square(middle, is_seen) / step_s,
        jerk=_root_mean_square(bent, is_seen) / step_s**3,
    )


def _windowed(values: F64, taps: F64) -> F64:
    """Weighted sum of five neighbours in time: (S, ...) in, (S - 4, ...) out."""
    steps = len(values) - TAPS + 1
    return np.asarray(sum(tap * values[k : k + steps] for k, tap in enumerate(taps)))


def _root_mean_square(vectors: F64, where: NDArray[np.bool_]) -> F64:
    """Of the length of vectors over the tiles that count: (S, rows, columns, 2) in, (S,) out; 0 where none does."""
    square = np.sum(vectors**2, axis=-1) * where
    return np.asarray(np.sqrt(square.sum(axis=(1, 2)) / np.maximum(where.sum(axis=(1, 2)), 1)))
