"""Degradations of detail and shape are as strong as they state."""

import numpy as np
import pytest

from promptkit.testing.degrade import LADDER, SEVERITIES

SIDE = 256


def grating(wavelength_px, frames=6):
    """A sine along x, 40 code values high, around 128."""
    wave = 128 + 40 * np.sin(2 * np.pi * np.arange(SIDE) / wavelength_px)
    return np.broadcast_to(np.round(wave)[None, None, :, None], (frames, SIDE, SIDE, 3)).astype(np.uint8)


def amount(name, severity):
    return LADDER[name].amounts[severity - 1]


@pytest.mark.parametrize("severity", SEVERITIES)
def test_noise_has_its_standard_deviation(severity):
    """To the noise comes that of rounding whole and part: 1/6 of a squared code value on average."""
    rgb = np.full((4, SIDE, SIDE, 3), 128, np.uint8)
    out = LADDER["noise"](rgb, 24, severity=severity).astype(float) - 128

    assert out.std() == pytest.approx(np.sqrt(amount("noise", severity) ** 2 + 1 / 6), rel=0.02)
    assert abs(out.mean()) < 0.02 * out.std()
    assert abs(np.corrcoef(out[0].ravel(), out[1].ravel())[0, 1]) < 0.03 + 0.2 / amount("noise", severity) ** 2


@pytest.mark.parametrize("severity", SEVERITIES)
def test_blur_takes_the_contrast_that_a_gaussian_takes(severity):
    """In the last frame a grating keeps exp(-2π²σ²/λ²) of its contrast; the first frame is untouched."""
    rgb = grating(16)
    out = LADDER["blur_over_time"](rgb, 24, severity=severity)
    sigma_px = amount("blur_over_time", severity) * SIDE

    kept = (out[-1, :, 32:-32].mean(axis=0)).std() / (rgb[-1, :, 32:-32].mean(axis=0)).std()

    assert np.array_equal(out[0], rgb[0])
    assert kept == pytest.approx(np.exp(-2 * np.pi**2 * sigma_px**2 / 16**2), abs=0.02)


@pytest.mark.parametrize("severity", SEVERITIES)
def test_texture_crawls_by_its_displacement(severity):
    """A grating that a normal displacement d shifts changes by A²(1 - exp(-k²σ²/2)) in mean square.

    Of the grating only the part is moved that the blur takes away: 1 - exp(-2π²·2²/λ²) of its amplitude.
    """
    wavelength_px = 8
    rgb = grating(wavelength_px, frames=12)
    out = LADDER["texture_crawl"](rgb, 24, severity=severity).astype(float)
    fine = 40 * (1 - np.exp(-2 * np.pi**2 * 2**2 / wavelength_px**2))
    sigma_px = amount("texture_crawl", severity) * SIDE / np.sqrt(2)

    change = np.mean((out - rgb)[:, 16:-16, 16:-16] ** 2)

    expected = fine**2 * (1 - np.exp(-((2 * np.pi / wavelength_px) ** 2) * sigma_px**2 / 2))
    assert change == pytest.approx(expected + 1 / 6, rel=0.1)  # 1/6: of rounding


def test_texture_crawl_leaves_smooth_pictures_alone():
    """Where there is no fine texture, nothing boils: a ramp changes by no more than rounding."""
    ramp = np.broadcast_to(np.arange(SIDE, dtype=np.uint8)[:, None, None], (4, SIDE, SIDE, 3))
    out = LADDER["texture_crawl"](ramp, 24, severity=5).astype(float)

    assert np.abs(out - ramp)[:, 16:-16].max() <= 1


@pytest.mark.parametrize("name", ["warp_wobble", "quiver", "shake"])
@pytest.mark.parametrize("severity", SEVERITIES)
def test_pictures_are_displaced_by_the_stated_amount(name, severity):
    """Read off two ramps, x in red and y in green, the displacement has the stated root mean square."""
    ramp = np.arange(SIDE, dtype=np.uint8)
    picture = np.stack([np.broadcast_to(ramp, (SIDE, SIDE)), np.broadcast_to(ramp[:, None], (SIDE, SIDE))] * 2, axis=-1)
    rgb = np.repeat(picture[None, ..., :3], 48, axis=0)
    out = LADDER[name](rgb, 24, severity=severity).astype(float)
    shift_px = (out - rgb)[:, 8:-8, 8:-8, :2].reshape(48, 15, 16, 15, 16, 2).mean(axis=(2, 4))  # rounding averages out
    length = np.sqrt(np.mean(np.sum(shift_px**2, axis=-1)))

    within = 0.2 if name == "shake" else 0.1  # 48 draws
    assert length == pytest.approx(amount(name, severity) * SIDE, rel=within)
