"""What becomes of the thing that is touched."""

import re

import pytest
from scenes import scene

from promptkit.lexicon import contacts, find_things
from promptkit.phrasing import tell_effect, tells_of_a_contact, why_untold
from promptkit.phrasing._bodies import HIDES
from promptkit.phrasing._occasion import on_occasion


def told(prompt, *elements, anchors=(), loose=()):
    found = tell_effect(scene(prompt, *elements, anchors=anchors, loose=loose))
    if found is None:
        return None
    _, added = found
    return prompt[: added.at] + added.text + prompt[added.at :]


@pytest.mark.parametrize(
    ("prompt", "who", "motion", "anchors", "effect"),
    [
        (
            "A boy kicks a ball.",
            "boy",
            "kicks",
            ("A boy", "a ball"),
            "the ball shooting off the foot with a fast spin.",
        ),
        ("A man hits a nail.", "man", "hits", ("A man", "a nail"), "the nail sinking deeper."),
        ("A cart crashes into a cone.", "cart", "crashes", ("A cart", "a cone"), "the cone toppling over."),
        (
            "A cook slices an onion",
            "cook",
            "slices",
            ("A cook", "an onion"),
            "each piece leaning away from the blade and dropping flat",
        ),
        (
            "A girl pours milk into a glass, kitchen",
            "girl",
            "pours",
            ("A girl", "milk", "a glass", "kitchen"),
            "the milk rising and rocking a little, kitchen",
        ),
        ("Juice is poured", "Juice", "is poured", ("Juice",), "the juice twisting and thinning on the way down"),
        ("Two cars collide", "cars", "collide", ("Two cars",), "sheet metal buckling and glass spraying out"),
        (
            "A cook is chopping a leek",
            "cook",
            "is chopping",
            ("A cook", "a leek"),
            "pieces rolling aside one after another",
        ),
        (
            "Tossing the pear",
            "pear",
            "Tossing",
            ("Tossing the pear",),
            "the pear climbing, slowing and dropping along an arc",
        ),
        (
            "A nun strolls on a beach",
            "nun",
            "strolls",
            ("A nun", "a beach"),
            "soft prints forming in the sand behind",
        ),
        (
            "A donkey trots along a dirt road",
            "donkey",
            "trots",
            ("A donkey", "a dirt road"),
            "a trail of dust hanging in the air behind",
        ),
        (
            "Waves crash on a pier",
            "Waves",
            "crash",
            ("Waves", "a pier"),
            "white water bursting upward and draining off in rills",
        ),
    ],
)
def test_the_touched_thing_answers_by_its_kind(prompt, who, motion, anchors, effect):
    """Balls fly, nails sink, milk rocks: at the end of the clause, before what follows it."""
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
        ("A boy kicks a flat football", "boy", "kicks", ("A boy", "a flat football")),
        ("A cook slams a cleaver on a frozen pumpkin", "cook", "slams", ("A cook", "a cleaver", "a frozen pumpkin")),
        ("A combine harvester hits a scarecrow", "harvester", "hits", ("A combine harvester", "a scarecrow")),
        ("A janitor shoves a broom down a hallway", "janitor", "shoves", ("A janitor", "a broom")),
        ("A cook pours milk into a hot pan", "cook", "pours", ("A cook", "milk", "a hot pan")),
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
        ("Small waves hit a pier", "waves", "hit", ("Small waves", "a pier")),
        ("A boy cuts an object", "boy", "cuts", ("A boy", "an object")),
        ("A girl pulls a toy out", "girl", "pulls", ("A girl", "a toy")),
        ("A nun pours a potion onto a quorble", "nun", "pours", ("A nun", "a potion", "a quorble")),
        ("A boy throws a ball at a wall, showing its high bounce", "boy", "throws", ("A boy", "a ball", "a wall")),
        ("A timelapse of acid as it is poured onto bread", "acid", "is poured", ("acid", "bread")),
    ],
)
def test_nothing_is_said_where_it_is_told_or_not_sure(prompt, who, motion, anchors):
    """Told effects, mere intents, living beings, walls, idioms and weather are left alone."""
    assert told(prompt, (who, "subject", motion), anchors=anchors) is None


def test_an_effect_is_told_once():
    """What was added is read as told."""
    prompt = "A child blows soap bubbles in a park"
    once = told(prompt, ("child", "subject", "blows"), anchors=("A child", "soap bubbles", "a park"))

    assert "drifting off" in once
    assert told(once, ("child", "subject", "blows"), anchors=("A child", "soap bubbles", "a park")) is None


