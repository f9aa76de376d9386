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
