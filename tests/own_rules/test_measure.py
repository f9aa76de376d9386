"""`measure`: numbers of a text and of its scene."""

import pytest
from house import found, messages, rule_of


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("words: {most: 6}", 'mind "7 words" at most 6'),
        ("words: {least: 8}", 'mind "7 words" at least 8'),
        ("sentences: {most: 1}", 'mind "2 sentences" at most 1'),
        ("characters: {most: 20}", 'mind "33 characters" at most 20'),
        ("longest_sentence: {most: 2}", 'mind "4 words in one sentence" at most 2'),
        ("beats: {least: 9}", "beat"),
        ("moving: {least: 9}", "moving element"),
    ],
)
def test_each_number_is_held_to_its_bounds(limit, said):
    """And says which, how many and what is allowed."""
    (message,) = messages(rule_of(f"measure: {{{limit}}}"), "A dog runs fast. It barks loudly.")

    assert said in message


@pytest.mark.parametrize(
    "limit",
    [
        "words: {least: 7, most: 7}", "sentences: {least: 2, most: 2}", "characters: {least: 33, most: 33}",
        "longest_sentence: {least: 4, most: 4}", "moving: {most: 1}", "beats: {most: 9}",
    ],
)  # fmt: skip
def test_bounds_are_allowed(limit):
    """Themselves."""
    assert messages(rule_of(f"measure: {{{limit}}}"), "A dog runs fast. It barks loudly.") == []


def test_the_longest_sentence_is_found_where_it_stands():
    """Other numbers are about the text as a whole."""
    text = "A dog runs. It barks at a cat. Rain."

    assert found(rule_of("measure: {longest_sentence: {most: 4}}"), text) == ["It barks at a cat."]
    assert found(rule_of("measure: {words: {most: 4}}"), text) == [text]


def test_each_number_out_of_bounds_is_a_finding_of_its_own():
    """One thing is not "1 words"."""
    rule = rule_of("measure: {words: {least: 2}, characters: {least: 9}}")

    assert messages(rule, "Rain") == ['mind "1 word" at least 2', 'mind "4 characters" at least 9']


def test_an_absent_negative_has_no_words():
    """It may be called for in that way."""
    rule = rule_of("measure: {words: {least: 1}}\n    field: negative")

    assert messages(rule, "x") == ['mind "0 words" at least 1']
    assert messages(rule, "x", negative="blur") == []


def test_abbreviations_and_decimals_end_no_sentence():
    """Nor does the end of a line; an empty line does."""
    rule = rule_of("measure: {sentences: {most: 1}}")

    assert messages(rule, "Dr. J. Smith walks at 2.5 m/s, e.g. by\nthe sea...") == []
    assert messages(rule, "A dog\n\na cat") == ['mind "2 sentences" at most 1']
    assert messages(rule, '"Stop!" she says. Then "Go." He goes.') == ['mind "3 sentences" at most 1']


def test_more_things_that_move_than_allowed():
    """As `promptkit scene` counts them."""
    text = "A dog runs along the beach while a horse gallops and the camera pans left."

    assert messages(rule_of("measure: {moving: {most: 2}}"), text) == ['mind "3 moving elements" at most 2']
