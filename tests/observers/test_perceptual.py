"""Distances along a clip: each frame seen once, lags in seconds, nothing that grows with length but numbers."""

import weakref
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
import pytest
from tolerances import SAME_FRAMES

from promptkit.clip import Probe
from promptkit.metric import NotApplicable
from promptkit.nets.perceptual import PerceptualNet, lpips_distance
from promptkit.observer import Chunk, Stream
from promptkit.observers import perceptual as module
from promptkit.observers.perceptual import LAGS_S, Perceptual, perceptual

PROBE = Probe(
    width_px=64, height_px=48, fps=24.0, frames=None, duration_s=None, codec="x", pixel_format="x",
    colour_matrix="bt709", full_range=False, rotation_deg=0, has_audio=False,
)  # fmt: skip


@dataclass(eq=False)
class Brightness:
    """A frame's features to the net below: the value of its first pixel."""

    value: int


@pytest.fixture
def net(monkeypatch):
    """A net whose distance is the difference of first pixels, and which counts what it is shown and what is alive."""
    alive = weakref.WeakSet()
    counts = {"seen": 0, "most alive": 0, "alive": alive}

    def features(rgb):
        made = [Brightness(int(frame[0, 0, 0])) for frame in rgb]
        alive.update(made)
        counts["seen"] += len(made)
        counts["most alive"] = max(counts["most alive"], len(alive))
        return made

    def distances(pairs):
        return np.array([abs(a.value - b.value) for a, b in pairs], np.float64)

    fake = PerceptualNet(
        name="fake", scale="levels", device="cpu", dtype="float32", smallest_side_px=8,
        features=features, distances=distances,
    )  # fmt: skip
    monkeypatch.setattr(module, "load_perceptual", lambda *_: fake)
    return counts


def watch(values, times_s, *, chunk=7, device="cpu", backbone="msssim", frames=None):
    """The observation of frames of one brightness each, sent in chunks."""
    if frames is None:
        frames = np.broadcast_to(np.array(values, np.uint8)[:, None, None, None], (len(values), 16, 16, 3))
    watching = perceptual.watch(Stream(probe=PROBE, perceptual=backbone, device=device))
    next(watching)
    for start in range(0, len(frames), chunk):
        part = slice(start, start + chunk)
        watching.send(Chunk(np.ascontiguousarray(frames[part]), np.asarray(times_s[part], np.float64)))
    with pytest.raises(StopIteration) as end:
        watching.send(None)
    return end.value.value


def ramp(seconds, fps):
    """Brightness that grows by 10 levels a second, and its times: distance = 10 × lag, whatever the pair."""
    times_s = np.arange(round(seconds * fps)) / fps
    return np.round(10 * times_s).astype(int), times_s


@pytest.mark.parametrize("chunk", [1, 7, 1000])
def test_every_frame_goes_through_the_network_once(net, chunk):
    """Adjacent pairs, lags and the first frame all live on one pass."""
    seen = watch(*ramp(6, 24), chunk=chunk)

    assert net["seen"] == 144
    assert len(seen.pts_s) == 144
    assert len(seen.adjacent) == 143


@pytest.mark.usefixtures("net")
def test_adjacent_distances_are_those_of_consecutive_frames():
    """Also across chunks and batches."""
    values = np.random.default_rng(0).integers(0, 256, 50)

    seen = watch(values, np.arange(50) / 24, chunk=9)

    np.testing.assert_array_equal(seen.adjacent, np.abs(np.diff(values)))


