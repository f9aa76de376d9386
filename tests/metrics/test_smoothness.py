"""Smoothness: closed forms on steps given by hand, and clips whose frames are shown evenly or not."""

from dataclasses import replace

import numpy as np
import pytest
from moving import pan, still_flow, texture, watch

from promptkit.metric import NotApplicable
from promptkit.metrics.smoothness import smoothness
from promptkit.observers.flow import Flow, flow


def stepping(steps: np.ndarray, *, fps: float = 24, speed: float = 0.5) -> Flow:
    """A picture that moves right as a whole by these multiples of its speed (frame heights per second)."""
    seen = still_flow(len(steps), fps=fps)
    seen.tile_flow[..., 0] = speed * np.asarray(steps)[:, None, None]
    return seen


def value(steps: np.ndarray, **how: float) -> float:
    return smoothness.measure(stepping(steps, **how)).value


@pytest.mark.parametrize("fps", [12, 24, 30])
@pytest.mark.parametrize("speed", [0.05, 1])
def test_constant_speed_is_smooth(fps, speed):
    """Even steps score 0 at any speed and frame rate."""
    assert value(np.ones(30), fps=fps, speed=speed) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("fps", [12, 24, 30])
def test_steps_of_nothing_and_twice_the_speed_score_one(fps):
    """0, 2v, 0, 2v, ...: both departures are v around a mean of v."""
    assert value(np.tile([0, 2], 15), fps=fps) == pytest.approx(1, abs=0.01)


def closed_form(more: float) -> float:
    """Of 30 steps, 26 of them compared, one of which is longer than the others by `more` of their length."""
    around = 1 + more * np.array([1, 2, 2, 2, 1]) / 8
    return float(np.sqrt(np.sum(np.array([1, 8, 36, 8, 1]) / 128 / around) / (21 + around.sum())))


def test_a_single_repeated_frame_has_its_closed_form():
    """v, v, 0, v, v: the departures' products are 1, 8, 36, 8, 1 in 128 of v², each over the motion around it."""
    steps = np.ones(30)
    steps[14] = 0

    found = smoothness.measure(stepping(steps))

    assert found.value == pytest.approx(closed_form(-1), rel=0.01)
    assert (found.detail["held"], found.detail["leapt"]) == (1, 0)


def test_a_single_missing_frame_is_found():
    """v, v, 2v, v, v departs by as much, over a little more motion; it counts as a leap."""
    steps = np.ones(30)
    steps[14] = 2

    found = smoothness.measure(stepping(steps))

    assert found.value == pytest.approx(closed_form(1), rel=0.01)
    assert (found.detail["held"], found.detail["leapt"]) == (0, 1)


def test_more_repeated_frames_score_more():
    """2, 5, 10, 20 % of frames shown twice: each step of the ladder is higher."""
    rng = np.random.default_rng(0)
    values = []
    for share in (0.02, 0.05, 0.1, 0.2):
        copies = round(100 * share)
        shown = np.sort(np.r_[np.arange(100 - copies), rng.choice(100 - copies, copies, replace=False)])
        values.append(value(np.diff(shown)))

    assert values == sorted(values)
    assert values[0] > 0.05
    assert values[-1] > 2 * values[0]


@pytest.mark.parametrize("fps", [12, 24, 30])
def test_uneven_moments_score_by_their_error(fps):
    """Frames that show moments off by 4, 8, 16 ms, normally distributed: each is higher than the last."""
    even_s, wrong = np.arange(120) / fps, np.random.default_rng(1).standard_normal(120)

    values = [value(fps * np.diff(np.sort(even_s + error_s * wrong)), fps=fps) for error_s in (0.004, 0.008, 0.016)]

    assert values == sorted(values)
    assert values[2] > 3 * values[0] > 0.1


@pytest.mark.parametrize("f_hz", [0.5, 1, 2])
def test_a_dance_is_no_judder(f_hz):
    """Swaying as a sine of 0.5 to 2 Hz, at 24 frames per second, scores under 0.05, a tenth of clear judder."""
    assert value(np.sin(2 * np.pi * f_hz * np.arange(96) / 24)) < 0.05


def test_a_bounce_is_no_judder():
    """A ball's height, thrown up at every landing twice a second: its sudden turns score under 0.02."""
    t_s = np.arange(97) / 24
    height = (t_s % 0.5) * (0.5 - t_s % 0.5)

    assert value(24 * np.diff(height) * 8) < 0.02


def test_time_stamps_that_hold_a_frame_count_like_a_repeat():
    """A frame left out, its neighbour stamped twice as long, scores what showing that neighbour twice does."""
    repeated = np.ones(40)
    repeated[20], repeated[21] = 0, 2
    held = stepping(np.ones(39))
    dt_s = np.full(39, 1 / 24)
    dt_s[20] = 2 / 24
    held = replace(held, t_s=np.r_[0, np.cumsum(dt_s)[:-1]], dt_s=dt_s)

    assert smoothness.measure(held).value == pytest.approx(value(repeated), rel=1e-6)


def test_rounded_time_stamps_do_not_matter():
    """GIF's 40, 40, 50 ms for 23 even frames per second score nothing."""
    dt_s = np.tile([0.04, 0.04, 0.05], 12)
    seen = stepping(np.ones(36))
    rounded = replace(
        seen,
        t_s=np.r_[0, np.cumsum(dt_s)[:-1]],
        dt_s=dt_s,
        tile_flow=seen.tile_flow * np.float32(np.mean(dt_s) / dt_s)[:, None, None, None],
    )

    assert smoothness.measure(rounded).value < 1e-6


def test_a_cut_parts_the_clip():
    """Shots of different speed are smooth each; the cut between them is left out."""
    seen = stepping(np.r_[np.ones(12), 0, np.full(12, -3)])
    cut = replace(seen, is_break=np.arange(25) == 12)

    found = smoothness.measure(cut)

    assert found.value == pytest.approx(0, abs=1e-6)
    assert found.detail["left_out"] == 1
    assert found.detail["steps"] == 16


def test_a_panned_clip_is_smooth_and_its_stutter_is_found():
    """Frames of a pan at constant speed score under 0.02; each third one shown twice, over 0.3, and all are counted."""
    frames = pan(18, (3, 0), 120, 200)

    smooth = smoothness.measure(watch(flow, frames))
    stutter = smoothness.measure(watch(flow, frames[np.sort(np.r_[:18, 2:15:3])]))

    assert smooth.value < 0.02
    assert smooth.detail["speed"] == pytest.approx(3 * 24 / 120, rel=0.03)
    assert stutter.value > 0.3
    assert stutter.detail["held"] == 5


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (still_flow(0), "single frame"),
        (still_flow(3, is_break=np.ones(3, bool)), "none of 3 pairs"),
        (stepping(np.ones(4)), "5 steps in a row"),
        (replace(stepping(np.ones(14)), is_break=np.arange(14) % 5 == 4), "5 steps in a row"),
        (still_flow(30), "nothing moves"),
        (stepping(np.tile([1, -1], 15)), "same way"),
    ],
)
def test_questions_without_an_answer_say_why(seen, why):
    """One frame, only breaks, short shots, stillness, trembling: not applicable with the reason."""
    with pytest.raises(NotApplicable, match=why):
        smoothness.measure(seen)


def test_a_still_clip_is_not_called_smooth():
    """The same frame again and again has no motion to judge."""
    with pytest.raises(NotApplicable, match="nothing moves"):
        smoothness.measure(watch(flow, [texture(120, 200)] * 12))
