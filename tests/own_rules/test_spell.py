"""`spell`: slips in names."""

import time

import pytest
from house import fixed, found, messages, rule_of

RULE = "spell: {names: [Kling, Aurelia, Montmartre, Professor Quill, O'Brien]}"


def test_near_misses_are_found_with_the_name():
    """One letter added, dropped, changed or swapped; two in names of eight letters."""
    rule = rule_of(RULE)
    text = "Klng, Klling, Klinq and Aurleia walk in Montmatre, no, Monmarte; Profesor Quil and O’Bryen."

    assert found(rule, text) == [
        "Klng", "Klling", "Klinq", "Aurleia", "Montmatre", "Monmarte", "Profesor Quil", "O’Bryen",
    ]  # fmt: skip
    assert messages(rule, "Ask Klng") == ['mind "Klng" Kling']


def test_what_is_right_or_too_far_off_is_left_alone():
    """Other capitals, plurals, possessives and parts of words too."""
    rule = rule_of(RULE)

    for text in (
        "KLING kling Klings Kling's Aurelia",
        "Killing time",
        "Sling",
        "Klg",
        "Aurllla",
        "Oh Brian",
        "Professor",
    ):
        assert found(rule, text) == [], text


def test_ordinary_words_are_no_slips_unless_a_capital_says_so():
    """A name in the midst of a sentence has one."""
    rule = rule_of("spell: {names: [Stone, Harper]}")

    assert found(rule, "Store fronts. A store. Harder they fall, a STORE.") == []
    assert found(rule, "Then Store waves to harpr.") == ["Store", "harpr"]


def test_a_name_inside_another_name_is_right():
    """And the longer of two near ones is meant."""
    rule = rule_of("spell: {names: [Ana Maria, Marta, Anna]}")

    assert found(rule, "There is Ana Maria.") == []
    assert found(rule, "There is Ana Marria.") == ["Ana Marria"]


def test_words_may_be_excepted():
    """Where two names are near each other."""
    rule = rule_of("spell: {names: [Aurelia], except: [Aurelio]}")

    assert found(rule, "Then Aurelio meets Aurella.") == ["Aurella"]


def test_digits_are_never_slips():
    """Versions are other things."""
    assert found(rule_of("spell: {names: [Veo-31, Kling 3]}"), "On Veo-32, Kling 2, Kling 33 and Klng 3") == ["Klng 3"]


def test_the_fix_is_safe_for_swapped_and_doubled_letters_only():
    """Mario for Maria is one letter off too, and another person."""
    rule = rule_of(RULE)

    assert fixed(rule, "The Aurellia, the Aurleia, the AURELLIA.") == "The Aurelia, the Aurelia, the AURELIA."
    assert fixed(rule, "The Aurelio.") == "The Aurelio."
    assert fixed(rule, "The Aurelio.", unsafe=True) == "The Aurelia."
    assert fixed(rule, 'The sign "Aurellia".', unsafe=True) == 'The sign "Aurellia".'


def test_two_names_as_near_are_both_offered_and_neither_is_put_there():
    """The author knows which."""
    rule = rule_of("spell: {names: [Marta, Marla]}")

    assert messages(rule, "The Marva.") == ['mind "Marva" Marta or Marla']
    assert fixed(rule, "The Marva.", unsafe=True) == "The Marva."


@pytest.mark.parametrize("letters", [1, 2])
def test_how_far_off_can_be_said(letters):
    """One letter or two."""
    rule = rule_of(f"spell: {{names: [Montmartre], letters: {letters}}}")

    assert found(rule, "In Monmarte.") == ["Monmarte"][: letters - 1]


def test_many_names_and_a_long_text_take_little_time():
    """All names that a rule may have, against all words that a prompt may have."""
    names = ", ".join(f"Q{chr(97 + n % 26)}{chr(97 + n // 26)}xaurelianoburg" for n in range(200))
    rule = rule_of(f"spell: {{names: [{names}]}}")
    text = " ".join(f"Qz{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}xaurelianburg{chr(97 + n % 7)}" for n in range(600))
    begun = time.process_time()
    found(rule, text)

    assert time.process_time() - begun < 20
