"""Harmless changes are what they say, and nothing else."""

import numpy as np
import pytest

from promptkit.clip import open_clip
from promptkit.errors import UsageError
from promptkit.testing._harmless import HARMLESS, PAN_WINDOW
from promptkit.testing.degrade import read_clip, write_exact

FPS, COUNT, HEIGHT, WIDTH = 24.0, 12, 120, 200


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """Smooth coloured shapes that move, as delivered clips hold them: chroma can be halved without harm."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    waves = [[np.sin((x - k) / 19 + c) + np.cos((y + k) / (13 + 4 * c)) for c in range(3)] for k in range(COUNT)]
    path = tmp_path_factory.mktemp("clip") / "a.mp4"
    write_exact(path, np.round(128 + 45 * np.moveaxis(np.array(waves), 1, -1)).astype(np.uint8), FPS)
    return path


@pytest.fixture
def changed(clip, tmp_path):
    """Frames and rate before and after a change, and the file that holds the latter."""

    def change(name, how="change"):
        path = tmp_path / f"{name}-{how}{HARMLESS[name].suffix}"
        getattr(HARMLESS[name], how)(clip, path)
        return *read_clip(clip), *read_clip(path), path

    return change


def apart(one, other):
    return float(np.abs(one.astype(float) - other).mean())


@pytest.mark.parametrize(
    "name", sorted(set(HARMLESS) - {"half_rate", "half_size", "small_360", "cropped", "pan_over_still"})
)
def test_size_length_and_rate_stay(name, changed):
    """Only what the name says changes."""
    rgb, fps, out, its_fps, _ = changed(name)

    assert out.shape == rgb.shape
    assert its_fps == pytest.approx(fps, rel=0.01)


def test_half_rate_shows_every_other_frame(changed):
    """Half as many frames for as long."""
    rgb, fps, out, its_fps, _ = changed("half_rate")

    assert np.array_equal(out, rgb[::2])
    assert its_fps == pytest.approx(fps / 2)


def test_half_size_averages_blocks(changed):
    """Each pixel is the mean of four."""
    rgb, _, out, _, _ = changed("half_size")

    blocks = rgb.reshape(COUNT, HEIGHT // 2, 2, WIDTH // 2, 2, 3).mean(axis=(2, 4))
    assert np.abs(out - blocks).max() <= 0.75


def test_small_needs_a_larger_clip(clip, tmp_path):
    """A clip of 120 lines is not brought down to 360."""
    with pytest.raises(UsageError, match="larger"):
        HARMLESS["small_360"].change(clip, tmp_path / "b.mp4")


def test_small_has_360_lines(tmp_path):
    """720 lines become 360, the width follows."""
    write_exact(tmp_path / "a.mp4", np.zeros((2, 720, 1280, 3), np.uint8), FPS)
    HARMLESS["small_360"].change(tmp_path / "a.mp4", tmp_path / "b.mp4")

    assert read_clip(tmp_path / "b.mp4")[0].shape == (2, 360, 640, 3)


def test_coding_loses_more_at_a_higher_factor(changed):
    """CRF 18, 23 and 28 stay near the clip, in that order."""
    losses = [apart(*changed(f"crf_{crf}")[0:3:2]) for crf in (18, 23, 28)]

    assert losses == sorted(losses)
    assert losses[0] > 0
    assert losses[-1] < 3


def test_another_container_holds_the_same_frames(changed):
    """Matroska instead of MP4; no picture is coded anew."""
    rgb, _, out, _, path = changed("matroska")

    assert np.array_equal(out, rgb)
    assert path.read_bytes()[:4] == b"\x1a\x45\xdf\xa3"  # EBML


def test_crop_takes_one_percent_on_each_side(changed):
    """The rest is as it was."""
    rgb, _, out, _, _ = changed("cropped")

    assert np.array_equal(out, rgb[:, 1:-1, 2:-2])


def test_ten_bit_files_show_the_same_picture(changed):
    """10-bit 4:2:0, within a code value of the clip."""
    rgb, _, out, _, path = changed("ten_bit")

    assert open_clip(path).probe.pixel_format == "yuv420p10le"
    assert apart(rgb, out) < 1


def test_either_matrix_shows_the_same_picture(changed):
    """BT.601 and BT.709 files are tagged as such and look the same."""
    rgb, _, old, _, old_path = changed("bt601")
    _, _, new, _, new_path = changed("bt601", "baseline")

    assert open_clip(old_path).probe.colour_matrix == "smpte170m"
    assert open_clip(new_path).probe.colour_matrix == "bt709"
    assert apart(old, new) < 1
    assert np.abs(old.mean(axis=(0, 1, 2)) - rgb.mean(axis=(0, 1, 2))).max() < 0.5


def test_pan_travels_over_the_first_frame_in_whole_pixels(changed):
    """Frame k shows the window that begins at k·step; the baseline shows the first window all the time."""
    rgb, _, out, _, _ = changed("pan_over_still")
    still = changed("pan_over_still", "baseline")[2]
    width, step = round(WIDTH * PAN_WINDOW), round(0.1 * HEIGHT / FPS) or 1

    for k in range(COUNT):
        assert np.array_equal(out[k], rgb[0, :, k * step : k * step + width])
        assert np.array_equal(still[k], rgb[0, :, :width])


def test_brightness_is_raised_where_there_is_room(changed):
    """Black by 8 code values, white by none, on average exactly."""
    rgb, _, out, _, _ = changed("brighter")

    assert out.mean() == pytest.approx((rgb + 8 * (1 - rgb / 255)).mean(), abs=0.02)


def test_mirror_exchanges_left_and_right(changed):
    """Nothing else changes."""
    rgb, _, out, _, _ = changed("mirrored")

    assert np.array_equal(out, rgb[:, :, ::-1])
