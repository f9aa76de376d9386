"""`body-not-visible` compares how photo and video are framed."""

import pytest
from looks import ASSETS, messages, real

from promptkit.rules.body_not_visible import body_not_visible

CLOSE = {"faces": ((700.0, 300.0, 500.0, 700.0),)}
"""1000 px of 2000 lie below a face of 700."""
DANCE = {"room_below": 8.2, "subject_speed": 0.3}


def count(monkeypatch, photo=CLOSE, take=DANCE, **given):
    return len(messages(body_not_visible, monkeypatch, photo=photo, take=take, **given))


def test_a_portrait_for_a_dance(monkeypatch):
    """Head and shoulders against head to foot."""
    assert count(monkeypatch) == 1


@pytest.mark.parametrize(("chin_px", "expected"), [(1300.0, 1), (951.0, 1), (950.0, 0), (700.0, 0)])
def test_how_much_body_the_photo_shows(monkeypatch, chin_px, expected):
    """From one and a half heights of the face (700 px) below the chin on, it is more than head and shoulders."""
    assert count(monkeypatch, {"faces": ((700.0, chin_px - 700.0, 500.0, 700.0),)}) == expected


@pytest.mark.parametrize(("room", "expected"), [(None, 0), (1.0, 0), (4.9, 0), (5.0, 1)])
def test_how_much_body_the_video_shows(monkeypatch, room, expected):
    """A talking head and a waist-up shot ask for no legs."""
    assert count(monkeypatch, take=DANCE | {"room_below": room}) == expected


def test_a_body_that_stands_still_needs_not_be_shown(monkeypatch):
    """Below 0.05 frame heights a second nothing moves."""
    assert count(monkeypatch, take=DANCE | {"subject_speed": 0.04}) == 0


def test_silent_when_unsure(monkeypatch):
    """No face in the photo, several, or a face in one frame of the video only."""
    two = ((700.0, 300.0, 500.0, 700.0), (1300.0, 300.0, 500.0, 700.0))

    assert count(monkeypatch, {"faces": ()}) == 0
    assert count(monkeypatch, {"faces": two}) == 0
    assert count(monkeypatch, take=DANCE | {"with_face": 1}) == 0


@pytest.mark.parametrize("target", [None, "kling-avatar", "kling-3.0-omni"])
def test_only_motion_control_takes_over_a_body(monkeypatch, target):
    """An avatar talks; a first frame is nobody's body."""
    assert count(monkeypatch, target=target) == 0


def test_drawn_pictures():
    """A drawn portrait for a drawn dance; it names both files."""
    portrait, dance = str(ASSETS / "portrait.jpg"), str(ASSETS / "dancer.mp4")
    (found,) = real(body_not_visible, image=portrait, reference_video=dance)

    assert found.severity == "note"
    assert portrait in found.message
    assert dance in found.message
    assert real(body_not_visible, image=portrait, reference_video=str(ASSETS / "panning.mp4")) == ()


@pytest.mark.usefixtures("weights")
@pytest.mark.parametrize(("clip", "expected"), [("face_consisid_fullbody.mp4", 1), ("face_lp_s20.mp4", 0)])
def test_clips_of_the_shared_material(shared, clip, expected):
    """A woman from head to foot, and one to the waist, against a press photo."""
    photo = shared / "faces" / "face_recognition_examples" / "biden2.jpg"

    found = real(body_not_visible, image=str(photo), reference_video=str(shared / "clips" / clip))
    assert len(found) == expected
