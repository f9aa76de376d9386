"""`angle-not-covered` finds clips that show what one photo does not."""

import pytest
from scenes import scene

from promptkit.lint import check_shot
from promptkit.rules.angle_not_covered import angle_not_covered
from promptkit.testing import example_shot, marked

MARKED = [
    "She [[turns around]] and smiles.",
    "The dancer [[spins slowly around]] on the stage.",
    "A man [[turns his back]] on us.",
    "The model [[twirls in a circle]], skirt flying.",
    "She does a [[pirouette]].",
    "The car [[rotates 360]] degrees on the platform.",
    "A [[360-degree turn]] in front of the mirror.",
    "The skater [[spins on the spot]].",
    "He [[turned all around]], then left.",
]
CLEAN = [
    "She turns to the camera.",
    "He turns around the corner.",
    "The bus turned round a bend.",
    "She twirls her umbrella.",
    "The wheel spins.",
    "He turns the page.",
    "She walks around the table.",
    "The leaves turn red.",
    "Earth spins around the sun.",
    "She does not turn around.",
    "They never even turn around.",
    "The shepherd doesn't turn round.",
    "The camera turns around and pulls back.",
    "The reeds spin slowly around it.",
]


def spans(prompt, **shot):
    given = {"image": "https://x/front.png", "target": "kling-3.0"} | shot
    seen = scene(prompt)
    return tuple(
        (f.start, f.end) for f in angle_not_covered.check(example_shot("", prompt=prompt, **given), seen, None)
    )


@pytest.mark.parametrize("text", MARKED)
def test_turns_are_found_where_they_stand(text):
    """The span is the turn, no more and no less."""
    prompt, expected = marked(text)

    assert spans(prompt) == expected


@pytest.mark.parametrize("text", CLEAN)
def test_other_turns_are_left_alone(text):
    """Corners, pages, wheels and a glance at the camera show no other side."""
    assert spans(text) == ()


def test_an_orbit_is_found():
    """The camera's path is marked; other moves are not."""
    prompt = "The camera circles her, then pans left"
    moves = (("orbit", None, "circles her"), ("pan", "left", "pans left"))
    seen = scene(prompt, camera=moves)
    (found,) = angle_not_covered.check(example_shot(prompt, image="a.png"), seen, None)

    assert prompt[found.start : found.end] == "circles her"
    assert "a.png" in found.message


@pytest.mark.parametrize(
    "image", ["data:image/png;base64," + "A" * 10**6, "QUJD" * 10**5, "https://x/" + "a" * 900 + ".png"]
)
def test_a_picture_in_the_shot_itself_is_not_pasted(image):
    """Base64 is called "the image", and long addresses are shortened."""
    (found,) = check_shot(example_shot("She turns around.", image=image), [angle_not_covered])

    assert len(found.message) < 300
    assert ("but the image shows" in found.message) is not image.startswith("https")


@pytest.mark.parametrize("more", [{"image": None}, {"last_image": "https://x/back.png"}, {"elements": ("Lia",)}])
def test_silent_where_more_is_shown_or_nothing(more):
    """No image, a last image, an element: then no single photo stands for all sides."""
    assert spans("She turns around.", **more) == ()


@pytest.mark.parametrize("target", [None, "kling-3.0", "veo-3.1"])
def test_with_a_target_or_without(target):
    """It is a matter of the photo, and a note."""
    (found,) = check_shot(
        example_shot("She turns around.", image="https://x/a.png", target=target), [angle_not_covered]
    )

    assert found.severity == "note"


def test_motion_that_comes_from_a_video_is_not_read_from_the_prompt():
    """Motion control takes its motion from the reference."""
    shot = example_shot("She turns around.", image="https://x/a.png", target="kling-3.0-motion-control")

    assert check_shot(shot, [angle_not_covered]) == ()
