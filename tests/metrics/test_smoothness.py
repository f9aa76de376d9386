"""Smoothness: closed forms on steps given by hand, and clips whose frames are shown evenly or not."""

from dataclasses import replace

import numpy as np
import pytest
from made_structure import a_structure
from moving import pan, still_flow, texture, watch

from promptkit.metric import Measurement, NotApplicable
from promptkit.metrics.smoothness import FLOOR_S, smoothness
from promptkit.observers.flow import Flow, flow
from promptkit.observers.structure import structure


def stepping(steps: np.ndarray, *, fps: float = 24, speed: float = 0.5) -> Flow:
    """A picture that moves right as a whole by these multiples of its speed (frame heights per second)."""
    seen = still_flow(len(steps), fps=fps)
    seen.tile_flow[..., 0] = speed * np.asarray(steps)[:, None, None]
    return seen


def measured(seen: Flow) -> Measurement:
    """Frames that do not move at all are what `structure` calls repeats, amid frames that do."""
    stands = ~seen.tile_flow.any(axis=(1, 2, 3)) & ~seen.is_break
    return smoothness.measure(seen, a_structure(duplicates_s=(seen.t_s + seen.dt_s)[stands]))


def value(steps: np.ndarray, **how: float) -> float:
    return measured(stepping(steps, **how)).value


@pytest.mark.parametrize("fps", [8, 12, 24, 30])
@pytest.mark.parametrize("speed", [0.05, 1])
def test_constant_speed_is_smooth(fps, speed):
    """Even steps score 0 at any speed and frame rate."""
    assert value(np.ones(30), fps=fps, speed=speed) == 0


@pytest.mark.parametrize(("step", "missing"), [(0, 0), (2, 1), (3, 2)])
def test_a_repeated_and_a_missing_frame_have_their_closed_forms(step, missing):
    """One step of 0, 2 or 3 among 29 of 1: √(n²/(2·30)) intervals, for n frames that are off; when, and how many."""
    steps = np.ones(30)
    steps[14] = step

    found = measured(stepping(steps, fps=12))

    assert found.detail["stutter_s"] == pytest.approx(abs(step - 1) / np.sqrt(60) / 12)
    assert found.detail["judder_s"] == 0
    assert found.value == min(found.detail["stutter_s"], found.detail["most_s"])
    assert found.value == pytest.approx(found.detail["stutter_s"], rel=0 if step < 3 else 0.05)
    assert found.detail["held_s"] == ([15 / 12] if step == 0 else [])
    assert found.detail["leapt_s"] == ([14 / 12] if step > 1 else [])
    assert found.detail["missing"] == missing


@pytest.mark.parametrize("step", [0, 29])
def test_movement_that_begins_or_ends_is_no_repeat(step):
    """The first or last step of nothing: not amid movement."""
    steps = np.ones(30)
    steps[step] = 0

    assert measured(stepping(steps)).detail["held_s"] == []


def test_frames_missing_close_to_each_other_are_all_found():
    """Two steps of 2, three apart, and one of 3 with one of 2: what one hides of the other is looked at again."""
    steps = np.ones(60)
    steps[[10, 13, 30, 33]] = 2, 2, 3, 2

    assert measured(stepping(steps)).detail["missing"] == 5


def test_a_thing_that_speeds_up_is_no_missing_frame():
    """From 1 to 3 and back, a cosine over a third of a second: no step stands out from its neighbours."""
    steps = np.ones(40)
    steps[16:24] = 2 - np.cos(2 * np.pi * (np.arange(8) + 0.5) / 8)

    found = measured(stepping(steps))

    assert found.detail["missing"] == 0


def test_a_longer_step_of_another_shape_is_no_missing_frame():
    """Twice as far in the upper half and back in the lower: something moved there, time did not leap."""
    seen = stepping(np.ones(40))
    seen.tile_flow[20, :5, :, 0] *= 2
    seen.tile_flow[20, 5:, :, 0] *= -2

    assert measured(seen).detail["missing"] == 0


