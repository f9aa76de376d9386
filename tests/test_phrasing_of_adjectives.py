"""Nothing is put between the adjectives of one noun, by whichever rule."""

import pytest

from promptkit import rewrite
from promptkit.phrasing._adjectives import joins_adjectives
from promptkit.phrasing._place import content_end
from promptkit.scene import Scene

JOINED = """
with a sleek, silver nail clipper
enhancing the warm, homely atmosphere
along a narrow, cobblestone street
on a soft, warm bed
in a bright, airy room
a sturdy, concrete wall
an old, rusty nail
a quiet, empty ballpark
down a long, dimly lit hallway
with soft, golden light
over smooth, wet stones
through tall, gently swaying grass
in a dense, overgrown forest
in a close-up, front view
a very small, wooden box
his worn, leather gloves
under a clear, blue sky
a warm and cozy, rustic kitchen
a curved, stone bridge
on a wide, sandy beach
a fox in grass, soft, golden light
""".strip().splitlines()
APART = """
a dog in the park, soft light
a girl in red, soft light
on a table, warm light
with a clipper, cinematic lighting
on a beach, golden hour
a city at night, neon signs
a portrait, soft light
a hammer hits a nail, slow motion
with a baby, natural light
at the party, balloons everywhere
on the ceiling, dim light
on the floor, dust floating
a man smiling, soft light
the room is warm, soft light
a butterfly, macro shot
a close-up, shallow focus
a paper straw, lemon on the rim
with her family, garden party
""".strip().splitlines()


@pytest.mark.parametrize("text", JOINED)
def test_a_comma_between_adjectives_of_one_noun_is_known(text):
    """Whatever stands before the noun belongs to it: articles, adverbs, stuffs."""
    assert joins_adjectives(text, text.rindex(","))


@pytest.mark.parametrize("text", APART)
def test_a_comma_behind_a_noun_is_no_such_comma(text):
    """Behind a noun begins what is said of the light, the style or the next thing."""
    assert not joins_adjectives(text, text.rindex(","))


@pytest.mark.parametrize(
    ("prompt", "kept"),
    [
        ("A woman trims her nails with a sleek, silver nail clipper.", "a sleek, silver nail clipper"),
        ("A man pushes a wooden cart along a narrow, cobblestone street.", "a narrow, cobblestone street"),
        ("She pushes the cart down a long, dimly lit hallway.", "a long, dimly lit hallway"),
        ("A carpenter hits a nail with a heavy, wooden hammer in a shed.", "a heavy, wooden hammer"),
        ("candle on a dusty, wooden shelf, dark, moody", "a dusty, wooden shelf"),
        ("a fox in tall, dry grass, close-up, soft, golden light", "soft, golden light"),
    ],
)
def test_every_rule_leaves_adjectives_beside_their_noun(prompt, kept):
    """Contacts and still pictures alike: the addition stands behind the phrase or before it."""
    changed = rewrite(prompt)[0].shot.prompt

    assert changed != prompt
    assert kept in changed


@pytest.mark.parametrize(
    ("prompt", "stands"),
    [
        ("A wide lake under a sky with clouds, adding depth to the scene.", "clouds"),
        ("A bun on a plate, is showcased in a studio, front view", "studio"),
    ],
)
def test_what_is_added_stands_before_a_comment_and_behind_the_verb(prompt, stands):
    """A thing is not parted from its motion by what it does to the picture, nor a subject from its verb."""
    scene = Scene(prompt, (), (), 0)

    assert prompt[: content_end(scene, 0, before_comments=True)].endswith(stands)
