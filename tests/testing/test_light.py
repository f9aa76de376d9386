"""Degradations of brightness and colour have the amplitude that they state, in linear light."""

import numpy as np
import pytest

from promptkit.errors import UsageError
from promptkit.testing._light import SPOT_FRAME_HEIGHTS, spot_centre
from promptkit.testing.degrade import LADDER, SEVERITIES


def flat(value, frames=30, size=96):
    return np.full((frames, size, size, 3), value, np.uint8)


def light(code):
    """Relative linear light of sRGB code values, IEC 61966-2-1, in float64."""
    share = np.asarray(code, np.float64) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab_of(rgb):
    """CIELAB (D65) of a mean sRGB colour, by the CIE's formulas."""
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ light(rgb)
    ratio = xyz / np.array([0.9505, 1.0, 1.089])
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(series):
    return (series.max() - series.min()) / (series.max() + series.min())


@pytest.mark.parametrize("value", [20, 128, 255])
@pytest.mark.parametrize("severity", SEVERITIES)
@pytest.mark.parametrize(
    ("name", "fps"),
    [("global_flicker_3hz", 24), ("global_flicker_7.5hz", 30), ("global_flicker_12hz", 24), ("exposure_pumping", 24)],
)
def test_global_flicker_has_its_michelson_contrast(name, fps, severity, value):
    """Mean linear light swings by the stated contrast, in the dark, under one grey level, and on white as well."""
    out = LADDER[name](flat(value), fps, severity=severity)

    assert contrast(light(out).mean(axis=(1, 2, 3))) == pytest.approx(LADDER[name].amounts[severity - 1], abs=1e-3)


def test_global_flicker_has_its_frequency():
    """All of the change is at 3 Hz."""
    out = LADDER["global_flicker_3hz"](flat(128, frames=48), 24, severity=3)
    spectrum = np.abs(np.fft.rfft(light(out).mean(axis=(1, 2, 3)) - light(out).mean()))

    assert np.argmax(spectrum) == 3 * 48 / 24
    assert np.sort(spectrum)[-2] < 0.02 * spectrum.max()


def test_flicker_that_the_rate_cannot_show_is_refused():
    """12 Hz needs 24 frames per second."""
    with pytest.raises(UsageError, match="24 or more"):
        LADDER["global_flicker_12hz"](flat(128), 23)


def test_the_rate_of_television_shows_what_24_shows():
    """At 24/1.001 frames per second every other frame is dark, as at 24."""
    first, second = light(LADDER["global_flicker_12hz"](flat(128), 24 / 1.001)).mean(axis=(1, 2, 3))[:2]

    assert second < 0.95 * first


@pytest.mark.parametrize("severity", SEVERITIES)
def test_local_flicker_is_as_strong_as_its_weight(severity):
    """At the darkest moment linear light is (1 - m·w) / (1 + m·w) of what it was, w = cos² of the way to the edge."""
    rgb, amount = flat(180), LADDER["local_flicker"].amounts[severity - 1]
    out = LADDER["local_flicker"](rgb, 15, severity=severity, seed=5)
    centre_y, centre_x = spot_centre(rgb, seed=5)
    y, x = np.mgrid[:96, :96]
    way = np.minimum(np.hypot(y - centre_y, x - centre_x) / (SPOT_FRAME_HEIGHTS * 96 / 2), 1)
    swing = amount * np.cos(np.pi * way / 2) ** 2

    kept = (light(out[1]) / light(rgb[1])).mean(axis=-1)

    assert np.array_equal(out[0], rgb[0])
    assert np.array_equal(out[:, way == 1], rgb[:, way == 1])
    for inside in (way < 0.2, (way > 0.4) & (way < 0.6)):
        assert kept[inside].mean() == pytest.approx(((1 - swing) / (1 + swing))[inside].mean(), abs=2e-3)


@pytest.mark.parametrize("severity", SEVERITIES)
def test_colour_drifts_by_its_delta_e_per_second(severity):
    """After t seconds a grey is ΔE*ab = amount·t away, at the same lightness."""
    amount = LADDER["colour_drift"].amounts[severity - 1]
    out = LADDER["colour_drift"](flat(128, frames=25), 24, severity=severity)

    shift = lab_of(out[-1].mean(axis=(0, 1))) - lab_of(np.full(3, 128))

    assert np.hypot(*shift[1:]) == pytest.approx(amount * 1.0, rel=0.03, abs=0.03)
    assert abs(shift[0]) < 0.1


@pytest.mark.parametrize("severity", SEVERITIES)
def test_colour_swings_by_its_delta_e_to_each_side(severity):
    """A quarter of a period on, a grey is ΔE*ab = amount away, and three quarters on as far on the other side."""
    amount = LADDER["colour_flicker"].amounts[severity - 1]
    out = LADDER["colour_flicker"](flat(128, frames=20), 20, severity=severity)

    there, back = (lab_of(out[at].mean(axis=(0, 1))) - lab_of(np.full(3, 128)) for at in (1, 3))
    assert np.hypot(*there[1:]) == pytest.approx(amount, rel=0.03, abs=0.03)
    assert back[1:] == pytest.approx(-there[1:], rel=0.05, abs=0.05)
    assert abs(there[0]) < 0.1


@pytest.mark.parametrize(
    "name", ["global_flicker_3hz", "exposure_pumping", "local_flicker", "colour_drift", "colour_flicker"]
)
def test_the_first_frame_is_as_it_was(name):
    """Every code value comes back from linear light or CIELAB as itself."""
    rgb = np.broadcast_to(np.arange(256, dtype=np.uint8)[None, :, None, None], (4, 256, 256, 3)).copy()

    assert np.array_equal(LADDER[name](rgb, 24, severity=5)[0], rgb[0])
