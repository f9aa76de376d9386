"""The flow observer on clips whose motion and brightness are known."""

from dataclasses import fields

import cv2
import numpy as np
import pytest
from moving import pan, texture, watch

from promptkit.observers._gain import quarter_gain
from promptkit.observers._light import Tiles
from promptkit.observers.flow import flow

FLARE = 0.01


def luminance(code: float) -> float:
    """IEC 61966-2-1 for a grey pixel, written out anew."""
    share = code / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def test_a_pan_has_its_speed_in_frame_heights_per_second():
    """3 px a frame at 24 fps on 120 px is 0.6 frame heights per second, all of it camera."""
    seen = watch(flow, pan(6, (3, 0), 120, 200))

    assert seen.speed == pytest.approx(3 * 24 / 120, rel=0.01)
    assert seen.camera_speed == pytest.approx(3 * 24 / 120, rel=0.01)
    assert seen.camera[:, 0] == pytest.approx(3 * 24 / 120, rel=0.01)
    assert seen.camera[:, 1:] == pytest.approx(0, abs=0.02)
    assert seen.subject_speed.max() < 0.03
    assert seen.coverage == pytest.approx(1 - 3 / 200, abs=0.02)
    assert not seen.is_break.any()


def test_tiles_know_where_they_go():
    """A pan moves each tile that stays in the frame at its speed; a subject moves its own tiles alone."""
    seen = watch(flow, pan(4, (3, 1), 120, 200))
    frames = np.stack([texture(120, 180, seed=1)] * 4)
    for n, frame in enumerate(frames):
        frame[30:90, 60 + 2 * n : 120 + 2 * n] = texture(60, 60, seed=2)

    alone = watch(flow, frames)

    followed = seen.tile_flow[seen.tile_seen > 0.9]
    assert followed == pytest.approx(np.broadcast_to([3 * 24 / 120, 24 / 120], followed.shape), abs=0.03)
    tile = slice(60 // alone.tile_px, 60 // alone.tile_px + 1), slice(90 // alone.tile_px, 90 // alone.tile_px + 1)
    assert alone.tile_flow[:, *tile, 0] == pytest.approx(2 * 24 / 120, abs=0.05)
    assert np.abs(alone.tile_flow[:, 0, 0]).max() < 0.02


def test_repeated_frames_are_known_and_passed_over():
    """A pan whose third frame is shown three times: two repeats, which have no say in crawl, and the rest unchanged."""
    frames = pan(6, (2, 0), 120, 200)

    once, held = watch(flow, frames), watch(flow, frames[[0, 1, 2, 2, 2, 3, 4, 5]])

    assert held.is_repeat.tolist() == [False, False, True, True, False, False, False]
    assert not held.tile_texture[2:4].any()
    assert np.array_equal(held.tile_crawl[~held.is_repeat], once.tile_crawl)


def test_a_zoom_grows_and_turns_at_its_rate():
    """A picture enlarged by 1 % and turned by 0.01 a frame grows by ln 1.01 and turns by 0.01, 24 times a second."""
    world = texture(160, 240)
    frames = [
        cv2.warpAffine(world, cv2.getRotationMatrix2D((119.5, 79.5), -np.degrees(0.01 * n), 1.01**n), (240, 160))
        for n in range(5)
    ]

    seen = watch(flow, [frame[20:140, 20:220] for frame in frames])

    assert seen.camera[:, 2] == pytest.approx(24 * np.log(1.01), rel=0.1)
    assert seen.camera[:, 3] == pytest.approx(24 * 0.01, rel=0.1)
    assert seen.camera[:, :2] == pytest.approx(0, abs=0.03)


def test_a_subject_over_a_still_background_is_not_the_camera():
    """A square of a sixth of the frame, moving 3 px a frame, moves the subject's part and leaves the camera at 0."""
    background, square = texture(120, 180, seed=1), texture(60, 60, seed=2)
    frames = np.stack([background] * 6)
    for n, frame in enumerate(frames):
        frame[30:90, 30 + 3 * n : 90 + 3 * n] = square

    seen = watch(flow, frames)

    assert seen.camera_speed.max() < 0.03
    assert seen.subject_peak == pytest.approx(3 * 24 / 120, rel=0.15)
    assert np.all(seen.subject_speed > 0.02)


def test_a_still_clip_does_not_move_or_change():
    """The same frame again and again: no speed, no change, everything seen."""
    seen = watch(flow, [texture(90, 160)] * 4)

    still = ("speed", "camera_speed", "subject_speed", "subject_peak", "warp_error", "quarter_change")
    for name in (*still, "tile_flow", "tile_crawl", "tile_lab_change"):
        assert np.all(getattr(seen, name) == 0), name
    assert np.all(seen.is_repeat)
    assert np.all(seen.coverage > 0.99)
    assert np.all(seen.likeness == pytest.approx(1))


def test_a_brighter_frame_changes_log_luminance_by_the_ratio_of_light():
    """From grey 100 to grey 110 every quarter of every tile changes by ln((L110 + flare) / (L100 + flare))."""
    frames = [np.full((90, 160, 3), code, np.uint8) for code in (100, 110)]

    seen = watch(flow, frames)

    expected = np.log((luminance(110) + FLARE) / (luminance(100) + FLARE))
    assert seen.quarter_change == pytest.approx(np.full((1, 18, 32), expected), rel=1e-4)
    assert seen.warp_error == pytest.approx((10 / 255) ** 2, rel=1e-4)
    assert not seen.is_break.any()


def test_a_glint_does_not_brighten_its_tile():
    """A sixth of the pixels of a quarter of a tile that turn white leaves the rest's change of nothing."""
    brighter = np.zeros((90, 160), np.float32)
    brighter[20:22, 40:42] = np.log((1 + FLARE) / (luminance(100) + FLARE))

    change, share = quarter_gain(Tiles(90, 160), brighter, np.ones((90, 160), bool))

    assert np.abs(change).max() < 1e-3
    assert np.all(share == 1)


def test_a_change_under_a_grey_level_is_seen():
    """A third of the pixels one grey level brighter is half of that third at least; a median sees 0."""
    lighter = np.random.default_rng(0).random((90, 160)) < 1 / 3
    step = np.float32(0.02)

    change, _ = quarter_gain(Tiles(90, 160), step * lighter.astype(np.float32), np.ones((90, 160), bool))

    assert step / 6 <= change.mean() <= step / 3


def test_change_is_measured_along_the_motion():
    """A pan over a texture with strong detail changes far less along the motion than in place."""
    frames = pan(4, (4, 0), 120, 200)

    seen = watch(flow, frames)
    in_place = np.abs(np.diff(np.log(frames.mean(axis=-1) / 255), axis=0)).mean()

    assert np.abs(seen.quarter_change[seen.quarter_seen > 0.9]).mean() < 0.02 * in_place


def test_a_colour_change_is_that_of_the_two_colours():
    """From a grey to a slightly redder grey every tile changes by the difference of their CIELAB values."""
    colours = np.array([[[120, 120, 120]], [[123, 119, 120]]], np.uint8)
    frames = [np.broadcast_to(colour, (90, 160, 3)) for colour in colours]
    lab = cv2.cvtColor(colours.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)

    seen = watch(flow, frames)

    assert seen.tile_lab == pytest.approx(np.full((1, 9, 16, 3), lab[0, 0]), abs=1e-3)
    assert seen.tile_lab_change == pytest.approx(np.full((1, 9, 16, 3), lab[1, 0] - lab[0, 0]), abs=1e-3)


def test_a_change_of_few_pixels_counts_by_their_share():
    """Where a tenth of the pixels becomes a code value redder, the tile's mean changes by a tenth of the difference."""
    frames = np.full((2, 90, 160, 3), 120, np.uint8)
    frames[1, :, ::10, 0] += 1
    lab = cv2.cvtColor(
        np.array([[[120, 120, 120], [121, 120, 120]]], np.uint8).astype(np.float32) / 255, cv2.COLOR_RGB2LAB
    )

    seen = watch(flow, frames)

    assert seen.tile_lab_change == pytest.approx(np.full((1, 9, 16, 3), (lab[0, 1] - lab[0, 0]) / 10), abs=1e-3)


def test_one_pixel_can_change_its_tile_but_so_far():
    """A tenth of the pixels that turn from grey to white counts as ±2 each, not as the 49 of L* that they are."""
    frames = np.full((2, 90, 160, 3), 120, np.uint8)
    frames[1, :, ::10] = 255

    assert np.abs(watch(flow, frames).tile_lab_change).max() <= 0.2 + 1e-3


def test_tiles_know_where_they_move():
    """A pan of 3 px right and 1 px down a frame moves the tiles in the middle so, in frame heights per second."""
    seen = watch(flow, pan(4, (3, 1), 120, 200))

    assert seen.tile_flow[:, 2:-2, 2:-2] == pytest.approx(
        np.broadcast_to([3 * 24 / 120, 24 / 120], (3, 5, 11, 2)), abs=0.02
    )


def test_a_cut_is_a_break_and_a_change_of_light_is_not():
    """Another picture breaks the flow at its pair alone; the same picture at half its brightness does not."""
    first, second = texture(120, 200, seed=1), texture(120, 200, seed=2)

    seen = watch(flow, [first, first, first // 2, first, second, second])

    assert seen.is_break.tolist() == [False, False, False, True, False]
    assert np.all(seen.tile_seen[3] == 0)


def test_a_flash_breaks_both_its_pairs():
    """A white frame between two pictures can be followed neither in nor out."""
    picture, white = texture(120, 200), np.full((120, 200, 3), 255, np.uint8)

    seen = watch(flow, [picture, picture, white, picture])

    assert seen.is_break.tolist() == [False, True, True]


@pytest.mark.parametrize("at_once", [1, 3, 100])
def test_chunks_do_not_matter(at_once):
    """The observation is the same to the last bit however the frames are cut into chunks."""
    frames = pan(7, (2, 1), 100, 150)

    one, other = watch(flow, frames, at_once=at_once), watch(flow, frames, at_once=7)

    for field in fields(one):
        assert np.array_equal(getattr(one, field.name), getattr(other, field.name)), field.name


@pytest.mark.parametrize("size", [(32, 32), (31, 97), (9, 16), (2, 2), (201, 35), (721, 1283)])
def test_any_size_gives_finite_numbers(size):
    """Tiny, odd and large frames give finite numbers, and tiles that cover them."""
    seen = watch(flow, [texture(*size, seed=seed // 2) for seed in range(4)])

    height, width = seen.size_px
    assert max(height, width) <= 320
    assert seen.tile_flow.shape[1] * seen.tile_px >= height
    assert seen.tile_flow.shape[2] * seen.tile_px >= width
    for field in fields(seen):
        assert np.all(np.isfinite(getattr(seen, field.name))), field.name


@pytest.mark.parametrize("count", [0, 1])
def test_without_a_second_frame_there_are_no_pairs(count):
    """No frame or one frame: an observation with no rows, its tiles as they would be."""
    seen = watch(flow, [texture(90, 160)] * count)

    assert seen.t_s.shape == (0,)
    assert seen.quarter_change.shape[0] == 0


def test_resolution_does_not_matter():
    """The same motion at four times the size has the same speed in frame heights."""
    large = pan(4, (8, 0), 720, 1280)
    small = [frame.reshape(180, 4, 320, 4, 3).mean(axis=(1, 3)).astype(np.uint8) for frame in large]

    assert watch(flow, large).speed == pytest.approx(watch(flow, small).speed, rel=0.01)
