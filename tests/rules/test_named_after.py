"""What is named after a force, and does not move, moves nothing."""

import pytest

from promptkit.lint import lint
from promptkit.shot import Shot


def says(prompt):
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["uncaused-effect"])
    return bool(linted.findings)


@pytest.mark.parametrize(
    "prompt",
    [
        "A toy helicopter stands on a shelf, leaves flutter.",
        "A helicopter toy stands on a shelf, leaves flutter.",
        "An explosion poster hangs on a wall, papers flutter.",
        "An impact wrench lies on a bench, leaves flutter.",
        "A crash test dummy sits in a chair while a curtain sways.",
        "A woman on a crash diet sits at a table, a curtain sways.",
        "A model helicopter hangs there, a curtain sways.",
    ],
)
def test_a_noun_that_tells_which_thing_is_meant_is_no_force(prompt):
    """Nor is a toy: a force is wanted all the same."""
    assert says(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "A helicopter lands, leaves flutter.",
        "A helicopter high above, leaves flutter.",
        "Helicopter blades spin, papers flutter.",
        "A toy helicopter takes off, leaves flutter.",
        "The crash shakes the room, a curtain sways.",
        "An explosion rips through the street, papers flutter.",
        "An explosion shockwave rolls over, curtains sway.",
        "The impact sends dust flying, a lamp swings.",
    ],
)
def test_a_force_that_acts_is_one(prompt):
    """Whatever stands right behind it: a verb, or a thing that moves itself."""
    assert not says(prompt)
