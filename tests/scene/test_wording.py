"""Messages that name things of a prompt are English."""

import pytest

from promptkit.lint import check_shot
from promptkit.rule import find_rule
from promptkit.scene import Span
from promptkit.scene.wording import agreeing, listed
from promptkit.testing import example_shot


def spans(*texts):
    return [Span(text, 0, len(text)) for text in texts]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("car",), '"car"'),
        (("car", "tires"), '"car" and "tires"'),
        (("lanterns", "steam", "signs"), '"lanterns", "steam" and "signs"'),
    ],
)
def test_things_are_listed_with_one_and(texts, expected):
    """Commas between, "and" before the last."""
    assert listed(spans(*texts)) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("car",), "moves"),
        (("curtains",), "move"),
        (("car", "tires"), "move"),
        (("glass of roses",), "moves"),
        (("Leaves on a branch",), "move"),
        (("dress",), "moves"),
    ],
)
def test_a_verb_agrees_with_its_things(texts, expected):
    """Several things, or one whose head is in the plural, move; one moves."""
    assert agreeing(spans(*texts), "moves", "move") == expected


@pytest.mark.parametrize(
    ("rule", "prompt", "expected"),
    [
        ("uncaused-effect", "The curtains are billowing.", '"curtains" move ("billowing") but nothing makes them move'),
        ("uncaused-effect", "The red dress is billowing.", '"dress" moves ("billowing") but nothing makes it move'),
        ("static-description", "Two wooden boats on a lake.", "are only described; say what they do"),
    ],
)
def test_messages_agree_with_what_they_name(rule, prompt, expected):
    """In the rules that name what moves, or should."""
    (finding,) = check_shot(example_shot(prompt), [find_rule(rule)])

    assert expected in finding.message
