"""`long-clip-complex-motion`."""

import pytest
from scenes import scene, span_of

from promptkit.rules.long_clip_complex_motion import long_clip_complex_motion
from promptkit.scene import Element, Scene
from promptkit.shot import Shot


def findings(prompt, *elements, duration, beats=1, **options):
    shot = Shot(id="s", prompt=prompt, duration=duration)
    return list(long_clip_complex_motion.check(shot, scene(prompt, *elements, beats=beats), None, **options))


@pytest.mark.parametrize(
    ("duration", "flagged"),
    [(None, False), (5, False), (9.5, False), (10, True), (15, True), (float("inf"), False), (float("nan"), False)],
)
def test_an_active_subject_is_flagged_from_ten_seconds_on(duration, flagged):
    """Shorter clips, and clips of unsaid or impossible length, are left alone."""
    assert bool(findings("A man runs home", ("man", "subject", "runs"), duration=duration)) == flagged


def test_the_message_says_how_to_chain():
    """15 s become three shots of 5 s."""
    (found,) = findings("A man runs home", ("man", "subject", "runs"), duration=15)

    assert "chain 3 shots of 5 s" in found.message
    assert "A man runs home"[found.start : found.end] == "runs"


def acting(prompt, what, *motions, **fields):
    """An element with several motions."""
    return Element(
        span_of(prompt, what),
        "subject",
        span_of(prompt, motions[0]),
        motions=tuple(span_of(prompt, motion) for motion in motions),
        **fields,
    )


def complex_findings(prompt, element):
    shot = Shot(id="s", prompt=prompt, duration=10)
    return list(long_clip_complex_motion.check(shot, Scene(prompt, (element,), (), 1), None))


def test_three_actions_are_complex_and_two_are_not():
    """One or two plain actions may fill ten seconds."""
    prompt = "A man opens a box, takes a letter and folds it"

    assert len(complex_findings(prompt, acting(prompt, "man", "opens", "takes", "folds"))) == 1
    assert complex_findings(prompt, acting(prompt, "man", "opens", "takes")) == []


@pytest.mark.parametrize(
    ("prompt", "what", "motion"),
    [
        ("A candle flame dances", "candle flame", "dances"),
        ("A train runs by", "train", "runs"),
        ("She runs her fingers through her hair", "She", "runs"),
        ("A poster of acrobats tumbling", "acrobats", "tumbling"),
        ("Time-lapse: a man runs", "man", "runs"),
    ],
)
def test_what_has_no_face_to_lose(prompt, what, motion):
    """Flames, vehicles, pictures, fingers and sped-up time are left alone."""
    assert complex_findings(prompt, acting(prompt, what, motion)) == []


@pytest.mark.parametrize(
    ("prompt", "motion", "is_vigorous"),
    [
        ("Two boxers trade hard punches", "trade hard punches", True),
        ("Two boxers do a slow backflip", "do a slow backflip", True),
        ("Two boxers do the box labels", "do the box labels", False),
    ],
)
def test_a_vigorous_deed_may_be_told_by_a_noun(prompt, motion, is_vigorous):
    """Trading punches is punching; what only begins with such a word is not."""
    assert bool(complex_findings(prompt, acting(prompt, "boxers", motion))) == is_vigorous


def test_who_is_knocked_down_once_acts_in_all_the_rest():
    """Only the motion that is done to somebody does not count as theirs."""
    prompt = "A warrior charges, is knocked down and fights on"
    done_to = acting(prompt, "warrior", "knocked down", cause=span_of(prompt, "down"))
    all_told = acting(prompt, "warrior", "charges", "knocked down", "fights", cause=span_of(prompt, "down"))

    assert complex_findings(prompt, done_to) == []
    assert len(complex_findings(prompt, all_told)) == 1


def test_three_calm_motions_are_calm():
    """Their number makes them no more active."""
    prompt = "A man blinks, smiles and nods"

    assert complex_findings(prompt, acting(prompt, "man", "blinks", "smiles", "nods")) == []


@pytest.mark.parametrize("motion", ["breathing", "shifting her weight", "turning her head", "blinking", "swaying"])
def test_calm_motion_may_run_long(motion):
    """What a body does at rest is held for ten seconds."""
    prompt = f"A woman on a bench, {motion}"

    assert findings(prompt, ("woman", "subject", motion), duration=10) == []


def test_surroundings_and_camera_may_run_long():
    """Only subjects are active."""
    prompt = "Waves roll in, pan left"
    elements = (("Waves", "environment", "roll"), ("pan left", "camera", "pan left"))

    assert findings(prompt, *elements, duration=10) == []
