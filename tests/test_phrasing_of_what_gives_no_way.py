"""What the words of a prompt say gives way to no air is set in no motion by it."""

import re

import pytest
from scenes import added_by_rewriting

STAYS = [
    "A lake, absolutely flat, the sky in it",
    "A reservoir without a ripple, one reed bending, hills behind",
    "A football field. The grass is short and bright.",
    "Night moor. The branches of a dead ash bend toward the lens.",
    "Book cover, crime. A lightning-struck pine, red title.",
    "Movie poster, drama. An oak on a hill, red title.",
    "A camera hangs in a bucket on a well rope and swings, mossy stone, a coin of sky",
    "Parting curtain, red plush, gold fringe, hush",
    "An aloe in a pot by an open window",
    "A rubber plant by an open window",
    "macro view of an agave plant",
]
STIRS = [
    ("A meadow of tall grass on a hill", "grass"),
    ("An oak on a hill", "its (?:branches|leaves|crown|twigs)"),
    ("Posters on a fence, an oak on a hill behind", "its (?:outer twigs|branches|leaves|crown)"),
    ("A potted fern on a balcony", "its (?:fronds|leaves)"),
    ("A sand dune in a desert", "sand"),
]


@pytest.mark.parametrize("prompt", STAYS)
def test_no_air_moves_what_is_told_as_giving_no_way(prompt):
    """Flat water, short grass, dead wood, print, a loaded rope, a parting curtain, stiff leaves."""
    added = added_by_rewriting(prompt)

    assert not any(air in added for air in ("breeze", "wind", "air", "draught"))


@pytest.mark.parametrize(("prompt", "named"), STIRS)
def test_what_does_give_way_still_stirs(prompt, named):
    """Tall grass, a living tree, a fern and a dune are moved as before."""
    assert re.search(named, added_by_rewriting(prompt))


def test_level_sand_does_not_slide_down():
    """It blows over the ground; the side of a dune slides."""
    assert "sliding down" not in added_by_rewriting("Desert, a shadow lies on the sand")
    assert "sliding down" in added_by_rewriting("Dunes in the desert")
