"""A sea of faces is a figure of speech: nothing of it swells, ripples, drifts or branches."""

import re

import pytest
from added import motion

from promptkit.lexicon import find_things


@pytest.mark.parametrize(
    "prompt",
    [
        "a sea of umbrellas",
        "an ocean of tulips under a pale sky",
        "A river of lights below the bridge",
        "a mountain of laundry",
        "a forest of masts at dusk",
        "a cloud of paper planes",
        "a lake of lanterns",
    ],
)
def test_what_only_counts_is_not_moved(prompt):
    """What stands behind the "of" may move; the sea, the mountain and the wood are not there."""
    assert not re.search(r"swell|wave|ripple|water|cloud|branch|sea wind|mountain", motion(prompt))


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("an ocean of deep blue water", "waves|ripples|swell"),
        ("a forest of tall, dark pines", "their (?:thin )?branches|their foliage|their outer twigs"),
        ("the Sea of Marmara at dusk", "swells|waves"),
    ],
)
def test_what_is_there_is_moved(prompt, expected):
    """An ocean of water, a forest of trees and a sea by its name are what they are called."""
    assert re.search(expected, motion(prompt))


def test_nobody_splashes_into_a_figure():
    """An ocean of plastic balls is no water for a contact either."""
    assert not any("water" in thing.entry for thing in find_things("A child jumps into an ocean of plastic balls."))


def test_a_canopy_of_leaves_has_no_loose_edges():
    """In a wood the canopy is no cloth."""
    assert "edges of the canopy" not in motion("A mossy log in a forest. Pale light falls through the canopy above.")


@pytest.mark.parametrize("prompt", ["a few sheep in a pen", "some deer by a lake", "an aquarium with a few fish"])
def test_animals_whose_name_is_their_plural_are_as_many_as_is_said(prompt):
    """They have "their" heads and tails, not "its"."""
    assert "their" in motion(prompt)
    assert " its " not in motion(prompt)


def test_it_is_no_pronoun_for_coffee_beside_water():
    """What is named last may be taken for what steams."""
    assert "the ramen" in motion("A bowl of ramen beside a glass of beer on a counter")