def test_every_effect_speaks_of_a_kind_that_is_listed():
    """A misspelt kind would never be said; {goal} stands only where there is one."""
    made = {"any", "none", "several", "burning", "filled", "across", "somebody", "self"}  # read off the sentence
    listed = {kind for nouns in _things().values() for kind in nouns}
    kinds = listed | made | on_occasion(listed) | HIDES

    for contact in contacts():
        asked = {kind.removeprefix("of_") for key in (*contact.effect, *contact.goal) for kind in key.split(":")}
        assert asked <= kinds, contact.name
        assert not contact.doer or contact.doer in {*kinds, "legs", "hands", "light"}, contact.name
        assert not any("{goal}" in text for texts in contact.effect.values() for text in texts), contact.name


def test_no_effect_holds_a_finite_verb_or_a_force_that_nobody_sees():
    """They stand behind a sentence of any tense, and tell what a camera can show."""
    texts = [
        text for each in contacts() for table in (each.effect, each.goal) for some in table.values() for text in some
    ]

    assert len(texts) > 200
    for text in texts:
        assert not re.search(r"\b(?:as|gravity|pressure|force|impact|parting)\b", text), text
        assert re.search(r"\w+ing\b", text), text


def test_the_wordings_of_a_contact_differ_and_each_prompt_keeps_its_own():
    """Whoever cuts ten things reads more than one wording, and the same one on every run."""
    cooks = ("monk", "nun", "boy", "girl", "chef", "cook", "baker", "king", "queen", "guard")
    made = [told(f"A {who} chops a leek", (who, "subject", "chops"), anchors=(f"A {who}", "a leek")) for who in cooks]
    again = [told(f"A {who} chops a leek", (who, "subject", "chops"), anchors=(f"A {who}", "a leek")) for who in cooks]

    assert len({text.split(", ")[1] for text in made}) > 1
    assert made == again


def test_an_effect_ends_with_its_line():
    """Before the next line of a list no comma is left behind."""
    text = told("1. A nun kneads dough slowly\n2. She rests", ("nun", "subject", "kneads"), anchors=("A nun", "dough"))

    assert text is not None
    assert re.search(r"\w\n2\. She rests$", text)


def test_no_word_of_the_prompt_is_said_again():
    """Dust that floats already does not rise a second time: another wording is taken, or none."""
    prompt = "Dust in the air, a nun sweeps the floor"
    text = told(prompt, ("nun", "subject", "sweeps"), anchors=("Dust", "the air", "a nun", "the floor"))

    assert text is None or "dust" not in text.removeprefix(prompt)


@pytest.mark.parametrize(
    ("contents", "filled", "effect"),
    [
        ("baking soda", "vinegar", "foam"),
        ("oil", "water", "top"),
        ("honey", "water", "bottom"),
        ("flour", "water", "clumps"),
        ("milk", "coffee", "clouds"),
        ("salt", "water", "bottom"),
    ],
)
def test_what_is_poured_together_answers_as_it_does(contents, filled, effect):
    """Soda foams in vinegar, oil floats, honey and salt sink, flour clumps, milk clouds."""
    prompt = f"A cup of {contents} is poured into a glass of {filled}"
    anchors = (f"A cup of {contents}", f"a glass of {filled}")
    text = told(prompt, (contents, "subject", "is poured"), anchors=anchors)

    assert text is not None
    assert effect in text


