"""`promptkit.scene.deeds`: what is told as an action begins with a verb and ends where its phrase does."""

import pytest
from scenes import span_of

from promptkit.scene import Element
from promptkit.scene.in_words import actions_in_words


def told(prompt, *motions):
    spans = tuple(span_of(prompt, motion) for motion in motions)
    return actions_in_words(Element(spans[0], "subject", spans[0], motions=spans), prompt)


@pytest.mark.parametrize(
    ("prompt", "motions", "said"),
    [
        (
            "A girl spins her bike twice, jumps off and waves.",
            ("spins", "bike", "jumps off", "waves"),
            ["spins her bike twice", "jumps off", "waves"],
        ),
        (
            "A clerk shakes the box by her ear, sets it down.",
            ("shakes the box", "ear", "sets it"),
            ["shakes the box by her ear", "sets it down"],
        ),
        (
            "They hug and become a fat grey cloud, then rise.",
            ("hug", "become", "cloud", "rise"),
            ["hug", "become a fat grey cloud", "rise"],
        ),
        ("It is a left-handed pass. He runs and falls.", ("left", "handed", "runs", "falls"), ["runs", "falls"]),
        ("My rabbit Pretzel yawns and eats a leaf.", ("Pretzel", "yawns", "eats"), ["yawns", "eats a leaf"]),
    ],
)
def test_a_noun_is_no_action(prompt, motions, said):
    """What stands behind an article, an adjective or a hyphen belongs to an action or to none, and a name to none."""
    assert told(prompt, *motions) == said


def test_what_is_done_for_an_aim_is_one_action():
    """To pause for a sniff is one thing that a cat does."""
    prompt = "A cat walks along a wall, pauses to sniff a flower and hops down."

    assert told(prompt, "walks", "pauses", "sniff", "hops down") == [
        "walks along a wall",
        "pauses to sniff a flower",
        "hops down",
    ]


def test_a_long_action_is_told_up_to_the_end_of_a_phrase():
    """Not cut in the middle, and not cut to a verb that means something else alone."""
    prompt = "A coin rolls in a wide curve past the petals of a sleeping lotus, spins and settles."

    assert told(prompt, "rolls in", "spins", "settles")[0] == "rolls in a wide curve"


def test_a_verb_that_looks_like_a_noun_is_an_action():
    """Prompts are full of them, and a tagger that learned from news takes them for nouns."""
    prompt = "An ant slips on the edge, climbs, slides back and lifts a crumb."

    assert told(prompt, "slips", "climbs", "slides", "lifts") == [
        "slips on the edge",
        "climbs",
        "slides back",
        "lifts a crumb",
    ]


def test_a_deed_ends_with_a_whole_word():
    """No half of a compound, no article and no preposition without its noun."""
    prompt = "A ring slips off a foot mid-turn, takes off the old hat of a very very tall statue and lets it go."

    assert told(prompt, "slips off", "takes off", "lets it") == [
        "slips off a foot mid-turn",
        "takes off the old hat",
        "lets it go",
    ]


@pytest.mark.parametrize(
    ("prompt", "motions", "said"),
    [
        ("They dance and laugh with no music, small steps, and stop.", ("dance", "laugh", "steps", "stop"),
         ["dance", "laugh", "stop"]),
        ("They run few steps, one stops, hands on the knees.", ("run", "steps", "stops", "hands on"),
         ["run few steps", "stops"]),
        ("Great grebes courtship, both dive and surface.", ("courtship", "dive", "surface"), ["dive", "surface"]),
        ("A waiter opens a door, steps out, hands over a plate.", ("opens", "steps out", "hands over"),
         ["opens a door", "steps out", "hands over a plate"]),
    ],
)  # fmt: skip
def test_what_is_a_noun_more_often_than_a_verb_is_an_action_only_in_plain_grammar(prompt, motions, said):
    """Steps that are small, hands that lie on something, a courtship."""
    assert told(prompt, *motions) == said


def test_a_clause_that_tells_which_one_is_no_action_and_is_not_run_into_the_next():
    """Floors are passed by the way."""
    prompt = "A keeper climbs a stair, each floor he passes shows an older room, and he feeds a fire."

    assert told(prompt, "climbs", "passes", "feeds") == ["climbs a stair", "feeds a fire"]


def test_back_and_forth_is_one_way():
    """Cut to "back" it would be another."""
    assert told("Two beetles lock jaws, push back and forth, rock up and down.", "lock", "push back", "rock") == [
        "lock jaws",
        "push back and forth",
        "rock up and down",
    ]
