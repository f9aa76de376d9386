"""Scores of words become movers by stated rules."""

import numpy as np
import pytest

from promptkit.reader.decode import ROLES, decode, read
from promptkit.reader.network import BEAT, CAUSE, INERT, MOTION, MOVES, NAME, Scores
from promptkit.reader.pieces import Word
from promptkit.scene import CAMERA_MOVES

SURE = 8.0


def scores(text, names=(), motions=(), causes=(), links=()):
    """Scores that are certain of what they are told, about the blank-separated words of `text`.

    Args:
        text: The prompt.
        names: (first word, last word, role, inert).
        motions: (first word, last word, new beat, camera moves).
        causes: (first word, last word).
        links: (kind, first word of the motion or cause, first word of the name).
    """
    words, at = [], 0
    for part in text.split(" "):
        words.append(Word(at, at + len(part), (5,)))
        at += len(part) + 1
    tags = np.full((len(words), INERT + 1), -SURE, np.float32)
    tags[:, [NAME.start, MOTION.start, CAUSE.start]] = SURE
    for first, last, role, inert in names:
        lay(tags, first, last, NAME.start, 1 + 2 * ROLES.index(role))
        tags[first, INERT] = SURE if inert else -SURE
    for first, last, new, moves in motions:
        lay(tags, first, last, MOTION.start, 1)
        tags[first, BEAT] = SURE if new else -SURE
        for move in moves:
            tags[first : last + 1, MOVES.start + CAMERA_MOVES.index(move)] = SURE
    for first, last in causes:
        lay(tags, first, last, CAUSE.start, 1)
    vectors = np.zeros((len(words), 4, len(links) + 1), np.float32)
    for number, (kind, part, name) in enumerate(links):
        pair = 0 if kind == "m" else 2
        vectors[part, pair, number] = vectors[name, pair + 1, number] = SURE
    return decode(text, words, Scores(tags, vectors, np.array([-4, -4], np.float32)))


def lay(tags, first, last, start, begin):
    tags[first : last + 1, start] = -SURE
    tags[first, start + begin] = SURE
    tags[first + 1 : last + 1, start + begin + 1] = SURE


def told(text, found):
    return [
        (
            text[mover.start : mover.end],
            mover.role,
            [text[motion.start : motion.end] for motion in mover.motions],
            text[slice(*mover.cause)] if mover.cause else None,
        )
        for mover in found.movers
    ]


def test_names_motions_and_causes_are_put_together():
    """Each motion and cause with the name it is linked to."""
    text = "A woman walks , her scarf lifting in the wind"
    found = scores(
        text,
        names=[(1, 1, "subject", False), (5, 5, "secondary", True)],
        motions=[(2, 2, False, ()), (6, 6, False, ())],
        causes=[(7, 9)],
        links=[("m", 2, 1), ("m", 6, 5), ("k", 7, 5)],
    )

    assert told(text, found) == [
        ("woman", "subject", ["walks"], None),
        ("scarf", "secondary", ["lifting"], "in the wind"),
    ]
    assert [mover.inert for mover in found.movers] == [False, True]
    assert found.sure > 0.95


def test_one_motion_can_belong_to_two():
    """A cat and a dog run."""
    text = "A cat and a dog run"
    found = scores(
        text,
        names=[(1, 1, "subject", False), (4, 4, "subject", False)],
        motions=[(5, 5, False, ())],
        links=[("m", 5, 1), ("m", 5, 4)],
    )

    assert [motions for _, _, motions, _ in told(text, found)] == [["run"], ["run"]]


def test_a_motion_that_fits_no_name_goes_to_the_best():
    """It was said of something."""
    text = "A cat runs"
    found = scores(text, names=[(1, 1, "subject", False)], motions=[(2, 2, False, ())])

    assert told(text, found) == [("cat", "subject", ["runs"], None)]


def test_a_camera_without_a_motion_of_its_own_moves_by_its_name():
    """And has a kind in any case."""
    text = "A barn , zoom in"
    found = scores(text, names=[(3, 4, "camera", False)])

    (mover,) = found.movers
    assert (mover.role, len(mover.motions), len(mover.motions[0].moves)) == ("camera", 1, 1)


def test_camera_moves_and_beats_are_kept_by_motion():
    """Kinds in the order of CAMERA_MOVES."""
    text = "Camera pans and tilts up"
    found = scores(
        text,
        names=[(0, 0, "camera", False)],
        motions=[(1, 1, False, ["pan"]), (3, 4, False, ["tilt", "crane"])],
        links=[("m", 1, 0), ("m", 3, 0)],
    )

    kinds = [[CAMERA_MOVES[number] for number in motion.moves] for motion in found.movers[0].motions]
    assert kinds == [["pan"], ["tilt", "crane"]]


def test_names_side_by_side_are_one():
    """No two names of a prompt ever touch."""
    text = "Cumulus clouds drift"
    found = scores(
        text, names=[(0, 0, "environment", False), (1, 1, "environment", False)], motions=[(2, 2, False, ())]
    )

    assert [what for what, *_ in told(text, found)] == ["Cumulus clouds"]


@pytest.mark.parametrize(("article", "count"), [("The", 1), ("Another", 2)])
def test_a_thing_named_again_with_the_is_the_same(article, count):
    """And brings its motions along; another one does not."""
    text = f"A zebra stands . {article} zebra trots"
    found = scores(
        text,
        names=[(1, 1, "subject", False), (5, 5, "subject", False)],
        motions=[(2, 2, False, ()), (6, 6, False, ())],
        links=[("m", 2, 1), ("m", 6, 5)],
    )

    assert len(found.movers) == count
    assert sum(len(mover.motions) for mover in found.movers) == 2


def test_an_empty_text_moves_nothing_for_sure():
    """Nothing to read, nothing to doubt."""
    assert (read("").movers, read("").sure) == ((), 1.0)
    assert read(" \n\t").movers == ()
