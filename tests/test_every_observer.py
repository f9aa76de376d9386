"""What every observer must do, whatever it sees."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from made_clips import moving, write
from made_semantic import small_clip
from tolerances import SAME_FRAMES

from promptkit import observations
from promptkit.clip import open_clip
from promptkit.decode import frames
from promptkit.metric import all_metrics
from promptkit.observer import Chunk, Stream, all_observers

OBSERVERS = all_observers()
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    return open_clip(write(tmp_path_factory.mktemp("clip") / "a.mp4", moving(24, 96, 160)))


@pytest.fixture(scope="module", autouse=True)
def _semantic(tmp_path_factory):
    with small_clip(tmp_path_factory.mktemp("weights")):
        yield


def watch(observer, clip, chunks):
    watching = observer.watch(Stream(probe=clip.probe, perceptual="msssim", face="dlib"))
    next(watching)
    for chunk in chunks:
        watching.send(chunk)
    with pytest.raises(StopIteration) as end:
        watching.send(None)
    return end.value.value


@pytest.fixture(scope="module")
def whole(clip):
    """What each observer sees when all frames come in one chunk."""
    seen = {}
    return lambda observer: seen.setdefault(observer.name, watch(observer, clip, frames(clip)))


def assert_same(one, other):
    for f in fields(one):
        a, b = getattr(one, f.name), getattr(other, f.name)
        if isinstance(a, np.ndarray) and a.dtype.kind == "f":
            np.testing.assert_allclose(a, b, atol=SAME_FRAMES["cpu"], err_msg=f.name)
        else:
            np.testing.assert_array_equal(a, b, err_msg=f.name)


@pytest.mark.parametrize("observer", OBSERVERS.values(), ids=lambda one: one.name)
def test_registration_is_sound(observer):
    """A version from 1, settings that a stream has, a docstring, a metric that uses it."""
    assert observer.version >= 1
    assert set(observer.depends_on) <= {f.name for f in fields(Stream)} - {"probe"}
    assert observer.watch.__doc__
    assert observer.observation.__doc__


@pytest.mark.parametrize("observer", OBSERVERS.values(), ids=lambda one: one.name)
def test_has_its_own_tests(observer):
    """One file an observer, one test file beside it."""
    assert (HERE / "observers" / f"test_{observer.name}.py").is_file()


def test_every_observer_is_needed():
    """Nothing is looked at that no metric reads."""
    needed = {name for metric in all_metrics().values() for name in metric.needs}

    assert needed == set(OBSERVERS)


@pytest.mark.parametrize("chunk", [1, 7])
@pytest.mark.parametrize("observer", OBSERVERS.values(), ids=lambda one: one.name)
def test_chunks_do_not_change_what_is_seen(observer, clip, whole, chunk):
    """Frames one by one, by sevens, or all at once: the observation is the same."""
    size = clip.probe.width_px * clip.probe.height_px * 3

    assert_same(watch(observer, clip, frames(clip, chunk_bytes=chunk * size)), whole(observer))


@pytest.mark.parametrize("observer", OBSERVERS.values(), ids=lambda one: one.name)
def test_frames_are_not_written_to(observer, clip):
    """Chunks are shared by all observers: they work on frames that cannot be written to."""

    def locked():
        for chunk in frames(clip):
            chunk.rgb.flags.writeable = False
            yield Chunk(chunk.rgb, chunk.pts_s)

    watch(observer, clip, locked())


@pytest.mark.parametrize("observer", OBSERVERS.values(), ids=lambda one: one.name)
def test_what_is_seen_survives_the_disk(observer, whole, tmp_path):
    """An observation comes back from the cache with the types and values that it had."""
    seen = whole(observer)

    observations.save(tmp_path / "a.obs", seen)
    back = observations.load(tmp_path / "a.obs", observer.observation)

    assert type(back) is type(seen)
    for f in fields(seen):
        one, other = getattr(seen, f.name), getattr(back, f.name)
        assert type(one) is type(other), f.name
        if isinstance(one, np.ndarray):
            assert one.dtype == other.dtype, f.name
        np.testing.assert_array_equal(one, other, err_msg=f.name)


@pytest.mark.parametrize("observer", OBSERVERS.values(), ids=lambda one: one.name)
def test_same_frames_are_seen_the_same_twice(observer, clip, whole):
    """No randomness: the same clip gives the same observation."""
    assert_same(watch(observer, clip, frames(clip)), whole(observer))
