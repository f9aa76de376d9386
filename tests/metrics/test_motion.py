"""The motion metric on clips of known speed."""

import numpy as np
import pytest
from moving import pan, still_flow, texture, watch

from promptkit.metric import NotApplicable
from promptkit.metrics.motion import motion
from promptkit.observers.flow import flow


@pytest.mark.parametrize(("fps", "shift"), [(12, 4), (24, 2), (48, 1)])
def test_a_pan_has_its_speed(fps, shift):
    """A shift of k px a frame at f frames per second on height h is k f / h at any rate; all of it the camera's."""
    found = motion.measure(watch(flow, pan(6, (shift, 0), 120, 200), fps=fps))

    assert found.value == pytest.approx(shift * fps / 120, rel=0.01)
    assert found.detail["camera"] == pytest.approx(shift * fps / 120, rel=0.01)
    assert found.detail["pan_right"] == pytest.approx(shift * fps / 120, rel=0.01)
    assert found.detail["pan_down"] == pytest.approx(0, abs=0.02)
    assert found.detail["subject"] < 0.05
    assert found.detail["still_share"] == 0


def test_a_still_clip_does_not_move():
    """No speed, and still all of the time."""
    found = motion.measure(watch(flow, [texture(120, 200)] * 5))

    assert found.value == 0
    assert found.detail["still_share"] == 1
    assert found.detail["coverage"] == pytest.approx(1, abs=0.01)


def test_a_subject_over_a_still_background_is_the_subjects():
    """A moving patch moves the subject's number; the camera's stays near 0."""
    frames = np.stack([texture(120, 200, seed=1)] * 6)
    for n, frame in enumerate(frames):
        frame[30:90, 30 + 3 * n : 90 + 3 * n] = texture(60, 60, seed=2)

    found = motion.measure(watch(flow, frames))

    assert found.detail["camera"] < 0.03
    assert found.detail["subject"] > 0.04
    assert found.detail["subject_peak"] == pytest.approx(3 * 24 / 120, rel=0.2)


def test_time_counts_not_frames():
    """With uneven frames the mean is over time: 1 for 0.3 s and 4 for 0.1 s is 1.75."""
    found = motion.measure(still_flow(2, speed=np.float32([1, 4]), t_s=np.array([0.0, 0.3]), dt_s=np.array([0.3, 0.1])))

    assert found.value == pytest.approx(1.75)


def test_breaks_are_left_out():
    """Pairs that cannot be followed add nothing and are counted."""
    found = motion.measure(
        still_flow(4, speed=np.float32([1, 1, 0, 1]), is_break=np.array([False, False, True, False]))
    )

    assert found.value == pytest.approx(1)
    assert found.detail["left_out"] == 1
    assert found.series is not None
    assert len(found.series.t) == len(found.series.y) == 3


@pytest.mark.parametrize(
    ("seen", "why"), [(still_flow(0), "single frame"), (still_flow(3, is_break=np.ones(3, bool)), "none of 3 pairs")]
)
def test_without_pairs_there_is_no_motion(seen, why):
    """One frame, or nothing that can be followed: not applicable with the reason, never 0."""
    with pytest.raises(NotApplicable, match=why):
        motion.measure(seen)
