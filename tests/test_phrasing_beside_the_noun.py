"""What has just been named is not named again: a pronoun and a part of it say what moves."""

import re

import pytest

from promptkit.phrasing import set_in_motion
from promptkit.scene.read import read_scene


def motion(prompt):
    return set_in_motion(read_scene(prompt)).text


@pytest.mark.parametrize(
    ("prompt", "begins"),
    [
        ("a meadow of poppies", "their heads "),
        ("a stone house near tall pines", "their "),
        ("a blue vase; a green tree", "its "),
        ("An old motel with a neon sign", "its glow "),
        ("a gate in a park beside a daisy", "its head "),
    ],
)
def test_right_behind_its_noun_a_part_is_named(prompt, begins):
    """To name poppies twice in a row would read badly."""
    assert motion(prompt).startswith(f", {begins}")


def test_further_off_the_thing_is_named_again():
    """Behind another noun a pronoun would mean that."""
    assert "of the birches" in motion("A wall of birches and dark ferns beside a long and muddy country road")


@pytest.mark.parametrize(
    ("prompt", "added"),
    [
        ("A plate of dumplings, steam", r" (?:lifting|rising)"),
        ("A ruin on a hill, mist around it", " drifting"),
        ("A sandy towel and a book, waves behind", " rising"),
        ("A rusty boat hull, daisies around its keel", " nodding"),
        ("A lobby, curtains at an open window", ", their edges"),
        ("Aurora above a village", ", rippling"),
    ],
)
def test_what_is_told_last_goes_on_moving(prompt, added):
    """The verb stands right behind the thing, and the thing is told once."""
    text = motion(prompt)

    assert re.match(added, text)
    assert (prompt.partition(", ")[2] or prompt).split()[0].lower() not in text.split()


def test_a_second_motion_names_its_thing():
    """Behind the motion of another a pronoun would mean that one's."""
    assert " its branches" not in motion("A dog on a lawn near a tree")


@pytest.mark.parametrize(
    ("prompt", "added"),
    [
        ("tree with halloween decoration", ", the (?:outer twigs|branches) of the tree "),
        ("close up on flower in winter", ", the flower "),
        ("wind turbines on hill behind building", ", the blades of the wind turbines "),
        ("tall forest trees on a misty morning", ", the (?:outer twigs|branches) of the trees "),
        ("a pancake tower with chocolate syrup and strawberries on top", ", the chocolate syrup "),
        ("A cafe, the smoke of a pipe", ", the smoke "),
        ("a man holding leaves looking at the camera", ", the leaves "),
    ],
)
def test_what_alone_can_move_is_rather_named_again_than_left_out(prompt, added):
    """A noun said twice is a smaller fault than a picture in which nothing moves."""
    assert re.match(added, motion(prompt))


@pytest.mark.parametrize(
    ("prompt", "added"),
    [
        ("close up view of dewdrops on a leaf", ", the dewdrops "),
        ("A balloon in a tree", ", the balloon "),
        ("A ruin on a hill, mist around a tree", ", the mist "),
    ],
)
def test_behind_what_could_move_as_well_the_thing_is_named(prompt, added):
    """A participle would be read of the leaf, or of the tree."""
    assert motion(prompt).startswith(added)
