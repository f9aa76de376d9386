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
        ("pan left, then [[pan right]]", ("pan", "left", "pan left"), ("pan", "right", "pan right")),
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
    ],
)
def test_moves_that_can_be_one_path_are_not(text, first, second):
    """Different axes, the same direction or an unsaid one conflict with nothing."""
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
