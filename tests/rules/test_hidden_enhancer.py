"""`hidden-enhancer` tells of the rewriter behind a target where it changes much."""

import pytest

from promptkit.lint import check_shot
from promptkit.rules.hidden_enhancer import hidden_enhancer
from promptkit.testing import example_shot

SHORT = "A man walks along the pier."
LONG = " ".join(["word"] * 30)


@pytest.mark.parametrize("target", ["wan-2.7-t2v", "wan-2.7-i2v", "veo-3.1", "veo-3.1-fast", "kling-3.0"])
def test_a_short_prompt_is_told_once(target):
    """One note for the whole prompt, in words that are the same for every short prompt."""
    (finding,) = check_shot(example_shot(SHORT, target=target), [hidden_enhancer])

    assert (finding.start, finding.end, finding.severity) == (0, len(SHORT), "note")
    assert f"{target} rewrites prompts" in finding.message
    assert "fewer than 30 words" in finding.message


def test_the_option_is_named_where_there_is_one():
    """Wan lets its rewriter be switched off, Veo does not as far as is known."""
    (wan,) = check_shot(example_shot(SHORT, target="wan-2.7-t2v"), [hidden_enhancer])
    (veo,) = check_shot(example_shot(SHORT, target="veo-3.1"), [hidden_enhancer])

    assert "switch prompt_extend off" in wan.message
    assert "no switch for it is known" in veo.message


@pytest.mark.parametrize("target", [None, "runway-gen-4.5", "kling-2.6"])
def test_silent_without_a_rewriter(target):
    """No target, or one that films what is written: nothing to say."""
    assert check_shot(example_shot(SHORT, target=target, seed=7), [hidden_enhancer]) == ()


@pytest.mark.parametrize(("words", "found"), [(29, 1), (30, 0)])
def test_a_long_prompt_says_most_itself(words, found):
    """From 30 words on the note is dropped."""
    prompt = " ".join(["word"] * words)

    assert len(check_shot(example_shot("", prompt=prompt, target="veo-3.1"), [hidden_enhancer])) == found


def test_a_seed_does_not_repeat_a_rewritten_prompt():
    """With a seed the note stands for long prompts too."""
    (finding,) = check_shot(example_shot(LONG, target="wan-2.7-t2v", seed=7), [hidden_enhancer])

    assert "seed 7" in finding.message


def test_an_empty_prompt_is_not_short():
    """Nothing is written, so nothing is rewritten."""
    assert check_shot(example_shot("", prompt="  ", target="veo-3.1"), [hidden_enhancer]) == ()


def test_what_is_short_can_be_set():
    """Option `short_words` moves the border."""
    options = {"hidden-enhancer": {"short_words": 5}}

    assert check_shot(example_shot(SHORT, target="veo-3.1"), [hidden_enhancer], options=options) == ()
