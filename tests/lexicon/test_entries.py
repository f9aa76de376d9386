"""Properties of every entry of the lexicon that a broken one would violate."""

import re

import pytest

from promptkit.lexicon import (
    WORD,
    Found,
    actions,
    behaviours,
    beings,
    find_entries,
    find_phrase,
    materials,
    places,
    plural,
    postures,
    singular,
    words,
)
from promptkit.phrasing._cause import moves_so
from promptkit.phrasing._idea import Idea, render, slots
from promptkit.phrasing._picture import picture_of
from promptkit.phrasing._things import _agreeing
from promptkit.scene import Scene

PICTURE = picture_of(Scene("nothing known", (), (), 0, named=()))
HYPE = ("masterpiece", "stunning", "breathtaking", "beautiful", "gorgeous", "epic", "perfect", "amazing", "ultra")


def texts_of_things():
    return [
        (entry, text)
        for entry in materials()
        for texts in (*entry.moves.values(), *entry.cause.values())
        for text in texts
    ]


def loose_texts():
    """Every text but those of materials: (name, text)."""
    for place in places():
        yield from ((place.name, text) for text in place.ambient)
    for posture in postures():
        yield from ((posture.name, text) for texts in posture.first.values() for text in texts)
    for being in beings():
        yield from ((being.kind, text) for texts in being.first.values() for text in texts)
    for behaviour in behaviours():
        yield from ((behaviour.name, text) for text in (*behaviour.text, behaviour.by))
    for action in actions():
        yield action.name, action.rhythm


def everything():
    return [*((entry.name, text) for entry, text in texts_of_things()), *loose_texts()]


def written(entry, text, *, several):
    noun = entry.nouns[0]
    thing = Found(entry, 0, len(noun), noun, several)
    own = {"the": f"the {noun}", "it": "them" if several else "it", "its": "their" if several else "its", "poss": "her"}
    own["hand"] = "her hand"
    (clause,) = render((Idea(_agreeing(text, thing), own),), PICTURE)
    return clause


@pytest.mark.parametrize("several", [False, True])
def test_every_template_of_a_thing_fills(several):
    """No brace is left over, for one thing and for several."""
    for entry, text in texts_of_things():
        assert not re.search(r"[{}]", written(entry, text, several=several)), entry.name


def test_a_template_that_opens_with_the_thing_agrees_with_several():
    """Several curtains are "them", never "it"."""
    for entry, text in texts_of_things():
        if text.startswith("{the} "):
            assert not re.search(r"\bits?\b", written(entry, text, several=True)), (entry.name, text)


def test_every_template_of_a_body_fills():
    """Postures and animals take pronouns and the air, and nothing else."""
    for being in beings():
        pronouns = slots(PICTURE, Found(being, 0, 1, being.nouns[0], False))
        for text in (text for texts in being.first.values() for text in texts):
            (clause,) = render((Idea(text, pronouns),), PICTURE)
            assert not re.search(r"[{}]", clause), being.kind


def test_no_text_brings_hype_or_the_camera():
    """Neither praise nor a word of the camera's: both lists of the style file and what the hype rule knows."""
    for name, text in everything():
        assert find_phrase(text, words("camera")) is None, (name, text)
        assert find_phrase(text, HYPE) is None, (name, text)


def test_no_text_brings_a_thing_or_somebody():
    """What a text names is the thing itself, or one of the forces, traces and parts that may be added."""
    kinds = (*materials(), *beings())
    for entry, text in texts_of_things():
        own = {singular(word) for noun in entry.nouns for word in WORD.findall(noun)}
        for found in find_entries(re.sub(r"\{\w+\}", "", text), kinds):
            assert singular(found.noun.split()[-1]) in own | words("addable"), (entry.name, text, found.noun)


def test_every_noun_belongs_to_one_entry():
    """A noun listed twice would hide one of the two."""
    for entries in (materials(), places()):
        listed = [noun for entry in entries for noun in entry.nouns]
        assert sorted(listed) == sorted(set(listed))


def test_places_that_a_thing_needs_are_known():
    """A misspelt place would keep a thing still for ever."""
    known = {place.name for place in places()}

    assert {name for entry in materials() for name in entry.where} <= known


def test_a_thing_is_not_kept_still_by_its_own_condition():
    """What a thing needs said does not stand among what keeps it still."""
    for entry in materials():
        assert not set(entry.when) & set(entry.unless), entry.name


def test_no_weather_indoors():
    """Rooms have draughts: their air is no wind, and no cloud passes in them."""
    for place in places():
        if place.indoors:
            assert not re.search(r"\b(?:wind|gust|cloud|rain)\b", " ".join((place.air, *place.ambient))) or (
                "tunnel" in place.air
            ), place.name


def test_what_keeps_a_behaviour_going_knows_its_pronouns():
    """Causes of a kind of their own say what happens also when the material knows no better.

    Only what goes on by its own momentum, or falls, has none: naming it shows nothing.
    """
    for behaviour in behaviours():
        assert behaviour.kind in ("air", "momentum", "spin", "fall") or behaviour.text, behaviour.name


def test_every_noun_that_alone_moves_so_is_reached():
    """Compounds and odd plurals too: two ice creams melt, dominoes topple."""
    listed = [(behaviour, noun) for behaviour in behaviours() for noun in sorted(behaviour.only)]

    assert [noun for behaviour, noun in listed if not moves_so(f"the {noun}", behaviour)] == []
    assert [noun for behaviour, noun in listed if not moves_so(f"Two {plural(noun)}", behaviour)] == []
