"""The vbench_semantic observer, on a small CLIP of random weights."""

import numpy as np
from made_clips import moving
from made_semantic import small_clip
from moving import watch

from promptkit.nets.semantic import load_semantic
from promptkit.observers.vbench_semantic import vbench_semantic


def test_cosines_are_those_of_all_frames(tmp_path):
    """Each frame with the one before and with the first, across chunks and batches."""
    frames = moving(11)
    with small_clip(tmp_path):
        seen = watch(vbench_semantic, frames, at_once=4)
        vectors = load_semantic().images(frames, is_smoothed=False)

    cosines = vectors @ vectors.T
    np.testing.assert_allclose(seen.to_previous, np.diag(cosines, 1), atol=1e-5)
    np.testing.assert_allclose(seen.to_first, cosines[1:, 0], atol=1e-5)
    np.testing.assert_allclose(seen.t_s, np.arange(1, 11) / 24)
