"""Temporal noise: closed forms on three frames, on observations built by hand, and clips with grain or without."""

import cv2
import numpy as np
import pytest
from moving import pan, still_flow, texture, watch

from promptkit.metric import NotApplicable
from promptkit.metrics.temporal_noise import LEAST_NOISE, temporal_noise
from promptkit.observers._noise import WHITE_IN_FINE, noise
from promptkit.observers._residual import Step, fine, three
from promptkit.observers.flow import flow
from promptkit.testing.degrade import LADDER

HEIGHT, WIDTH = 180, 320
STILL = np.zeros((HEIGHT, WIDTH, 2), np.float32)
SEEN = np.ones((HEIGHT, WIDTH), bool)
GREY_OF_RGB_NOISE = np.linalg.norm([0.299, 0.587, 0.114])
"""Of noise of 1 in each channel: ITU-R BT.601 weights, as in OpenCV's grey."""


def variance(*shown):
    """Mean over tiles of three grey frames that do not move."""
    first, middle, last = (fine(np.float32(one)) for one in shown)
    return float(np.mean(noise(three(Step(first, STILL, SEEN), Step(middle, STILL, SEEN), last))))


def scene(shift_px=0.0):
    """Stripes of 16 px, moved right."""
    x = np.arange(WIDTH)[None].repeat(HEIGHT, axis=0)
    return 128 + 20 * np.sin(2 * np.pi * (x - shift_px) / 16)


def test_the_constant_is_that_of_the_filter():
    """What fine texture keeps of white noise is the norm of its kernel."""
    point = np.zeros((41, 41), np.float32)
    point[20, 20] = 1

    assert np.linalg.norm(fine(point)) == pytest.approx(WHITE_IN_FINE, abs=1e-4)


def test_white_noise_has_its_own_variance():
    """Noise of 3 grey levels, new in each of three frames: 9."""
    drawn = np.random.default_rng(0).normal(0, 3, (3, HEIGHT, WIDTH))

    assert variance(*(scene() + one for one in drawn)) == pytest.approx(9, rel=0.1)


def test_noise_that_stands_is_none():
    """A pattern that all frames share: nothing."""
    pattern = np.random.default_rng(0).normal(0, 3, (HEIGHT, WIDTH))

    assert variance(*(scene() + pattern,) * 3) == 0


def test_motion_that_the_flow_missed_is_less_than_nothing():
    """Stripes that go on by 0.5 px a frame are no noise."""
    assert variance(scene(-0.5), scene(), scene(0.5)) < 0


def test_glitter_is_little_noise():
    """One in a hundred pixels flashes in the middle frame: a third of what the same energy is as noise, or less."""
    flash = 100.0 * (np.random.default_rng(0).random((HEIGHT, WIDTH)) < 0.01)

    assert abs(variance(scene(), scene() + flash, scene())) < np.var(flash) / 3


def test_light_that_changes_is_none():
    """The middle frame 10 grey levels brighter: nothing, to rounding."""
    assert abs(variance(scene(), scene() + 10, scene())) < 1e-6


def noisy(strength, **changed):
    """An observation in which every tile has noise of this variance."""
    told = {"tile_texture": np.ones((8, 9, 16), np.float32)}
    return still_flow(8, tile_noise=np.full((8, 9, 16), strength, np.float32), **told, **changed)


def test_the_value_is_the_lower_quartile_less_what_is_always_there():
    """A third of the tiles without noise, or all but a tenth with four times the variance: 2² stands between."""
    seen = noisy(4)
    seen.tile_noise[:, :2], seen.tile_noise[:, 5:] = 0, 16

    found = temporal_noise.measure(seen)

    assert found.value == pytest.approx(np.sqrt(4 - LEAST_NOISE**2))
    assert found.detail["measured"] == pytest.approx(2)
    assert found.detail["noisiest"] == pytest.approx(4)


def test_bars_do_not_count():
    """Tiles that are black, and have no noise, change nothing."""
    seen = noisy(4)
    seen.tile_noise[:, :4], seen.tile_lab[:, :4] = 0, 0

    assert temporal_noise.measure(seen).value == pytest.approx(np.sqrt(4 - LEAST_NOISE**2))


def grainy(frames, severity=3):
    return LADDER["noise"](frames, 24, severity=severity)


@pytest.mark.parametrize("severity", [3, 4])
def test_grain_is_measured_in_code_values(severity):
    """Noise of 4 and 8 in red, green and blue of a still: its strength in grey, within 15 %."""
    drawn = LADDER["noise"].amounts[severity - 1]

    found = temporal_noise.measure(watch(flow, grainy(texture(HEIGHT, WIDTH)[None].repeat(8, axis=0), severity)))

    assert found.detail["measured"] == pytest.approx(drawn * GREY_OF_RGB_NOISE, rel=0.15)


def test_frame_rate_and_repeats_leave_the_value_alone():
    """Half the frames, or each of them twice: within a tenth."""
    frames = grainy(pan(16, (1, 0), HEIGHT, WIDTH))
    value = temporal_noise.measure(watch(flow, frames)).value

    assert temporal_noise.measure(watch(flow, frames[::2], fps=12)).value == pytest.approx(value, rel=0.1)
    assert temporal_noise.measure(watch(flow, frames.repeat(2, axis=0))).value == pytest.approx(value, rel=0.1)


def test_clips_without_grain_score_nothing():
    """A still, a pan and stripes that brighten and darken by a tenth: 0."""
    still = texture(HEIGHT, WIDTH)[None].repeat(8, axis=0)
    light = np.stack([cv2.convertScaleAbs(frame, alpha=1 + 0.1 * (k % 2)) for k, frame in enumerate(still)])

    for frames in (still, pan(8, (3, 1), HEIGHT, WIDTH), light):
        assert temporal_noise.measure(watch(flow, frames)).value == 0


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (still_flow(0), "single frame"),
        (still_flow(5, is_break=np.ones(5, bool)), "none of 5 pairs"),
        (still_flow(9), "0 frames"),
        (noisy(4, tile_lab=np.zeros((8, 9, 16, 3), np.float32)), "0 tiles"),
    ],
)
def test_questions_without_an_answer_say_why(seen, why):
    """One frame, only breaks, no neighbours, a black picture: not applicable with the reason."""
    with pytest.raises(NotApplicable, match=why):
        temporal_noise.measure(seen)
