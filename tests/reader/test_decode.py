"""Scores of words become movers by stated rules."""

import numpy as np
import pytest

from promptkit.reader.decode import ROLES, SHARED_DOUBT, Read, decode, read
from promptkit.reader.network import BEAT, BEATS, CAUSE, CAUSED, INERT, MODEL, MOTION, MOVES, NAME, OUTPUTS, Scores
from promptkit.reader.pieces import Vocabulary, Word
from promptkit.reader.stretches import stretches
from promptkit.scene import CAMERA_MOVES

SURE = 8.0


def scores(text, *, names=(), motions=(), causes=(), links=(), caused=(), beats=()):
    """Scores that are certain of what they are told, about the blank-separated words of `text`.

    Args:
        text: The prompt.
        names: (first word, last word, role, inert).
        motions: (first word, last word, new beat, camera moves).
        causes: (first word, last word).
        links: (kind, first word of the motion or cause, first word of the name).
        caused: First words of names whose motion has a cause; those of linked causes if not given.
        beats: (first word of the name, how many).
    """
    words, at = [], 0
    for part in text.split(" "):
        words.append(Word(at, at + len(part), (5,)))
        at += len(part) + 1
    tags = np.full((len(words), OUTPUTS), -SURE, np.float32)
    tags[:, BEATS.start] = 0
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
    tags[[*caused, *(name for kind, _, name in links if kind == "k")], CAUSED] = SURE
    for first, count in beats:
        tags[first, BEATS.start + count - 1] = SURE
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
    text = "Drone pans and circles round"
    found = scores(
        text,
        names=[(0, 0, "camera", False)],
        motions=[(1, 1, False, ["pan"]), (3, 4, False, ["orbit", "fly"])],
        links=[("m", 1, 0), ("m", 3, 0)],
    )

    kinds = [[CAMERA_MOVES[number] for number in motion.moves] for motion in found.movers[0].motions]
    assert kinds == [["pan"], ["orbit", "fly"]]


def test_a_cause_that_is_linked_to_nothing_is_found_all_the_same():
    """Where an element is said to have one, the likeliest words stand for it."""
    text = "A flag flaps as gusts hit"
    found = scores(
        text, names=[(1, 1, "subject", True)], motions=[(2, 2, False, ())], causes=[(3, 5)], links=[("m", 2, 1)],
        caused=[1],
    )  # fmt: skip

    assert told(text, found) == [("flag", "subject", ["flaps"], "as gusts hit")]


def test_no_cause_is_given_to_what_is_said_to_have_none():
    """However likely its words are."""
    text = "A flag flaps as gusts hit"
    found = scores(text, names=[(1, 1, "subject", True)], motions=[(2, 2, False, ())], causes=[(3, 5)])

    assert found.movers[0].cause is None


def test_beats_are_counted_for_each_element():
    """One unless more are said."""
    text = "A dog sits and a cat runs"
    found = scores(text, names=[(1, 1, "subject", False), (5, 5, "subject", False)], beats=[(5, 3)])

    assert [mover.beats for mover in found.movers] == [1, 3]


@pytest.mark.parametrize("text", ["A cat, a dog run", "A cat - a dog run", "cat. The dog runs"])
def test_names_with_a_mark_or_an_article_between_them_are_two(text):
    """Though marks and articles have no place of their own among the words."""
    words = Vocabulary(MODEL / "vocab.txt").words(text)
    tags = np.full((len(words), OUTPUTS), -SURE, np.float32)
    tags[:, [NAME.start, MOTION.start, CAUSE.start]] = SURE
    for at in (0, 1):
        lay(tags, at, at, NAME.start, 1)

    found = decode(text, words, Scores(tags, np.zeros((len(words), 4, 1), np.float32), np.zeros(2, np.float32)))
    assert [text[mover.start : mover.end] for mover in found.movers] == ["cat", "dog"]


@pytest.mark.parametrize(("first", "second"), [("woman", "man"), ("train", "rain"), ("brother", "other")])
def test_an_ending_that_two_words_share_by_chance_makes_them_no_one(first, second):
    """Both halves of a compound have three letters."""
    text = f"A {first} moves while the {second} turns"
    found = scores(
        text,
        names=[(1, 1, "subject", False), (5, 5, "subject", False)],
        motions=[(2, 2, False, ()), (6, 6, False, ())],
        links=[("m", 2, 1), ("m", 6, 5)],
    )

    assert len(found.movers) == 2


def test_a_cause_that_stands_nowhere_is_the_motion_itself():
    """Said to have one, but no words are likely: "is poured" carries its own."""
    text = "Honey is poured"
    found = scores(text, names=[(0, 0, "subject", True)], motions=[(1, 2, False, ())], links=[("m", 1, 0)], caused=[0])

    assert told(text, found) == [("Honey", "subject", ["is poured"], "is poured")]


