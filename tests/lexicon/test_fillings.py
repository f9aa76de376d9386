"""What fills a place, how daylight changes, and what is hinted at."""

import re
import string

import pytest

from promptkit.lexicon import daylight, fillings, find_phrase, hints, implied_by_adjectives, places


def wordings():
    for filling in fillings():
        yield from ((filling.name, text, {"it"}) for text in filling.moves)
    light = daylight()
    yield from (("daylight", text, set()) for text in (*light.open, *light.room, *light.anywhere, *light.grey))
    yield from (("shadows", text, {"land"}) for text in light.shadows)


def test_every_wording_uses_known_slots_only():
    """A misspelt slot would reach the reader as a brace."""
    for name, text, slots in wordings():
        assert {field for _, field, _, _ in string.Formatter().parse(text) if field} <= slots, name


def test_every_wording_is_a_phrase_with_a_cause():
    """Lower case, no sentence marks, and what makes it happen behind "as"."""
    for name, text, _ in wordings():
        assert not re.search(r"[.!?;:]", text), name
        assert text == text.lower(), name
        assert " as " in text, name


def test_fillings_and_land_name_places_that_there_are():
    """A misspelt place would never be met."""
    known = {place.name for place in places()}

    assert {name for filling in fillings() for name in filling.where} <= known
    assert set(daylight().land) <= known


def test_what_speaks_against_changing_light_names_no_daylight():
    """A phrase in both lists would never be served."""
    assert [phrase for phrase in daylight().named if find_phrase(phrase, daylight().against)] == []


@pytest.mark.parametrize(
    ("prompt", "implied"),
    [("a crowded platform in a misty valley", {"people", "mist"}), ("a Foggy quay", {"fog"}), ("a quay in fog", set())],
)
def test_an_adjective_implies_what_it_speaks_of(prompt, implied):
    """In any case; what is named by itself is not implied."""
    assert implied_by_adjectives(prompt) == implied


def test_hints_follow_say_and_hold_in_one_line():
    """What is told stands behind "say", and no noun has two hints."""
    nouns = [noun for hint in hints() for noun in hint.nouns]

    assert len(nouns) == len(set(nouns))
    for hint in hints():
        assert re.match(r"(?:what|who|that)\b", hint.say), hint.name
        assert len(hint.say) < 100, hint.name
