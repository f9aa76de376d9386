"""Colour that flickers: closed forms on observations built by hand, and made clips."""

import numpy as np
import pytest
from made_structure import a_structure
from moving import pan, still_flow, watch

from promptkit.metric import NotApplicable
from promptkit.metrics.colour_flicker import NOISE, colour_flicker
from promptkit.observers.flow import flow
from promptkit.testing.degrade import LADDER

HEIGHT, WIDTH = 180, 320


def measured(seen, **events):
    """The metric, in a clip in which nothing happens but for the events given."""
    fps = 1 / np.median(seen.dt_s) if len(seen.dt_s) else 24.0
    return colour_flicker.measure(seen, a_structure(len(seen.t_s) + 1, fps, **events))


def amplitude(found):
    """What was found in all, before anything is taken off: a value of 0 says little."""
    return np.hypot(found.detail["a"], found.detail["b"])


def test_a_step_is_no_flicker():
    """A cast that comes at once and stays; one that goes again is."""
    step = np.zeros((96, 9, 16, 3), np.float32)
    step[48, ..., 2] = 10
    passing = step.copy()
    passing[54, ..., 2] = -10

    assert amplitude(measured(still_flow(96, tile_lab_swing=step))) == pytest.approx(0, abs=1e-3)
    assert measured(still_flow(96, tile_lab_swing=passing)).value > 1


def test_the_seams_of_a_loop_are_no_flicker():
    """A cast that grows for a second and is played four times; where no play is known it is flicker."""
    grows = np.full((96, 9, 16, 3), (0, 8 / 24, 0), np.float32)
    grows[23::24, ..., 1] = -8 * 23 / 24
    looped = still_flow(96, tile_lab_swing=grows)
    jumps = np.where(np.arange(97) == 24, 1, 0).astype(np.float32)

    assert amplitude(measured(looped, repeats_s=[(1.0, 4.0, 1.0)], change=jumps)) == pytest.approx(0, abs=1e-3)
    assert measured(looped).value > 0.5


def swinging(a=0.0, b=0.0, *, lightness=0.0, hz=5.0, fps=48, seconds=4, where=slice(None)):
    """Colour of the whole picture, or some of its columns, that swings so far to each side."""
    level = np.sin(2 * np.pi * hz * np.arange(fps * seconds + 1) / fps)
    change = np.zeros((fps * seconds, 9, 16, 3), np.float32)
    change[:, :, where] = np.diff(level)[:, None, None, None] * np.array([lightness, a, b], np.float32)
    return still_flow(fps * seconds, fps=fps, tile_lab_swing=change)


def channels(hz):
    """What the eye's red-green and yellow-violet channels keep (ColorVideoVDP), faded in at 1.5 Hz."""
    fade = 1 / np.sqrt(1 + (1.5 / hz) ** 8)
    return fade * np.exp(-(hz**1.1196) / 14.1255), fade * np.exp(-(hz**0.947901) / 6.63661)


@pytest.mark.parametrize("hz", [3.0, 5.0, 8.0])
@pytest.mark.parametrize(("a", "b"), [(4, 0), (0, 4), (3, -3)])
def test_a_swing_is_its_amplitude_through_the_eye(hz, a, b):
    """Each of a* and b* through its channel, both in energy, less what is always there; within 4 %."""
    red_green, yellow_violet = channels(hz)
    found = measured(swinging(a, b, hz=hz))

    wanted = np.sqrt(max(0, (a * red_green) ** 2 + (b * yellow_violet) ** 2 - NOISE**2))
    assert found.value == pytest.approx(wanted, rel=0.04)
    assert found.detail["peak_hz"] == pytest.approx(hz, abs=0.2)


def test_the_frame_rate_does_not_matter():
    """Half the rate: the same within 2 %."""
    values = [measured(swinging(4, fps=fps)).value for fps in (48, 24)]

    assert values[1] == pytest.approx(values[0], rel=0.02)


def test_a_region_that_is_hidden_adds_nothing():
    """A cast of 20 comes in four frames, in each of which something hides another quarter of the picture: no flicker.

    Pulses of the whole picture count as much while a region is hidden for half of the clip.
    """
    step = np.zeros((96, 9, 16, 3), np.float32)
    step[44:48, ..., 1] = 5
    passed, pulsing, partly = still_flow(96, tile_lab_swing=step), swinging(4), swinging(4)
    for frame, left in zip(range(44, 48), range(0, 16, 4), strict=True):
        passed.tile_seen[frame, :, left : left + 4] = 0
    partly.tile_seen[48:144, :3, :4] = 0

    assert amplitude(measured(passed)) == pytest.approx(0, abs=1e-3)
    assert measured(partly).value == pytest.approx(measured(pulsing).value, rel=0.01)


def test_a_single_thing_that_changes_colour_is_no_flicker():
    """Half of the picture; of three quarters it is seen, for most pairs of regions share it."""
    assert amplitude(measured(swinging(8, where=slice(0, 8)))) == pytest.approx(0, abs=1e-3)
    assert measured(swinging(8, where=slice(0, 12))).value > 5


def test_brightness_is_no_colour():
    """Exposure scales a* and b* with L* + 16, of which nothing is left; without a change of L* the same is flicker."""
    seen = swinging(lightness=3)
    seen.tile_lab[...] = (50, 30, -20)
    seen.tile_lab_swing[...] = seen.tile_lab_swing[..., :1] / 66 * np.array([66, 30, -20], np.float32)

    assert amplitude(measured(seen)) == pytest.approx(0, abs=1e-3)
    seen.tile_lab_swing[..., 0] = 0
    assert measured(seen).value > 0.5


@pytest.mark.parametrize("shift_px", [(0, 0), (2, 1)])
def test_the_more_colour_flickers_the_more_it_scores(shift_px):
    """A still and a pan: nothing when clean, more with every severity from 2 on."""
    frames = pan(48, shift_px, HEIGHT, WIDTH) if any(shift_px) else pan(1, (1, 1), HEIGHT, WIDTH).repeat(48, axis=0)
    ladder = LADDER["colour_flicker"]
    values = [measured(watch(flow, ladder(frames, 24, severity=level))).value for level in (2, 3, 4, 5)]

    assert amplitude(measured(watch(flow, frames))) == pytest.approx(0, abs=0.02)
    assert 0 < values[0] < values[1] < values[2] < values[3]


def test_a_drift_and_flicker_of_brightness_are_left_to_their_metrics():
    """A cast that grows by 4 a second; 8 % of light at 7.5 Hz, which scales the colours of orange: next to nothing."""
    frames = (pan(48, (1, 0), HEIGHT, WIDTH) * np.array([1.0, 0.7, 0.3])).astype(np.uint8)

    for name in ("colour_drift", "global_flicker_7.5hz"):
        found = measured(watch(flow, LADDER[name](frames, 24, severity=4)))
        assert amplitude(found) == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (still_flow(0), "single frame"),
        (still_flow(9, fps=3), "3 frames per second"),
        (still_flow(8), "0.33 s of the clip"),
        (still_flow(48, tile_seen=np.zeros((48, 9, 16), np.float32)), "0% of the picture"),
    ],
)
def test_questions_without_an_answer_say_why(seen, why):
    """One frame, too slow, too short, nothing to follow: not applicable with the reason."""
    with pytest.raises(NotApplicable, match=why):
        measured(seen)
