"""Runs of words, cut to what can stand in them."""

import pytest

from promptkit.reader.network import network
from promptkit.reader.stretches import trimmed


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("stretch and fold and", ["stretch and fold"]),
        ("of rain", ["rain"]),
        ("and", []),
        ("snaps back into its", ["snaps back into"]),
        ("bows", ["bows"]),
    ],
)
def test_a_stretch_neither_begins_nor_ends_with_a_word_that_only_joins(text: str, kept: list[str]) -> None:
    words = network().vocabulary.words(text)
    found = trimmed([(0, len(words))], words, text, lead={"of", "and"}, tail={"and", "its"})
    assert [text[words[start].start : words[end - 1].end] for start, end in found] == kept
