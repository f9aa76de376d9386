"""One air moves all that moves in a shot, and is told once where that can be."""

import pytest

from promptkit.fix import fix_shot
from promptkit.rule import find_rule
from promptkit.shot import Shot


def fixed(prompt):
    return fix_shot(Shot(id="a", prompt=prompt), [find_rule("uncaused-effect")], unsafe=True).shot.prompt


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (
            "A ranger on a hill. Her scarf is flowing and her coat is blowing.",
            "A ranger on a hill. Her scarf is flowing and her coat is blowing in the wind.",
        ),
        ("Girl in a park, hair blowing, skirt blowing.", "Girl in a park, hair blowing, skirt blowing in the wind."),
        (
            "Autumn leaves whirl past a hammock, which begins to sway.",
            "Autumn leaves whirl in the wind past a hammock, which begins to sway in the same wind.",
        ),
        (
            "Petals swirl in the breeze around an empty swing, which begins to sway.",
            "Petals swirl in the breeze around an empty swing, which begins to sway.",
        ),
        (
            "Curtains sway in a bedroom. Drapes billow in a kitchen.",
            (
                "Curtains sway in a bedroom, stirred by a strong draught. "
                "Drapes billow in a kitchen, blown by the same draught."
            ),
        ),
        (
            "On a roof, a flag flutters. Laundry flaps on a line. A flag flaps.",
            "On a roof, a flag flutters in the wind. Laundry flaps in the same wind on a line. A flag flaps.",
        ),
    ],
)
def test_two_things_in_a_row_share_one_air_and_others_take_up_the_same(prompt, expected):
    """No two winds of different strength in one shot, no half mended pair, no refrain; and no more to say."""
    assert fixed(prompt) == expected
    assert fixed(expected) == expected


@pytest.mark.parametrize(
    "prompt",
    [
        "A pennant flutters beside a lander on the lunar surface.",
        "Outside an orbital station, a ribbon flutters.",
        "A shawl flutters on a coral reef under water.",
        "The finish ribbon flutters.",
        "A curtain and a chandelier sway in the hall.",
    ],
)
def test_no_air_is_offered_where_none_is(prompt):
    """On the moon, in orbit, under water; for a tape that a runner meets, nor for a chandelier that shares a verb."""
    assert fixed(prompt) == prompt


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("Banner fluttering on a skyscraper.", "Banner fluttering in the wind on a skyscraper."),
        ("A hero stands on a rooftop, her cape flowing.", "A hero stands on a rooftop, her cape flowing in the wind."),
        ("Curtains billow beside a bed.", "Curtains billow in a strong draught beside a bed."),
    ],
)
def test_the_air_is_as_strong_as_place_and_motion_ask(prompt, expected):
    """Wind high up; and no light draught makes a curtain billow."""
    assert fixed(prompt) == expected
