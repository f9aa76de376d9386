"""`unknown-option` compares what is set with what each target has."""

import pytest

from promptkit.lint import check_shot
from promptkit.rules.unknown_option import unknown_option
from promptkit.target import find_target, target_names
from promptkit.testing import example_shot

CURRENT = [name for name in target_names() if find_target(name).status == "current"]
EVERYWHERE = [*CURRENT, *(f"{name}@{route}" for name in CURRENT for route in find_target(name).routes)]
CHOICES = ("mode", "orientation", "camera")
INPUTS = ("image", "last_image", "reference_video")

every_target = pytest.mark.parametrize("target", EVERYWHERE)


def said(target, **given):
    return [
        finding.message
        for finding in check_shot(example_shot("A man walks.", target=target, **given), [unknown_option])
    ]


def of_options(target, **given):
    """What is said, but for the note of targets that take no prompt, which every shot has."""
    return [message for message in said(target, **given) if "takes no prompt" not in message]


def severities(target, **given):
    return [
        finding.severity
        for finding in check_shot(example_shot("A man.", target=target, **given), [unknown_option])
        if "takes no prompt" not in finding.message
    ]


@every_target
@pytest.mark.parametrize("field", CHOICES)
def test_every_value_on_offer_is_fine(target, field):
    """All values of the target's own list pass, in capitals and with spaces around them too."""
    for value in getattr(find_target(target), field).allowed:
        assert of_options(target, **{field: value}) == []
        assert of_options(target, **{field: f" {value.upper()} "}) == []


@every_target
@pytest.mark.parametrize("field", CHOICES)
def test_any_other_value_is_refused(target, field):
    """A value that is in no list is one error, unless the target's values are not known."""
    known = getattr(find_target(target), field).is_known

    assert severities(target, **{field: "sideways"}) == (["error"] if known else [])


@every_target
@pytest.mark.parametrize("field", INPUTS)
def test_inputs_are_refused_where_none_is_taken(target, field):
    """An image, a last image or a reference video is an error exactly where the target does not accept it."""
    accepted = getattr(find_target(target), field).accepted

    assert severities(target, **{field: "https://example.com/a"}) == ([] if accepted else ["error"])


@every_target
def test_elements_are_refused_where_none_is_taken(target):
    """How many there may be is the business of `element-rules`."""
    most = find_target(target).elements.max_count

    assert bool(said(target, elements=("Lia",) * 20)) == (most == 0)


@every_target
def test_seeds_within_the_range(target):
    """A seed passes from the least to the most where one is supported; where sources disagree it is a note."""
    limits = find_target(target).seed
    low, high = limits.min or 0, limits.max or 7
    expected = [] if limits.supported else ["note" if limits.is_uncertain else "error"]

    assert severities(target, seed=low) == severities(target, seed=high) == expected
    if limits.min is not None:
        assert severities(target, seed=limits.min - 1) == ["error"]
    if limits.max is not None:
        assert severities(target, seed=limits.max + 1) == ["error"]


@every_target
def test_sound_that_is_on_offer(target):
    """Every value of the list passes, and so does true where the target sounds at all."""
    found = find_target(target)
    for value in found.sound.allowed:
        assert of_options(target, sound=value) == []
    free = found.sound.allowed or not found.sound.is_known or found.duration.follows == "audio"

    assert of_options(target, sound=True) == ([] if free else [f"{target} makes no sound; leave the option out"])


@every_target
def test_silence(target):
    """False is fine where sound can be switched off or none is made; where it always sounds, a warning says so."""
    choices = find_target(target).sound
    always = bool(choices.allowed) and "off" not in choices.allowed

    assert severities(target, sound=False) == (["warning"] if always else [])


@every_target
def test_nothing_set_nothing_of_options(target):
    """A bare shot has no option, and blank ones are none."""
    assert of_options(target, mode=" ", camera="", sound="") == []


@pytest.mark.parametrize(
    ("target", "given", "expected"),
    [
        ("kling-3.0", {"mode": "standard"}, "did you mean std?"),
        ("kling-3.0", {"mode": "professional"}, "did you mean pro?"),
        ("kling-3.0", {"mode": "4k"}, "which has std or pro"),
        ("kling-3.0-motion-control", {"orientation": "vidoe"}, "did you mean video?"),
        ("kling-3.0", {"orientation": "image"}, 'has no orientation, so "image" cannot be ordered; leave it out'),
        ("kling-3.0", {"camera": "dolly in"}, "say in the prompt how the camera moves"),
        ("kling-3.0@legacy", {"camera": "forward"}, "did you mean forward_up?"),
        ("wan-2.7-t2v", {"image": "a.png"}, "takes no image; leave it out or use wan-2.7-i2v, which does"),
        (
            "kling-3.0-turbo",
            {"last_image": "a.png"},
            "takes no last image; leave it out or use kling-3.0, which does",
        ),
        ("kling-2.6", {"reference_video": "a.mp4"}, "or use kling-2.6-motion-control, which does"),
        ("runway-gen-4.5", {"elements": ("Lia",)}, "takes no elements; leave them out"),
        ("wan-2.7-t2v", {"seed": -1}, "seed -1 is too low for wan-2.7-t2v; 0 is the least"),
        ("kling-3.0", {"sound": "nativ"}, "did you mean native?"),
        (
            "kling-2.6",
            {"sound": "native", "image": "a.png", "last_image": "b.png", "resolution": "1080p"},
            "makes no sound between a first and a last image; leave one of the three out",
        ),
        ("wan-2.2-animate", {}, "takes no prompt, so these words do not reach it"),
        ("runway-act-two", {}, "takes no prompt, so these words do not reach it"),
        ("veo-3.1", {"sound": "off"}, "always makes sound; leave the option out and mute the clip afterwards"),
    ],
)
def test_the_remedy_is_named(target, given, expected):
    """The nearest value, another model of the vendor, or what to do instead."""
    (message,) = said(target, **given)

    assert expected in message


@pytest.mark.parametrize(
    ("target", "given"),
    [
        (None, {"seed": 1, "camera": "pan", "mode": "x"}),
        ("kling-2.1-master", {"seed": 1}),
        ("kling-avatar", {"sound": "voice.mp3"}),
        ("wan-2.7-t2v", {"sound": "music/theme.wav"}),
        ("kling-2.6", {"sound": "voice"}),
        ("kling-2.6", {"sound": "off", "image": "a.png", "last_image": "b.png"}),
        ("kling-2.6", {"sound": "native", "image": "a.png"}),
        ("kling-2.5-turbo", {"image": "a.png", "last_image": "b.png"}),
        ("kling-3.0-motion-control", {}),
        ("kling-2.6", {"resolution": "9k", "aspect_ratio": "5:4", "duration": 7.0, "negative": "blur"}),
    ],
)
def test_silent_where_it_is_not_sure_or_not_asked(target, given):
    """No target, a withdrawn one, a file of sound, a value that only the price list has, fields of other rules."""
    assert said(target, **given) == []


def test_each_option_is_a_finding_of_its_own():
    """Three wrong options are three findings."""
    assert len(said("runway-gen-4.5", mode="pro", camera="pan", last_image="a.png")) == 3
