"""VBench's background consistency against a plain transcription of its formula."""

import numpy as np
import pytest

from promptkit.metric import NotApplicable
from promptkit.metrics.vbench_background import vbench_background
from promptkit.observers.vbench_semantic import VBenchSemantic


def seen(vectors):
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = vectors @ vectors.T
    return VBenchSemantic(np.arange(1, len(vectors)) / 24, np.diag(cosines, 1), cosines[1:, 0])


def test_it_is_the_published_formula():
    """Mean over frames from the second on of the mean of two cosines, none below 0."""
    vectors = np.random.default_rng(0).normal(0.2, 1, (9, 6))
    unit = [vector / np.linalg.norm(vector) for vector in vectors]

    total = 0.0
    for k in range(1, 9):
        total += (max(0, unit[k] @ unit[k - 1]) + max(0, unit[k] @ unit[0])) / 2

    found = vbench_background.measure(seen(vectors))

    assert found.value == pytest.approx(total / 8)
    assert found.detail["frames"] == 9


def test_the_ends_of_the_scale():
    """A picture that stands has 1; opposite vectors in turn have 0 to the last and 0 or 1 to the first."""
    assert vbench_background.measure(seen(np.ones((4, 3)))).value == pytest.approx(1)
    assert vbench_background.measure(seen(np.array([[1.0], [-1], [1]]))).value == pytest.approx(0.25)


def test_a_single_frame_has_no_answer():
    """There is nothing to be consistent with."""
    with pytest.raises(NotApplicable, match="single frame"):
        vbench_background.measure(seen(np.ones((1, 3))))
