"""LPIPS along the motion: what only moves is near, what is new in a frame is far."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from moving import STREAM, pan, texture

from promptkit.metric import NotApplicable
from promptkit.metrics.lpips_warped import lpips_warped
from promptkit.nets.perceptual import load_perceptual, lpips_distance
from promptkit.observer import Chunk
from promptkit.observers import warped as module
from promptkit.observers.warped import warped

FPS = 24.0
TINY = replace(STREAM, perceptual="tiny")


def watch(frames, *, stream=TINY, times_s=None, at_once=5):
    times_s = np.arange(len(frames)) / FPS if times_s is None else times_s
    watching = warped.watch(stream)
    next(watching)
    for start in range(0, len(frames), at_once):
        watching.send(Chunk(frames[start : start + at_once], times_s[start : start + at_once]))
    with pytest.raises(StopIteration) as end:
        watching.send(None)
    return end.value.value


def noisy(frames, amount, seed=0):
    rng = np.random.default_rng(seed)
    return np.clip(frames + rng.normal(0, amount, frames.shape), 0, 255).astype(np.uint8)


def share(seen):
    return lpips_warped.measure(seen).detail["share"]


def test_a_texture_that_only_moves_has_no_distance_left():
    """Frames 5 pixels apart are far from each other; laid onto the first, a hundredth of that is left."""
    frames = pan(12, (4, 3), 144, 192)
    plain = lpips_distance(frames[:-1], frames[1:], backbone="tiny").mean()

    seen = watch(frames)

    inside = seen.seen >= 0.5
    assert inside.mean() > 0.7
    assert np.median(seen.distance[:, 0][inside]) < plain / 100
    assert lpips_warped.measure(seen).value == 0


def test_noise_on_what_moves_is_told_from_the_motion():
    """Of fresh noise the frames are equally far from each other, and more so the more there is."""
    frames = pan(12, (4, 3), 144, 192)

    shares = [share(watch(noisy(frames, amount))) for amount in (0, 2, 4, 8)]

    assert shares[0] < 0.05
    assert shares[-1] > 0.6
    assert np.all(np.diff(shares) > 0)


def test_noise_that_moves_with_the_picture_is_no_change():
    """The same grain, painted onto the world that pans by, is part of what is seen."""
    world = noisy(texture(144, 300), 8)
    frames = np.stack([world[:, 3 * k : 3 * k + 192] for k in range(12)])

    assert lpips_warped.measure(watch(frames)).value == 0


def test_distances_of_a_still_picture_under_noise_are_those_of_the_network():
    """Nothing moves, nothing is hidden: the mean over cells is the plain distance of the frames."""
    frames = noisy(np.repeat(texture(144, 192)[None], 3, axis=0), 6)

    seen = watch(frames)

    expected = lpips_distance(frames[[0, 1, 0]], frames[[1, 2, 2]], backbone="tiny")
    np.testing.assert_allclose(seen.distance[0].mean(axis=(1, 2)), expected, rtol=0.1)
    assert (seen.fine < seen.distance).all()


def test_a_cell_without_sight_is_told_and_its_surroundings_do_not_suffer():
    """A square that jumps about at random hides what is behind it; the rest of the picture keeps its distance of 0."""
    frames = np.repeat(texture(144, 192)[None], 12, axis=0)
    rng = np.random.default_rng(1)
    for frame in frames:
        y, x = rng.integers(0, 40), rng.integers(0, 40)
        frame[y : y + 24, x : x + 24] = rng.integers(0, 256, (24, 24, 3))

    seen = watch(frames)

    assert seen.seen[:, :4, :4].mean() < 0.8
    assert seen.seen[:, 7:, 8:].mean() > 0.97
    assert np.median(seen.distance[:, :, 7:, 8:]) < 1e-3


def test_eight_threes_a_second_at_most_from_the_same_frames_in_a_cut_clip():
    """One begins at each tick of 1/8 s; the clip cut at 0.5 s has those of the whole one that end before."""
    frames = pan(30, (2, 1), 96, 128)

    whole, part = watch(frames), watch(frames[:12])

    np.testing.assert_allclose(whole.t_s, np.arange(0, 28, 3) / FPS + 1 / FPS)
    np.testing.assert_allclose(whole.lag_s, 1 / FPS)
    np.testing.assert_array_equal(part.distance, whole.distance[: len(part.t_s)])
    assert len(part.t_s) == 4


def test_repeated_frames_are_passed_over_and_cuts_left_out():
    """Each frame twice gives the threes of the frames once; a three across a cut is none."""
    once = pan(12, (2, 1), 96, 128)
    twice = watch(np.repeat(once, 2, axis=0))
    cut = watch(np.concatenate([once[:5], 255 - pan(7, (2, 1), 96, 128, seed=7)]))

    assert twice.repeats == 12
    assert twice.left_out == 0
    np.testing.assert_allclose(twice.distance[0], watch(once).distance[0])
    assert (cut.left_out, len(cut.t_s)) == (1, 3)


def test_frames_that_all_repeat_the_first_have_no_three():
    """A still is no motion to follow."""
    seen = watch(np.repeat(texture(96, 128)[None], 9, axis=0))

    assert (len(seen.t_s), seen.frames, seen.repeats) == (0, 9, 8)
    assert seen.distance.shape[1] == 3


def test_network_is_that_of_the_stream_on_its_device(monkeypatch):
    """The backbone and the device that were asked for are loaded, and named."""
    asked = []

    def load(*what):
        asked.append(what)
        return load_perceptual(*what)

    monkeypatch.setattr(module, "load_perceptual", load)

    seen = watch(pan(4, (1, 1), 96, 128), stream=replace(TINY, device="cpu"))

    assert asked == [("tiny", "cpu")]
    assert (seen.backbone, seen.scale) == ("tiny", "LPIPS (tiny)")
    assert set(warped.depends_on) == {"perceptual", "device"}


def test_backbone_without_layers_measures_nothing_and_says_so():
    """Only a network knows where two pictures differ."""
    seen = watch(pan(6, (1, 1), 192, 256), stream=replace(STREAM, perceptual="msssim"))

    assert (seen.has_layers, len(seen.t_s), seen.frames) == (False, 0, 6)


def test_large_frames_are_compared_at_256_px_upright_ones_too():
    """Frames of any size stand on one scale, in cells of one size."""
    frames = np.stack([cv2.resize(frame, (270, 480)) for frame in pan(4, (1, 1), 160, 90)])

    seen = watch(frames)

    assert seen.size_px == (455, 256)
    assert seen.seen.shape[1:] == (21, 12)


def test_frames_too_small_for_the_network_are_refused():
    """24 pixels have no deepest layer."""
    with pytest.raises(NotApplicable, match="the frames are 64×24; tiny needs 32 pixels"):
        watch(np.zeros((3, 24, 64, 3), np.uint8))
