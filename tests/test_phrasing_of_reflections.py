"""A reflection that is to be exact is broken by no ripple."""

import re

import pytest

from promptkit import rewrite


@pytest.mark.parametrize(
    "prompt",
    [
        "The reflection of the tower in the lake is sharp and exact",
        "A lake with a perfect reflection of the hills",
        "A balloon drifts over a lake, its reflection remains clear and exact.",
        "A river at noon exactly mirrors the arches of a bridge",
        "A canal reflecting the houses perfectly",
        "a calm lake at dawn, the water smooth and glass-like",
    ],
)
def test_a_mirror_of_water_is_left_whole(prompt):
    """An exact, clear or unbroken reflection, or water like glass, gets no ripples, whatever else moves."""
    (done,) = rewrite(prompt)
    assert not re.search(r"ripple|eddies|wave|swell|reflections on", done.shot.prompt[len(prompt) - 1 :])


def test_water_of_which_no_reflection_is_asked_still_ripples():
    """A lake of which nothing is said may have its ripples."""
    (done,) = rewrite("a lake in the hills")
    assert re.search("ripples|reflections", done.shot.prompt)
