"""The lexicon of places, materials, bodies and causes."""

import re
import string

import pytest

from promptkit.lexicon import (
    actions,
    behaviours,
    beings,
    find_entries,
    find_phrase,
    is_calm,
    materials,
    places,
    plural,
    postures,
    singular,
    verb_in,
    words,
)

SLOTS = {"the", "it", "its", "air", "poss", "hand"}


def templates():
    for material in materials():
        yield from ((material.name, text) for texts in material.moves.values() for text in texts)
    for place in places():
        yield from ((place.name, text) for text in place.ambient)
    for posture in postures():
        yield from ((posture.name, text) for texts in posture.first.values() for text in texts)
    for being in beings():
        yield from ((being.kind, text) for texts in being.first.values() for text in texts)


def test_it_is_wide_enough():
    """At least 30 materials, 25 places, 60 verbs of posture and action, 100 kinds of being."""
    assert len(materials()) >= 30
    assert len(places()) >= 25
    assert sum(len({form for form in entry.forms if form.endswith("ing")}) for entry in (*postures(), *actions())) >= 60
    assert sum(len(being.nouns) for being in beings()) >= 100


def test_every_template_uses_known_slots_only():
    """A misspelt slot would reach the reader as a brace."""
    for name, text in templates():
        assert {field for _, field, _, _ in string.Formatter().parse(text) if field} <= SLOTS, name


def test_no_template_names_a_camera_move_or_light():
    """What is added must not be read as an instruction to the camera, nor change the light."""
    banned = re.compile(r"\b(?:pan|tilt|zoom|dolly|orbit|crane|track|roll|camera|shot|light|glow|sun)\w*\b")

    assert [text for _, text in templates() if banned.search(text)] == []


def test_no_template_has_a_finite_main_verb_or_a_full_stop():
    """Phrases must be able to follow a fragment: no sentence marks, lower case."""
    for name, text in templates():
        assert not re.search(r"[.!?;:]", text), name
        assert text == text.lower(), name


def test_nothing_is_moved_by_wind_underwater_or_in_space():
    """Places of water name a current; places without air name nothing."""
    for place in places():
        if place.force == "water":
            assert not re.search(r"wind|breeze|draught|gust", place.air + place.again)
        if place.force == "none":
            assert place.air == place.again == ""


def test_names_are_unique():
    """Two entries of one name would hide each other."""
    for entries in (materials(), places(), postures(), actions(), behaviours()):
        listed = [entry.name for entry in entries]
        assert len(set(listed)) == len(listed)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("dress", "dresses"),
        ("leaf", "leaves"),
        ("woman", "women"),
        ("city", "cities"),
        ("palm tree", "palm trees"),
        ("boy", "boys"),
    ],
)
def test_plurals_are_made_and_undone(one, many):
    """Regular and irregular nouns, and compounds by their last word."""
    assert plural(one) == many
    assert singular(many.split()[-1]) == one.split()[-1]


def test_nouns_are_found_longest_first_with_their_number():
    """Two ice cream cones are one thing in the plural, not ice."""
    (found,) = find_entries("two ice cream cones", materials())

    assert found.entry.name == "ice cream"
    assert found.plural
    assert found.noun == "ice cream cones"


def test_offsets_survive_characters_that_change_length_in_lower_case():
    """İ becomes two characters when lowered; spans still point into the text as given."""
    text = "İİİ a dress"
    (found,) = find_entries(text, materials())

    assert text[found.start : found.end] == "dress"


def test_phrases_are_whole_words():
    """A distillery is not still."""
    assert find_phrase("a distillery photographed", words("stillness")) is None
    assert find_phrase("A Still Life with pears", words("stillness")) == (2, 12)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sitting on a chair", "sitting"),
        ("knelt by the fire", "kneeling"),
        ("stands", "standing"),
        ("carries a box", "holding"),
    ],
)
def test_postures_are_known_in_all_their_forms(text, name):
    """Regular and irregular forms."""
    assert verb_in(text, postures()).name == name


@pytest.mark.parametrize(
    ("motion", "calm"),
    [
        ("breathing slowly", True),
        ("turning her head", True),
        ("shifts", True),
        ("running", False),
        ("turns a corner", False),
        ("", False),
    ],
)
def test_calm_motion_is_told_from_action(motion, calm):
    """What a body does at rest, against what it does in earnest."""
    assert is_calm(motion) == calm
