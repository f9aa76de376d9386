"""Somebody whose noun is a verb as well, named beside somebody else."""

import pytest

from promptkit.scene.pairs import with_plain_nouns
from promptkit.scene.read import read_scene


@pytest.mark.parametrize(
    ("prompt", "plain"),
    [
        ("A bride and groom in front of a church.", "A bride and woman in front of a church."),
        ("Portrait of a chef and cook.", "Portrait of a chef and girl."),
        ("A bride, groom and bridesmaid", "A bride, woman and bridesmaid"),
        ("Brides and grooms on steps", "Brides and people on steps"),
    ],
)
def test_a_noun_that_agrees_with_the_first_one_is_a_noun(prompt, plain):
    """A noun of somebody that is no verb stands in its place, every character where it was."""
    assert with_plain_nouns(prompt) == plain
    assert len(plain) == len(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "A man swallows a pill.",
        "A man, swallows overhead.",
        "Two women cook in a kitchen.",
        "Women smile and cook in a kitchen.",
        "A chef tastes and cooks.",
        "A dog and host the",
    ],
)
def test_a_verb_stays_a_verb(prompt):
    """Number, an object behind it or no being before it tell that it is what somebody does."""
    assert with_plain_nouns(prompt) == prompt


@pytest.mark.parametrize("prompt", ["A bride and groom on a beach.", "A woman and escort on a beach."])
def test_a_pair_surely_stands_still(prompt):
    """Nobody in it does what the second noun would mean as a verb."""
    scene = read_scene(prompt)

    assert scene.static
    assert scene.sure > 0.7