def test_names_side_by_side_are_one():
    """With nothing but a blank between them."""
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


@pytest.mark.parametrize(("role", "count"), [("environment", 1), ("subject", 2)])
def test_surroundings_named_twice_by_the_same_words_are_one(role, count):
    """Waves are waves; two dogs may be two."""
    text = "Waves roll , waves break"
    found = scores(
        text,
        names=[(0, 0, role, False), (3, 3, role, False)],
        motions=[(1, 1, False, ()), (4, 4, False, ())],
        links=[("m", 1, 0), ("m", 4, 3)],
    )

    assert len(found.movers) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Nun starts a moped. Nun rides", 1),
        ("Nun starts a moped. Tall Nun rides", 2),
        ("A nun starts. Nun rides", 2),
        ("One starts a moped. One rides", 2),
    ],
)
def test_who_is_called_by_a_bare_noun_twice_is_one(text, count):
    """A noun without an article or an adjective is used as a name."""
    words = text.replace(".", "").lower().split(" ")
    spots = [number for number, word in enumerate(words) if word in {"nun", "one"}]
    verbs = [number for number, word in enumerate(words) if word in {"starts", "starts.", "rides"}]
    found = scores(
        text,
        names=[(at, at, "subject", False) for at in spots],
        motions=[(at, at, False, ()) for at in verbs],
        links=[("m", verb, name) for verb, name in zip(verbs, spots, strict=True)],
    )

    assert len(found.movers) == count


@pytest.mark.parametrize(("caused", "inert"), [(-0.2, False), (-3.0, True)])
def test_what_hardly_cannot_move_and_hardly_has_no_cause_is_taken_to_move_by_itself(caused, inert):
    """Both are likelier than not, and both together are not."""
    words = [Word(0, 3, (5,)), Word(4, 9, (5,))]
    tags = np.full((2, OUTPUTS), -SURE, np.float32)
    tags[:, [MOTION.start, CAUSE.start]] = SURE
    lay(tags, 0, 0, NAME.start, 1)
    tags[0, [INERT, CAUSED]] = 0.2, caused

    (mover,) = decode("hat moves", words, Scores(tags, np.zeros((2, 4, 1), np.float32), np.zeros(2, np.float32))).movers
    assert mover.inert is inert


def test_a_part_of_a_name_names_it_again():
    """A softball flies, the ball drops."""
    text = "A softball flies , the ball drops"
    found = scores(
        text,
        names=[(1, 1, "subject", True), (5, 5, "subject", True)],
        motions=[(2, 2, False, ()), (6, 6, True, ())],
        links=[("m", 2, 1), ("m", 6, 5)],
    )

    assert told(text, found) == [("softball", "subject", ["flies", "drops"], None)]


def test_many_beats_are_counted_one_by_one():
    """Five acts in turn are five, though the network counts to four."""
    text = "He a b c d e"
    found = scores(
        text,
        names=[(0, 0, "subject", False)],
        motions=[(at, at, at > 1, ()) for at in range(1, 6)],
        links=[("m", at, 0) for at in range(1, 6)],
        beats=[(0, 4)],
    )

    assert found.movers[0].beats == 5
    assert type(found.movers[0].beats) is int


def test_a_name_whose_first_word_is_in_doubt_is_still_a_name():
    """Each of two words may begin it with 0.45: together they are far likelier a name than not."""
    begin, inside = np.array([0, 0.45, 0.45, 0, 0.9, 0.8]), np.array([0, 0.1, 0.45, 0.2, 0, 0])
    assert stretches(begin, inside) == [(1, 3), (4, 5), (5, 6)]
    assert stretches(np.zeros(3), np.zeros(3)) == []


def test_doubts_about_several_words_are_no_doubts_of_their_own():
    """A text of two words, each of which is no name with 0.8, is read right more often than 0.64 times."""
    words = [Word(0, 3, (5,)), Word(4, 9, (5,))]
    tags = np.full((2, OUTPUTS), -SURE, np.float32)
    tags[:, [NAME.start, MOTION.start, CAUSE.start]] = SURE
    tags[:, NAME.start + 1] = SURE - np.log(4)
    found = decode("hat moves", words, Scores(tags, np.zeros((2, 4, 1), np.float32), np.zeros(2, np.float32)))

    assert found.movers == ()
    assert found.sure == pytest.approx(0.64**SHARED_DOUBT, abs=0.001)


def test_an_empty_text_moves_nothing_for_sure():
    """Nothing to read, nothing to doubt."""
    assert read([""]) == [Read((), 1.0)]
    assert read([" \n\t"])[0].movers == ()


@pytest.mark.parametrize("text", ["," * 400, "the " * 400, "a, " * 500])
def test_marks_and_articles_alone_are_read(text):
    """However many there are."""
    assert read([text])[0].movers == ()
