"""The semantic observer, on a small CLIP of random weights."""

import numpy as np
import pytest
from made_clips import moving
from made_semantic import small_clip
from moving import watch

from promptkit.nets.semantic import load_semantic
from promptkit.observers.semantic import semantic


def test_frames_on_the_grid_are_embedded(tmp_path):
    """Of 24 frames a second every third, as the network alone embeds it."""
    frames = moving(12)
    with small_clip(tmp_path):
        seen = watch(semantic, frames, at_once=5)
        alone = load_semantic().images(frames[::3])

    assert seen.t_s == pytest.approx([0, 0.125, 0.25, 0.375])
    np.testing.assert_allclose(seen.embeddings, alone, atol=1e-5)


def test_slow_clips_are_seen_whole(tmp_path):
    """At 6 frames a second there is no frame to leave out."""
    with small_clip(tmp_path):
        assert len(watch(semantic, moving(5), fps=6).t_s) == 5
