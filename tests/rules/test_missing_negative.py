"""`missing-negative` asks for a negative where one is heeded."""

import pytest

from promptkit.fix import fix_shot
from promptkit.lint import check_shot
from promptkit.negative import advised
from promptkit.rules.contradicted_negative import contradicted_negative
from promptkit.rules.missing_negative import missing_negative
from promptkit.testing import example_shot

MOTION = "jerky motion, flickering, warping, morphing faces"


@pytest.mark.parametrize("target", [None, "kling-2.6", "kling-2.6@legacy", "kling-3.0-motion-control", "veo-3.1"])
@pytest.mark.parametrize("negative", [None, "", "  "])
def test_asked_for_where_the_model_heeds_one(target, negative):
    """A field of its own, the prompt, or no target at all: the finding stands on the negative."""
    (finding,) = check_shot(example_shot("A man walks.", target=target, negative=negative), [missing_negative])

    assert finding.field == "negative"
    assert "flickering" in finding.message


@pytest.mark.parametrize("target", ["runway-gen-4.5", "runway-act-two", "wan-2.2-animate", "kling-avatar"])
def test_not_asked_for_where_none_is_heeded(target):
    """A model without a channel for negatives needs none."""
    assert check_shot(example_shot("A man walks.", target=target), [missing_negative]) == ()


@pytest.mark.parametrize(
    ("prompt", "target", "asked"),
    [
        ("A man walks, no flickering, no jerky motion", "kling-2.6", False),
        ("A man walks. No warping, no morphing faces.", "kling-3.0", False),
        ("A man walks, no flickering", "veo-3.1", True),
        ("A man walks, no flickering", None, True),
        ("No one speaks. A man no longer young walks.", "kling-2.6", True),
        ("A man walks, no bird and no voice disturbs him", "kling-2.6", True),
    ],
)
def test_an_exclusion_in_the_prompt_counts_where_it_is_read_there(prompt, target, asked):
    """The prompt is the channel of some models only, and a negation of the story keeps nothing out."""
    assert bool(check_shot(example_shot("", prompt=prompt, target=target), [missing_negative])) is asked


def test_fix_writes_the_motion_terms():
    """The four motion terms, in the order in which the issue names them."""
    assert fix_shot(example_shot("A man walks."), [missing_negative]).shot.negative == MOTION


def test_fix_adds_the_terms_of_the_target():
    """Wan's own list speaks of still pictures, and so does the advice for it."""
    fixed = fix_shot(example_shot("A man walks.", target="wan-2.7-t2v"), [missing_negative]).shot

    assert fixed.negative == f"{MOTION}, still picture"


def test_fix_keeps_the_default_that_it_would_replace():
    """On fal a negative of one's own replaces the default, so that its terms come along."""
    fixed = fix_shot(example_shot("A man walks.", target="kling-3.0@fal"), [missing_negative]).shot

    assert fixed.negative.startswith("blur, distort, and low quality, jerky motion, flickering")


@pytest.mark.parametrize(("target", "is_fixed"), [("kling-2.6", False), ("kling-2.6@legacy", True)])
def test_no_fix_that_makes_the_prompt_too_long(target, is_fixed):
    """Where the negative goes into the prompt, both together must fit; in a field of its own it takes no room there."""
    (finding,) = check_shot(example_shot("", prompt="a" * 2470, target=target), [missing_negative])

    assert (finding.fix is not None) is is_fixed
    assert ("kling-2.6 takes 2500 characters for prompt and negative together" in finding.message) is not is_fixed


def test_the_route_is_named():
    """It may be the route alone that heeds a negative."""
    (finding,) = check_shot(example_shot("A man walks.", target="kling-3.0@fal"), [missing_negative])

    assert "kling-3.0@fal takes one (own field)" in finding.message


def test_fix_excludes_nothing_that_is_asked_for():
    """A candle that flickers must be free to flicker; the defect is put in other words."""
    fixed = fix_shot(example_shot("A candle flickers in the draught."), [missing_negative]).shot

    assert fixed.negative == "jerky motion, exposure jumps, warping"
    assert fix_shot(example_shot("A man lights a flickering candle."), [missing_negative]).shot.negative == (
        "jerky motion, exposure jumps, warping, morphing faces"
    )


def test_flashes_that_are_asked_for_are_not_ruled_out_as_jumps_of_exposure():
    """A flash is a jump of exposure; what else flickers is not."""
    prompt = "A star walks the red carpet, photographers' flashes popping."

    assert "boiling textures" in advised(None, prompt)
    assert "exposure jumps" in advised(None, "A candle flickers.")


@pytest.mark.parametrize(
    ("prompt", "forbidden"),
    [
        ("A campfire crackles on a beach.", "flicker"),
        ("A single candle on an altar.", "flicker"),
        ("Neon signs above a bar.", "flicker"),
        ("A match is struck in the dark.", "flicker"),
        ("Lightning forks over a field.", "flicker"),
        ("Lightning forks over a field.", "exposure"),
        ("VHS home video of a party.", "exposure"),
        ("A handheld shot of a street race.", "jerky"),
        ("A marionette walks across a stage.", "jerky"),
        ("A man dances the robot.", "jerky"),
        ("Stop motion: a clay snail crosses a plate.", "stuttering"),
        ("Heat haze wobbles above the runway.", "wobbling"),
        ("A werewolf transforms.", "distorted faces"),
        ("Muddy boots stand by a back door.", "faces"),
        ("Wireless earbuds lie in their open case.", "faces"),
        ("A pair of men's leather shoes on a wooden floor.", "faces"),
        ("A bee lands on lavender.", "faces"),
        ("Two chairs by a window; they face each other.", "faces"),
    ],
)
def test_nothing_that_is_shown_is_ruled_out(prompt, forbidden):
    """Neither what a prompt asks for nor what it shows by itself, and no face where there is none."""
    negative = fix_shot(example_shot("", prompt=prompt), [missing_negative]).shot.negative

    assert forbidden not in negative
    assert check_shot(example_shot("", prompt=prompt, negative=negative), [contradicted_negative]) == ()


@pytest.mark.parametrize(
    ("prompt", "term"),
    [
        ("A dog blinks in the sun.", "flickering"),
        ("A cat sits on a fire escape.", "flickering"),
        ("A tram rolls down a street.", "jerky motion"),
        ("A boy's reflection in a window.", "morphing faces"),
        ("VHS home video of a birthday party.", "morphing faces"),
        ("They walk along the beach.", "morphing faces"),
    ],
)
def test_the_usual_word_stays_where_nothing_speaks_against_it(prompt, term):
    """Eyes blink without a flicker, and faces are there where somebody is."""
    assert term in fix_shot(example_shot("", prompt=prompt), [missing_negative]).shot.negative
