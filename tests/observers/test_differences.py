"""The differences observer, against arithmetic on whole arrays."""

import numpy as np
import pytest
from moving import watch

from promptkit.observers.differences import differences


@pytest.mark.parametrize("at_once", [1, 3])
def test_means_are_those_of_the_published_code(at_once):
    """As VBench computes them: frames as float32, absolute difference, mean over pixels and channels."""
    frames = np.random.default_rng(0).integers(0, 256, (5, 30, 50, 3), np.uint8)

    seen = watch(differences, frames, at_once=at_once)

    expected = np.abs(np.diff(frames.astype(np.float32), axis=0)).mean(axis=(1, 2, 3))
    assert seen.mean_absolute == pytest.approx(expected, rel=1e-6)
    assert seen.t_s == pytest.approx(np.arange(5) / 24)


def test_a_single_frame_has_no_pair():
    """One frame, one time, no difference."""
    seen = watch(differences, np.zeros((1, 8, 8, 3), np.uint8))

    assert (len(seen.t_s), len(seen.mean_absolute)) == (1, 0)
