"""Prompts in other surroundings ask for the same motions."""

import random

import pytest

from promptkit.reader.training.labels import labels_of
from promptkit.reader.training.markup import read_marked
from promptkit.reader.training.mixing import mixed, still_sentences

PROMPTS = """@
A [kid]s1 [[throws]m1]m2k2 [stones]s2~. The pond lies between two willows. Gray sky above the roofs.
@
The [camera]c1 [pans left]m1:pan over a harbour. Boats of every colour fill the picture. Nothing is in motion.
@
A [woman]s1 [runs]m1, version 2.5 of the shot. Her [scarf]x2~ [lifts]m2 [in the wind. It]k2 is red.
@
a [dog]s1 [barks]m1
"""
ROUNDS = 60


@pytest.fixture
def prompts(tmp_path):
    (tmp_path / "some.txt").write_text(PROMPTS, encoding="utf-8")
    return read_marked(tmp_path / "some.txt")


def said(prompt):
    """The words of each mark, and the mark."""
    return [(prompt.text[mark.start : mark.end], mark.kind, mark.id, mark.moves, mark.inert) for mark in prompt.marks]


def test_every_mark_keeps_its_words(prompts):
    """What is put in, left out or joined moves marks and changes none; some prompts get longer, some shorter."""
    generator, longer, shorter = random.Random(1), 0, 0
    for _ in range(ROUNDS):
        for before, after in zip(prompts, mixed(prompts, still_sentences(prompts), generator), strict=True):
            assert said(after)[: len(before.marks)] == said(before)
            longer += len(after.text) > len(before.text)
            shorter += len(after.text) < len(before.text)

    assert longer > ROUNDS / 4
    assert shorter > ROUNDS / 10


def test_joined_prompts_ask_for_what_both_ask_for(prompts):
    """Elements of the second count anew; a prompt is never joined with one that names the same thing."""
    dog, kid = prompts[3], prompts[0]
    joined = [
        after
        for seed in range(ROUNDS)
        for after in mixed([dog, kid], (), random.Random(seed))
        if after.text.startswith("a dog") and after.text != dog.text
    ]

    assert joined
    assert {after.text for after in joined} == {f"a dog barks. {kid.text}"}
    assert labels_of(joined[0]).load == labels_of(dog).load + labels_of(kid).load


def test_only_sentences_that_would_stand_anywhere_are_put_in(prompts):
    """None that asks for motion, denies it, speaks of the camera, or points back at what another sentence names."""
    assert still_sentences(prompts) == [
        "The pond lies between two willows.",
        "Gray sky above the roofs.",
        "Boats of every colour fill the picture.",
    ]


def test_a_text_whose_sentences_are_not_sure_is_left_whole(prompts):
    """A full stop within a number or within a mark is no end of a sentence."""
    for seed in range(ROUNDS):
        (after,) = mixed([prompts[2]], still_sentences(prompts), random.Random(seed))
        assert after.text == prompts[2].text
