"""`face-not-visible` wants one face, in the light."""

import pytest
from looks import ASSETS, messages, real

from promptkit.rules.face_not_visible import face_not_visible

FACE = (400.0, 200.0, 600.0, 800.0)


def said(monkeypatch, text="She keeps the red coat.", options=None, target="kling-avatar", **photo):
    found = messages(face_not_visible, monkeypatch, photo=photo, text=text, target=target, options=options)
    return [finding.message for finding in found]


def test_one_clear_face_is_what_is_wanted(monkeypatch):
    """Nothing to say."""
    assert said(monkeypatch) == []


def test_no_face(monkeypatch):
    """The file and the remedy are named."""
    (message,) = said(monkeypatch, faces=())

    assert message.startswith("image her.png: no face can be seen")


def test_a_doubtful_face_is_left_alone(monkeypatch):
    """Where the detector has a doubt, so has the rule."""
    assert said(monkeypatch, faces=(), is_doubtful=True) == []


@pytest.mark.parametrize("who", ["a cartoon fox", "The robot", "an astronaut", "a woman in a mask", "anime girl"])
def test_who_need_not_have_a_human_face(monkeypatch, who):
    """A detector of human faces has no say about cartoons, animals and helmets."""
    assert said(monkeypatch, f"{who} waves.", faces=()) == []


@pytest.mark.parametrize(("other", "count"), [(600.0, 2), (300.0, 2), (299.0, 1), (60.0, 1)])
def test_several_faces_count_from_half_the_largest(monkeypatch, other, count):
    """A second face half as large is a second person; a smaller one stands in the background."""
    messages = said(monkeypatch, faces=(FACE, (1300.0, 200.0, other, other)))

    assert len(messages) == count - 1
    assert all("it shows 2 faces" in message for message in messages)


@pytest.mark.parametrize(("grey", "expected"), [(39.0, 1), (40.0, 0)])
def test_a_dark_face(monkeypatch, grey, expected):
    """Below a grey level of 40."""
    assert len(said(monkeypatch, grey=grey)) == expected


def test_darkness_is_an_option(monkeypatch):
    """Who films at night can lower it."""
    assert said(monkeypatch, grey=30.0, options={"darkest": 20.0}) == []


@pytest.mark.parametrize("target", [None, "kling-3.0", "veo-3.1"])
def test_a_first_frame_may_show_anything(monkeypatch, target):
    """A landscape is a good first frame."""
    assert said(monkeypatch, faces=(), target=target) == []


@pytest.mark.parametrize(
    ("file", "expected"), [("portrait.jpg", None), ("two-people.jpg", "it shows 2 faces"), ("landscape.jpg", "no face")]
)
def test_drawn_pictures(file, expected):
    """One person, two people and nobody, through the detector of this machine."""
    found = [finding.message for finding in real(face_not_visible, image=str(ASSETS / file))]

    assert len(found) == (expected is not None)
    assert all(expected in message for message in found)


@pytest.mark.usefixtures("weights")
def test_photos_of_the_shared_material(shared):
    """Of eight press photos only those of two and three people are reported."""
    folder = shared / "faces" / "face_recognition_examples"
    flagged = {path.name for path in folder.glob("*.jpg") if real(face_not_visible, image=str(path))}

    assert flagged == {"two_people.jpg", "obama_and_biden.jpg"}
