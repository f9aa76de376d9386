"""Whose a verb is, by the noun right before it and by its number."""

import pytest

from promptkit.reader.agreement import is_of_one, named_again


def named(text: str, verb: str, *names: str) -> str | None:
    """The name that is told again right before the verb; names are looked for at their first mention."""
    spots = [(text.index(name), text.index(name) + len(name)) for name in names]
    found = named_again(text, spots, text.rindex(verb))
    return None if found is None else names[found]


@pytest.mark.parametrize(
    ("text", "verb", "mover"),
    [
        ("A goat and a tall mule, the mule kicks the goat", "kicks", "mule"),
        ("A goat and a mule. This old goat slowly climbs", "climbs", "goat"),
        ("A goat meets a mule and the goat is jumping", "jumping", "goat"),
    ],
)
def test_a_noun_named_again_before_a_verb_is_its_subject(text: str, verb: str, mover: str) -> None:
    assert named(text, verb, "goat", "mule") == mover


@pytest.mark.parametrize(
    "text",
    [
        "A goat and a mule, another goat kicks",
        "A goat and a mule, the farmer kicks",
        "A goat and a mule in the yard, kicks",
        "A goat and a mule kicks",
        "A goat, a mule, the kicks",
    ],
)
def test_other_words_before_a_verb_name_nobody_again(text: str) -> None:
    assert named(text, "kicks", "goat", "mule") is None


@pytest.mark.parametrize("rest", [" runs", " suddenly runs", " is running", " slowly runs"])
def test_a_verb_may_be_of_one_alone(rest: str) -> None:
    assert is_of_one("mule" + rest, 4, 4 + rest.index("run"))


@pytest.mark.parametrize(
    "rest", [" run", " are running", " kiss and run", " in the rain runs", ", runs", "'s run", " legs run"]
)
def test_or_of_several(rest: str) -> None:
    assert not is_of_one("mule" + rest, 4, 4 + rest.index("run"))
