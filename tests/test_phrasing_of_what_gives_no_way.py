"""What the words of a prompt say gives way to no air is set in no motion by it."""

import pytest

from promptkit.rewrite import rewrite_shot
from promptkit.shot import Shot

STAYS = [
    "A tarn, absolutely flat, the sky in it",
    "A reservoir without a ripple, one reed bending, hills behind",
    "A chapel on a hill. The grass is short and bright.",
    "Night moor. The branches of a dead ash bend toward the lens.",
    "Book cover, crime. A lightning-struck pine, red title.",
    "Movie poster, an oak on a hill, a red title",
    "A bucket on a well rope, mossy stone, a patch of sky",
    "Parting curtain, blue velours, hush, the dress circle",
    "An obelisk casts a pattern on the desert sand.",
    "A cactus in a clay pot on a sill",
    "A rubber plant in a blue pot, right third of the frame",
    "macro view of an agave plant",
]
STIRS = [
    ("A meadow of tall grass on a hill", "grass"),
    ("An oak on a hill", "oak"),
    ("Posters on a fence, an oak on a hill behind", "oak"),
    ("A potted fern on a balcony", "fern"),
    ("A sand dune in a desert", "sand"),
]


def _added(prompt):
    (done, *_) = rewrite_shot(Shot(id="s", prompt=prompt))
    return done.shot.prompt.replace(prompt.rstrip("."), "")


@pytest.mark.parametrize("prompt", STAYS)
def test_no_air_moves_what_is_told_as_giving_no_way(prompt):
    """Flat water, short grass, dead wood, print, a loaded rope, a parting curtain, level sand, stiff leaves."""
    added = _added(prompt)

    assert not any(air in added for air in ("breeze", "wind", "air", "draught"))


@pytest.mark.parametrize(("prompt", "named"), STIRS)
def test_what_does_give_way_still_stirs(prompt, named):
    """Tall grass, a living tree, a fern and a dune are moved as before."""
    assert named in _added(prompt)
