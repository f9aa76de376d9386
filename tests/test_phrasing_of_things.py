"""Pictures of things: what of them moves, where that is said, and what is left alone."""

import re

import pytest

from promptkit.phrasing import set_in_motion, why_still
from promptkit.preserve import breaches
from promptkit.scene.read import read_scene


def rewritten(prompt):
    added = set_in_motion(read_scene(prompt))
    return prompt[: added.at] + added.text + prompt[added.at :]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a plate of waffles with maple syrup on top", "the maple syrup sliding slowly down"),
        ("a tumbler of bourbon with one ice sphere on a bar", "the ice sphere turning a little"),
        ("steel watch on slate, macro of the dial", "the second hand moving"),
        ("an old tower clock room with a pendulum clock", "the pendulum swinging"),
        ("steam engine at a platform, 1930s", "thin steam rising from the steam engine"),
        ("a lighthouse on a headland, stormy sky", "clouds moving"),
        ("an empty park with a swing set", "the seats of the swing set"),
        ("koi pond, top view", "koi gliding slowly beneath the surface"),
        ("a hamster in a tiny knitted jumper", "nose"),
        ("our handmade beeswax candle, lit, on a tray", "the flame"),
        ("roses in a glass vase by an open window", "the roses (?:nodding|swaying) a little as a draught"),
        ("a bar window with a neon sign at night", "the neon sign dimming and brightening"),
        ("a calm lake at dawn", "faint ripples widening on the water"),
        ("washing on a line over an alley", "the washing"),
        ("a field of sunflowers in July", "the sunflowers (?:nodding|swaying)"),
        ("snow covered hamlet, smoke over the roofs", "the smoke"),
        ("a ruined priory in fog", "the fog drifting past"),
    ],
)
def test_what_the_prompt_names_moves_as_it_would(prompt, expected):
    """Liquids run, ice turns, hands and pendulums go round, smoke, cloud and flame move, flowers nod."""
    assert re.search(expected, set_in_motion(read_scene(prompt)).text)


@pytest.mark.parametrize(
    "prompt",
    [
        "a pair of sneakers on a pink plinth",
        "an unlit candle on a shelf",
        "a lake like a mirror",
        "a steam engine in a museum",
        "a digital wristwatch on velvet, macro",
        "a vintage record player on a sideboard",
        "a fishing harbour at low tide, boats lying on the mud",
        "an old map with rivers and an ocean drawn as waves",
        "the sheep in a glass case in a museum",
        "a swing that used to go by itself. It doesn't any more.",
        "a grandfather clock, its pendulum hanging plumb since the war",
        "a frozen waterfall, blue ice",
    ],
)
def test_what_has_no_motion_of_its_own_is_left_alone(prompt):
    """Shoes, what is off, cold or on show, and water that is said to be smooth or gone."""
    assert set_in_motion(read_scene(prompt)) is None


def test_a_long_paragraph_is_added_to_where_it_names_what_moves():
    """The sentence that names the curtain takes it, however many words stand before and behind."""
    prompt = (
        "The kitchen of a small flat in the early morning. A kettle stands on a cold stove, and beside it are three "
        "jars of lentils and a stack of plates with a blue rim. A net curtain hangs before the open window. The "
        "palette is cool and grey with one warm lamp above the table. Nobody is up yet. Shot on a 35mm lens, shallow "
        "focus, muted colours, natural grain, a quiet and unhurried mood."
    )

    assert "the open window, the edge of the net curtain stirring as a draught from the window" in rewritten(prompt)


def test_what_a_sentence_elsewhere_tells_does_not_keep_a_thing_still():
    """Owners, and the look of the picture, are not what is shown."""
    assert "flames" in rewritten("The throne room of a dead king. Green light comes from braziers along the walls.")
    assert "the flame" in rewritten("A candle on a table. You should feel the silence of the house. 35mm.")


def test_camera_words_that_lead_nowhere_do_not_keep_a_thing_still():
    """A face that looks into the camera before a blurred harbour, and a light that comes through a window."""
    assert rewritten("Portrait of a sailor looking into the camera, harbour out of focus behind him.")
    assert "the flame" in rewritten("A candle on a shelf, light coming through a window, handheld")


def test_who_stands_far_before_the_end_is_named_again():
    """A motion behind "a chessboard between them" is the men's."""
    assert ", the men " in rewritten("two elderly men on a park bench with a chessboard between them")


@pytest.mark.parametrize("prompt", ["astronaut on mars next to a flag", "an astronaut on the moon, earth in the sky"])
def test_a_helmet_turns_to_no_wind_and_to_no_sound(prompt):
    """Behind glass no face feels the air, and where there is none nothing is heard."""
    assert not re.search(r"face|at a sound", rewritten(prompt))


def test_in_a_macro_only_what_is_in_the_frame_moves():
    """No shoulders in a beauty shot."""
    text = rewritten("Beauty shot, model with glossy lips, eyes closed, macro lens")

    assert "lips" in text.replace("glossy lips", "")
    assert "shoulders" not in text


def test_several_fish_are_several():
    """Neither the tank before them nor a plural without an ending makes them one."""
    assert "their" in rewritten("an aquarium with tropical fish in a dark room")
    assert "their" in rewritten("koi in a garden pond")


def test_the_noun_phrase_may_be_parted_where_a_comma_stands():
    """What reads as one phrase, "cozy, soft focus", is two tags, and a motion may come between."""
    before = "a cat asleep on newspapers, cozy, soft focus"
    after = "a cat asleep on newspapers, cozy, the cat breathing slowly, soft focus"

    assert breaches(read_scene(before), read_scene(after)) == ()


def test_a_storyboard_and_a_game_in_its_middle_are_no_stills():
    """Neither is asked to stand still."""
    assert why_still(read_scene("Storyboard panel 2: a candle on a table")) is None
    assert why_still(read_scene("A chess board in a park, mid-game, a tree above it")) is None


def test_who_watches_is_no_watch():
    """A verb names nothing that ticks."""
    assert "her" in rewritten("A woman watches television, blue light on her face")


def test_dead_wood_keeps_no_bird_still():
    """An eagle on a dead branch lives."""
    assert rewritten("an eagle on a dead branch")