def test_more_repeated_frames_score_more():
    """2, 5, 10, 20 % of frames shown twice: the root of half their share, in frame intervals."""
    rng = np.random.default_rng(0)
    values = []
    for share in (0.02, 0.05, 0.1, 0.2):
        copies = round(100 * share)
        shown = np.sort(np.r_[np.arange(100 - copies), rng.choice(np.arange(1, 99 - copies), copies, replace=False)])
        values.append(value(np.diff(shown)))

    assert values == pytest.approx(np.sqrt(np.array([0.02, 0.05, 0.1, 0.2]) * 100 / 99 / 2) / 24, rel=1e-6)


def uneven(error_s: float, *, fps: float, count: int = 240) -> np.ndarray:
    """Steps between moments that are off by a normally distributed time."""
    wrong = np.random.default_rng(1).standard_normal(count) * error_s
    return fps * np.diff(np.arange(count) / fps + wrong)


@pytest.mark.parametrize("fps", [12, 15, 24, 30])
def test_a_small_error_of_time_reads_as_itself_at_any_rate(fps):
    """Moments off by 6 ms score 6 ms, less the floor; at most √2 times that, where some steps are taken for leaps."""
    assert 0.8 * np.sqrt(0.006**2 - FLOOR_S**2) < value(uneven(0.006, fps=fps), fps=fps) < 1.1 * np.sqrt(2) * 0.006


@pytest.mark.parametrize("fps", [12, 24, 30])
def test_larger_errors_of_time_score_more(fps):
    """8, 16, 32 ms, never a moment before the last: each is higher by a quarter at least."""
    even_s, wrong = np.arange(240) / fps, np.random.default_rng(1).standard_normal(240)

    values = [value(fps * np.diff(np.sort(even_s + error_s * wrong)), fps=fps) for error_s in (0.008, 0.016, 0.032)]

    assert all(np.diff(values) > 0.25 * np.array(values[:-1]))


@pytest.mark.parametrize("shown", [2, 3])
def test_a_file_that_shows_each_frame_twice_or_thrice_scores_as_one_of_that_rate(shown):
    """Steps of 0, 0, 3v look, and score, like steps of 3v at a third of the rate, smooth or not."""
    slow = uneven(0.01, fps=10, count=40)
    held = np.zeros(39 * shown)
    held[shown - 1 :: shown] = shown * slow

    found = measured(stepping(held, fps=10 * shown))

    assert found.value == pytest.approx(value(slow, fps=10), rel=1e-6)
    assert (found.detail["shown"], found.detail["rate_hz"]) == (shown, pytest.approx(10))
    assert value(np.tile([0, 2], 20)) == 0


def test_shaking_across_the_motion_is_taken_off():
    """A camera that shakes as much up and down as to and fro has no judder, and scores less than uneven time."""
    along, across = 0.2 * np.diff(np.random.default_rng(2).standard_normal((2, 201)))
    shaken, hurried = stepping(1 + along), stepping(1 + along)
    shaken.tile_flow[..., 1] = 0.5 * across[:, None, None]

    assert measured(shaken).detail["judder_s"] == 0
    assert measured(shaken).value < 0.75 * measured(hurried).value


def test_tiles_that_go_on_smoothly_outweigh_one_that_does_not():
    """One tile of 144 that trembles in a smooth pan is no judder; all of them are."""
    one, every = stepping(np.ones(40)), stepping(1 + 0.5 * (-1.0) ** np.arange(40) * np.r_[np.ones(20), np.zeros(20)])
    one.tile_flow[:, 4, 8] = every.tile_flow[:, 4, 8]

    assert measured(one).value == 0
    assert measured(every).value > 0.01


@pytest.mark.parametrize("f_hz", [0.5, 1, 2])
def test_a_dance_is_no_judder(f_hz):
    """Swaying as a sine of 0.5 to 2 Hz, at 24 frames per second, scores 0."""
    seen = stepping(np.sin(2 * np.pi * f_hz * np.arange(96) / 24))

    assert smoothness.measure(seen, a_structure()).value == 0


