"""Loss of detail: closed forms on observations built by hand, and made clips that turn soft or do not."""

from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest
from moving import still_flow, texture, watch

from promptkit.metric import NotApplicable
from promptkit.metrics.detail_loss import CONTENT, GAMMA, detail_loss
from promptkit.observers.flow import flow
from promptkit.testing.degrade import LADDER

FPS = 24
HEIGHT, WIDTH = 180, 320


def going(rate, *, pairs=48, light=0.0, energy=4.0, **changed):
    """Detail that goes by e^(rate * t), in light that goes by e^(light * t); two seconds."""
    after = np.exp(2 * (rate + light / GAMMA) / FPS)
    return still_flow(
        pairs,
        tile_fine=np.full((pairs, 9, 16), energy, np.float32),
        tile_fine_next=np.full((pairs, 9, 16), energy * after, np.float32),
        quarter_change=np.full((pairs, 18, 32), light / FPS, np.float32),
        **changed,
    )


def lost(rate, span_s):
    """The value that a steady loss has."""
    return 100 * (1 - np.exp(-max(0, rate * span_s - CONTENT) / span_s))


@pytest.mark.parametrize("rate", [-1.0, -0.3, -0.05, 0.0, 0.4])
@pytest.mark.parametrize("light", [-0.5, 0.0])
def test_a_steady_loss_is_its_rate_less_what_content_takes(rate, light):
    """Per cent per second of the detail's contrast; light that goes with it takes none, and a gain is no loss."""
    found = detail_loss.measure(going(rate, light=light))

    assert found.detail["rate"] == pytest.approx(rate, abs=0.003)
    assert found.value == pytest.approx(lost(-rate, found.detail["span_s"]), abs=0.4)
    assert found.value > 0 if rate < -0.2 else found.value == 0


def test_a_cut_is_no_loss():
    """The new picture's detail is its own: only moments of one take are compared."""
    soft = np.where(np.arange(48) == 24, True, False)
    cut = going(0.0, is_break=soft)
    cut.tile_fine_next[24] = 0.8
    found = detail_loss.measure(cut)

    assert (found.value, found.detail["left_out"]) == (0, 1)
    assert found.detail["span_s"] == pytest.approx(1, abs=0.1)


def swinging(level):
    """Detail whose logarithm goes through these levels."""
    after = (4 * np.exp(2 * np.diff(level)))[:, None, None] * np.ones((len(level) - 1, 9, 16))
    return replace(going(0.0, pairs=len(level) - 1), tile_fine_next=after.astype(np.float32))


def test_what_comes_back_is_not_lost():
    """Detail that rises and falls back to where it was, and one that is soft for the last sixth of a second only."""
    up_and_down = np.concatenate([np.linspace(0, 0.7, 25), np.linspace(0.7, 0, 25)[1:]])
    late = np.where(np.arange(241) > 236, -1.0, 0.0)

    assert detail_loss.measure(swinging(up_and_down)).value == 0
    assert detail_loss.measure(swinging(late)).value == 0


def test_tiles_without_detail_have_no_say():
    """A wall beside what turns soft: the loss is that of what has detail."""
    seen = going(-0.4)
    seen.tile_fine[:, :, 4:], seen.tile_fine_next[:, :, 4:] = 0.1, 0.1

    assert detail_loss.measure(seen).detail["rate"] == pytest.approx(-0.4, abs=0.01)


def test_energy_is_that_of_a_sine():
    """A wave of 6 px has half the square of its amplitude, by what the band lets through."""
    wave = np.tile(120 + 20 * np.sin(2 * np.pi * np.arange(WIDTH) / 6), (HEIGHT, 1))
    w = 2 * np.pi / 6
    band = np.exp(-((0.6 * w) ** 2) / 2) - np.exp(-((1.5 * w) ** 2) / 2)

    seen = watch(flow, np.rint(wave).astype(np.uint8)[None, ..., None].repeat(2, axis=0).repeat(3, axis=-1))

    assert seen.tile_fine[0, 1:-1, 1:-1] == pytest.approx(200 * band**2, rel=0.03)


def pan(count, right_px=1):
    """A texture of fine grain that moves to the right."""
    world = texture(HEIGHT, WIDTH + right_px * count, grain_px=1.5)
    return np.stack([world[:, right_px * (count - n) :][:, :WIDTH] for n in range(count)])