@pytest.mark.parametrize(
    ("prompt", "elements", "anchors", "effect"),
    [
        # tense
        (
            "Two boys threw a stone.",
            [("boys", "subject", "threw")],
            ("Two boys", "a stone"),
            "the stone climbing, slowing and dropping along an arc.",
        ),
        (
            "A ball was kicked.",
            [("ball", "subject", "was kicked")],
            ("A ball",),
            "the ball leaving the ground and spinning off.",
        ),
        # the passive, with and without its doer
        (
            "A door is slammed shut by a boy.",
            [("door", "subject", "is slammed shut")],
            ("A door", "a boy"),
            "the door quivering on its hinges.",
        ),
        (
            "A pillow tossed onto a bed",
            [("pillow", "subject", "tossed")],
            ("A pillow", "a bed"),
            "the pillow tumbling over once and lying still",
        ),
        # several things, parts of things, and what "it" stands for
        (
            "A cook chops leeks and carrots.",
            [("cook", "subject", "chops")],
            ("A cook", "leeks"),
            "pieces rolling aside one after another.",
        ),
        (
            "A nun slices a loaf of bread",
            [("nun", "subject", "slices")],
            ("A nun", "a loaf of bread"),
            "flakes of crust springing off around the blade",
        ),
        (
            "A glass of milk is poured into a bowl of soup",
            [("milk", "subject", "is poured")],
            ("A glass of milk", "a bowl of soup"),
            "ripples running out to the rim",
        ),
        # where it goes, and what it meets there
        (
            "A cup is flung at a rough, stone wall",
            [("cup", "subject", "is flung")],
            ("A cup", "stone wall"),
            "pieces bursting outward and skidding to rest",
        ),
        (
            "A burning stick was thrown into a pile of hay.",
            [("stick", "subject", "was thrown")],
            ("A burning stick", "a pile of hay"),
            "low flames licking up and spreading outward.",
        ),
        # what the doer is
        (
            "Wind blows through leaves",
            [("leaves", "environment", "blows")],
            ("Wind", "leaves"),
            "the leaves fluttering and flashing pale undersides",
        ),
        (
            "Rain hits a window",
            [("Rain", "environment", "hits")],
            ("Rain", "a window"),
            "drops merging and running down in crooked trails",
        ),
        (
            "A mug crashes onto a stone floor",
            [("mug", "subject", "crashes")],
            ("A mug", "a stone floor"),
            "the mug bursting apart and the pieces skidding outward",
        ),
        (
            "One nun pushes another nun in a wheelchair",
            [("nun", "subject", "pushes")],
            ("One nun", "another nun", "a wheelchair"),
            "the wheels turning steadily",
        ),
        (
            "A boy is catching or throwing a frisbee",
            [("boy", "subject", "throwing")],
            ("A boy", "a frisbee"),
            "the frisbee spinning flat and gliding on",
        ),
        # before another clause, and behind what the doer does meanwhile
        (
            "A nun kneads dough as her sister hums",
            [("nun", "subject", "kneads")],
            ("A nun", "dough", "her sister"),
            "the dough stretching, folding over and slowly filling out again, as her sister hums",
        ),
        (
            "A boy kicks a ball, smiling broadly",
            [("boy", "subject", "kicks")],
            ("A boy", "a ball"),
            "smiling broadly, the ball shooting off the foot with a fast spin",
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
        ("A boy pulls a rabbit out", "boy", "pulls", ("A boy", "a rabbit"), "nothing is named"),
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


def test_half_a_character_in_the_prompt_is_survived():
    """A lone surrogate, as broken files give them, chooses a wording like any other character."""
    prompt = "A boy kicks a ball across the yard. \ud83d"

    assert told(prompt, ("boy", "subject", "kicks"), anchors=("A boy", "a ball", "the yard")) is not None


@pytest.mark.parametrize(
    ("prompt", "who", "motion", "anchors", "words"),
    [
        # of what it is
        ("A potter kneads clay", "potter", "kneads", ("A potter", "clay"), ("clay", "closing")),
        ("Oxen pull a plow", "Oxen", "pull", ("Oxen", "a plow"), ("plow", "wheel")),
        ("A boy pushes a toy van", "boy", "pushes", ("A boy", "a toy van"), ("little wheels", "tires")),
        ("A nun flings a tin mug at a wall", "nun", "flings", ("A nun", "a tin mug", "a wall"), ("bouncing", "pieces")),
        ("A man pushes a piano on wheels", "man", "pushes", ("A man", "a piano", "wheels"), ("rolling", "keys")),
        ("A boy hits the puck", "boy", "hits", ("A boy", "the puck"), ("puck", "curve")),
        ("Two tugs pull a ship", "tugs", "pull", ("Two tugs", "a ship"), ("ship", "rocking")),
        ("A cook tosses noodles", "cook", "tosses", ("A cook", "noodles"), ("noodles", "pieces")),
        ("A nun pours concrete into a mould", "nun", "pours", ("A nun", "concrete", "a mould"), ("concrete", "bubbl")),
        ("A nun cracks a crab shell", "nun", "cracks", ("A nun", "a crab shell"), ("shards", "halves")),
        ("A cook dices an onion", "cook", "dices", ("A cook", "an onion"), ("pieces", "rolling")),
        ("Waiters pour drinks", "Waiters", "pour", ("Waiters", "drinks"), ("the streams", "the drinks")),
        ("A nun draws the blind down", "nun", "draws", ("A nun", "the blind"), ("bottom edge", "slats")),
        ("A nun draws the blinds down", "nun", "draws", ("A nun", "the blinds"), ("slats", "bottom edge")),
        ("A girl runs through a wheat field", "girl", "runs", ("A girl", "a wheat field"), ("stalks", "grass")),
        ("A taxi hits a puddle", "taxi", "hits", ("A taxi", "a puddle"), ("water", "crown")),
        ("A nun plucks a guitar string", "nun", "plucks", ("A nun", "a guitar string"), ("the string ", "strings")),
        ("A sailor flings a rope", "sailor", "flings", ("A sailor", "a rope"), ("uncoiling", "spinning")),
        ("A player flings a dart", "player", "flings", ("A player", "a dart"), ("flat", "down")),
        ("A truck flings snow aside", "truck", "flings", ("A truck", "snow"), ("snow", "bouncing")),
        ("A nun flings a ball at a wall", "nun", "flings", ("A nun", "a ball", "a wall"), ("ing", " up")),
        ("A nun flings a stone at a wall", "nun", "flings", ("A nun", "a stone", "a wall"), ("glancing off", "arc")),
        ("A digger pushes rubble into a pit", "digger", "pushes", ("A digger", "rubble", "a pit"), ("over", "ahead")),
        ("Oxen pull a cart of hay", "Oxen", "pull", ("Oxen", "a cart of hay"), ("the cart ", "hay")),
        # of how it is done
        ("A goalie pushes a ball over a bar", "goalie", "pushes", ("A goalie", "a ball", "a bar"), ("ing", "rolling")),
        ("A nun sweeps a floor with a mop", "nun", "sweeps", ("A nun", "a floor", "a mop"), ("behind", "dust")),
        ("A boy flings a ball at the lens", "boy", "flings", ("A boy", "a ball", "the lens"), ("larger", "down")),
        ("A boy kicks a ball into a net", "boy", "kicks", ("A boy", "a ball", "a net"), ("bulging", "ground")),
        ("A boy taps a stick on a rock", "boy", "taps", ("A boy", "a stick", "a rock"), ("lightly", "blow")),
        ("A cat bumps softly against a box", "cat", "bumps", ("A cat", "a box"), ("slightly", "jolting")),
        ("A nun strikes two drums", "nun", "strikes", ("A nun", "two drums"), ("skins of the drums", "skin of")),
        # and where
        ("A nun pushes a cart through snow", "nun", "pushes", ("A nun", "a cart", "snow"), ("tracks", "jolt")),
        ("A nun hits a ball out of the sand", "nun", "hits", ("A nun", "a ball", "the sand"), ("grains", "curve")),
        ("A nun leaves a taxi, slams the door", "nun", "slams", ("A nun", "a taxi", "the door"), ("instant", "hinges")),
        ("A nun pulls a rope stretched taut", "nun", "pulls", ("A nun", "a rope"), ("rope", "slack")),
    ],
)
def test_the_effect_is_that_of_the_thing_the_manner_and_the_place(prompt, who, motion, anchors, words):
    """Clay keeps its dents, a plow has no wheels, a tap is no blow, and in snow a cart leaves tracks."""
    text = told(prompt, (who, "subject", motion), anchors=anchors)

    assert text is not None
    said, unsaid = words
    added = text.removeprefix(prompt)
    assert said in added
    assert unsaid not in added


@pytest.mark.parametrize(
    ("prompt", "who", "motion", "anchors"),
    [
        ("A nun folds a sheet badly", "nun", "folds", ("A nun", "a sheet")),
        ("A cat pushes a pen to the edge, then over it", "cat", "pushes", ("A cat", "a pen", "the edge")),
        ("A fish bumps into balls and then quickly darting off", "fish", "bumps", ("A fish", "balls")),
        ("A boy flings a newspaper, then another", "boy", "flings", ("A boy", "a newspaper")),
        ("A boy pushes a chair. She laughs. The chair glides on", "boy", "pushes", ("A boy", "a chair", "The chair")),
        ("A truck drags a taxi onto its bed", "truck", "drags", ("A truck", "a taxi", "its bed")),
        ("My cat knocking a glass off it", "a glass", "knocking", ("My cat", "a glass")),
        ("Bison trudge through falling snow", "Bison", "trudge", ("Bison", "falling snow")),
        ("Lamps glow among the bouncing balls", "Lamps", "bouncing", ("Lamps", "balls")),
        ("A nun stirs the pot,\na letter curling", "nun", "stirs", ("A nun", "the pot", "a letter")),
    ],
)
def test_no_effect_takes_over_what_the_author_goes_on_with(prompt, who, motion, anchors):
    """A deed that goes on without naming its doer again, a verse, a manner of its own: nothing is put in between."""
    assert told(prompt, (who, "subject", motion), anchors=anchors) is None


def test_an_effect_names_the_thing_by_its_last_word_where_that_is_clear():
    """A soccer ball is "the ball" from then on, unless another ball is there."""
    one = told("A man kicks a soccer ball", ("man", "subject", "kicks"), anchors=("A man", "a soccer ball"))
    two = told(
        "A man kicks a soccer ball beside a beach ball",
        ("man", "subject", "kicks"),
        anchors=("A man", "a soccer ball", "a beach ball"),
    )

    assert "the ball" in one
    assert two is None or "the soccer ball" in two


def test_what_comes_of_a_contact_has_its_cause():
    """No cause is asked of juice that wells up where a fruit is cut."""
    prompt = "A boy cuts a melon, juice welling up and trickling down."

    assert tells_of_a_contact(prompt, prompt.index("welling"))
    assert not tells_of_a_contact(prompt, prompt.index("cuts"))
