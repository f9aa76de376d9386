"""What a lens or a screen shows is left to it, and lamps in a well-kept room burn steadily."""

import re

import pytest
from added import motion

from promptkit.phrasing import set_in_motion
from promptkit.scene.read import read_scene


@pytest.mark.parametrize(
    "prompt",
    [
        "a flower seen through a prism",
        "Tall grass through a lens",
        "A screen on the wall shows a flag on a tower",
        "A glass sphere on a wall shows the garden behind it upside down",
        "ferns in a garden, the light of the window refracted on them",
    ],
)
def test_no_breeze_reaches_what_is_shown_by_another_thing(prompt):
    """It would hide the effect that the picture is of."""
    assert not re.search(r"breeze|wind|air\b", motion(prompt))


@pytest.mark.parametrize(
    "prompt",
    ["A wide-angle lens view of tulips in a park", "A bedroom with a mirror, and curtains at an open window."],
)
def test_a_camera_s_lens_and_a_mirror_in_a_room_show_nothing_by_themselves(prompt):
    """Things beside them move as ever."""
    assert re.search("breeze|draught", motion(prompt))


@pytest.mark.parametrize(
    "prompt", ["A hotel lobby with marble floors and neon lights", "A neat office with lamps and neon signs"]
)
def test_neon_burns_steadily_where_all_is_in_order(prompt):
    """The current wavers in a run-down diner, and in no office."""
    assert "current" not in motion(prompt)
    assert "the current wavers" in motion("A run-down diner with neon lights")


@pytest.mark.parametrize("stuff", ["crystal", "diamond", "marzipan"])
def test_a_creature_made_of_something_hard_does_not_act_as_one_of_flesh(stuff):
    """A snail stretches its feelers, and one of crystal is a figure."""
    assert "feelers" in motion("a snail on a leaf")
    assert "feelers" not in (motion(f"a {stuff} snail on a leaf") or "")


@pytest.mark.parametrize("prompt", ["An amber fox in the snow", "A fox in amber light", "A jelly fish in the sea"])
def test_amber_is_a_colour_and_a_jelly_fish_swims(prompt):
    """What is so called is of flesh."""
    assert re.search("its (?:weight|head|body)", motion(prompt))


@pytest.mark.parametrize("prompt", ["A fox carved from amber", "A fox trapped in amber"])
def test_what_is_carved_or_trapped_does_not_move(prompt):
    """There amber is a stone."""
    assert set_in_motion(read_scene(prompt)) is None
