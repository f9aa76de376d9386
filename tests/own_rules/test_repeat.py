"""`repeat`: the same word twice."""

from house import fixed, found, messages, rule_of

from promptkit.lint import check_shot
from promptkit.shot import Shot


def test_a_word_twice_in_a_row_is_found_in_any_case():
    """With any blanks between, and each time it comes again."""
    rule = rule_of("repeat: {}")

    assert found(rule, "The the cat walks\nwalks, a a a dog.") == ["the", "walks", "a", "a"]


def test_what_is_meant_is_left_alone():
    """A mark between the two, a quotation, numbers, parts of words, other words between."""
    rule = rule_of("repeat: {}")

    for text in (
        "Up, up and away.",
        '"No no no," she says.',
        "3 3 apples",
        "the theme",
        "a cat and a dog",
        "well-well",
    ):
        assert found(rule, text) == [], text


def test_only_words_that_are_never_doubled_are_taken_out():
    """The The is a band, and "that that" may be meant; the blank goes with the word."""
    rule = rule_of("repeat: {}")

    assert fixed(rule, "The the the cat of  of the house.", unsafe=True) == "The cat of the house."
    assert (
        fixed(rule, "He says that that cat is very very old.", unsafe=True) == "He says that that cat is very very old."
    )
    assert fixed(rule, "A band like The The plays.") == "A band like The The plays."


def test_words_further_apart_are_found_up_to_the_limit():
    """Short words do not count there; how short, the rule may say."""
    rule = rule_of("repeat: {within: 4}")

    assert found(rule, "Waves break and the waves roll") == ["waves"]
    assert found(rule, "Waves break and then the waves roll, and the sea") == []
    assert found(rule_of("repeat: {within: 4, letters: 3}"), "the cat and the dog") == ["the"]


def test_words_may_be_listed_or_excepted():
    """With `*`, as everywhere."""
    assert found(rule_of("repeat: {within: 9, words: [walk*]}"), "He walks, she walks in wind and wind") == ["walks"]
    assert found(rule_of("repeat: {within: 9, except: [WIND]}"), "He walks, she walks in wind and wind") == ["walks"]


def test_a_fix_for_words_apart_is_not_offered():
    """Which of the two to keep, and what instead, the author knows."""
    (one,) = check_shot(Shot(id="a", prompt="the cat the dog"), [rule_of("repeat: {within: 2, letters: 1}")])

    assert one.fix is None
    assert messages(rule_of("repeat: {}"), "cat cat") == ['mind "cat"']
