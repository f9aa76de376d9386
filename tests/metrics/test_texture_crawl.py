"""Texture crawl: closed forms on three frames, on observations built by hand, and clips that boil or do not."""

import cv2
import numpy as np
import pytest
from moving import pan, still_flow, texture, watch

from promptkit.metric import NotApplicable
from promptkit.metrics.texture_crawl import ERROR, texture_crawl
from promptkit.observers._residual import Step, crawl, three
from promptkit.observers.flow import flow

HEIGHT, WIDTH = 180, 320
WAVELENGTH_PX = 10
STILL = np.zeros((HEIGHT, WIDTH, 2), np.float32)
SEEN = np.ones((HEIGHT, WIDTH), bool)


def grating(shift_px: float = 0.0) -> np.ndarray:
    """Stripes whose contrast comes and goes from top to bottom, moved right."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    strength = 20 * (1.2 + np.cos(2 * np.pi * y / 40))
    return (strength * np.sin(2 * np.pi * (x - shift_px) / WAVELENGTH_PX)).astype(np.float32)


def jump(*shown: np.ndarray) -> float:
    """The ratio over the inner tiles of three frames that do not move."""
    first, middle, last = shown
    change, steep = crawl(three(Step(first, STILL, SEEN), Step(middle, STILL, SEEN), last))
    return float(change[1:-1, 1:-1].sum() / steep[1:-1, 1:-1].sum())


@pytest.mark.parametrize("shift_px", [0.1, 0.3, -0.5])
def test_a_middle_frame_displaced_by_d_scores_d_squared(shift_px):
    """Stripes of 10 px that jump by d and back: (2 sin(k d / 2) / sin k)², k = 2π / 10, which is d² but for Sobel's."""
    k = 2 * np.pi / WAVELENGTH_PX

    found = jump(grating(), grating(shift_px), grating())

    assert found == pytest.approx((2 * np.sin(k * shift_px / 2) / np.sin(k)) ** 2, rel=0.1)


def test_displacement_that_goes_on_is_no_jump():
    """Stripes that move 0.3 px a frame, which the flow missed, give less than nothing."""
    assert jump(grating(-0.3), grating(), grating(0.3)) < 0


def test_contrast_that_flickers_is_no_jump():
    """The middle frame with 20 % more contrast: nothing, for it is proportional to the texture."""
    assert abs(jump(grating(), 1.2 * grating(), grating())) < 1e-3


@pytest.mark.parametrize("strength", [0.5, 1.5])
def test_noise_is_no_jump(strength):
    """Noise that would pass for a jump of 0.5 or 1.5 px were it not subtracted leaves less than a jump of 0.1 px."""
    k = 2 * np.pi / WAVELENGTH_PX
    noise = np.random.default_rng(0).normal(0, strength * k * 20 / np.sqrt(2), (24, 3, HEIGHT, WIDTH))
    found = [jump(*(grating() + part for part in np.float32(some))) for some in noise]

    assert abs(np.mean(found)) < 0.1**2


def made(ratio: np.ndarray) -> object:
    """An observation whose tiles jump by the square root of these ratios (frames, rows, columns)."""
    steep = np.ones(ratio.shape, np.float32)
    return still_flow(len(ratio), tile_crawl=np.float32(ratio), tile_texture=steep)


def test_the_value_is_the_median_over_tiles():
    """Three quarters of the tiles at 0.2, the rest at 0 or 9: 0.2 less the errors; its root is the jump, in heights."""
    ratio = np.full((8, 9, 16), 0.2)
    ratio[:, :, :2], ratio[:, :, 2:4] = 0, 9

    found = texture_crawl.measure(made(ratio))

    assert found.value == pytest.approx(0.2 - ERROR)
    assert found.detail["jump"] == pytest.approx(np.sqrt(0.2 - ERROR) / 180)
    assert found.detail["worst_tile"] == pytest.approx(9 - ERROR)


def test_less_than_nothing_is_nothing():
    """A negative ratio is 0 in the value and kept in the detail."""
    found = texture_crawl.measure(made(np.full((8, 9, 16), -0.1)))

    assert found.value == 0
    assert found.detail["unclipped"] == pytest.approx(-0.1)


