"""The prompt observer, on a small CLIP of random weights."""

from dataclasses import replace

import numpy as np
from made_clips import moving
from made_semantic import small_clip
from moving import STREAM, watch

from promptkit.nets.semantic import load_semantic
from promptkit.observers.prompt import prompt


def seen_with(text):
    given = replace(STREAM, prompt=text)
    return watch(replace(prompt, watch=lambda _: prompt.watch(given)), moving(2))


def test_the_prompt_is_embedded(tmp_path):
    """As the network alone embeds it."""
    with small_clip(tmp_path):
        seen = seen_with("a cat and a dog")
        alone, _ = load_semantic().text("a cat and a dog")

    np.testing.assert_array_equal(seen.embedding, alone)
    assert not seen.is_cut


def test_without_a_prompt_there_is_nothing(tmp_path):
    """No vector stands for an empty text."""
    with small_clip(tmp_path):
        assert len(seen_with(" ").embedding) == 0
