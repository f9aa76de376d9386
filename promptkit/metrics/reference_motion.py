"""Whether a clip moves as the video moves whose motion it was given (Motion Control)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, Series, metric
from promptkit.metrics._course import Course, at, course_of
from promptkit.metrics._pairs import STILL

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow
    from promptkit.observers.reference_flow import ReferenceFlow

F64 = NDArray[np.float64]
STEP_S = 1 / 24
"""Between the moments that are compared."""
LAG_STEPS_A_SECOND = 48
WINDOW_S = 0.25
"""Motion is compared as it is over this time: two frames of a clip of 8 per second."""
SHORTEST_S = 0.5
"""That both must have in common to be compared at a lag."""
LOCAL_S = 1.0
"""Over which the series is taken."""
_SAME = 1e-4
"""Lags whose correlations are nearer than this are as good: the smallest of them is taken."""


@metric(
    unit="correlation", better="higher", version=1, needs=("flow", "reference_flow"), margin=0.05, bounds=(-1, 1),
    stillness_flatters=False,
)  # fmt: skip
def reference_motion(
    flow: "Flow", reference_flow: "ReferenceFlow", *, most_lag_s: float = 0.5, window_s: float = WINDOW_S
) -> Measurement:
    """Correlation of a clip's motion with that of its reference video, over place and time.

    Motion is the optical flow on a grid of 4 by 4 cells, in frame heights per second, camera and subject together, as
    it is over a quarter of a second. Products of both motions are summed over cells, directions and time, and divided
    by what each has with itself: 1 where the clip moves as the reference does or in proportion to it, 0 where it moves
    otherwise, stands, or moves the opposite way. What things look like does not matter, nor do brightness, frame rate
    and resolution. The clip may be up to half a second early or late; the lag at which both agree best is the one that
    counts. Flow does not know limbs: that a hand does the right thing in the wrong cell is not seen.

    Zero: the clip moves otherwise than the reference, the opposite way, or not at all; 1 is the same motion.
    Shape: motion of P and Q pairs of frames in; one value out, 0..1; the correlation within a second around each moment
        as series, -1..1.
    Options: the largest lag, and over what time motion is averaged.
    Detail: `lag_s` (positive where the clip is late), `amplitude` (the clip's motion as a share of the reference's),
        `compared_s`, `reference_speed` and `speed` (root mean square), `camera` and `subject` (the correlations of each
        part alone, where the reference has such motion), `reference_sha256`.
    Not applicable: no reference video is known as a file, it or the clip has a single frame, it stands still, or less
        than half a second of both can be compared.
    References: Barron, Fleet & Beauchemin 1994, who compare flow fields by the angle between vectors; here pooled, so
        that weak motion counts little, and with the lag as in cross-correlation.
    """
    if not reference_flow.sha256:
        raise NotApplicable("no reference video is known; name one: --reference-video FILE, or a shot that has one")
    for whose, seen in (("the reference video", reference_flow), ("the clip", flow)):
        if not len(seen.t_s):
            raise NotApplicable(f"{whose} has a single frame, which cannot move")
    reference, clip = course_of(reference_flow), course_of(flow)
    steps = round(most_lag_s * LAG_STEPS_A_SECOND)
    lags_s = np.array(sorted(np.arange(-steps, steps + 1) / LAG_STEPS_A_SECOND, key=abs))
    found = [pair for lag_s in lags_s if (pair := _pair(reference, clip, float(lag_s), window_s)) is not None]
    if not found:
        raise NotApplicable(f"less than {SHORTEST_S:g} s of the clip and its reference video can be compared")
    if all(pair.reference_speed < STILL for pair in found):
        raise NotApplicable("the reference video stands still: there is no motion to transfer")
    correlations = [pair.correlation(pair.whole) for pair in found]
    best = next(i for i, value in enumerate(correlations) if value >= max(correlations) - _SAME)
    return _measurement(found[best], correlations[best], reference_flow.sha256)


@dataclass(frozen=True)
class _Pair:
    """Both motions at N common moments, reference first; velocities (N, cells, 2) in frame heights per second."""

    t_s: F64
    """Of the clip."""
    lag_s: float
    whole: tuple[F64, F64]
    camera: tuple[F64, F64]

    @property
    def subject(self) -> tuple[F64, F64]:
        return self.whole[0] - self.camera[0], self.whole[1] - self.camera[1]

    @property
    def reference_speed(self) -> float:
        return _speed(self.whole[0])

    def correlation(self, both: tuple[F64, F64]) -> float:
        """Over all of the time, -1..1; a clip that stands counts as moving at `STILL`."""
        reference, clip = both
        return float(np.mean(np.sum(reference * clip, axis=-1)) / (_at_least(reference) * _at_least(clip)))

    def local(self, window_s: float) -> F64:
        """Correlation of the whole motion around each moment, (N,)."""
        width = min(len(self.t_s), 2 * round(window_s / STEP_S / 2) + 1)
        reference, clip = self.whole
        taps = np.ones(width) / width
        share = np.convolve(np.ones(len(self.t_s)), taps, mode="same")  # less than a window at the ends

        def around(one: F64, other: F64) -> F64:
            return np.convolve(np.sum(one * other, axis=-1).mean(axis=-1), taps, mode="same") / share

        powers = [np.maximum(around(one, one), STILL**2) for one in (reference, clip)]
        return np.asarray(around(reference, clip) / np.sqrt(powers[0] * powers[1]))


def _pair(reference: Course, clip: Course, lag_s: float, window_s: float) -> _Pair | None:
    """What both do where the clip is late by `lag_s`; None where they have too little in common."""
    first_s = max(clip.t_s[0], reference.t_s[0] + lag_s) + window_s / 2
    last_s = min(clip.t_s[-1], reference.t_s[-1] + lag_s) - window_s / 2
    if last_s - first_s < SHORTEST_S - window_s:
        return None
    t_s = first_s + np.arange(int((last_s - first_s) / STEP_S + 1e-6) + 1) * STEP_S

    def velocities(course: Course, times_s: F64, values: F64) -> F64:
        before, after = (at(times_s + side * window_s / 2, course, values) for side in (-1, 1))
        return (after - before) / window_s

    followed = [velocities(c, t, c.followed_s) for c, t in ((reference, t_s - lag_s), (clip, t_s))]
    both = np.minimum(*followed) >= 0.5  # noqa: PLR2004  (more of the window than not)
    if np.count_nonzero(both) * STEP_S < SHORTEST_S - window_s:
        return None
    t_s = t_s[both]
    return _Pair(
        t_s=t_s,
        lag_s=lag_s,
        whole=(velocities(reference, t_s - lag_s, reference.whole), velocities(clip, t_s, clip.whole)),
        camera=(velocities(reference, t_s - lag_s, reference.camera), velocities(clip, t_s, clip.camera)),
    )


def _measurement(pair: _Pair, correlation: float, sha256: str) -> Measurement:
    parts = {
        name: pair.correlation(both)
        for name, both in (("camera", pair.camera), ("subject", pair.subject))
        if _speed(both[0]) >= STILL
    }
    return Measurement(
        min(1.0, max(0.0, correlation)),
        {
            "lag_s": pair.lag_s,
            "amplitude": _speed(pair.whole[1]) / _at_least(pair.whole[0]),
            "compared_s": len(pair.t_s) * STEP_S,
            "reference_speed": pair.reference_speed,
            "speed": _speed(pair.whole[1]),
            **parts,
            "reference_sha256": sha256,
        },
        Series.of(pair.t_s, pair.local(LOCAL_S)),
    )


def _speed(velocities: F64) -> float:
    """Root mean square over time and cells."""
    return float(np.sqrt(np.mean(np.sum(velocities**2, axis=-1))))


def _at_least(velocities: F64) -> float:
    return max(_speed(velocities), STILL)
