"""Forms of words, kinds of things, and the word lists behind them."""

import pytest

from promptkit.scene.forms import infinitive, singular
from promptkit.scene.lexicon import FOLDER, classes_by_word, table, verb_classes
from promptkit.scene.nouns import kind_of
from promptkit.scene.words import Word

_LISTS = sorted(file.stem for file in FOLDER.glob("*.toml") if file.stem.startswith(("motion_", "movers_", "camera_")))


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("walks", "walk"),
        ("running", "run"),
        ("riding", "ride"),
        ("settling", "settle"),
        ("presses", "press"),
        ("flies", "fly"),
        ("carried", "carry"),
        ("stopped", "stop"),
        ("blown", "blow"),
        ("lying", "lie"),
        ("panning", "pan"),
        ("gallop", "gallop"),
        ("bring", "bring"),
        ("spring", "spring"),
        ("flying", "fly"),
    ],
)
def test_infinitives(form, verb):
    """Endings are taken off as English spelling wants."""
    assert infinitive(form) == verb


@pytest.mark.parametrize(
    ("form", "noun"),
    [
        ("waves", "wave"),
        ("leaves", "leaf"),
        ("women", "woman"),
        ("bushes", "bush"),
        ("babies", "baby"),
        ("grass", "grass"),
    ],
)
def test_singulars(form, noun):
    """So are plurals; singulars stay."""
    assert singular(form) == noun
    assert singular(noun) == noun


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("young woman", "person"),
        ("violinists", "person"),
        ("fishmonger", "doer"),
        ("fire truck", "vehicle"),
        ("white dress", "cloth"),
        ("her hair", "hair"),
        ("waves", "nature"),
        ("ocean wind", "force"),
        ("castle", "place"),
        ("zorb", "thing"),
    ],
)
def test_kinds(text, kind):
    """The last word tells what a phrase names."""
    words = [Word(0, word, word, word, "NOUN", "NN", 0, len(word), 0) for word in text.split()]
    assert kind_of(words) == kind


@pytest.mark.parametrize("name", _LISTS)
def test_lists_are_lower_case_words(name):
    """Every listed word can be met: lower case, no blanks left over."""
    assert table(name)
    assert all(word == word.lower() for word in classes_by_word(name))


def test_state_and_motion_do_not_mix():
    """No verb is listed both as plain motion and as plain state, which would leave its reading to chance."""
    both = {
        verb
        for verb, listed in classes_by_word("motion_verbs").items()
        if "state" in listed and listed & {"travel", "act", "light"}
    }
    assert both == set()


def test_unknown_verbs_have_no_class():
    """Silence of the lists is told apart from an answer."""
    assert verb_classes("frobnicate") == frozenset()
