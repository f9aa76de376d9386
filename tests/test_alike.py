"""Edits are told from other texts by the words that stayed."""

import time

import pytest

from promptkit.alike import paired


@pytest.mark.parametrize(
    ("new", "old", "pairs"),
    [
        (["the dress"], ["the stunning dress"], {0: 0}),
        (["4k"], ["8k"], {}),
        (["the blue dress"], ["the red dress"], {}),
        ([""], [""], {}),
        (["cat"], ["a cat on a mat in the sun"], {}),
        (["a cat on a mat", "a cat on a mat, asleep"], ["a cat on a mat, asleep!"], {1: 0}),
        (["a b c d", "a b c e"], ["a b c e x", "a b c d x"], {0: 1, 1: 0}),
    ],
)
def test_what_goes_with_what(new, old, pairs):
    """A few words may come, go or change in many; where two claim one, the one most alike has it."""
    assert paired(new, old) == pairs


def test_many_are_paired_without_comparing_each_with_each():
    """A word replaced in every line of a long file is no reason to wait."""
    start = time.process_time()
    old = [f"an automobile number {number} on a long bridge" for number in range(3000)]
    pairs = paired([text.replace("automobile", "car") for text in old], old)

    assert pairs == {number: number for number in range(3000)}
    assert time.process_time() - start < 20  # 9 million comparisons take longer
