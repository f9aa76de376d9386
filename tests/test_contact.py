"""What becomes of the thing that is touched."""

import pytest
from scenes import scene

from promptkit.lexicon import contacts, find_things
from promptkit.phrasing import tell_effect, why_untold
from promptkit.phrasing._contact import in_past


def told(prompt, *elements, anchors=(), loose=()):
    found = tell_effect(scene(prompt, *elements, anchors=anchors, loose=loose))
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
        ("A boy throws a stone and keeps another", "boy", "throws", ("A boy", "a stone")),
        ("A boy drags a wrestler", "boy", "drags", ("A boy", "a wrestler")),
        ("Does a boy kick a ball?", "boy", "kick", ("a boy", "a ball")),
        ("Syrup is poured, the syrup coating a waffle", "Syrup", "is poured", ("Syrup", "the syrup", "a waffle")),
        ("A gull walks on a beach", "gull", "walks", ("A gull", "a beach")),
        ("A skier races through snow", "skier", "races", ("A skier", "snow")),
        ("A nun strolls on a pebble beach", "nun", "strolls", ("A nun", "a pebble beach")),
        ("A donkey trots along a dirt road in the rain", "donkey", "trots", ("A donkey", "a dirt road", "the rain")),
        ("Rain hits a hat", "Rain", "hits", ("Rain", "a hat")),
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
    made = {"any", "none", "several", "burning"}  # not listed: read off the sentence
    kinds = {kind for nouns in _things().values() for kind in nouns} | made

    for contact in contacts():
        asked = {kind for key in (*contact.effect, *contact.goal) for kind in key.split(":")}
        assert asked <= kinds, contact.name
        assert not contact.doer or contact.doer in {*kinds, "legs"}, contact.name
        assert not any("{goal}" in text for text in contact.effect.values()), contact.name


def test_every_effect_can_be_put_into_the_past():
    """Each clause behind "as" ends on a verb whose past form is known, so no effect is left in the wrong tense."""
    texts = [text for contact in contacts() for text in (*contact.effect.values(), *contact.goal.values())]
    clauses = [text.split(" as ", 1)[1] for text in texts if " as " in text]

    assert clauses
    assert all(in_past(clause) != clause for clause in clauses if clause != "{fills}")
    assert in_past("it fills, they fill") == "it filled, they filled"


@pytest.mark.parametrize(
    ("prompt", "elements", "anchors", "effect"),
    [
        # tense
        (
            "Two boys threw a stone.",
            [("boys", "subject", "threw")],
            ("Two boys", "a stone"),
            "the stone flying off in an arc as gravity bent its path.",
        ),
        (
            "A ball was kicked.",
            [("ball", "subject", "was kicked")],
            ("A ball",),
            "the ball shooting away under the kick.",
        ),
        # the passive, with and without its doer
        (
            "A door is slammed shut by a boy.",
            [("door", "subject", "is slammed shut")],
            ("A door", "a boy"),
            "the door shaking in its frame with the slam.",
        ),
        (
            "A pillow tossed onto a bed",
            [("pillow", "subject", "tossed")],
            ("A pillow", "a bed"),
            "the bed sinking and springing back under the impact",
        ),
        # several things, parts of things, and what "it" stands for
        (
            "A cook chops leeks and carrots.",
            [("cook", "subject", "chops")],
            ("A cook", "leeks"),
            "the leeks and carrots parting under the blade.",
        ),
        (
            "A nun slices a loaf of bread",
            [("nun", "subject", "slices")],
            ("A nun", "a loaf of bread"),
            "the bread parting under the blade",
        ),
        (
            "A glass of milk is poured into a bowl of soup",
            [("milk", "subject", "is poured")],
            ("A glass of milk", "a bowl of soup"),
            "the level in the bowl of soup rising as it fills",
        ),
        # where it goes, and what it meets there
        (
            "A cup is flung at a rough, stone wall",
            [("cup", "subject", "is flung")],
            ("A cup", "stone wall"),
            "the cup breaking apart on impact",
        ),
        (
            "A burning stick was thrown into a pile of hay.",
            [("stick", "subject", "was thrown")],
            ("A burning stick", "a pile of hay"),
            "the hay flaring up from the flame.",
        ),
        (
            "A hand pulls a sword out",
            [("hand", "subject", "pulls")],
            ("A hand", "a sword"),
            "the sword sliding out with the pull",
        ),
        # what the doer is
        (
            "Wind blows through leaves",
            [("leaves", "environment", "blows")],
            ("Wind", "leaves"),
            "the leaves swaying with each gust",
        ),
        (
            "Rain hits a window",
            [("Rain", "environment", "hits")],
            ("Rain", "a window"),
            "each drop bursting apart on impact",
        ),
        (
            "A mug crashes onto a stone floor",
            [("mug", "subject", "crashes")],
            ("A mug", "a stone floor"),
            "the mug breaking apart on impact",
        ),
        (
            "One nun pushes another nun in a wheelchair",
            [("nun", "subject", "pushes")],
            ("One nun", "another nun", "a wheelchair"),
            "the wheels turning with the push",
        ),
        (
            "A boy is catching or throwing a frisbee",
            [("boy", "subject", "throwing")],
            ("A boy", "a frisbee"),
            "the frisbee flying in an arc as gravity bends its path",
        ),
        # before another clause, and behind what the doer does meanwhile
        (
            "A nun kneads dough as her sister hums",
            [("nun", "subject", "kneads")],
            ("A nun", "dough", "her sister"),
            "the dough sinking in and stretching under the pressure, as her sister hums",
        ),
        (
            "A boy kicks a ball, smiling broadly",
            [("boy", "subject", "kicks")],
            ("A boy", "a ball"),
            "smiling broadly, the ball shooting away under the kick",
        ),
    ],
)
def test_the_effect_fits_the_sentence(prompt, elements, anchors, effect):
    """Passives, parts, pronouns, goals, doers, tenses and the clauses around."""
    text = told(prompt, *elements, anchors=anchors, loose=("pillow",))

    assert text is not None
    assert text.endswith(f", {effect}")


