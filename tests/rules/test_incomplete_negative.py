"""`incomplete-negative` wants the four motion defects named, in whatever words."""

import pytest

from promptkit.fix import fix_shot
from promptkit.lint import check_shot, lint
from promptkit.rules.incomplete_negative import incomplete_negative
from promptkit.shot import Shot
from promptkit.testing import example_shot

COMPLETE = [
    "jerky motion, flickering, warping, morphing faces",
    "Jitter, flicker, distortion, deformed faces",
    "choppy movement; strobing; deformed geometry; facial distortion",
    "stuttering, brightness changes, wobbling, bad faces",
    "抖动，闪烁，扭曲，脸部畸形",
    "jittery, flickers, warped limbs, morphing",
]


@pytest.mark.parametrize("negative", COMPLETE)
def test_synonyms_count(negative):
    """Near-synonyms, other separators and Chinese terms are understood."""
    assert check_shot(example_shot("A man walks.", negative=negative), [incomplete_negative]) == ()


@pytest.mark.parametrize(
    ("negative", "after"),
    [
        ("blurry", "blurry, jerky motion, flickering, warping, morphing faces"),
        ("blurry,", "blurry, jerky motion, flickering, warping, morphing faces"),
        ("jitter, deformed faces", "jitter, deformed faces, flickering, warping"),
        ("flicker, jitter, warping ", "flicker, jitter, warping, morphing faces"),
    ],
)
def test_fix_appends_what_is_absent(negative, after):
    """What stood there stays, in order; nothing is written twice."""
    assert fix_shot(example_shot("A man walks.", negative=negative), [incomplete_negative]).shot.negative == after


def test_faces_need_no_term_where_none_may_be_seen():
    """A car has no face to morph; beside an image it may have a driver."""
    car = example_shot("A red sports car drifts through a corner.", negative="jitter, flicker, warping")
    with_image = example_shot("A red sports car drifts.", negative="jitter, flicker, warping", image="car.png")

    assert check_shot(car, [incomplete_negative]) == ()
    assert "morphing faces" in check_shot(with_image, [incomplete_negative])[0].message


@pytest.mark.parametrize(
    ("prompt", "target", "negative", "added"),
    [
        ("A waiter carries a tray, no text.", "kling-3.0", None, "jerky motion, flickering, warping, morphing faces"),
        ("A waiter carries a tray. No flicker, no jitter.", "kling-3.0", None, "warping, morphing faces"),
        ("A waiter walks, no jerky motion, flickering or warping.", "kling-3.0", None, "morphing faces"),
        ("A waiter walks, no flicker.", "kling-3.0", "jitter, deformed faces", "jitter, deformed faces, warping"),
        ("No jitter, no flicker, no warping, no morphing. A waiter walks.", "kling-3.0", None, None),
        ("A waiter carries a tray, no text.", "veo-3.1", None, None),
    ],
)
def test_exclusions_in_the_prompt_are_a_negative_where_they_are_read(prompt, target, negative, added):
    """They count, and what they leave out is named, as of any other negative; elsewhere they are none."""
    shot = example_shot(prompt, target=target, negative=negative)
    assert fix_shot(shot, [incomplete_negative]).shot.negative == added


@pytest.mark.parametrize("negative", [None, "", " "])
def test_no_negative_is_another_rules_business(negative):
    """An absent negative is not an incomplete one."""
    assert check_shot(example_shot("A man walks.", negative=negative), [incomplete_negative]) == ()


def test_silent_where_negatives_are_not_heeded():
    """On a model without a channel the list is of no use, complete or not."""
    shot = example_shot("A man walks.", negative="blurry", target="runway-gen-4.5")

    assert check_shot(shot, [incomplete_negative]) == ()


def test_no_fix_past_the_limit_of_the_field():
    """Where the appended terms would not fit, the finding says so and offers no fix."""
    shot = example_shot("A man walks.", negative="x" * 490, target="wan-2.7-t2v")
    (finding,) = check_shot(shot, [incomplete_negative])

    assert finding.fix is None
    assert "500" in finding.message


@pytest.mark.parametrize(("target", "is_fixed"), [("kling-2.6", False), ("kling-2.6@legacy", True)])
def test_no_fix_that_makes_the_prompt_too_long(target, is_fixed):
    """Where the negative goes into the prompt, both together must fit."""
    shot = example_shot("", prompt="a" * 2450, negative="blurry", target=target)
    (finding,) = check_shot(shot, [incomplete_negative])

    assert (finding.fix is not None) is is_fixed
    assert ("takes 2500 characters" in finding.message) is not is_fixed


def test_the_route_whose_field_is_full_is_named():
    """The field and its limit are the route's."""
    shot = example_shot("A man walks.", negative="x" * 2490, target="kling-2.6@legacy")
    (finding,) = check_shot(shot, [incomplete_negative])

    assert finding.message.endswith("make room first, kling-2.6@legacy takes 2500 characters")


def test_deformed_faces_do_not_stand_for_warping():
    """A term about faces covers faces only."""
    (finding,) = check_shot(
        example_shot("A man walks.", negative="jitter, flicker, deformed faces"), [incomplete_negative]
    )

    assert "warping" in finding.message
    assert "morphing faces" not in finding.message


@pytest.mark.parametrize(
    "prompt",
    ["A man walks, no music.", "A woman screams, no cut on the scream.", "A horse gallops, no wait, it trots."],
)
def test_what_is_heard_or_edited_is_no_list_of_exclusions(prompt):
    """The prompt rules nothing out of the picture: `missing-negative` says that there is no negative."""
    (linted,) = lint(
        [Shot(id="s", prompt=prompt, target="kling-3.0")], select=["incomplete-negative", "missing-negative"]
    )

    assert [finding.rule for finding in linted.findings] == ["missing-negative"]


def test_exclusions_of_the_prompt_are_quoted():
    """The author sees which words are taken for the negative."""
    (linted,) = lint(
        [Shot(id="s", prompt="A man walks, no text, no logos.", target="kling-3.0")], select=["incomplete-negative"]
    )

    assert 'the exclusions in the prompt ("no text", "no logos") leave out' in linted.findings[0].message


def told_of(prompt):
    (linted,) = lint([Shot(id="s", prompt=prompt, target="kling-3.0")], select=["incomplete-negative"])
    return [finding.message for finding in linted.findings]


@pytest.mark.parametrize(
    "prompt",
    [
        "Hands of a farmer hold soil, skin details, no face, no logo.",
        "A dancer turns, faces not visible, no text.",
        "A marble bust of a woman, her face erodes into fine sand, no text.",
    ],
)
def test_faces_that_are_kept_out_or_that_are_to_change_need_no_morphing_faces(prompt):
    """That would say again what is asked, or the contrary."""
    (message,) = told_of(prompt)

    assert "morphing faces" not in message


def test_somebody_of_the_story_who_is_gone_is_no_exclusion():
    """A father who dives, and then "no father", are both seen."""
    assert told_of("A father dives into the lake. Same shot, no father, the towel floats.") == []
    assert told_of("A lake at dawn, mist rises, no people.") != []


def test_all_exclusions_are_quoted_and_none_asks_for_what_it_rules_out():
    """The terms are those that the fix writes."""
    (message,) = told_of("Prompt: a tuner strikes a key. Without: no text, no watermark, no logo, no fog, no morphing.")

    assert '("no text", "no watermark", "no logo", "no fog", "no morphing")' in message
    assert "warping" in message
