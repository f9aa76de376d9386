"""A small movement of a body keeps to what the prompt tells of that body."""

import pytest
from scenes import added_by_rewriting

KEPT = [
    ("Herons in a row, heads tucked, at a lagoon's edge.", ("feathers", "heads")),
    ("Pelicans on one leg, heads under their wings, at the edge of a lake.", ("feathers", "wings,")),
    ("A hawk, facing us, every feather in perfect order.", ("feathers", "wings")),
    ("A guard with a stony face.", ("face", "head", "blinking")),
    ("A woman with a coin in her mouth, closeup", ("shoulders", "chest")),
]


@pytest.mark.parametrize(("prompt", "moved"), KEPT)
def test_no_part_moves_that_is_told_as_at_rest_or_out_of_the_frame(prompt, moved):
    """Tucked heads, feathers in order and still faces stay so, and a close-up of a mouth shows no shoulders."""
    added = added_by_rewriting(prompt)

    assert not any(part in added for part in moved)
