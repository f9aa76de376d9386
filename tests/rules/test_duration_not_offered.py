"""`duration-not-offered` compares a length with the target's list."""

import pytest

from promptkit.lint import check_shot
from promptkit.rules.duration_not_offered import duration_not_offered
from promptkit.testing import example_shot


@pytest.mark.parametrize(
    ("target", "seconds", "expected"),
    [
        ("kling-2.6", 7, "5 or 10 s, not 7 s; the nearest is 5 s"),
        ("kling-2.6", 60, "the nearest is 10 s"),
        ("kling-3.0", 2, "3 to 15 s in whole seconds, not 2 s; the nearest is 3 s"),
        ("kling-3.0", 5.5, "not 5.5 s; 5 s and 6 s are the nearest"),
        ("kling-3.0", 5.4, "not 5.4 s; the nearest is 5 s"),
        ("kling-3.0", 20, "the nearest is 15 s"),
        ("veo-3.1", 5, "4, 6 or 8 s, not 5 s; 4 s and 6 s are the nearest"),
        ("veo-3.1", 7, "not 7 s; 6 s and 8 s are the nearest"),
        ("veo-3.1", 5.5, "not 5.5 s; the nearest is 6 s"),
        ("veo-3.1", 2, "not 2 s; the nearest is 4 s"),
        ("veo-3.1", 9, "not 9 s; the nearest is 8 s"),
        ("kling-2.6", 7.5, "not 7.5 s; 5 s and 10 s are the nearest"),
        ("wan-2.7-t2v", 16, "2 to 15 s"),
        ("runway-gen-4.5", 1, "2 to 10 s"),
        ("runway-gen-4.5@replicate", 7, "5 or 10 s"),
    ],
)
def test_the_nearest_length_is_named(target, seconds, expected):
    """The message says what is on offer and what comes closest."""
    (finding,) = check_shot(
        example_shot("A man walks.", target=target, duration=float(seconds)), [duration_not_offered]
    )

    assert expected in finding.message


@pytest.mark.parametrize(
    ("target", "seconds"),
    [("kling-2.6", 5), ("kling-2.6", 10), ("kling-3.0", 3), ("kling-3.0", 15), ("veo-3.1", 8), ("wan-2.7-i2v", 15)],
)
def test_lengths_on_offer_are_fine(target, seconds):
    """Bounds belong to the range."""
    assert (
        check_shot(example_shot("A man walks.", target=target, duration=float(seconds)), [duration_not_offered]) == ()
    )


@pytest.mark.parametrize(
    ("target", "source"),
    [("kling-3.0-motion-control", "reference video"), ("runway-act-two", "reference video"), ("kling-avatar", "sound")],
)
def test_length_follows_another_input(target, source):
    """Where the clip is as long as its reference, no duration can be ordered."""
    (finding,) = check_shot(example_shot("A man walks.", target=target, duration=5.0), [duration_not_offered])

    assert f"as long as the {source}" in finding.message


def test_resolution_narrows_the_choice():
    """Veo makes 1080p clips of 8 s only, and clips of 4 s at 720p."""
    shot = example_shot("A man walks.", target="veo-3.1", duration=4.0, resolution="1080P")

    assert "8 s at 1080p, not 4 s" in check_shot(shot, [duration_not_offered])[0].message
    assert check_shot(example_shot("A man walks.", target="veo-3.1", duration=4.0), [duration_not_offered]) == ()


@pytest.mark.parametrize(("target", "seconds"), [(None, 7.0), ("kling-2.6", None), ("runway-act-two", None)])
def test_nothing_to_compare(target, seconds):
    """Without a target or a length there is nothing to say."""
    assert check_shot(example_shot("A man walks.", target=target, duration=seconds), [duration_not_offered]) == ()
