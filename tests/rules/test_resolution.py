"""`resolution` compares the size asked for with the target's list."""

import pytest

from promptkit.lint import check_shot
from promptkit.rules.resolution import resolution
from promptkit.target import find_target, target_names
from promptkit.testing import example_shot

CURRENT = [name for name in target_names() if find_target(name).status == "current"]
EVERYWHERE = [*CURRENT, *(f"{name}@{route}" for name in CURRENT for route in find_target(name).routes)]


def said(target, value):
    shot = example_shot("A man walks.", target=target, resolution=value)
    return [finding.message for finding in check_shot(shot, [resolution])]


@pytest.mark.parametrize("target", EVERYWHERE)
def test_values_on_offer_are_fine(target):
    """The whole list passes, whatever its case and spaces."""
    for value in find_target(target).resolution.allowed:
        assert said(target, value) == said(target, f" {value.upper()} ") == []


@pytest.mark.parametrize("target", EVERYWHERE)
@pytest.mark.parametrize("value", ["240p", "8k"])
def test_what_lies_outside_is_refused(target, value):
    """Below the least and above the most, the end of the list is the nearest; without the option, none is."""
    allowed = find_target(target).resolution.allowed
    (message,) = said(target, value)

    if allowed:
        assert message.endswith(f"the nearest is {allowed[0 if value == '240p' else -1]}")
    else:
        assert f'{target} has no resolution, so "{value}" cannot be ordered' in message


@pytest.mark.parametrize(
    ("target", "value", "expected"),
    [
        ("kling-2.6", "4k", "which has 720p or 1080p; the nearest is 1080p"),
        ("kling-3.0", "1920x1080", "the nearest is 1080p"),
        ("kling-3.0", "1080 × 1920", "the nearest is 1080p"),
        ("kling-3.0", "900", "the nearest is 720p"),
        ("kling-3.0", "UHD", "the nearest is 4k"),
        ("kling-3.0", "Full-HD", "the nearest is 1080p"),
        ("kling-3.0@legacy", "1080p", "its mode decides: pro is 1080p"),
        ("kling-3.0@legacy", "4k", "its mode decides: 4k"),
        ("kling-3.0@legacy", "480p", "std is 720p, pro is 1080p, 4k"),
        ("kling-2.6@legacy", "big", "std is 720p, pro is 1080p"),
        ("runway-gen-4.5", "720p", "its aspect ratio says the size, such as 1280:720"),
        ("kling-avatar", "720p", "leave it out"),
    ],
)
def test_the_nearest_is_named(target, value, expected):
    """By the short side, the smaller of two; or the option that decides instead."""
    (message,) = said(target, value)

    assert expected in message


def test_what_says_no_size_gets_the_list_only():
    """Nothing is near to a word."""
    assert said("kling-2.6", "best") == ['resolution "best" is not offered by kling-2.6, which has 720p or 1080p']


@pytest.mark.parametrize(
    ("target", "value"), [(None, "9k"), ("kling-2.6", None), ("kling-2.6", "  "), ("kling-2.1-master", "720p")]
)
def test_nothing_to_compare(target, value):
    """Without a target or a value, or with a withdrawn model, there is nothing to say."""
    assert said(target, value) == []


def found(target, **keys):
    shot = example_shot("A man walks.", target=target, **keys)
    return [finding.message for finding in check_shot(shot, [resolution])]


BOTH = {"image": "https://example.com/a.png", "last_image": "https://example.com/b.png"}


@pytest.mark.parametrize(
    ("target", "keys", "expected"),
    [
        ("kling-3.0", {"mode": "std", "resolution": "1080p"}, 'std of kling-3.0 is 720p, not "1080p"; take mode pro'),
        ("kling-3.0-turbo", {"mode": " PRO ", "resolution": "720P"}, "take mode std, or leave one of the two out"),
        ("kling-3.0", {"mode": "pro", "resolution": "4k"}, 'is 1080p, not "4k"; leave one of the two out'),
        ("kling-2.6", {"sound": True}, 'makes sound "native" at 1080p only, and this is 720p; give resolution 1080p'),
        ("kling-2.6", {"sound": "voice", "resolution": "720p"}, 'sound "voice" at 1080p only'),
        ("kling-2.6", {"sound": "native", "mode": "std"}, "give mode pro, or leave the sound out"),
        ("kling-2.6@legacy", {"sound": "native"}, "give mode pro, or leave the sound out"),
        ("kling-2.6", BOTH, "a clip between a first and a last image at 1080p only, and this is 720p"),
        ("kling-2.5-turbo", {**BOTH, "mode": "std"}, "give mode pro, or leave the last image out"),
    ],
)
def test_what_stands_beside_decides_the_size(target, keys, expected):
    """A mode that is another size, and sound or two images that come at one size only, are refused with a way out."""
    (message,) = found(target, **keys)

    assert expected in message


@pytest.mark.parametrize(
    ("target", "keys"),
    [
        ("kling-3.0", {"mode": "std", "resolution": "720p"}),
        ("kling-3.0", {"sound": "native", "resolution": "720p"}),
        ("kling-2.6", {"sound": "native", "mode": "pro"}),
        ("kling-2.6", {"sound": "native", "resolution": "1080p", "mode": "pro"}),
        ("kling-2.6", {"sound": False, "resolution": "720p"}),
        ("kling-2.6", {**BOTH, "resolution": "1080p"}),
        ("kling-2.6", {"image": "https://example.com/a.png"}),
        ("kling-2.6", {"last_image": "https://example.com/b.png"}),
        ("kling-3.0", BOTH),
        ("kling-2.6", {"mode": "turbo", "sound": "native", "resolution": "1080p"}),
    ],
)
def test_what_goes_together_is_fine(target, keys):
    """The same keys at the size that the target asks for, or of which it says nothing."""
    assert found(target, **keys) == []
