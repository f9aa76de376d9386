"""`dropped-default-negative` brings back what a negative of one's own displaced."""

from dataclasses import replace

import pytest

from promptkit.fix import fix_shot
from promptkit.lint import check_shot
from promptkit.rules.contradicted_negative import contradicted_negative
from promptkit.rules.dropped_default_negative import dropped_default_negative
from promptkit.rules.incomplete_negative import incomplete_negative
from promptkit.target import find_target
from promptkit.testing import example_shot

FAL = "kling-3.0@fal"
MOTION = "jerky motion, flickering, warping, morphing faces"


def findings(negative, prompt="A man walks.", target=FAL):
    return check_shot(example_shot(prompt, target=target, negative=negative), [dropped_default_negative])


def test_the_whole_negative_is_marked_and_the_lost_terms_are_named():
    """The finding stands on the negative and lists what is gone, without the "and" of the default."""
    (finding,) = findings(MOTION)

    assert (finding.field, finding.start, finding.end) == ("negative", 0, len(MOTION))
    assert finding.message.endswith("that kling-3.0@fal has by itself and loses blur, low quality")


@pytest.mark.parametrize(
    ("negative", "after"),
    [
        (MOTION, f"{MOTION}, blur, low quality"),
        ("blurry faces", "blurry faces, low quality"),
        ("worst quality,", "worst quality, blur"),
    ],
)
def test_fix_appends_what_is_gone(negative, after):
    """What stood there stays, and other words for a term count."""
    assert (
        fix_shot(example_shot("A man.", target=FAL, negative=negative), [dropped_default_negative]).shot.negative
        == after
    )


@pytest.mark.parametrize(("length", "is_fixed"), [(3050, False), (2900, True)])
def test_no_fix_that_makes_the_prompt_too_long(length, is_fixed):
    """Were the negative folded into the prompt, both together would have to fit."""
    fal = find_target(FAL)
    folding = replace(fal, negative=replace(fal.negative, channel="prompt"))
    shot = example_shot("", prompt="a" * length, target=FAL, negative="text")
    (finding,) = dropped_default_negative.check(shot, folding)

    assert (finding.fix is not None) is is_fixed


@pytest.mark.parametrize("negative", [None, "", "  ", "blurred details, poor quality", "no blur, low quality"])
def test_silent_where_nothing_is_lost(negative):
    """No negative keeps the default, and a full one has it all."""
    assert findings(negative) == ()


@pytest.mark.parametrize("target", [None, "veo-3.1", "kling-3.0", "wan-2.7-t2v", "runway-gen-4.5"])
def test_silent_without_a_default(target):
    """Where the model has no list of its own there is nothing to lose."""
    assert findings("text", target=target) == ()


def test_motion_defects_are_left_to_the_other_rule():
    """The "distort" of the default is told by `incomplete-negative` as warping, once."""
    shot = example_shot("A man walks.", target=FAL, negative="blur, low quality")

    assert check_shot(shot, [dropped_default_negative]) == ()
    assert len(check_shot(shot, [incomplete_negative])) == 1


def test_nothing_that_the_prompt_names_is_excluded():
    """With motion blur in the prompt, blur stays out of the list, so that no other rule must take it out again."""
    prompt = "A cyclist races past, strong motion blur."
    rules = [dropped_default_negative, contradicted_negative]
    fixed = fix_shot(example_shot(prompt, target=FAL, negative="blur, text"), rules).shot

    assert fixed.negative == "text, low quality"
