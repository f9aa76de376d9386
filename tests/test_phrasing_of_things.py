"""Pictures of things: what of them moves, where that is said, and what is left alone."""

import re

import pytest
from added import motion

from promptkit import rewrite
from promptkit.phrasing import set_in_motion, why_still
from promptkit.preserve import breaches
from promptkit.scene.read import read_scene


def rewritten(prompt):
    added = set_in_motion(read_scene(prompt))
    return prompt[: added.at] + added.text + prompt[added.at :]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a plate of waffles with maple syrup on top", "^ sliding slowly down"),
        ("a tumbler of bourbon with one ice sphere on a bar", "^ turning a little"),
        ("steel watch on slate, macro of the dial", "the second hand moving"),
        ("an old tower clock room with a pendulum clock", "the pendulum swinging"),
        ("steam engine at a platform, 1930s", "thin steam rising from the steam engine"),
        ("a lighthouse on a headland, stormy sky", "clouds moving"),
        ("an empty park with a swing set", "its seats swaying"),
        ("koi pond, top view", "koi gliding slowly beneath the surface"),
        ("a hamster in a tiny knitted jumper", "nose"),
        ("our handmade beeswax candle, lit, on a tray", "the flame"),
        ("roses in a glass vase by an open window", "^, (?:nodding|swaying) a little as a draught"),
        ("a bar window with a neon sign at night", "^ dimming and brightening"),
        ("a calm lake at dawn", "faint ripples widening on the water"),
        ("washing on a line over an alley", "the washing"),
        ("a field of sunflowers in July", "^, (?:nodding|swaying)"),
        ("snow covered hamlet, smoke over the roofs", "^ curling"),
        ("a ruined priory in fog", "^ drifting past"),
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


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("palm trees by a clear pool in a desert, peaceful", "their fronds stirring as a light breeze"),
        ("light house on the ocean", "low waves rising and sinking"),
        ("view of the sea, a storm", "waves"),
        ("a teenager with silver hair on a street", "their hair|strands of their hair"),
        ("a glass of iced lemonade with a paper straw in a garden", "a bead of condensation sliding"),
        ("A tortoise on red sand, macro of its eye", "^, blinking slowly$"),
        ("a puppy on grass, tongue out", "panting, its tongue moving with each breath"),
        ("five chicks in a farmyard", "wings|heads"),
        (
            "a large black bird with glossy feathers perched atop a twisted branch in a dense, overgrown forest",
            "bird|head|wing|tail",
        ),
    ],
)
def test_what_moves_is_as_strong_as_the_picture_and_in_its_frame(prompt, expected):
    """Calm pictures have a light breeze, seas low waves until a storm is told; of an eye only the lid moves."""
    assert re.search(expected, set_in_motion(read_scene(prompt)).text)


@pytest.mark.parametrize(
    "prompt",
    [
        "A couch and a potted plant, indoor lighting",
        "a chrome faucet in a kitchen, water droplets on it, a small plant beside it",
        "a roast on a plate garnished with fresh herbs",
        "a closed jar with cannabis flowers",
        "a tall lighthouse, often found by the sea",
        "an old curtain at the end of a haunted corridor",
        "close-up of a fish eye",
        "macro of a gecko's eye",
        "a snowy slope with a red snowboard, its edges in shades of blue",
    ],
)
def test_what_no_air_reaches_is_left_alone(prompt):
    """In a closed room, on a plate or in a tale of ghosts nothing stirs by a breath of air."""
    assert set_in_motion(read_scene(prompt)) is None


def test_a_dog_with_its_mouth_full_licks_nothing():
    """What is held between the teeth keeps tongue and nose from other things."""
    scene = read_scene("Dog with a stick in its mouth on a path")
    texts = [set_in_motion(scene, variant=number).text for number in range(12)]

    assert not any(re.search("lick|sniff", text) for text in texts)


@pytest.mark.parametrize(
    ("prompt", "moved"),
    [
        ("A bride in a long lace veil stands at the end of a stone pier, a strong wind off the water.", "the veil"),
        ("a woman with long red hair standing on a cliff above a stormy sea, wind", "her hair"),
        ("tall grass on a dune, strong wind", "the tall grass bending"),
    ],
)
def test_a_wind_that_is_told_moves_what_is_named(prompt, moved):
    """A wind without anything that it moves asks for it, though it may be read as motion."""
    assert moved in rewrite(prompt)[0].shot.prompt


def test_in_a_strong_wind_no_flag_sags():
    """It snaps; what only lifts and sags does so in a breeze."""
    assert "snapping" in motion("prayer flags on a pole, strong wind")