def soft(frames, severity):
    return LADDER["blur_over_time"](frames, FPS, severity=severity)


def test_the_more_blur_the_more_is_lost():
    """A pan that turns soft loses more at each severity, and scores from 3 on; sharp it loses nothing."""
    frames = pan(48, 2)
    found = [detail_loss.measure(watch(flow, soft(frames, severity))) for severity in range(6)]
    rates, values = [one.detail["rate"] for one in found], [one.value for one in found]

    assert rates[0] == pytest.approx(0, abs=1e-3)
    assert all(less > more for less, more in pairwise(rates))
    assert values[:3] == [0, 0, 0]
    assert 0 < values[3] < values[4] < values[5]


def test_a_picture_without_any_detail_left_is_still_judged():
    """Blur that is complete after a third of the clip does not hide itself."""
    frames = pan(48)
    gone = np.stack([cv2.GaussianBlur(f, (0, 0), min(8.0, 0.01 + k / 2)) for k, f in enumerate(frames)])

    assert detail_loss.measure(watch(flow, gone)).value > 20


@pytest.mark.parametrize("at", [6, 24, 40])
def test_detail_that_goes_at_once_counts_by_its_size(at):
    """Half of it, early, late or in the middle: the same."""
    after = np.where(np.arange(48) == at, 4.0 / 4, 4.0)[:, None, None] * np.ones((48, 9, 16))
    found = detail_loss.measure(replace(going(0.0), tile_fine_next=after.astype(np.float32)))

    assert found.value == pytest.approx(lost(np.log(2) / found.detail["span_s"], found.detail["span_s"]), abs=0.5)


def test_a_fade_and_a_held_picture_lose_no_detail():
    """Half the light in two seconds, and a still."""
    frames = pan(48)
    fade = np.stack([cv2.convertScaleAbs(frame, alpha=1 - k / 96) for k, frame in enumerate(frames)])

    assert detail_loss.measure(watch(flow, fade)).value < 2
    assert detail_loss.measure(watch(flow, frames[:1].repeat(30, axis=0))).value == 0


def in_light(frames, gains):
    """Frames (T, H, W, 3) whose linear light (IEC 61966-2-1) is so many times as much."""
    light = ((frames / 255 + 0.055) / 1.055) ** 2.4 * gains[:, None, None, None]
    return np.rint(255 * (1.055 * light ** (1 / 2.4) - 0.055)).clip(0, 255).astype(np.uint8)


def test_light_takes_from_detail_what_it_takes_from_code_values():
    """Light that goes by e^(-t/2) takes 0.5 / 2.4 = 0.21 a second from code values: taken out, nothing has gone."""
    seen = watch(flow, in_light(pan(48), np.exp(-np.arange(48) / FPS / 2)))

    plain = np.log(seen.tile_fine_next / seen.tile_fine).mean(axis=(1, 2)).mean() * FPS / 2
    assert plain == pytest.approx(-0.5 / 2.4, rel=0.05)
    assert detail_loss.measure(seen).detail["rate"] == pytest.approx(0, abs=0.015)


def test_the_frame_rate_does_not_matter():
    """Half the frames of a loss: the same within a tenth."""
    frames = soft(pan(72), 4)
    value = detail_loss.measure(watch(flow, frames)).value

    assert detail_loss.measure(watch(flow, frames[::2], fps=12)).value == pytest.approx(value, rel=0.1)


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (still_flow(0), "single frame"),
        (still_flow(48, is_break=np.ones(48, bool)), "none of 48 pairs"),
        (going(-0.2, energy=0.1), "in 0% of the pairs"),
        (going(-0.2, energy=0.1, is_repeat=np.arange(48) % 10 == 0), "in 0% of the pairs"),
        (going(-0.2, pairs=12), "0.50 s can be followed"),
    ],
)
def test_questions_without_an_answer_say_why(seen, why):
    """One frame, only breaks, no detail, too short: not applicable with the reason."""
    with pytest.raises(NotApplicable, match=why):
        detail_loss.measure(seen)


def test_a_long_clip_is_compared_at_some_moments_only():
    """A minute at 24 frames a second: as many moments as of a quarter of it, and the same rate."""
    found = detail_loss.measure(going(-0.1, pairs=1440))

    assert len(found.series.t) <= 152
    assert (found.series.unit, found.series.better) == ("share of detail", "higher")
    assert found.detail["rate"] == pytest.approx(-0.1, abs=0.002)
