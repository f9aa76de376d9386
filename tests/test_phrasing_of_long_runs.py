"""Prompts in which one word, or a blank, is repeated to no end: neither a rewrite nor a check hangs on them."""

import time

import pytest
from scenes import scene

from promptkit import lint
from promptkit.phrasing import give_cause, set_in_motion, storm_blows, tell_effect

LONG = 8000
BRIEF_S = 5.0
"""Of the processor. What takes time by the square of its length takes many times that here; what hangs, minutes."""
RUNS = {
    "letters": "a",
    "blanks": " ",
    "storms": "no storm ",
    "capsules": "capsule ",
    "possessions": "of ",
    "lists": "and ",
    "withs": "with ",
    "articles": "a ",
}


def seconds(function, argument):
    start = time.process_time()
    function(argument)
    return time.process_time() - start


@pytest.fixture(scope="module", autouse=True)
def _all_is_loaded():
    """Models and word lists are read before the clock runs."""
    read = scene("A flag waves on a hill.", ("A flag", "subject", "waves"))
    set_in_motion(read), give_cause(read, read.elements[0]), tell_effect(read), lint(f"{read.prompt} " * 200)


@pytest.mark.parametrize(
    "prompt",
    [
        *(
            pytest.param(text.format((run * LONG)[:LONG]), id=f"{name} {place}")
            for name, run in RUNS.items()
            for place, text in {
                "behind": "A flag waves by a pond in {}!",
                "between": "A flag waves on a hill, a girl with red lips {}, smoke over the roofs and a tree",
            }.items()
        ),
        pytest.param("Poppies in a windswept countryside of southern Provence — 35mm film", id="a place with places"),
    ],
)
def test_no_run_makes_it_hang(prompt):
    """A run of letters, blanks or words is read through in the time of its length."""
    flag = [("A flag", "subject", "waves")] if "A flag waves" in prompt else []
    read = scene(prompt, *flag)

    taken = {
        "set in motion": seconds(set_in_motion, read),
        "give cause": sum(seconds(lambda each: give_cause(read, each), each) for each in read.elements),
        "tell effect": seconds(tell_effect, read),
        "storm": seconds(storm_blows, read),
        "lint": seconds(lint, prompt),
    }

    assert {name: round(took, 2) for name, took in taken.items() if took > BRIEF_S} == {}


def test_thousands_of_things_are_read_in_the_time_of_their_number():
    """Only the first of them are looked at for motion: no shot shows more."""
    read = scene("a flag, " * 5000)

    assert seconds(set_in_motion, read) < 3 * BRIEF_S


def test_thousands_of_movers_are_linted_in_the_time_of_their_number():
    """Four times as many take four times as long, where looks at all that was written before take ten times."""
    few = seconds(lint, "a flag waves, " * 350)

    assert seconds(lint, "a flag waves, " * 1400) < 7 * few


def test_blanks_behind_a_motion_take_no_time():
    """However many there are between the words."""
    read = scene(f"A flag waves{' ' * 20_000}on a hill.", ("A flag", "subject", "waves"))

    assert seconds(lambda each: give_cause(read, each), read.elements[0]) < BRIEF_S


@pytest.mark.parametrize("sentence", ["A hand pets a hedgehog. ", "A woman braids her hair. ", "kicks the ball and "])
def test_hundreds_of_contacts_are_looked_at_in_the_time_of_their_prompt(sentence):
    """Of movers and deeds only the first few dozen are asked what comes of them."""
    assert seconds(lint, sentence * (10000 // len(sentence))) < 4 * BRIEF_S
