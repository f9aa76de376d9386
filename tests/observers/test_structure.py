"""The structure observer on clips made so that what happens in them, and when, is known."""

import cv2
import numpy as np
import pytest
from moving import pan, texture, watch

from promptkit.observers._loops import loops
from promptkit.observers.structure import structure

H, W = 120, 200


def moving_scene(count, *, seed=0, speed_px=2):
    """A texture under a pan, with a patch that moves against it."""
    world = texture(H, W + speed_px * count, seed=seed, grain_px=12)
    frames = np.stack([world[:, speed_px * n : speed_px * n + W] for n in range(count)])
    patch = texture(40, 40, seed=seed + 100)
    for n, frame in enumerate(frames):
        down = 20 + (3 * n) % 50
        frame[down : down + 40, 80:120] = patch
    return frames


def held(frames, at, more):
    return np.concatenate([frames[: at + 1], np.repeat(frames[at : at + 1], more, axis=0), frames[at + 1 :]])


def noisy(frames, sigma=0.3):
    """As a coder leaves them."""
    noise = np.random.default_rng(0).normal(0, sigma, frames.shape)
    return np.clip(np.round(frames + noise), 0, 255).astype(np.uint8)


def moved(picture, count, *, turn_deg=0.0, zoom=0.0, right=0.0, gain=0.0):
    """One picture under a camera, and under a light."""
    height, width = picture.shape[:2]
    out = []
    for u in np.linspace(0, 1, count):
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), turn_deg * u, 1.2 + zoom * u)
        matrix[0, 2] += right * u * width
        frame = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
        out.append(np.clip(frame * (1 + gain * u), 0, 255).astype(np.uint8))
    return np.stack(out)


def assert_nothing(seen, *, but=()):
    for name in ("cuts_s", "frozen_s", "duplicates_s", "one_picture_s", "repeats_s", "fades_s", "black_s", "blank_s",
                 "flashes_s"):  # fmt: skip
        assert name in but or len(getattr(seen, name)) == 0, name
    assert "bars" in but or not any(seen.bars)


@pytest.mark.parametrize("fps", [8, 12, 24, 60])
def test_a_scene_that_moves_has_no_events(fps):
    """Whatever the frame rate, motion alone is nothing to flag."""
    assert_nothing(watch(structure, moving_scene(40), fps=fps))


@pytest.mark.parametrize("fps", [12, 24, 30])
def test_a_freeze_is_found_with_its_place(fps):
    """A frame that stands for half a second is one span from its first showing to its last."""
    at, more = fps // 2, fps // 2
    seen = watch(structure, noisy(held(moving_scene(2 * fps), at, more)), fps=fps)

    assert seen.frozen_s == pytest.approx(np.array([[at / fps, (at + more + 1) / fps]]))
    assert_nothing(seen, but=("frozen_s",))


def test_a_slow_scene_is_not_frozen():
    """Four pixels a second on 120 lines, a thirtieth of the height: slow, and no freeze."""
    wide = cv2.resize(texture(H, W + 20), None, fx=6, fy=6, interpolation=cv2.INTER_CUBIC)
    frames = np.stack([
        cv2.resize(wide[:, n : n + 6 * W], (W, H), interpolation=cv2.INTER_AREA) for n in range(60)
    ])  # fmt: skip

    assert len(watch(structure, noisy(frames), fps=24).frozen_s) == 0


def test_a_frame_shown_for_long_is_frozen():
    """With uneven time stamps, one frame that lasts for a second stands as much as 24 equal ones."""
    from moving import STREAM

    from promptkit.observer import Chunk

    frames, t_s = moving_scene(24), np.arange(24) / 24
    t_s[12:] += 1
    watching = structure.watch(STREAM)
    next(watching)
    watching.send(Chunk(frames, t_s))
    with pytest.raises(StopIteration) as end:
        watching.send(None)

    assert end.value.value.frozen_s == pytest.approx(np.array([[11 / 24, 12 / 24 + 1]]))


