"""Names of sizes and shapes."""

import pytest

from promptkit.sizes import mebibytes, pixels, plain, shape, short_side_px


@pytest.mark.parametrize(
    ("name", "side"),
    [("1080p", 1080), ("720", 720), ("4K", 2160), ("full-HD", 1080), ("1280 x 720", 720), ("best", None)],
)
def test_a_resolution_is_its_short_side(name, side):
    """Lines, usual names, or two sides; None for what says no size."""
    assert short_side_px(plain(name)) == side


@pytest.mark.parametrize(
    ("name", "ratio"), [("16:9", 16 / 9), ("1280×720", 16 / 9), ("Portrait", 9 / 16), ("2.39", 2.39), ("wide", None)]
)
def test_a_ratio_is_width_by_height(name, ratio):
    """Pairs, words and numbers; None for what says no shape."""
    assert shape(plain(name)) == (None if ratio is None else pytest.approx(ratio))


def test_two_sides_are_read_as_they_stand():
    """Width first."""
    assert (pixels("720x1280"), pixels("720p")) == ((720, 1280), None)


def test_the_size_of_a_file_has_four_digits():
    """Of 2**20 bytes each."""
    assert (mebibytes(10 * 2**20), mebibytes(10**7)) == ("10 MiB", "9.537 MiB")
