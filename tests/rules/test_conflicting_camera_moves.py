"""`conflicting-camera-moves`."""

import pytest
from scenes import scene

from promptkit.rules.conflicting_camera_moves import conflicting_camera_moves
from promptkit.testing import marked


def findings(text, *camera):
    prompt, expected = marked(text)
    found = list(conflicting_camera_moves.check(scene(prompt, camera=camera)))
    return [(finding.start, finding.end) for finding in found], list(expected)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Zoom in on the house while we [[pull back]]", ("zoom", "in", "Zoom in"), ("dolly", "out", "pull back")),
        ("pan left, [[pan right]] simultaneously", ("pan", "left", "pan left"), ("pan", "right", "pan right")),
        ("It rises and in the same moment [[sinks]]", ("crane", "up", "rises"), ("crane", "down", "sinks")),
        ("tilt up and [[tilt down]]", ("tilt", "up", "tilt up"), ("tilt", "down", "tilt down")),
        (
            "dolly forward, [[dolly backward]]",
            ("dolly", "forward", "dolly forward"),
            ("dolly", "backward", "dolly backward"),
        ),
        ("zoom out and [[push forward]]", ("zoom", "out", "zoom out"), ("dolly", "forward", "push forward")),
        (
            "orbit clockwise, [[orbit counterclockwise]]",
            ("orbit", "clockwise", "orbit clockwise"),
            ("orbit", "counterclockwise", "orbit counterclockwise"),
        ),
    ],
)
def test_opposite_moves_are_flagged_at_the_second(text, first, second):
    """The second of two moves that undo each other is marked."""
    found, expected = findings(text, first, second)

    assert found == expected


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("pan left and tilt up", ("pan", "left", "pan left"), ("tilt", "up", "tilt up")),
        ("zoom in, dolly in", ("zoom", "in", "zoom in"), ("dolly", "in", "dolly in")),
        ("pan left, tilt right", ("pan", "left", "pan left"), ("tilt", "right", "tilt right")),
        ("pan, then pan right", ("pan", None, "pan"), ("pan", "right", "pan right")),
        ("pan left, then pan right", ("pan", "left", "pan left"), ("pan", "right", "pan right")),
        ("pulls back; once she is gone, it pushes in", ("dolly", "out", "pulls back"), ("dolly", "in", "pushes in")),
        ("dolly in while the lens zooms out", ("dolly", "in", "dolly in"), ("zoom", "out", "zooms out")),
        ("rises while it tilts down", ("crane", "up", "rises"), ("tilt", "down", "tilts down")),
    ],
)
def test_moves_that_can_be_one_path_are_not(text, first, second):
    """Other axes, the same or an unsaid direction, one after another, and a contra-zoom in its parts: no conflict."""
    found, _ = findings(text, first, second)

    assert found == []


def test_a_move_that_undoes_two_is_flagged_once():
    """One word, one finding."""
    found, expected = findings(
        "zoom in, push in, [[pull out]]",
        ("zoom", "in", "zoom in"),
        ("dolly", "in", "push in"),
        ("dolly", "out", "pull out"),
    )

    assert found == expected


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("Static shot, the camera [[rolls]]", ("roll", None, "rolls")),
        ("Locked-off camera that [[pushes in]] on a clock", ("dolly", "in", "pushes in")),
        ("No camera movement. It slowly [[dollies]] to the altar", ("dolly", None, "dollies")),
        ("The camera must not move and it must [[follow]] her", ("track", None, "follow")),
        ("The camera is bolted to the floor; it [[travels]] beside him", ("track", None, "travels")),
        ("Tripod shot, [[orbits]] a cup", ("orbit", None, "orbits")),
        ("Tripod shot, [[shaky handheld]] camera", ("handheld", None, "shaky handheld")),
        ("The camera never turns; halfway it [[whips]] round", ("pan", None, "whips")),
        ("The camera [[moves]] up and down at once", ("crane", "up", "moves")),
    ],
)
def test_a_move_of_a_camera_at_rest_is_flagged(text, move):
    """A resting camera that moves, and one move both ways at once, cannot be made."""
    found, expected = findings(text, move)

    assert found == expected


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("A TV full of static. The camera pushes in", ("dolly", "in", "pushes in")),
        ("dolly forward past static statues", ("dolly", "in", "dolly forward")),
        ("Starts on a static shot, the camera then pushes in", ("dolly", "in", "pushes in")),
        ("pushes in until it comes to a static shot", ("dolly", "in", "pushes in")),
        ("0-2s: static shot. 2-5s: pushes in", ("dolly", "in", "pushes in")),
        ("The camera, fixed on her face, pushes in", ("dolly", "in", "pushes in")),
        ("The camera still pushes in", ("dolly", "in", "pushes in")),
        ("not a static shot, it pushes in", ("dolly", "in", "pushes in")),
        ("Tripod shot, pans left", ("pan", "left", "pans left")),
        ("Locked-off camera, slow zoom in", ("zoom", "in", "zoom in")),
        ("Static shot, rack focus to the cup", ("rack_focus", None, "rack focus")),
        ("Static handheld shot", ("handheld", None, "handheld")),
        ("A counter, price labels, still, camera slides left", ("track", "left", "slides left")),
    ],
)
def test_rest_that_hinders_no_move(text, move):
    """Things at rest, rest before or after, a tripod that pans, a fixed camera that zooms or refocuses are fine."""
    assert findings(text, move)[0] == []


def test_zooming_in_and_out_goes_both_ways():
    """One phrase may undo itself."""
    assert (
        len(
            list(
                conflicting_camera_moves.check(
                    scene("zooming in and out", camera=(("zoom", "in", "zooming in and out"),))
                )
            )
        )
        == 1
    )
