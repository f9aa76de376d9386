"""A camera that jumps about from frame to frame."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, Series, metric
from promptkit.metrics._both_sides import on_both_sides
from promptkit.metrics._jitter import FEWEST, SLOWEST_HZ, Places, different_hz, off, per_mille, typical, without_sway
from promptkit.metrics._pairs import followed, frame_times_s, seen, usable_pairs
from promptkit.metrics._spectrum import is_even

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow

F64 = NDArray[np.float64]

AROUND = 6
"""Frames before and after over which the camera's course is taken."""
SWAY = 0.25
"""Share taken off of what the fourth difference between every second frame is."""
UNEVEN_TIME = 0.25
"""Frame intervals by which moments may be off: how far along the camera's course is a matter of `smoothness`."""
LEAST = 1e-3
"""Frame heights that errors of the flow leave, taken off in energy: clean clips reach 0.0008, and a shake of as much is
one pixel at 1080 lines."""
MOST_HIDDEN = 2e-3
"""Frame heights: a larger shake is plain to see, and must not be hidden by how the camera sways."""


@metric(unit="1e-3 frame heights", better="lower", version=1, needs=("flow",), margin=0.5, bounds=(0, None))
def shake(flow: "Flow") -> Measurement:
    """Shake: how far the whole picture is off its course in each frame by itself; root mean square.

    The camera's way is added up from frame to frame, without repeats. Its fourth difference holds nothing of a pan, a
    dolly or a hand's slow sway, and all of what is new in every frame; it is divided so that frames off independently
    by σ give σ. What sways quickly would leave a remainder, so a quarter of the mean square of the same difference
    between every second frame is taken off: independent errors are as large there, sways many times as large. Along the
    camera's course (of half a second or so) a frame shown too early or too late is off as well; a quarter of a frame
    interval's way is given to that, which `smoothness` measures. Medians over time, so that cuts, jumps and single
    knocks do not count. √(σ² - 1), or 0 where nothing rises above the flow's errors.

    The value is a distance: for frames that are off independently it depends neither on the frame rate nor on the size.
    A sway of more than an eighth of the frame rate is told from a shake no more (3 Hz at 24 frames a second). A picture
    off by up to ±1 px either way at 1080 lines, evenly drawn for each frame, reads the σ of 0.76e-3, and so nothing;
    ±4 px read 2.9.

    Zero: no frame is off by more than errors of the flow seem to be, or all repeat the one before; a shake up to
        `hidden` would read 0 too.
    Shape: P pairs of frames in; one value out; how far each frame is off as series.
    Detail: `measured` (before errors were taken off; negative: sway outweighs it), `every_frame`, `every_second` (root
        mean squares of the two differences), `hidden` (the largest shake that would score 0 here), `frames` (compared),
        `repeats`, `seen` (share of the picture, over the clip's time), `left_out` (pairs). All lengths in 1e-3 frame
        heights.
    Not applicable: a single frame; nothing that can be followed; frames at uneven times; fewer than 4 times nine
        different frames in a row; under 6 frames per second; nothing is found, but the camera is thrown about so that a
        shake of more than 0.002 frame heights would be hidden. A clip whose frames all repeat the one before scores 0.
    References: jitter of the camera's path as what stabilisation takes away: Matsushita et al., "Full-Frame Video
        Stabilization with Motion Inpainting", PAMI 2006; differences of a course at two spacings as measure of its
        noise: Allan, "Statistics of Atomic Frequency Standards", Proc. IEEE 1966. The estimator is ours.
    """
    usable = followed(usable_pairs(flow), "cannot shake")
    if flow.is_repeat[usable].all():
        return Measurement(0.0, {"frames": 0, "repeats": int(np.count_nonzero(usable))})
    if not on_both_sides(flow).any():
        raise NotApplicable("no frame can be followed on both sides")
    frames_s = frame_times_s(flow.t_s, flow.dt_s)
    if not is_even(frames_s, float((frames_s[-1] - frames_s[0]) / len(usable))):
        raise NotApplicable("the frames come at uneven times, at which a steady pan is off its course")
    rate_hz = different_hz(flow, usable)
    if rate_hz < SLOWEST_HZ:
        raise NotApplicable(f"{rate_hz:.1f} different frames per second do not resolve movement; {SLOWEST_HZ} would")
    step = flow.camera[:, :2].astype(np.float64) * np.where(usable, flow.dt_s, 0)[:, None]
    places = Places.of(step, usable, flow.is_repeat)
    (every, of), (second, _) = (_off_course(places, apart) for apart in (1, 2))
    if len(second) < FEWEST:
        raise NotApplicable(
            f"nine different frames in a row that can be followed are needed {FEWEST} times; the clip has {len(second)}"
        )
    found = [typical(of_all) for of_all in (every, second)]
    measured = float(without_sway(found[0], found[1], SWAY))
    hidden = float(np.sqrt(LEAST**2 - min(0.0, measured)))  # errors, and the sway that is more than all that is seen
    if measured < LEAST**2 and hidden > MOST_HIDDEN:
        raise NotApplicable(
            f"the camera is thrown about: a shake of up to {1e3 * hidden:.1f}e-3 frame heights would be hidden"
        )
    at_s = (flow.t_s + flow.dt_s)[places.pair[of - 1]]
    return Measurement(
        per_mille(max(0.0, measured - LEAST**2)),
        {
            "measured": per_mille(measured),
            "every_frame": per_mille(float(found[0])),
            "every_second": per_mille(float(found[1])),
            "hidden": 1e3 * hidden,
            "frames": len(every),
            "repeats": int(np.count_nonzero(flow.is_repeat)),
            "seen": seen(flow.dt_s, usable, flow.coverage),
            "left_out": int(np.count_nonzero(~usable)),
        },
        Series.of(at_s, (per_mille(float(one)) for one in every)),
    )


def _off_course(places: Places, apart: int) -> tuple[F64, NDArray[np.int64]]:
    """Squared length of each departure, without what uneven time explains; and the places."""
    departure, of = off(places, apart)
    first, last = np.maximum(of - AROUND, 0), np.minimum(of + AROUND, len(places.at) - 1)
    course = (places.at[last] - places.at[first]) / np.maximum(1, last - first)[:, None]
    speed = np.hypot(*course.T)
    along = np.sum(departure * course, axis=1) / np.maximum(speed, np.finfo(float).tiny)
    across = np.maximum(0, np.sum(departure**2, axis=1) - along**2)
    return across + np.maximum(0, np.abs(along) - UNEVEN_TIME * speed) ** 2, of
