"""Text alignment in closed form."""

import numpy as np
import pytest

from promptkit.metric import NotApplicable
from promptkit.metrics.text_alignment import text_alignment
from promptkit.observers.prompt import Prompted
from promptkit.observers.semantic import Semantic

FRAMES = Semantic(np.arange(2) / 8, np.array([[1, 0], [0.6, 0.8]], np.float32))


def test_it_is_the_mean_cosine():
    """Of two frames at 1 and 0.6 to the prompt: 0.8, with each frame's as series."""
    found = text_alignment.measure(FRAMES, Prompted(np.array([1, 0], np.float32), is_cut=True))

    assert found.value == pytest.approx(0.8)
    assert found.series.y == pytest.approx((1, 0.6))
    assert (found.detail["samples"], found.detail["is_cut"]) == (2, True)


def test_without_a_prompt_there_is_no_answer():
    """The reason names what to give."""
    with pytest.raises(NotApplicable, match="--shot"):
        text_alignment.measure(FRAMES, Prompted(np.zeros(0, np.float32), is_cut=False))
