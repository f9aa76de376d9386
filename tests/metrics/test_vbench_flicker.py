"""VBench's temporal flickering: closed forms, and the published number."""

import numpy as np
import pytest
from moving import watch

from promptkit.metric import NotApplicable
from promptkit.metrics.vbench_flicker import vbench_flicker
from promptkit.observers.differences import Differences, differences
from promptkit.plan import plan
from promptkit.score import score_clips


def test_a_step_of_known_size_has_its_score():
    """Frames 51 code values apart score 1 - 51 / 255, the mean of a step and a standstill is half-way to 1."""
    frames = np.full((3, 20, 30, 3), 100, np.uint8)
    frames[1:] += 51

    found = vbench_flicker.measure(watch(differences, frames))

    assert found.value == pytest.approx((0.8 + 1) / 2)
    assert found.series.y == pytest.approx((0.8, 1))
    assert found.detail == {"pairs": 2, "lag_s": pytest.approx(1 / 24)}


def test_black_and_white_in_turn_is_zero_and_a_standstill_one():
    """The two ends of the scale."""
    turns = np.zeros((4, 8, 8, 3), np.uint8)
    turns[::2] = 255

    assert vbench_flicker.measure(watch(differences, turns)).value == 0
    assert vbench_flicker.measure(watch(differences, turns[::2])).value == 1


def test_a_single_frame_has_no_answer():
    """Nothing to compare is no score of 1."""
    with pytest.raises(NotApplicable, match="single frame"):
        vbench_flicker.measure(Differences(np.zeros(1), np.zeros(0)))


@pytest.mark.shared
def test_published_number_of_the_ltx2_clip(shared):
    """VBench's own code gives 0.97945 on this clip, measured again with OpenCV 0.97943."""
    how = plan(metrics=["vbench_flicker"], cache=False)

    (clip,) = score_clips([shared / "clips" / "ai_ltx2_two_faces.mp4"], how)

    assert clip.scores["vbench_flicker"].value == pytest.approx(0.97943, abs=1e-4)
