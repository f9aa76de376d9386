"""`reference-several-people` counts comparable faces over time."""

import pytest
from looks import ASSETS, messages, real

from promptkit.rules.reference_several_people import reference_several_people


def count(monkeypatch, target="kling-3.0-motion-control", options=None, **take):
    return len(messages(reference_several_people, monkeypatch, take=take, target=target, options=options))


@pytest.mark.parametrize(("several", "expected"), [(0, 0), (1, 0), (3, 0), (4, 1), (16, 1)])
def test_a_quarter_of_the_frames_with_a_face(monkeypatch, several, expected):
    """Four of sixteen; a mirror passed by is not enough."""
    assert count(monkeypatch, with_face=16, with_several=several) == expected


def test_one_frame_is_never_enough(monkeypatch):
    """Where a face is seen twice only, both must show several."""
    assert count(monkeypatch, with_face=2, with_several=1) == 0
    assert count(monkeypatch, with_face=2, with_several=2) == 1


def test_the_share_is_an_option(monkeypatch):
    """A stricter team may ask for half."""
    assert count(monkeypatch, with_several=6, options={"share": 0.5}) == 0


@pytest.mark.parametrize("target", [None, "kling-3.0-omni", "kling-3.0"])
def test_where_several_are_welcome(monkeypatch, target):
    """Only targets that take the motion of one person mind."""
    assert count(monkeypatch, with_several=16, target=target) == 0


def test_drawn_dancers():
    """Two in the picture are told from one; the finding is a note about the whole shot."""
    (found,) = real(reference_several_people, reference_video=str(ASSETS / "two-dancers.mp4"))

    assert found.severity == "note"
    assert "6 of 6 frames" in found.message
    assert real(reference_several_people, reference_video=str(ASSETS / "dancer.mp4")) == ()


@pytest.mark.usefixtures("weights")
@pytest.mark.parametrize(
    ("clip", "expected"), [("ai_ltx2_two_faces.mp4", 1), ("face_crowd_facenet_video.mp4", 1), ("face_lp_s18.mp4", 0)]
)
def test_clips_of_the_shared_material(shared, clip, expected):
    """A couple and a crowd are several, one woman in a room is not."""
    assert len(real(reference_several_people, reference_video=str(shared / "clips" / clip))) == expected
