"""The luma observer against sRGB written out anew."""

import numpy as np
import pytest
from moving import texture, watch

from promptkit.observers.luma import luma


@pytest.mark.parametrize(
    ("rgb", "expected"),
    [
        ((0, 0, 0), 0.0),
        ((255, 255, 255), 1.0),
        ((188, 188, 188), ((188 / 255 + 0.055) / 1.055) ** 2.4),
        ((10, 10, 10), 10 / 255 / 12.92),
        ((255, 0, 0), 0.2126),
        ((0, 255, 0), 0.7152),
        ((0, 0, 255), 0.0722),
    ],
)
def test_luminance_is_linear_light(rgb, expected):
    """A flat colour has the luminance that sRGB and BT.709 give it, in mean and tiles."""
    seen = watch(luma, [np.broadcast_to(np.uint8(rgb), (90, 160, 3))])

    assert seen.mean == pytest.approx([expected], abs=1e-5)
    assert seen.tiles == pytest.approx(np.full((1, 9, 16), expected), abs=1e-5)


def test_tiles_lie_where_the_light_is():
    """A white upper left quarter lights exactly the tiles of that quarter."""
    frame = np.zeros((180, 320, 3), np.uint8)
    frame[:100, :160] = 255

    tiles = watch(luma, [frame]).tiles[0]

    assert tiles.shape == (9, 16)
    assert np.allclose(tiles[:5, :8], 1)
    assert tiles.sum() == pytest.approx(40, rel=1e-5)


def test_black_share_counts_pixels_that_a_display_shows_as_black():
    """Code 5 is black, code 8 is not: a frame one quarter of 5 and the rest of 8 is a quarter black."""
    frame = np.full((90, 160, 3), 8, np.uint8)
    frame[:, :40] = 5

    assert watch(luma, [frame]).black_share == pytest.approx([0.25])


def test_tiles_that_hang_over_the_edge_take_the_mean_of_what_is_there():
    """A frame whose sides are no multiples of a tile has no dark rim."""
    seen = watch(luma, [np.full((95, 163, 3), 200, np.uint8)])

    assert np.ptp(seen.tiles) == pytest.approx(0, abs=1e-6)


def test_times_and_frames_come_in_order_whatever_the_chunks():
    """One row a frame, in order, for any chunks."""
    frames = [np.full((40, 60, 3), 40 * n, np.uint8) for n in range(5)]

    one, other = watch(luma, frames, fps=10, at_once=1), watch(luma, frames, fps=10, at_once=4)

    assert one.t_s == pytest.approx([0, 0.1, 0.2, 0.3, 0.4])
    assert np.all(np.diff(one.mean) > 0)
    assert np.array_equal(one.tiles, other.tiles)


def test_large_frames_are_brought_down():
    """A 4K frame has as many tiles as a small one and the same light within a percent."""
    small = texture(180, 320)
    large = small.repeat(4, axis=0).repeat(4, axis=1)

    one, other = watch(luma, [small]), watch(luma, [large])

    assert one.tiles == pytest.approx(other.tiles, rel=0.01)


def test_no_frames_no_rows():
    """An empty stream gives an empty observation."""
    seen = watch(luma, [])

    assert len(seen.t_s) == len(seen.mean) == len(seen.tiles) == 0
