"""Several shots in a prompt's own words become the numbered form of the targets that take it."""

import pytest

from promptkit.phrasing import in_numbered_shots
from promptkit.rewrite import rewrite_shot
from promptkit.shot import Shot
from promptkit.target import find_target


def numbered(prompt, duration=10.0, target="kling-3.0"):
    form = formed(prompt, duration, target)
    return form.prompt if form else None


def formed(prompt, duration=10.0, target="kling-3.0"):
    return in_numbered_shots(Shot(id="s", prompt=prompt, duration=duration, target=target), find_target(target))


@pytest.mark.parametrize(
    ("prompt", "duration", "form"),
    [
        (
            "Shot 1: a boat leaves. Shot 2: the pier; gulls.",
            10.0,
            "shot 1, 5, a boat leaves; shot 2, 5, the pier, gulls;",
        ),
        ("Noir. Scene 1 (4s): rain. Scene 2 (6s): a lamp.", 10.0, "shot 1, 4, Noir. rain; shot 2, 6, a lamp;"),
        ("A man bakes. Cut to a child eating.", 7.0, "shot 1, 4, A man bakes; shot 2, 3, a child eating;"),
        (
            "0-3s: wide shot of a pier. 3-8s: close-up of a rope.",
            8.0,
            "shot 1, 3, wide shot of a pier; shot 2, 5, close-up of a rope;",
        ),
        ("SHOT ONE - Wide. A court.\nSHOT TWO - A man.", None, "shot 1, 3, Wide. A court; shot 2, 2, A man;"),
    ],
)
def test_labels_cuts_and_times_become_numbers_and_seconds(prompt, duration, form):
    """All words stay, and the lengths sum to the shot's, or to the target's default."""
    assert numbered(prompt, duration) == form


@pytest.mark.parametrize(
    ("prompt", "duration"),
    [
        ("A boat leaves the pier.", 10.0),
        ("Shot 1: a boat leaves.", 10.0),
        ("shot 1, 4, a cat; shot 2, 6, a dog;", 10.0),
        ('A sign reads "Shot 1: go. Shot 2: stop."', 10.0),
        ("0-3s: a kettle steams. 3-5s: a hand lifts it.", 5.0),
        ("Shot 1 (4s): a boat. Shot 2 (4s): a pier.", 10.0),
        ("Shot 1: a boat. Shot 3: a pier.", 10.0),
        ("0-2s: a singer on stage. 2-5s: fans cheer and jump.", 5.0),
        ("Shot 1: a boat. Shot 2: a pier. Same woman in all shots: red coat.", 10.0),
        ("Shot 1: a boat. Shot 2: a pier. Warm light throughout.", 10.0),
        (f"Shot 1: {'a boat ' * 80}. Shot 2: a pier.", 10.0),
        (" ".join(f"Shot {at}: a boat." for at in range(1, 8)), 10.0),
    ],
)
def test_what_is_not_clearly_several_shots_or_does_not_fit_is_left(prompt, duration):
    """One take, quotes, beats of one shot, what is said of all; sums, order, texts and counts that do not fit."""
    assert numbered(prompt, duration) is None


def test_other_targets_keep_the_words():
    """A model of one shot reads numbers as words."""
    assert numbered("Shot 1: a boat leaves. Shot 2: the pier.", 8.0, "veo-3.1") is None


def test_a_rewrite_numbers_the_shots_and_sets_the_right_one_in_motion():
    """The addition stands in the shot that it belongs to, and the rules on numbered shots are kept."""
    shot = Shot(id="s", prompt="Shot 1: a woman on a beach. Shot 2: an empty road.", duration=10.0, target="kling-3.0")
    (done,) = rewrite_shot(shot)

    assert done.shot.prompt.startswith("shot 1, 5, a woman on a beach, ")
    assert done.shot.prompt.endswith("; shot 2, 5, an empty road;")
    assert "several-scenes" in done.applied
    assert "multi-shot-sums" not in {finding.rule for finding in done.remaining}


@pytest.mark.parametrize(
    ("prompt", "duration", "said"),
    [
        ("Shot 1: rain. Shot 2: a lamp.", 9.0, "9 s are shared out in whole seconds: 5 and 4"),
        ("Shot 1: rain. Shot 2: a lamp.", 7.5, "7.5 s are shared out over the shots: 4 and 3.5"),
    ],
)
def test_how_a_length_was_shared_out_is_told_as_it_is(prompt, duration, said):
    """Whole seconds are named only where all are whole."""
    assert formed(prompt, duration).shared_out == f"no lengths are given, so {said}"


def test_lengths_that_the_author_gave_are_not_shared_out():
    """There is nothing to say about them."""
    assert formed("Scene 1 (4s): rain. Scene 2 (6s): a lamp.").shared_out == ""
