"""`still-camera-still-scene` wants one thing of camera and scene to move."""

from dataclasses import replace

import pytest
from scenes import scene

from promptkit.rules.still_camera_still_scene import LIKELY_STILL, still_camera_still_scene
from promptkit.testing import example_shot, marked


def check(seen, **given):
    return still_camera_still_scene.check(example_shot("", prompt=seen.prompt, **given), seen)


@pytest.mark.parametrize(
    "text",
    [
        "An empty office, [[static camera]].",
        "[[Static wide shot]] of a harbour crane",
        "A red door. The [[camera remains completely still]].",
        "A teapot, [[camera: fixed]]",
        "A corridor, the [[camera does not move]]",
        "A desk, [[no camera movement]], soft light",
        "A chair on a stage, [[locked-off]], 50mm",
        "A hay maze, [[on a tripod]]",
        "A vending machine at night, [[fixed frame]]",
        "[[Static low-angle shot]] of an obelisk",
        "[[Static close-up]] of a chessboard",
        "[[Lock the camera]] on a bowl of lemons.",
        "Please [[keep the camera still]], a cake",
        "A bare room. The [[camera stays where it is]].",
        "A [[tripod-mounted]] view of a wall",
        "[[Tripod]], 50mm, an unlit fireplace",
        "[[Shot on sticks]]: a blank canvas",
        "A church, [[no zoom, no pan]]",
    ],
)
def test_the_resting_camera_is_marked(text):
    """The first words that ask for it are the span."""
    prompt, spans = marked(text)

    assert tuple((found.start, found.end) for found in check(scene(prompt))) == spans


@pytest.mark.parametrize(
    "prompt",
    [
        "A tripod beside an old camera",
        "A brass telescope on a tripod, stars",
        "A still life with pears",
        "A radio full of static, a camera on the shelf",
        "A locked door in a stationary shop",
        "A harbour, no static camera",
        'A poster: "static shot"',
        "A hall, still frame",
        "A stationary motorcycle, close-up",
        "A still life, shot from above",
        "A camera rests on a shelf.",
    ],
)
def test_look_alikes_are_left_alone(prompt):
    """Things, quoted words and negations ask nothing of the camera; "still frame" belongs to `freeze-wording`."""
    assert list(check(scene(prompt))) == []


@pytest.mark.parametrize("role", ["subject", "environment", "secondary"])
def test_one_mover_is_enough(role):
    """A static camera before something that moves is good craft."""
    assert list(check(scene("Static shot, a tree sways", ("tree", role, "sways")))) == []


def test_a_camera_move_is_enough():
    """A prompt that also asks for a move is torn, but no photograph."""
    moved = scene("Static shot, pan left", ("pan left", "camera", "pan left"), camera=(("pan", "left", "pan left"),))

    assert list(check(moved)) == []


def test_an_unsure_reading_is_silent():
    """Below the bound nothing is said."""
    given = scene("An empty office, static camera.")

    assert len([*check(replace(given, sure=LIKELY_STILL))]) == 1
    assert [*check(replace(given, sure=LIKELY_STILL - 0.01))] == []


def test_said_twice_is_found_once():
    """One finding, at the first mention."""
    given = scene("Locked-off shot of a pen, no camera movement")

    assert len(list(check(given))) == 1


def test_motion_that_comes_from_a_video():
    """With a reference video the prompt need not say what moves."""
    given = scene("A lamp, static camera")

    assert len(list(check(given))) == 1
    assert list(check(given, reference_video="https://x/dance.mp4")) == []