def test_frames_without_neighbours_do_not_count():
    """Frames whose row is empty (repeats, cuts) change nothing but their count."""
    ratio = np.full((8, 9, 16), 0.2)
    some = made(ratio)
    some.tile_crawl[3:5], some.tile_texture[3:5] = 0, 0

    found = texture_crawl.measure(some)

    assert found.value == pytest.approx(0.2 - ERROR)
    assert found.detail["frames"] == 6


def fine_coarse(count: int, jump_px: float) -> np.ndarray:
    """Large shapes that stand, with fine texture that is somewhere else in every frame: (N, H, W, 3)."""
    rng = np.random.default_rng(1)
    shapes = texture(HEIGHT, WIDTH, grain_px=12).astype(np.float32)
    patches = cv2.resize(rng.random((9, 16), np.float32), (WIDTH, HEIGHT), interpolation=cv2.INTER_NEAREST)
    grain = cv2.GaussianBlur(rng.normal(0, 1, (HEIGHT, WIDTH)).astype(np.float32), (0, 0), 1.2)
    grain = 12 * grain / grain.std() * (patches > 0.5)
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    frames = []
    for _ in range(count):
        field = cv2.GaussianBlur(rng.normal(0, 1, (HEIGHT, WIDTH, 2)).astype(np.float32), (0, 0), 4)
        field *= jump_px / np.sqrt((field**2).sum(-1).mean())
        moved = cv2.remap(grain, x + field[..., 0], y + field[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
        frames.append(np.uint8(np.clip(np.round(shapes + moved[..., None]), 0, 255)))
    return np.stack(frames)


def test_boiling_grows_with_its_jumps_and_not_with_the_frame_rate():
    """Jumps of 0.3, 0.6 px order the clips; twice the rate leaves the value alone; stillness scores 0."""
    values = {px: texture_crawl.measure(watch(flow, fine_coarse(8, px))).value for px in (0.3, 0.6)}
    faster = texture_crawl.measure(watch(flow, fine_coarse(8, 0.6), fps=48)).value

    assert 0.01 < values[0.3] < 0.5 * values[0.6]
    assert faster == pytest.approx(values[0.6])
    assert texture_crawl.measure(watch(flow, fine_coarse(1, 0).repeat(5, axis=0))).value == 0


def test_repeated_frames_leave_the_value_alone():
    """Each frame shown twice, and a freeze: within 1 % of what the frames alone score."""
    frames = fine_coarse(10, 0.6)
    once = texture_crawl.measure(watch(flow, frames)).value
    twice = texture_crawl.measure(watch(flow, frames.repeat(2, axis=0)))
    frozen = texture_crawl.measure(watch(flow, frames[np.r_[0:5, [5] * 6, 6:10]]))

    assert twice.value == pytest.approx(once, rel=0.01)
    assert frozen.value == pytest.approx(once, rel=0.01)
    assert twice.detail["repeats"] == 10


def test_a_pan_does_not_boil():
    """Texture that moves by known amounts, whole pixels a frame, scores less than a jump of 0.1 px."""
    assert texture_crawl.measure(watch(flow, pan(8, (3, 1), HEIGHT, WIDTH))).value < 0.1**2


def test_a_cut_is_not_boiling():
    """Two boiling shots score what one does, within a fifth: their cut is left out."""
    one, other = fine_coarse(8, 0.6), texture(HEIGHT, WIDTH, seed=9)[None].repeat(8, axis=0) // 2
    alone = texture_crawl.measure(watch(flow, one))
    both = texture_crawl.measure(watch(flow, np.concatenate([one, other])))

    assert both.value == pytest.approx(alone.value, rel=0.2)
    assert both.detail["left_out"] == 1


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (still_flow(0), "single frame"),
        (still_flow(5, is_break=np.ones(5, bool)), "none of 5 pairs"),
        (still_flow(2), "0 frames"),
        (still_flow(9, tile_texture=np.full((9, 9, 16), 0.001, np.float32)), "no part"),
    ],
)
def test_questions_without_an_answer_say_why(seen, why):
    """One frame, only breaks, no neighbours, no texture: not applicable with the reason."""
    with pytest.raises(NotApplicable, match=why):
        texture_crawl.measure(seen)
