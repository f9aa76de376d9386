"""What is added never parts a clause from the participle that goes on with it."""

import pytest

from promptkit import rewrite


def added_to(prompt):
    (done,) = rewrite(prompt)
    return done.shot.prompt


@pytest.mark.parametrize(
    ("prompt", "ending"),
    [
        ("A boy kicks a football against a garage door, surrounded by cheering friends.", "friends, the football"),
        ("A boy throws a stone into a pond, creating an air of calm.", "calm, "),
        (
            "A street at night with neon signs, old and eerie, creating a contrast to the river.",
            "river, the ",
        ),
    ],
)
def test_what_is_added_stands_behind_a_trailing_participle(prompt, ending):
    """A trailing "surrounded by" or "creating" goes on with the clause before them, so that an effect follows them."""
    assert prompt[:-1] in added_to(prompt)
    assert ending in added_to(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "A man throws a ball to his dog in the park, framed by tall oaks and a pale sky, and laughs.",
        "A boy kicks a football into a goal, filling the stands with joy, the crowd on its feet.",
        "A woman peels an apple on a bench, capturing the view with her phone.",
    ],
)
def test_nothing_is_added_where_more_follows_the_participle(prompt):
    """Between the clause and its participle it would part them, and behind all of it nobody would read it right."""
    assert prompt in added_to(prompt)


def test_where_to_is_no_part_of_what_is_thrown():
    """The word "high", read as a noun, names nothing that could turn over and drop."""
    assert "the high" not in added_to("A girl throws a ball high into the air.")
