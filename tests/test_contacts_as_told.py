"""A contact answers as the words of the prompt tell the thing: empty, massive, halved, pierced, on wheels."""

import pytest

from promptkit.rewrite import rewrite_shot
from promptkit.shot import Shot

NOT_SO = [
    ("A skater drops into an empty pool.", "r"),
    ("A skater drops into a pool that is drained.", "r"),
    ("A finger nudges a wooden toy toward the edge, its wheels painted red.", "sliding"),
    ("A baker slaps the dough onto the wall of the oven.", "slumping"),
    ("A cook slices a plum in half.", "cut end"),
    ("A cook slices a lime in two.", "cut end"),
    ("A girl blows out five candles.", "a thread"),
    ("A drop hits the tin roof.", "here and there"),
    ("A needle presses into a cushion.", "again"),
    ("A judge slams his fist on a massive oak desk.", "shaking"),
]
STILL_SO = [
    ("A drop hits a leaf.", "dipping and springing back"),
    ("A swimmer jumps into a pool.", "outward"),
    ("A baker slaps the dough onto the table.", "slumping"),
    ("A hand presses into a cushion.", "again"),
    ("A judge slams his fist on the desk.", "shaking"),
]


def _added(prompt):
    (done, *_) = rewrite_shot(Shot(id="s", prompt=prompt))
    return done.shot.prompt.replace(prompt.rstrip("."), "")


@pytest.mark.parametrize(("prompt", "effect"), NOT_SO)
def test_a_thing_does_not_answer_against_what_is_told_of_it(prompt, effect):
    """An empty pool does not splash, wheels do not slide, a halved fruit has no cut end, a massive desk stands."""
    assert effect not in _added(prompt)


@pytest.mark.parametrize(("prompt", "effect"), STILL_SO)
def test_a_thing_of_which_nothing_is_told_answers_as_before(prompt, effect):
    """Water splashes, dough slumps on a table, a cushion fills out and a plain desk shakes."""
    assert effect in _added(prompt)
