"""Who is called by a name, or lies curled up, breathes as anybody does."""

import pytest
from added import rewritten, without_the_added


@pytest.mark.parametrize(
    "told",
    [
        "our old dog Bruno asleep on the porch steps[[, breathing slowly, its flank rising and sinking]]",
        (
            "three kittens Miso, Nori and Yuzu asleep in a laundry basket[[, breathing slowly, their flanks "
            "rising and sinking]]"
        ),
        "two greyhounds curled up on a leather sofa[[, breathing slowly, their flanks rising and sinking]]",
        "my uncle Karl in his workshop[[, drawing a slow breath, his shoulders rising and settling]]",
        "two dogs named Salt and Pepper on a beach[[, lifting their noses and sniffing the air]]",
        "moth on a lamp[[, the moth's wings quivering in quick bursts]]",
        "a whippet behind a garden gate[[, breathing slowly, its flank rising and sinking]]",
        "a sleeping walrus pup, close-up of whiskers[[, twitching once in a dream and breathing slowly]]",
        "a crowd asleep in a station hall[[, a few stirring in their sleep, their chests rising and settling]]",
    ],
)
def test_a_name_behind_the_noun_is_no_other_thing(told):
    """One name or several, behind a possessive or a number; of who lies curled up the flank is seen to rise."""
    assert rewritten(without_the_added(told)) == told.replace("[[", "").replace("]]", "")


@pytest.mark.parametrize(
    "prompt",
    [
        "a stuffed cat curled up in a museum case",
        "a saguaro forest with snow on it",
        "salt flats at dusk, a red telephone box, endless reflection",
        "a pigeon loft, peeling mint paint, skyline behind",
        "a box of sweets, powdered sugar, rose, pistachio, lid off",
        "egyptian wall painting, three goddesses in profile",
        "scooter graveyard, stacked frames, rust",
        "abandoned swimming pool, cracked tiles, overcast",
        "a porcelain pug named Bella on a shelf",
        "a stuffed toy dog called Rex on a bed",
        "a bronze cat curled up on a plinth",
        "a beagle asleep, oil on canvas, golden frame",
        "a sleeping dog, oil painting, gilt frame",
        "fox asleep in a display case",
        "a photo of my dog Bruno asleep",
        "cat Woman poster on a wall",
        "his Bear brand kettle on a stove",
        "tortoise curled up in its shell",
    ],
)
def test_no_likeness_breathes_by_a_name(prompt):
    """Porcelain, plush, bronze and what only bears a name."""
    assert rewritten(prompt) == prompt
