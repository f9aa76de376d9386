"""What becomes of the thing that is touched."""

import pytest
from scenes import scene

from promptkit.lexicon import contacts, find_things
from promptkit.phrasing import tell_effect


def told(prompt, *elements, anchors=()):
    found = tell_effect(scene(prompt, *elements, anchors=anchors))
    if found is None:
        return None
    _, added = found
    return prompt[: added.at] + added.text + prompt[added.at :]


@pytest.mark.parametrize(
    ("prompt", "who", "motion", "anchors", "effect"),
    [
        ("A boy kicks a ball.", "boy", "kicks", ("A boy", "a ball"), "the ball shooting away under the kick."),
        ("A man hits a nail.", "man", "hits", ("A man", "a nail"), "the nail sinking deeper under the blow."),
        ("A cook slices an onion", "cook", "slices", ("A cook", "an onion"), "the onion parting under the blade"),
        (
            "A girl pours milk into a glass, kitchen",
            "girl",
            "pours",
            ("A girl", "milk", "a glass", "kitchen"),
            "the level in the glass rising as it fills, kitchen",
        ),
        ("Juice is poured", "Juice", "is poured", ("Juice",), "the juice running down as gravity draws it"),
        ("Two cars collide", "cars", "collide", ("Two cars",), "the cars jolting under the impact"),
        ("A cook is chopping a leek", "cook", "is chopping", ("A cook", "a leek"), "the leek parting under the blade"),
        (
            "Tossing the pear",
            "pear",
            "Tossing",
            ("Tossing the pear",),
            "the pear flying off in an arc as gravity bends its path",
        ),
        ("A nun strolls on a beach", "nun", "strolls", ("A nun", "a beach"), "sand giving way under each step"),
        (
            "A donkey trots along a dirt road",
            "donkey",
            "trots",
            ("A donkey", "a dirt road"),
            "dust rising behind with each stride",
        ),
        ("Waves crash on a pier", "Waves", "crash", ("Waves", "a pier"), "spray flying up from the impact"),
    ],
)
def test_the_touched_thing_answers_by_its_kind(prompt, who, motion, anchors, effect):
    """Balls fly, nails sink, vessels fill: at the end of the clause, before what follows it."""
    text = told(prompt, (who, "subject", motion), anchors=anchors)

    assert text is not None
    assert text.endswith(f", {effect}")


@pytest.mark.parametrize(
    ("prompt", "who", "motion", "anchors"),
    [
        ("A boy kicks a ball, sending it over the fence", "boy", "kicks", ("A boy", "a ball")),
        ("A boy kicks a ball and it flies off", "boy", "kicks", ("A boy", "a ball")),
        ("A boy is about to kick a ball", "boy", "kick", ("A boy", "a ball")),
        ("A boy doesn't kick a ball.", "boy", "kick", ("A boy", "a ball")),
        ("A boy didn’t kick a ball.", "boy", "kick", ("A boy", "a ball")),
        ("A boy kicks a man", "boy", "kicks", ("A boy", "a man")),
        ("A boy kicks a wall", "boy", "kicks", ("A boy", "a wall")),
        ("A boy throws his head back", "boy", "throws", ("A boy", "his head")),
        ("A boy throws a party", "boy", "throws", ("A boy", "a party")),
        ("A boy catches or throws a ball", "boy", "throws", ("A boy", "a ball")),
        ("Does a boy kick a ball?", "boy", "kick", ("a boy", "a ball")),
        ("Syrup is poured, the syrup coating a waffle", "Syrup", "is poured", ("Syrup", "the syrup", "a waffle")),
        ("A gull walks on a beach", "gull", "walks", ("A gull", "a beach")),
        ("A skier races through snow", "skier", "races", ("A skier", "snow")),
        ("A nun strolls on a pebble beach", "nun", "strolls", ("A nun", "a pebble beach")),
        ("A donkey trots along a dirt road in the rain", "donkey", "trots", ("A donkey", "a dirt road", "the rain")),
        ("Rain hits a window", "Rain", "hits", ("Rain", "a window")),
        ("A boy kicks a ball that rests on the lawn", "boy", "kicks", ("A boy", "a ball", "the lawn")),
        (
            "Milk is poured into a glass beside a glass of tea",
            "Milk",
            "is poured",
            ("Milk", "a glass", "a glass of tea"),
        ),
    ],
)
def test_nothing_is_said_where_it_is_told_or_not_sure(prompt, who, motion, anchors):
    """Told effects, mere intents, living beings, walls, idioms and weather are left alone."""
    assert told(prompt, (who, "subject", motion), anchors=anchors) is None


def test_an_effect_is_told_once():
    """What was added is read as told."""
    prompt = "A child blows soap bubbles in a park"
    once = told(prompt, ("child", "subject", "blows"), anchors=("A child", "soap bubbles", "a park"))

    assert "swelling" in once
    assert told(once, ("child", "subject", "blows"), anchors=("A child", "soap bubbles", "a park")) is None


def test_every_effect_speaks_of_a_kind_that_is_listed():
    """A misspelt kind would never be said; {goal} stands only where there is one."""
    kinds = {kind for nouns in _things().values() for kind in nouns} | {"any", "none"}

    for contact in contacts():
        assert {*contact.effect, *contact.goal} <= kinds, contact.name
        assert not any("{goal}" in text for text in contact.effect.values()), contact.name


def _things():
    names = ("ball", "stone", "cart", "box", "door", "drawer", "swing", "heavy bag", "drum", "bell", "nail", "glass")
    from promptkit.lexicon._entries import kinds_of_things

    assert all(find_things(name) for name in names)
    return kinds_of_things()


@pytest.mark.parametrize(
    ("prompt", "who", "motion", "anchors"),
    [
        ("A hat drops into a lake", "hat", "drops", ("A hat", "a lake")),
        ("A hand pulls a sword out", "hand", "pulls", ("A hand", "a sword")),
        ("A boy tosses a pear in the barn, his hat askew", "boy", "tosses", ("A boy", "a pear", "the barn", "his hat")),
        ("A boy throws a stone and keeps another", "boy", "throws", ("A boy", "a stone")),
        ("Two boys threw a stone.", "boys", "threw", ("Two boys", "a stone")),
        ("A ball was kicked.", "ball", "was kicked", ("A ball",)),
    ],
)
def test_an_effect_that_would_read_badly_is_only_a_hint(prompt, who, motion, anchors):
    """Too light to splash, not moved along the ground, cut off from the rest of the sentence, or past."""
    found = tell_effect(scene(prompt, (who, "subject", motion), anchors=anchors))

    assert found is not None
    assert not found[1].sure
