"""Whose act is plain from trade and tool does that; what a prompt shows comes before a stock breath."""

import re

import pytest
from added import motion

from promptkit.lexicon import roles
from promptkit.phrasing import set_in_motion, variants
from promptkit.scene.read import read_scene


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("A soprano at a microphone on stage, sequin dress", "singing"),
        ("A potter at the wheel, muddy apron", "wheel turns"),
        ("A sorceress before a grimoire, candles", "turning a page"),
        ("A chemist at a microscope in a lab", "focus knob"),
        ("A barista behind the espresso machine, steam", "pouring"),
        ("A viking on horseback near a fjord", "the horse "),
        ("A viking on a cliff path, mist behind him", "^ drifting"),
    ],
)
def test_the_plain_act_is_done(prompt, expected):
    """No weight is shifted where there is something to do."""
    assert re.search(expected, motion(prompt))


@pytest.mark.parametrize(
    ("prompt", "mover"),
    [
        ("A knight on a horse", ", the horse "),
        ("A knight in armor on a black stallion in the mist", ", the stallion "),
        ("A jockey on a horse, close-up of his face", ", the jockey (?!the)"),
        ("A cowboy on a horse trailer", ", the cowboy (?!the)"),
        ("A cowboy in the saddle shop", ", (?!the horse)"),
        ("A man on a horse ranch", ", the man (?!the)"),
    ],
)
def test_under_a_rider_the_horse_moves_by_its_name(prompt, mover):
    """Where it is in the frame, and a horse: not a ranch, a trailer or a shop."""
    assert re.match(mover, motion(prompt))


@pytest.mark.parametrize(
    "prompt",
    ["A ghost in a corridor", "A zombie in a mall", "An astronaut in an airlock", "An astronaut in outer space"],
)
def test_who_has_no_weight_shifts_none(prompt):
    """Ghosts, zombies and who floats turn a head."""
    assert re.match(", turning (?:its|their) head slowly", motion(prompt))


@pytest.mark.parametrize(
    "prompt",
    [
        "A red dress on a hook, still air",
        "A red dress on a line, windless",
    ],
)
def test_where_no_air_moves_no_sentence_has_a_gap_for_it(prompt):
    """What holds still for want of air is left alone."""
    assert "  " not in motion(prompt)


def test_leaves_that_only_throw_a_shadow_do_not_tremble():
    """They are not in the picture; those that are do."""
    assert motion("Shadows of palm leaves on a white wall") == ""
    assert "trembling" in motion("Palm leaves before a white wall")


@pytest.mark.parametrize(
    ("prompt", "never"),
    [
        ("A man with an umbrella on a pier in the rain", r"into (?:the|each)"),
        ("A groom on a cliff, silent film", "sound"),
        ("A candle in a chapel", "door"),
        ("chibi girl plum blossoms", "^, (?:trembling|nodding|swaying)"),
    ],
)
def test_nothing_is_invented_or_lost(prompt, never):
    """No face goes into the rain, no sound into a silent shot, no door into a chapel; and no girl is a blossom."""
    read = read_scene(prompt)

    assert variants(read)
    assert not any(re.search(never, set_in_motion(read, variant=each).text) for each in range(variants(read)))


@pytest.mark.parametrize(
    ("role", "word"),
    [(role, word) for role in roles() for word in role.amid],
    ids=lambda each: str(getattr(each, "where", each)),
)
def test_no_word_beside_a_trade_keeps_it_from_being_done(role, word):
    """Each word of the list is one that its own trade is shown with."""
    who, where = role.nouns[0], role.where[0]
    acts = [re.sub(r"\{poss\} ", "", text).split(",")[0] for text in role.first]
    prompt = f"A {who} at a {where}, {word}"

    assert any(act in set_in_motion(read_scene(prompt), variant=0).text for act in acts)
