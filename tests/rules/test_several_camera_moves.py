"""`several-camera-moves`."""

import pytest
from scenes import scene

from promptkit.lint import lint
from promptkit.rules.several_camera_moves import several_camera_moves
from promptkit.scene import CameraMove, Scene, Span
from promptkit.shot import Shot
from promptkit.testing import marked


def findings(text, *camera):
    prompt, expected = marked(text)
    found = list(several_camera_moves.check(scene(prompt, camera=camera)))
    return [(finding.start, finding.end) for finding in found], list(expected)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("pan left, then [[tilt up]]", ("pan", "left", "pan left"), ("tilt", "up", "tilt up")),
        ("The camera pans and [[tilts]]", ("pan", None, "pans"), ("tilt", None, "tilts")),
        ("dolly in and [[arc]] round her", ("dolly", "in", "dolly in"), ("orbit", None, "arc")),
        ("It circles him as it [[rises]]", ("orbit", None, "circles"), ("crane", "up", "rises")),
        ("pan left, then [[pan right]]", ("pan", "left", "pan left"), ("pan", "right", "pan right")),
        ("It [[turns and runs]]", ("pan", None, "turns and runs"), ("dolly", "out", "turns and runs")),
        ("Drone flies in, [[spirals down]]", ("fly", None, "flies in"), ("fly", "down", "spirals down")),
        ("Drone flies in, then [[orbits]] it", ("fly", None, "flies in"), ("orbit", None, "orbits")),
    ],
)
def test_the_second_move_is_marked(text, first, second):
    """A move that begins a path of its own beside another is flagged, joined ("pans and tilts") or told later."""
    found, expected = findings(text, first, second)

    assert found == expected


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("dolly in past the gate, dolly in", ("dolly", "in", "dolly in"), ("dolly", "in", "dolly in")),
        ("zoom in, then push in", ("zoom", "in", "zoom in"), ("dolly", "in", "push in")),
        ("tracks left, and tracks on", ("track", "left", "tracks left"), ("track", None, "tracks on")),
        ("rises, then goes on to the roof", ("crane", "up", "rises"), ("track", None, "goes on")),
        ("tracking crane shot", ("track", None, "tracking"), ("crane", None, "crane")),
        ("flies in, over a lane, following the ball", ("fly", "in", "flies in"), ("track", None, "following")),
        ("drifts past the tables, very slow dolly", ("track", None, "drifts past"), ("dolly", None, "very slow dolly")),
        ("drops and lands sideways", ("crane", "down", "drops"), ("roll", None, "lands sideways")),
        ("pulls up and away", ("crane", "up", "pulls up and away"), ("dolly", "out", "pulls up and away")),
        ("dolly zoom", ("dolly", None, "dolly zoom"), ("zoom", None, "dolly zoom")),
        ("pans left, following the car", ("pan", "left", "pans left"), ("track", None, "following")),
        ("pans to follow the car", ("pan", None, "pans"), ("track", None, "follow")),
        ("handheld, pushes in", ("handheld", None, "handheld"), ("dolly", "in", "pushes in")),
        ("pushes in, rack focus", ("dolly", "in", "pushes in"), ("rack_focus", None, "rack focus")),
        ("Aerial drone shot, circling", ("fly", None, "Aerial drone shot"), ("orbit", None, "circling")),
        ("It follows a brook and drifts forward", ("track", None, "follows"), ("dolly", "in", "drifts forward")),
    ],
)
def test_one_path_in_several_words_is_one_move(text, first, second):
    """A move that goes on, one phrase for a move of two kinds, and what moves no camera are not counted twice."""
    found, _ = findings(text, first, second)

    assert found == []


def test_one_move_is_fine():
    """A single move has nothing beside it."""
    assert findings("slow pan left", ("pan", "left", "pan left"))[0] == []


def test_three_moves_are_one_finding_that_names_them():
    """Every move is quoted, and the author is told once."""
    prompt = "pan left, tilt up, zoom in"
    camera = (("pan", "left", "pan left"), ("tilt", "up", "tilt up"), ("zoom", "in", "zoom in"))
    (found,) = several_camera_moves.check(scene(prompt, camera=camera))

    assert "3 camera moves" in found.message
    assert all(f'"{words}"' in found.message for _, _, words in camera)


def test_numbered_shots_are_counted_each_for_itself():
    """One move in each shot is one move a shot."""
    text = "Shot 1: pan left over the bay. Shot 2: tilt up the mast"
    found, _ = findings(text, ("pan", "left", "pan left"), ("tilt", "up", "tilt up"))

    assert found == []


@pytest.mark.parametrize(
    ("prompt", "flagged"),
    [
        ("The camera pans left across the harbour and then tilts up to the lighthouse.", True),
        ("A frying pan on a railway track beside a construction crane.", False),
        ("A man walks along the pier. The camera tracks him from the side.", False),
    ],
)
def test_through_the_real_scene_analysis(prompt, flagged):
    """Moves are read from the text; things that are called like moves are none."""
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["several-camera-moves"])

    assert bool(linted.findings) == flagged


def test_moves_told_with_the_same_word_are_told_apart():
    """Each is quoted with its phrase."""
    prompt = "Camera tracks along the row left to right, pauses, and then tracks back quicker than it came."
    first, second = (Span("tracks", at, at + 6) for at in (prompt.index("tracks"), prompt.rindex("tracks")))
    moves = (CameraMove("track", "left", first), CameraMove("track", "backward", second))
    (found,) = several_camera_moves.check(Scene(prompt, (), moves, 0))

    assert '("tracks along the row left to right", "tracks back' in found.message