@pytest.mark.usefixtures("net")
@pytest.mark.parametrize("fps", [8, 16, 24, 48, 120])
def test_lags_on_the_grid_are_exact_where_the_rate_allows(fps):
    """At multiples of 8 fps every sample is on the grid, every lag is taken exactly, from its first chance on."""
    values, times_s = ramp(6, fps)

    seen = watch(values, times_s)

    np.testing.assert_allclose(seen.sample_s, np.arange(48) / 8)
    for column, lag_s in enumerate(LAGS_S):
        missing = int(lag_s * 8)
        assert np.isnan(seen.lagged[:missing, column]).all()
        np.testing.assert_allclose(seen.lagged_s[missing:, column], lag_s)
        later, earlier = values[:: fps // 8][missing:], values[:: fps // 8][:-missing]
        np.testing.assert_array_equal(seen.lagged[missing:, column], later - earlier)
    np.testing.assert_array_equal(seen.to_first, values[:: fps // 8])


@pytest.mark.usefixtures("net")
@pytest.mark.parametrize("fps", [25, 30, 29.97, 60, 7.692, 10, 12, 15, 4])
def test_lags_at_other_rates_are_recorded_as_taken(fps):
    """Samples are distinct frames within half a frame or half a step of the grid; lags say what they really are."""
    values, times_s = ramp(6, fps)

    seen = watch(values, times_s)

    assert np.isin(seen.sample_s, times_s).all()
    assert np.all(np.diff(seen.sample_s) > 0)
    if fps >= 8:
        off_grid_s = np.abs(seen.sample_s * 8 - np.round(seen.sample_s * 8)) / 8
        assert off_grid_s.max() <= 0.5 / fps + 1e-6
        assert len(seen.sample_s) == pytest.approx(48, abs=1)
    else:
        np.testing.assert_allclose(seen.sample_s, times_s)
    there = ~np.isnan(seen.lagged)
    assert np.array_equal(there, ~np.isnan(seen.lagged_s))
    assert np.abs(seen.lagged_s - seen.lags_s)[there].max() <= 1 / 16 + 1e-5
    samples = np.round(10 * seen.sample_s)
    for row, column in np.argwhere(there):
        earlier = np.round(10 * (seen.sample_s[row] - seen.lagged_s[row, column]))
        assert seen.lagged[row, column] == samples[row] - earlier


@pytest.mark.usefixtures("net")
def test_rate_too_low_for_a_lag_leaves_it_out():
    """At 4 fps nothing is 0.125 s apart: that lag is empty, the others are not."""
    seen = watch(*ramp(6, 4))

    assert np.isnan(seen.lagged[:, 0]).all()
    assert not np.isnan(seen.lagged[16:, 1:]).any()


@pytest.mark.usefixtures("net")
def test_variable_rate_is_sampled_by_time():
    """Where frames stand still for a second, there are no samples; around it lags are right."""
    times_s = np.concatenate([np.arange(24) / 24, 2 + np.arange(24) / 24])

    seen = watch(np.arange(48), times_s)

    inside = (seen.sample_s > 0.99) & (seen.sample_s < 2)
    assert not inside.any()
    assert np.nanmax(np.abs(seen.lagged_s - seen.lags_s)) <= 1 / 16 + 1e-5


@pytest.mark.usefixtures("net")
@pytest.mark.parametrize("fps", [24, 30, 7.692, 12.5])
def test_cut_clip_has_the_observation_of_the_whole_one(fps):
    """The first 5 s of a longer clip give, number for number, what the clip cut at 5 s gives."""
    values, times_s = ramp(9, fps)
    inside = times_s < 5

    whole, cut = watch(values, times_s), watch(values[inside], times_s[inside])

    count = len(cut.sample_s)
    np.testing.assert_array_equal(cut.adjacent, whole.adjacent[: len(cut.adjacent)])
    np.testing.assert_array_equal(cut.sample_s, whole.sample_s[whole.sample_s < 5])
    np.testing.assert_array_equal(cut.lagged, whole.lagged[:count])
    np.testing.assert_array_equal(cut.to_first, whole.to_first[:count])


@pytest.mark.usefixtures("net")
def test_part_of_a_clip_starts_its_own_grid():
    """A part that begins at 5 s has the same distances as if it began at 0."""
    values, times_s = ramp(4, 24)

    here, there = watch(values, times_s), watch(values, times_s + 5)

    np.testing.assert_array_equal(here.lagged, there.lagged)
    np.testing.assert_allclose(there.sample_s, here.sample_s + 5)


def test_memory_does_not_grow_with_length(net):
    """Of a minute at 24 fps never more features are alive than four seconds of samples and two batches."""
    values = np.random.default_rng(0).integers(0, 256, 24 * 60)

    watch(values, np.arange(24 * 60) / 24, chunk=50)

    assert net["most alive"] <= 4 * 8 + 2 + 2 * 8 + 2


@pytest.mark.usefixtures("net")
def test_single_frame_has_no_pairs():
    """One frame gives one sample and empty distances."""
    seen = watch([7], [0.0])

    assert len(seen.adjacent) == 0
    np.testing.assert_array_equal(seen.to_first, [0])
    assert np.isnan(seen.lagged).all()


def test_frames_too_small_for_the_backbone_are_not_applicable():
    """Below the smallest side the question has no answer, and the reason names both sizes."""
    with pytest.raises(NotApplicable, match=r"16×16; msssim needs 44"):
        watch([1, 2], [0.0, 0.1])


def test_size_at_which_frames_were_compared_is_recorded():
    """Large frames are brought down to 256 pixels on the short side; small ones are left."""
    large = np.zeros((2, 320, 480, 3), np.uint8)

    seen = watch(None, [0.0, 0.1], frames=large)

    assert (seen.height_px, seen.width_px) == (256, 384)
    assert (seen.backbone, seen.scale) == ("msssim", "1 − MS-SSIM")


@pytest.mark.usefixtures("weights")
def test_distances_are_those_of_the_image_function():
    """What is read along the clip with alex equals the distances of the same pairs of images."""
    frames = np.random.default_rng(0).integers(0, 256, (17, 64, 72, 3), dtype=np.uint8)
    frames[5:] = frames[5:] // 2 + frames[:12] // 2

    seen = watch(None, np.arange(17) / 8, frames=frames, backbone="alex", chunk=5)

    tolerance = SAME_FRAMES["cpu"]
    np.testing.assert_allclose(seen.adjacent, lpips_distance(frames[1:], frames[:-1]), atol=tolerance)
    np.testing.assert_allclose(
        seen.to_first, lpips_distance(frames, np.broadcast_to(frames[:1], frames.shape)), atol=tolerance
    )
    np.testing.assert_allclose(seen.lagged[8:, 3], lpips_distance(frames[8:], frames[:-8]), atol=tolerance)


@pytest.mark.usefixtures("net")
def test_shapes_are_those_of_the_docstring():
    """T frames, G samples, L lags."""
    seen = watch(*ramp(3, 24))

    assert isinstance(seen, Perceptual)
    samples, lags = len(seen.sample_s), len(LAGS_S)
    shapes = {f.name: np.shape(getattr(seen, f.name)) for f in fields(seen)}
    assert shapes["pts_s"] == (72,)
    assert shapes["adjacent"] == (71,)
    assert shapes["lagged"] == shapes["lagged_s"] == (samples, lags)
    assert shapes["to_first"] == (samples,)
    assert all(later > earlier for earlier, later in pairwise(seen.sample_s))
