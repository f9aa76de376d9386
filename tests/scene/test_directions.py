"""A camera move goes where its words say."""

import pytest

from promptkit.scene.directions import direction_of


@pytest.mark.parametrize(
    ("move", "said", "behind", "direction"),
    [
        ("pan", "pans", " slowly to the left, over a table", "left"),
        ("pan", "pans", ". To the left a table", None),
        ("pan", "pans", " and then left", None),
        ("zoom", "zoom-out", "", "out"),
        ("zoom", "zooming in", "", "in"),
        ("zoom", "zooms", " across the table", None),
        ("dolly", "pushes", " through a crowd", "in"),
        ("dolly", "moves forward", "", "in"),
        ("dolly", "pulls back", "", "out"),
        ("crane", "rises", " over the left bank", "up"),
        ("crane", "descending", "", "down"),
        ("tilt", "tilts up", "", "up"),
        ("fly", "flies", " forward", "forward"),
        ("roll", "rolls", " counter-clockwise", "counterclockwise"),
        ("orbit", "orbits", " around her", None),
    ],
)
def test_direction(move, said, behind, direction):
    """In its own words, or in the four behind it within the clause."""
    assert direction_of(move, said, behind) == direction
