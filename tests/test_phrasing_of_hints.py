"""Where nothing can be added honestly, the reason says what could be told of this very thing or place."""

import pytest

from promptkit.phrasing import why_still
from promptkit.scene.read import read_scene

NOTHING = "nothing in the prompt is among what promptkit knows how to move; say "


@pytest.mark.parametrize(
    ("prompt", "hint"),
    [
        ("a jar of capers", "what is done to it: a hand lifts it, it is filled, poured from or turned"),
        ("a rusty bicycle by a wall", "who takes it and sets off, or what of it turns and what turns it"),
        ("a grand piano in a dark hall", "who plays it, and what the hands do and what then vibrates"),
        ("an orange armchair in a white room", "who sits down, gets up or comes in"),
        ("an astronaut helmet on a table", "what moves, and why"),
        ("a stack of old books", "what is done with it: a page is turned, a hand writes, a key strikes"),
        ("a motorway bridge from above at night", "what moves, and why"),
        ("a city square at night", "what moves there (traffic, lights, clouds), and why"),
        ("an empty swimming pool at a motel", "what moves, and why"),
        ("something odd", "what moves, and why"),
    ],
)
def test_the_reason_says_what_could_be_told(prompt, hint):
    """By the thing that it is of, else by the place; no ripples in an empty pool, and nobody sits at the table."""
    assert why_still(read_scene(prompt)) == NOTHING + hint
