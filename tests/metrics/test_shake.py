"""Shake: closed forms on a camera's way built by hand, and a clip that is moved by a known amount."""

import numpy as np
import pytest
from moving import still_flow, texture, watch

from promptkit.metric import NotApplicable
from promptkit.metrics.shake import LEAST, shake
from promptkit.observers.flow import flow
from promptkit.testing.degrade import LADDER

PAIRS = 120
SIGMA = 0.004


def going(places, *, fps=24, **changed):
    """A picture with texture whose camera is at these places (frames, 2), frame heights."""
    pairs = len(places) - 1
    camera = np.zeros((pairs, 4), np.float32)
    camera[:, :2] = np.diff(places, axis=0) * fps
    lit = np.ones((pairs, 9, 16), np.float32)
    return still_flow(pairs, fps=fps, camera=camera, tile_texture=lit, **changed)


def time_s(fps=24):
    return np.arange(PAIRS + 1)[:, None] / fps


def jumps(seed=0):
    return SIGMA * np.random.default_rng(seed).standard_normal((PAIRS + 1, 2))


RIGHT = np.array([1.0, 0.0])


@pytest.mark.parametrize("fps", [8, 24, 60])
def test_independent_displacements_have_their_root_mean_square(fps):
    """Both ways 0.004 of the height: 0.004 · √2, less the flow's errors, at any frame rate."""
    found = [shake.measure(going(jumps(seed), fps=fps)) for seed in range(8)]

    assert np.mean([one.detail["measured"] for one in found]) == pytest.approx(1e3 * SIGMA * np.sqrt(2), rel=0.1)
    for one in found:
        assert one.value == pytest.approx(np.sqrt(one.detail["measured"] ** 2 - (1e3 * LEAST) ** 2))


@pytest.mark.parametrize(
    "course",
    [
        0.05 * time_s() * RIGHT,
        0.01 * time_s() ** 2 * RIGHT,
        0.02 * np.sin(2 * np.pi * time_s()) * RIGHT,
        0.005 * np.sin(2 * np.pi * 2 * time_s()) * [0.6, 0.8],
    ],
)
def test_pans_and_slow_sways_are_no_shake(course):
    """A pan, one that quickens, a sway of 1 Hz by 0.02 and one of 2 Hz by 0.005 of the height: nothing, alone."""
    assert shake.measure(going(course)).value == 0
    assert shake.measure(going(course + jumps())).value == pytest.approx(shake.measure(going(jumps())).value, rel=0.15)


def test_across_a_fast_pan_a_shake_is_seen_still():
    """Half a height a second hides what goes along it, of which time may be the cause: the other half remains."""
    shaken = [shake.measure(going(0.5 * time_s() * RIGHT + jumps(seed))).value for seed in range(8)]

    assert shake.measure(going(0.5 * time_s() * RIGHT)).value == 0
    assert np.mean(shaken) == pytest.approx(1e3 * SIGMA, rel=0.3)


def test_a_pan_whose_moments_are_off_is_a_matter_of_smoothness():
    """Half a height a second, each frame off by a tenth of an interval; and a frame in ten left out: nothing."""
    uneven_s = time_s() + np.random.default_rng(0).standard_normal((PAIRS + 1, 1)) / 240
    gaps_s = np.delete(time_s(), np.arange(5, PAIRS, 10), axis=0)

    assert shake.measure(going(0.5 * uneven_s * RIGHT)).value == 0
    assert shake.measure(going(0.5 * gaps_s * RIGHT)).value == 0


def test_a_standing_camera_may_jump_up_and_down_alone():
    """One way only, 0.004: seen, though it is the way that the camera goes; the median of one square is lower."""
    found = [shake.measure(going(jumps(seed) * [0, 1])).detail["measured"] for seed in range(8)]

    assert np.mean(found) == pytest.approx(1e3 * SIGMA * np.sqrt(0.455 / np.log(2)), rel=0.15)


def test_repeats_change_nothing():
    """Every frame shown twice: as before."""
    once = going(jumps())
    twice = going(np.repeat(jumps(), 2, axis=0), fps=48, is_repeat=np.arange(2 * PAIRS + 1) % 2 == 0)

    assert shake.measure(twice).value == pytest.approx(shake.measure(once).value)


def test_one_knock_and_a_cut_do_not_count():
    """A single jump of a tenth of the height, and a pair without a flow: 0."""
    knocked = np.zeros((PAIRS + 1, 2))
    knocked[40:] = 0.1
    marred = going(knocked)
    marred.is_break[80] = True

    assert shake.measure(marred).value == 0


def test_a_camera_that_is_thrown_about_hides_a_shake():
    """Round and round, five times a second, by 0.02 of the height: not applicable, and how much would be hidden."""
    turn = 2 * np.pi * 5 * time_s()

    with pytest.raises(NotApplicable, match="thrown about"):
        shake.measure(going(0.02 * np.concatenate([np.cos(turn), np.sin(turn)], axis=1)))


def test_what_would_be_hidden_is_the_errors_and_what_a_sway_hides():
    """The errors of the flow alone where frames jump about; more where the camera sways quickly, whatever is found."""
    sway = 0.003 * np.sin(2 * np.pi * 3.5 * time_s()) * RIGHT

    assert shake.measure(going(jumps())).detail["hidden"] == pytest.approx(1e3 * LEAST)
    swaying = shake.measure(going(sway)).detail
    assert swaying["hidden"] == pytest.approx(np.hypot(1e3 * LEAST, min(0, swaying["measured"])))


def test_a_clip_that_shakes_scores_by_how_far():
    """Each frame moved by 0.008 of the height: 8, as a median finds it; a still has none."""
    still = texture(180, 320)[None].repeat(48, axis=0)
    shaken = LADDER["shake"](still, 24, severity=4)

    assert shake.measure(watch(flow, shaken)).value == pytest.approx(8, rel=0.2)
    assert shake.measure(watch(flow, shaken[::2], fps=12)).value == pytest.approx(8, rel=0.3)
    assert shake.measure(watch(flow, still)).value == 0


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (still_flow(0), "single frame"),
        (still_flow(5, is_break=np.ones(5, bool)), "none of 5 pairs"),
        (still_flow(9), "no frame can be followed"),
        (going(np.zeros((10, 2))), "4 times; the clip has 2"),
        (going(np.zeros((30, 2)), fps=5), "5.0 different frames"),
    ],
)
def test_questions_without_an_answer_say_why(seen, why):
    """One frame, only breaks, nothing to follow, too short, too slow: not applicable with the reason."""
    with pytest.raises(NotApplicable, match=why):
        shake.measure(seen)