def test_duplicated_frames_are_found_amid_motion():
    """Two frames that repeat the ones before are named; a freeze is no heap of duplicates."""
    frames = moving_scene(40)
    frames[[12, 27]] = frames[[11, 26]]

    assert watch(structure, noisy(frames)).duplicates_s == pytest.approx(np.array([12, 27]) / 24)
    assert len(watch(structure, held(moving_scene(30), 10, 12)).duplicates_s) == 0


@pytest.mark.parametrize("fps", [8, 24])
def test_a_cut_is_found_where_the_new_shot_begins(fps):
    """Two scenes one after the other part at the first frame of the second."""
    seen = watch(structure, np.concatenate([moving_scene(20), moving_scene(20, seed=7)]), fps=fps)

    assert seen.cuts_s == pytest.approx([20 / fps])
    assert_nothing(seen, but=("cuts_s",))


def test_a_fast_pan_is_no_cut():
    """A fifth of the picture's width a frame for half a second."""
    assert len(watch(structure, pan(12, (40, 0), H, W)).cuts_s) == 0


def test_a_picture_that_comes_back_at_once_was_interrupted():
    """Two frames of another scene are a flash, not two cuts."""
    frames = moving_scene(40, speed_px=1)
    frames[20:22] = moving_scene(2, seed=9)
    seen = watch(structure, frames)

    assert seen.flashes_s == pytest.approx(np.array([[20 / 24, 22 / 24]]))
    assert len(seen.cuts_s) == 0


def test_black_frames_are_found_and_part_nothing():
    """Three black frames inside a scene are black, neither cuts nor a freeze nor a fade."""
    frames = moving_scene(40, speed_px=1)
    frames[20:23] = 2
    seen = watch(structure, frames)

    assert seen.black_s == pytest.approx(np.array([[20 / 24, 23 / 24]]))
    assert_nothing(seen, but=("black_s",))


def test_a_dark_scene_is_not_black():
    """At an eighth of its light a scene still shows something."""
    assert len(watch(structure, (moving_scene(30) / 8).astype(np.uint8)).black_s) == 0


def test_frames_of_one_colour_are_blank():
    """Green frames are no picture, and not black."""
    frames = moving_scene(30, speed_px=1)
    frames[10:14] = (20, 200, 40)
    seen = watch(structure, frames)

    assert seen.blank_s == pytest.approx(np.array([[10 / 24, 14 / 24]]))
    assert len(seen.black_s) == 0


@pytest.mark.parametrize("back", [False, True])
def test_a_fade_is_found_in_both_directions(back):
    """To black over 16 frames, or out of it."""
    frames = moving_scene(48, speed_px=1).astype(np.float32)
    frames[-16:] *= np.linspace(1, 0, 16)[:, None, None, None]
    frames = frames.astype(np.uint8)[:: -1 if back else 1]
    ((start_s, end_s),) = watch(structure, frames).fades_s

    assert (start_s, end_s) == pytest.approx((0, 15 / 24) if back else (32 / 24, 47 / 24), abs=0.2)


def test_a_clip_that_begins_anew_repeats():
    """After its end the clip is shown again for a second: that second, and its lag."""
    frames = moving_scene(40)
    ((start_s, end_s, lag_s),) = watch(structure, noisy(np.concatenate([frames, frames[:24]]))).repeats_s

    assert (start_s, end_s, lag_s) == pytest.approx((40 / 24, 64 / 24, 40 / 24))


def slow_wave(steps):
    """Thumbnails of a faint wave that has gone this many times 0.08 of their pixels."""
    x = np.arange(32)[:, None] - 0.08 * np.asarray(steps)[:, None, None] + np.zeros(32)
    return np.round(120 + 6 * np.sin(2 * np.pi * x / 16)).astype(np.uint8)


