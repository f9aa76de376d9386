"""`shot-not-described` wants words for a camera that moves."""

import pytest
from looks import ASSETS, TAKE, messages, real
from scenes import scene

from promptkit.rules.shot_not_described import shot_not_described
from promptkit.testing import example_shot

PANS = {"travel": 0.7}


def said(monkeypatch, text="She keeps the red coat.", target="kling-3.0-motion-control", **take):
    found = messages(shot_not_described, monkeypatch, take=take, text=text, target=target)
    return [finding.message for finding in found]


@pytest.mark.parametrize(
    ("take", "does"),
    [({"travel": 0.19}, "travels"), ({"growth": 0.15}, "comes closer"), ({"turn_rad": 0.2}, "rolls")],
)
def test_each_way_to_move(monkeypatch, take, does):
    """Sideways, in and out, and about its axis."""
    (message,) = said(monkeypatch, **take)

    assert f"its camera {does}" in message


@pytest.mark.parametrize("take", [{}, {"travel": 0.18}, {"growth": 0.14}, {"turn_rad": 0.19}])
def test_a_camera_that_stands(monkeypatch, take):
    """What is below each bound is a camera at rest."""
    assert said(monkeypatch, **take) == []


def test_a_subject_that_fills_the_frame_is_no_camera(monkeypatch):
    """Where less than 60 % of the picture agrees, nothing is said."""
    assert said(monkeypatch, agreement=0.59, **PANS) == []


@pytest.mark.parametrize(
    "text",
    [
        "Medium shot, she keeps the red coat.",
        "Close-up of a woman.",
        "A woman, full body, studio floor.",
        "The camera is fixed.",
        "Low-angle, a woman in a hall.",
        "Waist-up, studio floor.",
        "Handheld, in a crowd.",
        "POV of a skater",
        "Portrait of a falconer.",
        "Top view of a stove.",
        "Sweeping shot over the bay.",
        "The view drops to the floor.",
    ],
)
def test_words_for_the_shot_are_enough(monkeypatch, text):
    """Size, angle or camera: any of them."""
    assert said(monkeypatch, text, **PANS) == []


@pytest.mark.parametrize("text", ["A shot of whisky.", "She wears wide trousers.", "A frying pan on the wall.", ""])
def test_look_alikes_name_no_shot(monkeypatch, text):
    """Whisky, trousers and pans describe no camera."""
    assert len(said(monkeypatch, text, **PANS)) == 1


def test_a_camera_move_that_the_scene_knows_is_enough(monkeypatch):
    """A move can be named without the word camera, as in: we glide past her."""
    monkeypatch.setattr("promptkit.rules.shot_not_described.take_of", lambda _shot: TAKE)
    prompt = "We glide past her"
    seen = scene(prompt, camera=(("track", None, "glide past"),))

    assert list(shot_not_described.check(example_shot(prompt), seen, None)) == []


@pytest.mark.parametrize("target", [None, "kling-3.0", "wan-2.2-animate", "runway-act-two"])
def test_targets_without_video_or_prompt(monkeypatch, target):
    """Where no words are taken, none can be missing."""
    assert said(monkeypatch, target=target, **PANS) == []


def test_drawn_clips():
    """A pan is seen, a dancer on a tripod is not taken for one."""
    assert len(real(shot_not_described, reference_video=str(ASSETS / "panning.mp4"))) == 1
    assert real(shot_not_described, reference_video=str(ASSETS / "dancer.mp4")) == ()


@pytest.mark.usefixtures("weights")
@pytest.mark.parametrize(
    ("clip", "expected"), [("face_lp_s20.mp4", 1), ("motion_davis_bear.mp4", 1), ("face_consisid_fullbody.mp4", 0)]
)
def test_clips_of_the_shared_material(shared, clip, expected):
    """A camera that pulls back and one that follows a bear move, one before a white wall does not."""
    assert len(real(shot_not_described, reference_video=str(shared / "clips" / clip))) == expected
