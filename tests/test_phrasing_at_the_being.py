"""Who moves is not named again: the motion stands behind what is told of that one, and before all that is not."""

import pytest
from added import motion

from promptkit.phrasing import set_in_motion
from promptkit.scene.read import read_scene


@pytest.mark.parametrize(
    ("prompt", "before"),
    [
        ("A grandfather dozing in an armchair, a kitten on his lap", "armchair"),
        ("A lynx on a boulder, Carpathians", "boulder"),
        ("A rabbit on a rug, adorable, trending", "rug"),
        ("A fox sits in tall grass, gazing at the hills, pale sky", "hills"),
        ("A woman on a balcony, long scarf, red roofs", "scarf"),
        ("A woman on a bench, spring evening, pine trees", "bench"),
        ("A man at a table, dining room, candles", "table"),
        ("A woman on a bench, lily pond", "bench"),
        ("A man on a hill, half moon, pine trees", "hill"),
        ("A man on a bench, head in hands, autumn park", "hands"),
        ("A woman in a grey coat, silk scarf around her neck, autumn park", "neck"),
        ("A woman on a pier, back to us, grey sea", "us"),
        ("A woman with blue eyes, pale skin, pine trees", "skin"),
    ],
)
def test_it_stands_behind_what_is_told_of_the_being(prompt, before):
    """Tags, places and others that are named behind stay behind."""
    added = set_in_motion(read_scene(prompt))

    assert prompt[: added.at].endswith(before)
    assert added.text.partition(" ")[2].split()[0].endswith("ing")


def test_behind_the_bare_noun_stands_no_comma():
    """A wolf shifting its weight, and then snow: two things are told."""
    assert motion("Otter, river bank, dusk fog").startswith(" ")


@pytest.mark.parametrize(
    "prompt",
    [
        "A girl with a hat, a coat and boots",
        "A woman with curly red hair, freckles",
        "Two cats, one dog, and a parrot in a room",
        "A man stands at a fence, which is blue",
        "A monk in Lhasa, Tibet",
        "A monk in Lhasa, Tibet in winter",
        "A video of the people of Lagos, Nigeria in the year 2056",
        "A woman in Paris, France",
        "A woman with red lips, red nails",
    ],
)
def test_a_list_a_clause_and_a_name_are_not_cut_in_two(prompt):
    """What is added then stands at the end, or nowhere."""
    assert motion(prompt)
    assert set_in_motion(read_scene(prompt)).at == len(prompt)