def test_half_a_second_that_comes_again_is_seen_in_a_clip_that_hardly_moves():
    """Pictures that differ by less than a grey level, played four times, repeat; those that go on do not."""
    t_s, shown_s = np.arange(48) / 24, np.full(48, 1 / 24)

    again, on = (loops(t_s, shown_s, slow_wave(steps)) for steps in (np.arange(48) % 12, np.arange(48) / 3))

    assert again.repeats == (pytest.approx((0.5, 2.0, 0.5)),)
    assert on.repeats == ()


def test_a_clip_that_ends_where_it_starts_returns():
    """There and back again is a return; there alone is none."""
    frames = moving_scene(30)

    assert watch(structure, np.concatenate([frames, frames[::-1]])).returns
    assert not watch(structure, frames).returns


@pytest.mark.parametrize(
    "camera",
    [
        {"turn_deg": 8.0},
        {"turn_deg": 60.0},
        {"zoom": 0.2},
        {"right": 0.12},
        {"gain": -0.6},
        {"turn_deg": 4.0, "zoom": 0.1},
    ],
)
def test_a_still_that_is_moved_or_faded_is_one_picture(camera):
    """Pan, zoom, turn and fade of one picture are told, and are no freeze."""
    picture = texture(4 * H, 4 * W, grain_px=10)
    frames = moved(picture, 60, **camera)
    seen = watch(
        structure, noisy(np.stack([cv2.resize(f, (2 * W, 2 * H), interpolation=cv2.INTER_AREA) for f in frames]))
    )

    assert (seen.one_picture_s[:, 1] - seen.one_picture_s[:, 0]).sum() >= 2
    assert len(seen.frozen_s) == 0


@pytest.mark.parametrize(("count", "is_told"), [(30, True), (17, False)])
def test_a_short_clip_is_one_picture_when_all_of_it_is(count, is_told):
    """A turned still of 1.2 s is told by all that there is of it; of 0.7 s nothing is said."""
    frames = moved(texture(4 * H, 4 * W, grain_px=10), count, turn_deg=8.0)
    seen = watch(
        structure, noisy(np.stack([cv2.resize(f, (2 * W, 2 * H), interpolation=cv2.INTER_AREA) for f in frames]))
    )

    assert (len(seen.one_picture_s) == 1) == is_told


def test_something_that_moves_in_a_panned_still_is_more_than_one_picture():
    """A patch of a thirtieth of the picture that goes its own way is enough."""
    assert len(watch(structure, moving_scene(72)).one_picture_s) == 0


def test_bars_are_measured_and_dark_scenery_is_none():
    """Bars of a tenth at top and bottom; a scene whose upper part is dark and ragged has none."""
    boxed = moving_scene(24)
    boxed[:, :12] = boxed[:, -12:] = 0
    dark = moving_scene(24)
    ragged = (np.arange(H)[:, None] < 25 + 15 * np.sin(np.arange(W) / 9)).astype(bool)
    dark[:, ragged] //= 20

    assert watch(structure, boxed).bars == pytest.approx((0.1, 0.1, 0, 0))
    assert watch(structure, boxed.swapaxes(1, 2)).bars == pytest.approx((0, 0, 0.1, 0.1))
    assert not any(watch(structure, dark).bars)


def test_the_first_part_of_a_clip_is_what_it_is_alone():
    """Nothing that comes later changes the events before: the first 48 frames, alone and as part of 96."""
    frames = np.concatenate([held(moving_scene(40), 10, 8), moving_scene(48, seed=3)])
    whole, part = watch(structure, frames), watch(structure, frames[:48])

    assert part.frozen_s == pytest.approx(whole.frozen_s)
    assert len(part.cuts_s) == 0
    assert part.change == pytest.approx(whole.change[:48])


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_frames_make_no_events(count):
    """No frame, one, two: a structure without events."""
    seen = watch(structure, moving_scene(2)[:count])

    assert_nothing(seen)
    assert len(seen.t_s) == count