@pytest.mark.parametrize(
    ("prompt", "what", "motion", "anchors", "why"),
    [
        ("A boy misses a ball", "boy", "misses", ("A boy", "a ball"), None),
        ("A boy tries to kick a ball", "boy", "kick", ("A boy", "a ball"), "not surely done"),
        ("A boy hits a quorble", "boy", "hits", ("A boy", "a quorble"), 'how it answers to "hits"'),
        ("A boy kicks a ball and it flies off", "boy", "kicks", ("A boy", "a ball"), "told already"),
        ("A timelapse of a boy kicking a ball", "boy", "kicking", ("a boy", "a ball"), "time runs faster"),
        ("A boy pulls a rabbit out", "boy", "pulls", ("A boy", "a rabbit"), "no thing is named"),
        ("A boy tosses a pear in a space station", "boy", "tosses", ("A boy", "a pear"), "not known"),
        ("A boy kicks a ball", "boy", "kicks", ("A boy", "a ball"), None),
    ],
)
def test_a_contact_without_an_effect_has_its_reason(prompt, what, motion, anchors, why):
    """None where there is no contact, or an effect is known."""
    reason = why_untold(scene(prompt, (what, "subject", motion), anchors=anchors))

    assert (reason is None) if why is None else (reason is not None and why in reason)


def test_of_a_fight_with_gravity_nothing_is_said_where_there_is_none():
    """In a space station nothing falls; under water nothing flies in an arc."""
    for place in ("in a space station", "under water", "on the seabed"):
        prompt = f"A diver throws a stone {place}"
        assert told(prompt, ("diver", "subject", "throws"), anchors=("A diver", "a stone")) is None


def _things():
    names = ("ball", "stone", "cart", "box", "door", "drawer", "swing", "heavy bag", "drum", "bell", "nail", "glass")
    from promptkit.lexicon._entries import kinds_of_things

    assert all(find_things(name) for name in names)
    return kinds_of_things()


@pytest.mark.parametrize(
    ("prompt", "who", "motion", "anchors"),
    [
        ("A hat drops into a lake", "hat", "drops", ("A hat", "a lake")),
        ("A boy tosses a pear in the barn, his hat askew", "boy", "tosses", ("A boy", "a pear", "the barn", "his hat")),
        ("Two boys will throw a stone.", "boys", "throw", ("Two boys", "a stone")),
        ("A ball has been kicked.", "ball", "been kicked", ("A ball",)),
    ],
)
def test_an_effect_that_would_read_badly_is_only_a_hint(prompt, who, motion, anchors):
    """Too light to splash, not moved along the ground, cut off from the rest of the sentence, or not now."""
    found = tell_effect(scene(prompt, (who, "subject", motion), anchors=anchors))

    assert found is not None
    assert not found[1].sure
