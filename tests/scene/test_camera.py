"""Camera moves are read, and their namesakes are not."""

import pytest

from promptkit.scene.read import read_scene


def _moves(prompt):
    return [(move.move, move.direction) for move in read_scene(prompt).camera_moves]


@pytest.mark.parametrize(
    ("prompt", "moves"),
    [
        ("The camera pans left", [("pan", "left")]),
        ("A barn, pan right", [("pan", "right")]),
        ("tilt up from the boots to the hat", [("tilt", "up")]),
        ("A tilt-down from the roof", [("tilt", "down")]),
        ("Slow zoom in on the lighthouse.", [("zoom", "in")]),
        ("A zoom-out from an eye", [("zoom", "out")]),
        ("crash zoom on her face", [("zoom", None)]),
        ("push in on her face", [("dolly", "in")]),
        ("The camera slowly pulls back", [("dolly", "out")]),
        ("The camera moves forward through the hall", [("dolly", "in")]),
        ("dolly zoom on the clerk", [("dolly", None)]),
        ("A tracking shot of a fox", [("track", None)]),
        ("The camera follows a fox", [("track", None)]),
        ("The camera circles the tower", [("orbit", None)]),
        ("360-degree orbit shot of a vase", [("orbit", None)]),
        ("crane shot over the crowd", [("crane", None)]),
        ("The camera rises above the roofs", [("crane", "up")]),
        ("A drone flies over the reef", [("fly", None)]),
        ("FPV shot through a canyon", [("fly", None)]),
        ("handheld shot of a market", [("handheld", None)]),
        ("A cellar, camera shake", [("handheld", None)]),
        ("camera rolls clockwise", [("roll", "clockwise")]),
        ("rack focus from the cup to the girl", [("rack_focus", None)]),
        ("The camera moves", [("other", None)]),
        (
            "The camera pushes in, then tilts up and orbits around her",
            [("dolly", "in"), ("tilt", "up"), ("orbit", None)],
        ),
        ("Zoom in on the lighthouse while we pull back.", [("zoom", "in"), ("dolly", "out")]),
    ],
)
def test_moves(prompt, moves):
    """Kind and direction, in the order of the prompt."""
    assert _moves(prompt) == moves


@pytest.mark.parametrize(
    "prompt",
    [
        "A car on a race track",
        "A train leaves its track",
        "Eggs sizzle in a frying pan",
        "A prospector panning for gold",
        "A construction crane lifts a beam",
        "Two paper cranes on a desk",
        "A crane wades through the marsh",
        "She tilts her head",
        "The shelf is slightly tilted",
        "tilt-shift photo of a village",
        "A space station orbiting the earth",
        "The moon orbits a planet",
        "A Zoom call with six people",
        "Cars zooming past",
        "A truck turns left",
        "A man rolls the dough",
        "The static of an old radio",
        "She looks at the camera and turns left",
        "aerial view of a city",
        "drone footage of a mansion",
        "static camera, no camera movement",
        "The camera does not pan",
        "A photographer holds a camera",
        "close-up, wide shot, low angle",
    ],
)
def test_namesakes(prompt):
    """Words of the camera that mean something else here."""
    assert _moves(prompt) == []


def test_a_moving_camera_over_a_still_scene_is_static():
    """Only the camera moves: load 1, static."""
    scene = read_scene("Slow zoom in on the lighthouse.")
    assert (scene.load, scene.static, scene.camera) == (1, True, ("zoom",))


def test_several_moves_are_one_element():
    """They are all listed, and count once."""
    scene = read_scene("The camera pans left, then zooms in on a vase")
    assert scene.load == 1
    assert scene.camera == ("pan", "zoom")


def test_spans_of_opposite_moves():
    """A fix can point at either move."""
    first, second = read_scene("Zoom in on the lighthouse while we pull back.").camera_moves
    assert (first.span.text, second.span.text) == ("Zoom in", "pull back")


def test_an_auxiliary_alone_is_no_motion():
    """Of "is moving" the participle tells it."""
    scene = read_scene("A woman in a veil by the sea, her veil is moving.")

    assert [element.motion.text.split()[-1] for element in scene.elements] == ["moving"]
