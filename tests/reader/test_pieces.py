"""Text is cut into the word pieces of BERT's uncased vocabulary."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promptkit.reader.network import MODEL
from promptkit.reader.pieces import UNKNOWN, Vocabulary

VOCABULARY = Vocabulary(MODEL / "vocab.txt")
PIECES = (MODEL / "vocab.txt").read_text(encoding="utf-8").split("\n")


def shown(ids):
    return [PIECES[number] for number in ids]


def cut(text):
    return [shown(word.pieces) for word in VOCABULARY.words(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("A woman walks.", [["woman"], ["walks"]]),
        ("Crème brûlée", [["cr", "##eme"], ["br", "##ule", "##e"]]),
        ("unaffable", [["una", "##ffa", "##ble"]]),
        ("don't zoom-in", [["don"], ["t"], ["zoom"], ["in"]]),
        ("海 on 中", [["海"], ["on"], ["中"]]),
        ("8k, 24fps", [["8", "##k"], ["24", "##fp", "##s"]]),
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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A red, small fox.", [(["a"], "red", [","]), ([], "small", []), ([], "fox", ["."])]),
        ('She says "the end" ...', [([], "She", []), ([], "says", []), (['"', "the"], "end", ['"', ".", ".", "."])]),
        ("(close-up) the", [(["("], "close", ["-"]), ([], "up", [")", "the"])]),
        ("dusk - rain", [([], "dusk", []), (["-"], "rain", [])]),
        ("The", [([], "The", [])]),
        ("...", [([".", "."], ".", [])]),
    ],
)
def test_articles_and_marks_hang_on_words(text, words):
    """On the word they touch, or else the next; alone, they are one word."""
    found = VOCABULARY.words(text)
    assert [(shown(w.before), text[w.start : w.end], shown(w.after)) for w in found] == words


@given(st.text(max_size=200))
@settings(deadline=None)
def test_every_word_stands_where_it_says(text):
    """Words are in order, apart, without blanks, and leave out nothing but blanks, marks and articles."""
    words = VOCABULARY.words(text)
    covered = {at for word in words for at in range(word.start, word.end)}
    left = "".join(char if at not in covered else " " for at, char in enumerate(text))

    assert all(first.end <= second.start for first, second in pairwise(words))
    assert all(part.lower() in {"a", "an", "the"} or not part.isalnum() for part in re.split(r"\W+", left) if part)
    assert all(word.pieces for word in words)
    assert bool(words) == bool(text.strip())
