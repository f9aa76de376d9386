"""Text is cut into the word pieces of BERT's uncased vocabulary."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promptkit.reader.network import MODEL
from promptkit.reader.pieces import UNKNOWN, Vocabulary

VOCABULARY = Vocabulary(MODEL / "vocab.txt")
PIECES = (MODEL / "vocab.txt").read_text(encoding="utf-8").split("\n")


def cut(text):
    return [[PIECES[number] for number in word.pieces] for word in VOCABULARY.words(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("A woman walks.", [["a"], ["woman"], ["walks"], ["."]]),
        ("Crème brûlée", [["cr", "##eme"], ["br", "##ule", "##e"]]),
        ("unaffable", [["una", "##ffa", "##ble"]]),
        ("don't zoom-in", [["don"], ["'"], ["t"], ["zoom"], ["-"], ["in"]]),
        ("海 on 中", [["海"], ["on"], ["中"]]),
        ("8k, 24fps", [["8", "##k"], [","], ["24", "##fp", "##s"]]),
        ("", []),
    ],
)
def test_pieces(text, pieces):
    """As the reference tokenizer cuts them: lower case, no accents, marks apart, longest piece first."""
    assert cut(text) == pieces


def test_what_is_in_no_piece_is_unknown():
    """An emoji, an endless word, half a surrogate pair: one unknown piece each, in its place."""
    words = VOCABULARY.words(f"\U0001f6f8 {'a' * 101} \ud800")
    assert [word.pieces for word in words] == [(UNKNOWN,)] * 3


@given(st.text(max_size=200))
@settings(deadline=None)
def test_every_word_stands_where_it_says(text):
    """Words are in order, apart, without blanks, and cover all that is not blank."""
    words = VOCABULARY.words(text)
    covered = {at for word in words for at in range(word.start, word.end)}

    assert all(first.end <= second.start for first, second in pairwise(words))
    assert covered >= {at for at, char in enumerate(text) if not char.isspace()}
    assert all(word.pieces for word in words)
