"""Examples on rule pages become shots, and marked texts become spans."""

import pytest

from promptkit.errors import UsageError
from promptkit.shot import Unresolved
from promptkit.testing import example_shot, marked


def test_plain_text_is_the_prompt():
    """Lines that were wrapped in the docstring are joined."""
    assert example_shot("\n    A man walks\n    along: the pier.\n").prompt == "A man walks along: the pier."


def test_yaml_when_the_first_line_is_a_key():
    """Every field of a shot can be given."""
    shot = example_shot("prompt: A man walks.\nduration: 5\nelements: [a, b]\ntarget: veo-3.1")

    assert (shot.prompt, shot.duration, shot.elements, shot.target) == ("A man walks.", 5, ("a", "b"), "veo-3.1")


def test_variables():
    """A template is filled; while a value is missing it stays as it is, and the gap is known by its place."""
    filled = example_shot("prompt: A {{ a }} and a {{ b }}.\nvars: {a: dog, b: [cat, owl]}")
    gap = example_shot("prompt: A {{ a }} and a {{ b }}.\nvars: {a: dog}")

    assert (filled.prompt, filled.unresolved) == ("A dog and a cat.", ())
    assert (gap.prompt, gap.unresolved) == ("A {{ a }} and a {{ b }}.", (Unresolved("b", 16, 23),))


@pytest.mark.parametrize("block", ["prompt: [", "prompt: a\ncolour: red", "prompt: a\n- b"])
def test_defective_examples_are_refused(block):
    """A page that does not parse is told so."""
    with pytest.raises(UsageError):
        example_shot(block)


def test_marked():
    """Marks go, spans stay."""
    assert marked("[[a]] b [[c]]") == ("a b c", ((0, 1), (4, 5)))
    assert marked("a") == ("a", ())
