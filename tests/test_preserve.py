"""The contract of a rewrite."""

import pytest
from scenes import scene

from promptkit.preserve import breaches, facts

BEFORE = 'Two dogs and Old Tom in Paris beside a sign reading "OPEN", 35mm film, pan left'


def read(prompt, **given):
    return scene(prompt, **given)


def test_facts_are_listed_by_kind_in_the_words_of_the_prompt():
    """Entities without their articles, numbers, quotations, names, camera, style."""
    found = facts(read(BEFORE, anchors=("Two dogs", "a sign")))

    assert found["entities"] == ("Two dogs", "sign")
    assert found["numbers"] == ("Two", "35mm")
    assert found["quotes"] == ('"OPEN"',)
    assert "Paris" in found["names"]
    assert "Old Tom" in found["names"]
    assert found["camera"] == ("pan",)
    assert found["style"] == ("35mm",)


def test_an_insertion_breaks_nothing():
    """More words between the old ones keep the contract."""
    after = BEFORE.replace(", 35mm", ", dust lifting as the wind sweeps through, 35mm")

    assert breaches(read(BEFORE, anchors=("Two dogs",)), read(after, anchors=("Two dogs", "dust"))) == ()


@pytest.mark.parametrize(
    ("lost", "kind"),
    [
        ("Two ", "numbers"),
        ('"OPEN"', "quotes"),
        ("Paris ", "names"),
        ("pan left", "camera"),
        ("35mm film", "style"),
        ("beside", "words"),
    ],
)
def test_what_is_lost_is_named_by_kind(lost, kind):
    """Every kind of loss is seen."""
    found = breaches(read(BEFORE), read(BEFORE.replace(lost, "")))

    assert any(reason.startswith(kind) for reason in found)


def test_the_last_of_two_equal_words_may_not_go():
    """Counts matter: two lamps are not one lamp."""
    found = breaches(read("a lamp beside a lamp"), read("a lamp beside"))

    assert any("lamp" in reason for reason in found)


@pytest.mark.parametrize("who", ["a man", "children", "a cat", "a crowd"])
def test_nobody_may_come_in(who):
    """People and animals that the original does not name are refused."""
    found = breaches(read("A street at night"), read(f"A street at night, {who} near the wall"))

    assert any("someone is added" in reason for reason in found)


def test_the_same_person_may_be_named_again():
    """A re-mention adds nobody."""
    assert breaches(read("A woman and a dog"), read("A woman and a dog, the woman breathing in")) == ()


def test_no_camera_move_may_come_in():
    """A move that the original does not ask for is refused; its own stays."""
    before = read("A street, pan left", camera=(("pan", "left", "pan left"),))
    prompt = "A street, pan left, zoom in"
    after = read(prompt, camera=(("pan", "left", "pan left"), ("zoom", "in", "zoom in")))

    assert breaches(before, after) == ("a camera move is added: zoom in",)


def test_no_object_may_come_in():
    """An umbrella is refused, a gust is not."""
    before = read("A street at night")
    refused = "A street at night, an umbrella, a gust of wind"

    assert breaches(before, read(refused, anchors=("A street", "an umbrella", "a gust"))) == (
        'something is added: "an umbrella"',
    )
