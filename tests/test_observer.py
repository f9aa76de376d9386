"""What observers share: chunks and how they are registered."""

import numpy as np
import pytest

from promptkit.errors import UnknownName
from promptkit.observer import Chunk, Stream, Watching, find_observer, observer


def chunk(height, width, count=2):
    rgb = np.random.default_rng(0).integers(0, 256, (count, height, width, 3), dtype=np.uint8)
    return Chunk(rgb, np.arange(count) / 10)


def test_area_filtering_is_the_mean_of_the_pixels_below():
    """Bringing the short side down by 4 gives the mean of every 4×4 block, rounded."""
    full = chunk(64, 96)

    small = full.short_side(16)

    blocks = full.rgb.reshape(2, 16, 4, 24, 4, 3).mean(axis=(2, 4))
    assert small.shape == (2, 16, 24, 3)
    assert np.abs(small - blocks).max() <= 0.5 + 1e-6


@pytest.mark.parametrize(("height", "width"), [(480, 270), (270, 480), (100, 100)])
def test_short_side_is_brought_to_the_size_asked_for(height, width):
    """The short side gets the size, the long side keeps the proportion, to the pixel."""
    small = chunk(height, width).short_side(64)

    assert min(small.shape[1:3]) == 64
    assert max(small.shape[1:3]) == round(64 * max(height, width) / min(height, width))


def test_small_frames_are_never_enlarged():
    """Frames below the size asked for come as they are."""
    full = chunk(48, 64)

    assert full.short_side(256) is full.rgb


def test_frames_are_resized_once_for_all_observers():
    """Two observers that ask for one size share the work."""
    full = chunk(64, 96)

    assert full.short_side(16) is full.short_side(16)


@pytest.mark.parametrize(
    ("rgb", "pts_s"),
    [
        (np.zeros((2, 4, 4, 3)), np.zeros(2)),
        (np.zeros((2, 4, 4), np.uint8), np.zeros(2)),
        (np.zeros((2, 4, 4, 3), np.uint8), np.zeros(3)),
    ],
)
def test_chunk_refuses_other_shapes(rgb, pts_s):
    """Floats, missing channels and lengths that differ are refused where they are made."""
    with pytest.raises(ValueError, match="must be"):
        Chunk(rgb, pts_s)


def test_observer_without_its_observation_type_is_refused():
    """The annotation says what comes out; it is needed to read it back from disk."""

    def blind(stream):  # noqa: ARG001
        yield

    with pytest.raises(TypeError, match="Watching"):
        observer(version=1)(blind)


def test_observer_takes_name_and_observation_from_the_function():
    """The function is the registration: its name, and the type that its annotation promises."""

    def counting(stream: Stream) -> Watching[int]:  # noqa: ARG001
        yield
        return 0

    made = observer(version=3, depends_on=("face",))(counting)

    assert (made.name, made.version, made.depends_on, made.observation) == ("counting", 3, ("face",), int)


def test_unknown_observer_names_the_nearest():
    """A misspelt name is answered with the right one."""
    with pytest.raises(UnknownName, match="perceptual"):
        find_observer("perceptuals")