def test_a_bounce_is_no_judder():
    """A ball's height, thrown up at every landing twice a second: its sudden turns score 0."""
    t_s = np.arange(97) / 24
    height = (t_s % 0.5) * (0.5 - t_s % 0.5)

    assert value(24 * np.diff(height) * 8) == 0


def test_time_stamps_that_hold_a_frame_count_like_a_repeat():
    """A frame left out, its neighbour stamped twice as long, scores what showing that neighbour twice does."""
    repeated = np.ones(40)
    repeated[20], repeated[21] = 0, 2
    held = stepping(np.ones(39))
    dt_s = np.full(39, 1 / 24)
    dt_s[20] = 2 / 24
    held = replace(held, t_s=np.r_[0, np.cumsum(dt_s)[:-1]], dt_s=dt_s)

    assert smoothness.measure(held, a_structure()).value == pytest.approx(value(repeated), rel=1e-6)


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

    assert measured(rounded).value == 0


def test_a_cut_parts_the_clip():
    """Shots of different speed are smooth each; the cut between them is left out."""
    seen = stepping(np.r_[np.ones(12), 0, np.full(12, -3)])
    cut = replace(seen, is_break=np.arange(25) == 12)

    found = measured(cut)

    assert found.value == 0
    assert found.detail["left_out"] == 1
    assert found.detail["steps"] == 14


@pytest.mark.parametrize(("event", "left_out"), [([8], 1), ([0] * 8 + [9], 9)])
def test_a_jump_and_a_freeze_are_left_out(event, left_out):
    """A step eight times as long, or a third of a second of none and the step that makes up for it: not judder."""
    found = measured(stepping(np.r_[np.ones(20), event, np.ones(20)]))

    assert found.value == 0
    assert found.detail["left_out"] == left_out


def test_a_panned_clip_is_smooth_and_its_stutter_is_found():
    """Frames of a pan at constant speed score 0; each third one shown twice, or each fifth left out, is found."""
    frames = pan(24, (3, 0), 120, 200)

    def of(index):
        return smoothness.measure(watch(flow, frames[index]), watch(structure, frames[index]))

    smooth, twice = of(np.arange(24)), of(np.sort(np.r_[:24, 2:21:3]))
    gone = of(np.delete(np.arange(24), [5, 10, 15]))

    assert smooth.value == 0
    assert smooth.detail["speed"] == pytest.approx(3 * 24 / 120, rel=0.03)
    assert twice.detail["held_s"] == pytest.approx((np.arange(2, 21, 3) + np.arange(1, 8)) / 24)
    assert gone.detail["leapt_s"] == pytest.approx(np.array([4, 8, 12]) / 24)
    assert gone.value == pytest.approx(np.sqrt(3 / 20 / 2) / 24, rel=0.01)


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (still_flow(0), "single frame"),
        (still_flow(3, is_break=np.ones(3, bool)), "none of 3 pairs"),
        (stepping(np.ones(16)), "6 steps in a row .* 12 times; the clip has 11"),
        (replace(stepping(np.ones(34)), is_break=np.arange(34) % 6 == 5), "6 steps in a row .* the clip has 0"),
        (stepping(np.ones(30), fps=6), "6.0 different frames per second"),
        (stepping(np.tile([0, 0, 3], 15), fps=20), "6.7 different frames per second"),
        (still_flow(30), "nothing moves"),
        (stepping(np.tile([1, -1], 15)), "same way"),
    ],
)
def test_questions_without_an_answer_say_why(seen, why):
    """One frame, only breaks, few or short shots, low rates, stillness, trembling: not applicable with the reason."""
    with pytest.raises(NotApplicable, match=why):
        measured(seen)


def test_a_still_clip_is_not_called_smooth():
    """The same frame again and again has no motion to judge."""
    with pytest.raises(NotApplicable, match="nothing moves"):
        measured(watch(flow, [texture(120, 200)] * 12))
