"""What a negative rules out is not brought back by a motion that is added."""

import pytest

from promptkit.rewrite import rewrite_shot
from promptkit.rules._ruled_out import is_ruled_out
from promptkit.shot import Shot


@pytest.mark.parametrize(
    ("prompt", "unwanted"),
    [
        ("A crowded platform, no people", "people"),
        ("A chair in sunlight on the floor. Negative prompt: clouds", "cloud"),
        ("Aerial view of a forest in summer, no clouds", "cloud"),
        ("A foggy harbour, no fog", "fog sliding"),
        ("A dusty attic, no dust", "dust turning"),
        ("A chair in the morning light, no flicker", "dimming"),
    ],
)
def test_no_rewrite_adds_what_its_prompt_rules_out(prompt, unwanted):
    """Wherever the word has gone by then: into the negative, or still in the prompt."""
    for done in rewrite_shot(Shot(id="one", prompt=prompt, target="kling-3.0")):
        assert unwanted not in done.shot.prompt.replace(prompt, "")


@pytest.mark.parametrize(
    ("added", "negative", "ruled_out"),
    [
        ("people shifting from foot to foot", "blur, people", True),
        ("cloud shadows sliding over the grass", "clouds", True),
        ("the light fading a little", "shadows", True),
        ("blinking as the wind reaches her face", "morphing faces", False),
        ("the hem stirring", None, False),
        ("the light fading a little", "flickering", False),
    ],
)
def test_terms_of_one_word_are_what_is_ruled_out(added, negative, ruled_out):
    """Longer terms tell how something is not to look."""
    assert is_ruled_out(added, negative) == ruled_out
