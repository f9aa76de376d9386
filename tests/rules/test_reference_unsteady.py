"""`reference-unsteady` tells shake from motion."""

import pytest
from looks import ASSETS, messages, real

from promptkit.rules.reference_unsteady import reference_unsteady


def count(monkeypatch, text="She keeps the red coat.", options=None, target="kling-3.0-motion-control", **take):
    return len(messages(reference_unsteady, monkeypatch, take=take, text=text, options=options, target=target))


@pytest.mark.parametrize(("shake", "expected"), [(0.0, 0), (0.005, 0), (0.008, 0), (0.0081, 1), (0.05, 1)])
def test_bound(monkeypatch, shake, expected):
    """0.8 % of the frame's height is allowed."""
    assert count(monkeypatch, shake=shake) == expected


def test_the_bound_is_an_option(monkeypatch):
    """Who stabilises afterwards may allow more."""
    assert count(monkeypatch, shake=0.02, options={"most_percent": 3.0}) == 0


def test_a_subject_that_fills_the_frame_is_no_camera(monkeypatch):
    """Where less than 40 % of the picture agrees, nothing is said."""
    assert count(monkeypatch, shake=0.05, agreement=0.39) == 0
    assert count(monkeypatch, shake=0.05, agreement=0.4) == 1


@pytest.mark.parametrize("text", ["Handheld, she walks.", "Hand-held camera.", "The camera shakes."])
def test_shake_that_is_asked_for(monkeypatch, text):
    """A prompt that wants it gets no finding."""
    assert count(monkeypatch, text=text, shake=0.05) == 0


@pytest.mark.parametrize("text", ["She sips a milkshake.", "A Shakespearean actor bows."])
def test_words_that_only_hold_the_letters(monkeypatch, text):
    """A milkshake asks for no shake."""
    assert count(monkeypatch, text=text, shake=0.05) == 1


@pytest.mark.parametrize("target", [None, "kling-3.0-omni"])
def test_where_the_video_is_not_a_motion_to_take_over(monkeypatch, target):
    """Only motion control takes over what the camera does."""
    assert count(monkeypatch, shake=0.05, target=target) == 0


@pytest.mark.parametrize(("clip", "expected"), [("shaking.mp4", 1), ("panning.mp4", 0), ("dancer.mp4", 0)])
def test_drawn_clips(clip, expected):
    """A jumping picture is shake; a smooth pan and a dancer on a tripod are not."""
    assert len(real(reference_unsteady, reference_video=str(ASSETS / clip))) == expected


@pytest.mark.usefixtures("weights")
@pytest.mark.parametrize(
    ("clip", "expected"),
    [("motion_davis_paragliding.mp4", 1), ("face_lp_s20.mp4", 0), ("motion_davis_bear.mp4", 0), ("face_lp_d3.mp4", 0)],
)
def test_clips_of_the_shared_material(shared, clip, expected):
    """A long lens in the air shakes; a pull, a tracking shot and a turning head do not."""
    assert len(real(reference_unsteady, reference_video=str(shared / "clips" / clip))) == expected
