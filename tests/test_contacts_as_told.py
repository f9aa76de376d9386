"""A contact answers as the words of the prompt tell the thing: empty, massive, halved, pierced, on wheels."""

import pytest
from scenes import added_by_rewriting

NOT_SO = [
    ("A skater drops into an empty pool.", "spray"),
    ("A skater drops into a swimming pool with no water.", "spray"),
    ("A girl pushes a wooden toy with red wheels.", "sliding"),
    ("A baker slaps the dough onto the wall of the oven.", "slumping"),
    ("A cook slices the plum, in half, slowly.", "cut end"),
    ("A girl blows out five candles.", "a thread"),
    ("A drop hits the tin roof.", "here and there"),
    ("A needle presses into a cushion.", "again"),
    ("A judge slams his fist on a massive oak desk.", "shaking"),
]
STILL_SO = [
    ("A drop hits a leaf.", "dipping and springing back"),
    ("A skater drops into a pool.", "spray"),
    ("A girl pushes a wooden toy.", "sliding"),
    ("A baker slaps the dough onto the table.", "slumping"),
    ("A hand presses into a cushion.", "again"),
    ("A judge slams his fist on the desk.", "shaking"),
]


@pytest.mark.parametrize(("prompt", "effect"), NOT_SO)
def test_a_thing_does_not_answer_against_what_is_told_of_it(prompt, effect):
    """An empty pool does not splash, wheels do not slide, a halved fruit has no cut end, a massive desk stands."""
    assert effect not in added_by_rewriting(prompt)


@pytest.mark.parametrize(("prompt", "effect"), STILL_SO)
def test_a_thing_of_which_nothing_is_told_answers_as_before(prompt, effect):
    """Water splashes, dough slumps on a table, a cushion fills out and a plain desk shakes."""
    assert effect in added_by_rewriting(prompt)
