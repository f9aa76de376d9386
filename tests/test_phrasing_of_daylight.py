"""The last resort: daylight that is named dims as a cloud crosses the sun, and land below lies under cloud shadows."""

import pytest
from added import rewritten, without_the_added


@pytest.mark.parametrize(
    "told",
    [
        (
            "bookshelf in soft morning light[[ dimming a little and slowly warming again as a cloud crosses the "
            "sun outside]]"
        ),
        (
            "a violin on a chair by the window, late afternoon sun[[, the light fading a little and slowly coming"
            " back as a thin cloud crosses the sun outside]]"
        ),
        (
            "a row of ceramic pots in golden hour light[[, the daylight dimming a little and slowly coming back "
            "as a cloud crosses the sun]]"
        ),
        (
            "stone courtyard in harsh noon sun[[, the light fading a little and slowly coming back as a thin "
            "cloud crosses the sun]]"
        ),
        (
            "a jar of honey on a windowsill, golden hour[[, the light dimming a little and slowly warming again "
            "as a cloud crosses the sun outside]]"
        ),
        (
            "a marble bust in a niche, window light[[ dimming a little and slowly warming again as a cloud "
            "crosses the sun outside]]"
        ),
        (
            "a stone wall in morning sun,[[ the light dimming a little and slowly coming back as a cloud crosses "
            "the sun,]] black and white"
        ),
        (
            "wicker hamper on a tartan rug in dappled sunlight[[, the dapples of light shifting slowly as a "
            "light breeze moves the leaves]]"
        ),
    ],
)
def test_daylight_dims_where_nothing_else_can_move(told):
    """In rooms the cloud is outside, and without colours nothing warms."""
    assert rewritten(without_the_added(told)) == told.replace("[[", "").replace("]]", "")


@pytest.mark.parametrize(
    "told",
    [
        (
            "aerial view of a pine forest[[, cloud shadows sliding slowly over the treetops as the wind drives "
            "the clouds along]]"
        ),
        "drone footage of a desert[[, cloud shadows sliding slowly over the sand as the wind drives the clouds along]]",
        (
            "bird's eye view of lavender fields[[, cloud shadows sliding slowly over the rows as the wind drives "
            "the clouds along]]"
        ),
    ],
)
def test_shadows_of_clouds_slide_over_land_seen_from_the_air(told):
    """Leaves and grass are not seen from there."""
    assert rewritten(without_the_added(told)) == told.replace("[[", "").replace("]]", "")


@pytest.mark.parametrize(
    "prompt",
    [
        "a vase in studio light",
        "A teapot. Natural light, calm mood",
        "a red bicycle, noon sun",
        "a wall in morning sun, one hard shadow",
        "a teapot on linen, north window, daylight",
        "empty desks by tall windows, flat white daylight",
        "3 bed semi detached for sale, sunny day, kitchen windows",
        "a red apple under softbox light, natural light look",
        "a vase on a turntable, daylight, product shot",
        "still life of pears, window light",
        "icon of the Virgin, window light",
        "a bookshelf, golden hour, cloudless sky",
        "a bookshelf in constant daylight",
        "a room, daylight, locked exposure",
        "a chair in a windy courtyard in morning sun",
        "a statue in moonlight, then morning sun",
        "a wall with two suns painted on it, bright sun",
        "poster of a sunlit beach",
        "a woman's portrait in window light",
        "an empty church, coloured light from stained glass",
        "a sun hat on a chair",
        "Sunlight dish soap bottle",
        "natural light beer can on a table",
        "daylight bulb packaging",
        "golden hour cocktail on a bar",
        "a sunny side up egg",
        "late afternoon sun, clear blue sky, a fence",
        "a room with morning light, rain outside",
        "a chair in a room without daylight",
        "no morning light, a dark room",
        '"morning light" written on a wall',
        "a window at night, city lights",
        "a chess set on a table, overcast light",
        "aerial view of a city at night",
        "drone view of a forest in winter, snow",
        "aerial view of wheat fields under a cloudless sky",
        "a drone on a desk, aerial photography company",
    ],
)
def test_no_other_light_changes(prompt):
    """No lamp, night, clear sky or even light, no flat picture, no light that is denied or quoted."""
    assert rewritten(prompt) == prompt


@pytest.mark.parametrize(
    "prompt",
    [
        "a man in golden hour light",
        "a stone bench in a walled garden, morning sun",
        "a swimming pool tiled blue, afternoon sun",
        "dusty church interior with broken pews, shafts of sunlight",
    ],
)
def test_light_is_left_alone_where_something_moves(prompt):
    """A body, plants, water and dust come before the light."""
    added = rewritten(prompt)

    assert added != prompt
    assert " the sun" not in added
