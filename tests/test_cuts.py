"""Words that order a cut, and the same words where they do not."""

import pytest

from promptkit.cuts import cuts_to, is_ordered


@pytest.mark.parametrize(
    ("prompt", "ordered"),
    [
        ("A boy runs. Cut to a dog.", True),
        ("A boy runs. Do not cut to a dog.", False),
        ("A boy runs. Cut not to a dog.", False),
        ("A boy runs. Cut no corners.", False),
        ('A boy shouts "Cut to a dog."', False),
    ],
)
def test_a_cut_that_is_denied_or_said_is_none(prompt, ordered):
    """No to it may stand before or behind, and a director in the picture orders nothing of us."""
    start = prompt.lower().index("cut")

    assert is_ordered(prompt, start, start + len("cut")) is ordered


def test_one_sure_cut_makes_the_others_sure():
    """A film that is cut once is cut in mid-clause too."""
    doubtful = "A man at a door, cut to her feet."

    assert cuts_to(doubtful) == []
    assert len(cuts_to("A man at a door. Cut to his hand, cut to her feet.")) == 2


@pytest.mark.parametrize(
    "prompt",
    [
        "A player dribbles, then cuts to his teammate.",
        "The winger sprints, cuts to a defender and passes.",
        "She dribbles past two, then cuts to her teammate on the wing.",
        "The car races ahead and then cuts to another lane.",
        "A barber combs the fringe, then cuts to the side.",
    ],
)
def test_who_is_on_the_move_cuts_across_the_picture(prompt):
    """To others in it, or into another way: no film is cut."""
    assert cuts_to(prompt) == []


@pytest.mark.parametrize(
    "prompt",
    [
        "A player dribbles, then the camera cuts to his teammate.",
        "A player dribbles, then cuts to a close-up of his boots.",
        "A player dribbles, then cuts to his teammate waving.",
        "A man runs through a park, then cuts to a woman in a cafe.",
        "A boy rides his bike, then cuts to his mother.",
        "A dog leaps into a river, then cuts to a bear.",
        "The camera runs along a wall, then cuts to a guard.",
        "The video runs on, then cuts to a guard.",
        "The anchor talks, then cuts to a reporter.",
        "He runs, then cut to a guard.",
    ],
)
def test_a_film_is_cut_to_what_is_not_in_the_picture(prompt):
    """A framing, somebody at something, a new place; by the film itself, or where nobody moves."""
    assert len(cuts_to(prompt)) == 1
