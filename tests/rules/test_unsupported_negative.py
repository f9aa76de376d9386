"""`unsupported-negative` says when a negative goes nowhere."""

import pytest

from promptkit.fix import fix_shot
from promptkit.lint import check_shot
from promptkit.rules.unsupported_negative import unsupported_negative
from promptkit.testing import example_shot


@pytest.mark.parametrize(
    "target",
    ["runway-gen-4.5", "runway-act-two", "wan-2.2-animate", "kling-avatar", "kling-3.0-motion-control@legacy"],
)
def test_flagged_where_there_is_no_channel(target):
    """The whole negative is marked, and the target named."""
    shot = example_shot("A man walks.", negative="flicker, warping", target=target)
    (finding,) = check_shot(shot, [unsupported_negative])

    assert (finding.field, finding.start, finding.end) == ("negative", 0, len("flicker, warping"))
    assert target.partition("@")[0] in finding.message


@pytest.mark.parametrize("target", [None, "kling-3.0", "kling-3.0@legacy", "veo-3.1", "wan-2.7-t2v", "veo-3.1@runway"])
def test_silent_where_there_is_one(target):
    """A field, the prompt, or an unknown target: nothing to say."""
    shot = example_shot("A man walks.", negative="flicker", target=target)

    assert check_shot(shot, [unsupported_negative]) == ()


def test_a_model_without_prompt_gets_no_advice_about_the_prompt():
    """Act-Two takes no text at all, so that nothing can be said there instead."""
    shot = example_shot("A man walks.", negative="flicker", target="runway-act-two")

    assert "prompt" not in check_shot(shot, [unsupported_negative])[0].message


def test_emptying_is_unsafe():
    """The wish is lost, so that only unsafe fixing empties the field."""
    shot = example_shot("A man walks.", negative="flicker", target="runway-gen-4.5")

    assert fix_shot(shot, [unsupported_negative]).shot.negative == "flicker"
    assert fix_shot(shot, [unsupported_negative], unsafe=True).shot.negative == ""
