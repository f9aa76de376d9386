"""What is added to prompts as people write them: comma lists, tags, models, things in the hand."""

import re

import pytest

from promptkit.phrasing import give_cause, set_in_motion, variants, why_still
from promptkit.scene.read import read_scene

LISTED = [
    ("A woman on a beach, long hair, white dress.", r"^, (?!the woman).*her hair .*the dress"),
    ("A girl, red coat, umbrella, rainy street, neon signs", r"^, (?!the girl).*the coat"),
    (
        "Portrait of a young woman with curly red hair, freckles, looking into the camera, windy cliff.",
        r"the woman .*her hair",
    ),
]


@pytest.mark.parametrize(("prompt", "expected"), LISTED)
def test_a_comma_list_is_moved_by_what_it_names(prompt, expected):
    """What somebody has on moves with her, and she is named again only behind more than that."""
    assert re.search(expected, set_in_motion(read_scene(prompt)).text)


@pytest.mark.parametrize(
    "prompt",
    [
        "Tuna laid out in rows on a floor, frost on the skins, numbered tags, Tokyo",
        "Ivory elephant, seven centimetres high, on red felt",
    ],
)
def test_what_lies_dead_in_a_list_is_left_alone(prompt):
    """Neither fish on a floor nor a carving moves of itself."""
    assert set_in_motion(read_scene(prompt)) is None


@pytest.mark.parametrize(
    "prompt",
    [
        "A woman on a beach, white dress, a hat and a bag that belong to her",
    ],
)
def test_who_moves_is_named_behind_more_than_a_list(prompt):
    """Somebody else, or a clause of its own, could take what is added for its own."""
    assert set_in_motion(read_scene(prompt)).text.startswith(", the woman ")


@pytest.mark.parametrize(
    ("before", "text", "behind"),
    [
        (
            "A woman on a beach, long hair",
            ", blinking as the ocean wind reaches her face, strands of her hair blown across her face by each gust",
            ", a man beside her, white dress.",
        ),
        (
            "A woman on a beach",
            ", tipping her head a little to one side and blinking",
            ", she is calm, white dress, long hair",
        ),
        ("A nun smiles at the lens", ", drawing a breath, her shoulders rising and settling", ", red walls"),
        (
            "A street at night with neon signs, old and eerie, creating a contrast to the river",
            ", the neon signs dimming and brightening as the current wavers",
            ".",
        ),
    ],
)
def test_what_is_added_stands_before_others_and_behind_all_that_is_of_the_same(before, text, behind):
    """Before a man who comes in, a clause and a wall; behind a participle that goes on about the signs."""
    added = set_in_motion(read_scene(before + behind))

    assert (added.at, added.text) == (len(before), text)


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("A man in a long camel coat stands on a rooftop in New York, wind, cinematic.", "the cloth of the coat"),
        ("A bride with a long veil in front of a chapel", "the edge of the veil"),
        ("A kid with a kite on a hill", "the kite pulling at its line"),
        ("A street musician with a violin under a bridge", "playing a slow tune"),
        ("A grandmother with a cup of tea in an armchair by the fireplace", "flames"),
        ("A grandmother with a cup of tea in an armchair by the fireplace", "steam"),
        ("A steak on a grill.", "steam"),
        ("A tent in the desert at night, stars.", "the loose edge of the tent"),
        ("A couple at a candlelit dinner table, wine glasses, soft bokeh.", "the candlelight"),
        ("A woman with a book in a garden", "turning a page"),
    ],
)
def test_what_is_named_or_held_moves_and_not_only_a_breath(prompt, expected):
    """Coat, veil, kite, violin, fire and tea come before a blink."""
    assert expected in set_in_motion(read_scene(prompt)).text


@pytest.mark.parametrize(
    "prompt",
    [
        "A man with a guitar case on a beach",
        "A man with a guitar on his back on a beach",
        "A guitar and a man on a beach",
    ],
)
def test_nobody_plays_what_is_put_away(prompt):
    """A case, a back and a thing beside somebody are no hands."""
    read = read_scene(prompt)

    assert not any("tune" in set_in_motion(read, variant=k).text for k in range(variants(read)))


@pytest.mark.parametrize(
    "prompt",
    [
        "A model in a white dress standing on a beach.",
        "A female model in a white dress on a beach",
        "An influencer in a red dress on a rooftop",
        "A presenter in a long coat on a cliff",
    ],
)
def test_a_model_who_wears_something_is_a_person(prompt):
    """As are an influencer and a presenter: they breathe, and the wind has their clothes."""
    assert re.search(r"dress|coat", set_in_motion(read_scene(prompt)).text)


@pytest.mark.parametrize(
    "prompt",
    [
        "A model train on a table, evening",
        "A 3D model of a car on a turntable",
        "A scale model in a glass case",
        "A model of a sailing ship on a windy beach",
    ],
)
def test_a_model_of_something_is_a_thing(prompt):
    """It has no weight to shift."""
    assert set_in_motion(read_scene(prompt)) is None


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("A cape flutters on a hook in a field, soft light", "A cape flutters in a light breeze on a hook"),
        ("On a hill her scarf flutters and her hair is blowing.", "her scarf flutters in a light breeze and her hair"),
        ("A flag flaps on a hill, soft light", "A flag flaps in the wind on a hill, soft light"),
        ("A tent flaps.", "A tent flaps in the wind."),
    ],
)
def test_a_tag_or_a_second_motion_does_not_take_the_cause_away(prompt, expected):
    """One word more, and the same thing still hangs in the same air."""
    read = read_scene(prompt)
    found = [added for element in read.uncaused if (added := give_cause(read, element))]

    assert expected in prompt[: found[0].at] + found[0].text + prompt[found[0].at :]


@pytest.mark.parametrize(
    "prompt",
    [
        "The flag on the desk is flapping.",
        "A flag flaps, studio lighting",
    ],
)
def test_no_breeze_blows_in_a_room_that_only_a_word_tells_of(prompt):
    """A desk, a sofa and a studio are indoors."""
    read = read_scene(prompt)

    assert [give_cause(read, element) for element in read.uncaused] == [None] * len(read.uncaused)


def test_several_camera_moves_are_the_reason_that_is_given():
    """Not that the camera leaves things behind: it is told to do four things."""
    read = read_scene("The camera zooms in, then pans left, then cranes up and zooms out over a vineyard.")

    assert "several ways" in why_still(read)
