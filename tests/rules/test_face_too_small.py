"""`face-too-small` measures the face, not the picture."""

import pytest
from looks import ASSETS, messages, real

from promptkit.rules.face_too_small import face_too_small


def severities(monkeypatch, width, height=3000, **given):
    face = ((10.0, 10.0, float(width), float(height)),)
    return [found.severity for found in messages(face_too_small, monkeypatch, photo={"faces": face}, **given)]


@pytest.mark.parametrize(
    ("side", "expected"),
    [(60, ["warning"]), (511, ["warning"]), (512, ["note"]), (1023, ["note"]), (1024, []), (1800, [])],
)
def test_bounds(monkeypatch, side, expected):
    """Below 512 px a warning, below 1024 px a note, and each bound itself is allowed."""
    assert severities(monkeypatch, side) == expected
    assert severities(monkeypatch, 3000, side) == expected


def test_the_message_names_what_was_measured(monkeypatch):
    """File, side, sides of the picture and the bound."""
    (found,) = messages(face_too_small, monkeypatch, photo={"faces": ((0.0, 0.0, 200.0, 260.0),)})

    for part in ("her.png", "200 px", "2000×2000 px", "below 512 px"):
        assert part in found.message


def test_bounds_are_options(monkeypatch):
    """Who needs less can say so."""
    assert severities(monkeypatch, 300, options={"least_px": 200, "good_px": 300}) == []
    assert severities(monkeypatch, 199, options={"least_px": 200, "good_px": 300}) == ["warning"]


@pytest.mark.parametrize("target", [None, "kling-3.0", "veo-3.1", "wan-2.7-i2v", "kling-3.0-omni"])
def test_a_first_frame_may_show_anything(monkeypatch, target):
    """Only motion control and avatars take the image for a person."""
    assert severities(monkeypatch, 60, target=target) == []


@pytest.mark.parametrize("target", ["kling-avatar", "wan-2.2-animate", "runway-act-two"])
def test_every_target_that_takes_a_person(monkeypatch, target):
    """Kling, Wan and Runway alike."""
    assert severities(monkeypatch, 60, target=target) == ["warning"]


def test_silent_without_a_face_or_with_several(monkeypatch):
    """That is what `face-not-visible` says."""
    two = ((0.0, 0.0, 90.0, 90.0), (200.0, 0.0, 90.0, 90.0))

    assert messages(face_too_small, monkeypatch, photo={"faces": ()}) == ()
    assert messages(face_too_small, monkeypatch, photo={"faces": two}) == ()


def test_a_small_face_in_the_background_does_not_count(monkeypatch):
    """The person is the largest face."""
    faces = ((0.0, 0.0, 1200.0, 1500.0), (1500.0, 0.0, 90.0, 90.0))

    assert messages(face_too_small, monkeypatch, photo={"faces": faces}) == ()


def test_a_drawn_portrait_is_measured():
    """The face of the 280 px portrait is about 126 px wide; a missing file and an address are silent."""
    (found,) = real(face_too_small, image=str(ASSETS / "portrait-280px.jpg"))

    assert "of 280×280 px" in found.message
    assert real(face_too_small, image="no.png") == real(face_too_small, image="https://x/a.png") == ()


@pytest.mark.usefixtures("weights")
def test_a_photo_of_the_shared_material(shared):
    """A press photo of 910 × 1137 px, whose face is 241 px wide."""
    photo = shared / "faces" / "face_recognition_examples" / "obama.jpg"

    assert "241 px" in real(face_too_small, image=str(photo))[0].message
