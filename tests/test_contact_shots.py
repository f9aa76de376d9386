"""What becomes of the touched thing where that is the whole shot, and where it may stand."""

import re
from dataclasses import replace

import pytest
from scenes import scene, span_of

from promptkit.lexicon import contacts
from promptkit.phrasing import tell_effect, tells_an_effect
from promptkit.rules.missing_contact import missing_contact


def told(prompt, who, motion, *anchors, role="subject", more=()):
    """The prompt with what is added without a look; None where nothing is."""
    found = tell_effect(scene(prompt, (who, role, motion), *more, anchors=anchors))
    if found is None or not found[1].sure:
        return None
    added = found[1]
    return prompt[: added.at] + added.text + prompt[added.at :]


def test_nothing_between_two_commas_is_no_fragment():
    """A slip of the keyboard is read over."""
    made = told("A monk hits a gong, , , gritty", "monk", "hits", "A monk", "a gong")

    assert made is None or made.endswith(", , , gritty")


@pytest.mark.parametrize(
    ("prompt", "who", "motion", "anchors", "fragment"),
    [
        ("A dart hits the target, super slow-mo", "dart", "hits", ("A dart", "the target"), "super slow-mo"),
        ("A monk taps a gong, gritty", "monk", "taps", ("A monk", "a gong"), "gritty"),
        ("A monk hits a gong, medieval fair", "monk", "hits", ("A monk", "a gong"), "medieval fair"),
        ("A nun kneads dough, kitchen light", "nun", "kneads", ("A nun", "dough", "kitchen light"), "kitchen light"),
        ("A nun pops a balloon, at dusk", "nun", "pops", ("A nun", "a balloon", "dusk"), "at dusk"),
        ("A nun breaks a stick, woods, winter", "nun", "breaks", ("A nun", "a stick", "woods"), "woods, winter"),
        ("A nun hits a bell, strike, close-up", "nun", "hits", ("A nun", "a bell"), "strike, close-up"),
    ],
)
def test_an_effect_stands_before_a_fragment(prompt, who, motion, anchors, fragment):
    """Style, lens, light, place, mood: what says nothing of who acts may follow."""
    text = told(prompt, who, motion, *anchors)

    assert text is not None
    assert text.endswith(f", {fragment}")
    assert len(text) > len(prompt)


@pytest.mark.parametrize(
    ("prompt", "motion", "anchors"),
    [
        ("A boy flings a pebble, barefoot and angry", "flings", ("A boy", "a pebble")),
        ("A boy flings a pebble, in a red coat", "flings", ("A boy", "a pebble", "a red coat")),
        ("A boy flings pebbles, stones, and sticks", "flings", ("A boy", "pebbles", "stones", "sticks")),
        ("A boy flings a pebble, checks the time", "flings", ("A boy", "a pebble", "the time")),
        ("A boy flings a pebble, with all his strength", "flings", ("A boy", "a pebble", "all his strength")),
        ("A boy flings a pebble, a smooth flat one", "flings", ("A boy", "a pebble")),
    ],
)
def test_nothing_is_put_before_what_hangs_on_the_deed(prompt, motion, anchors):
    """A state or a dress of who acts, a list, a next deed, a manner, an apposition: they would be cut off."""
    assert told(prompt, "boy", motion, *anchors) is None


@pytest.mark.parametrize(
    ("prompt", "who", "motion", "anchors", "words"),
    [
        ("A hammer hits a melon", "hammer", "hits", ("A hammer", "a melon"), "the rind"),
        ("A bullet goes through an apple", "bullet", "goes", ("A bullet", "an apple"), "far side"),
        ("A goat headbutts a fence post", "goat", "headbutts", ("A goat", "a fence post"), "the post rocking"),
        ("A woodpecker pecks at a dead birch", "woodpecker", "pecks", ("A woodpecker", "a dead birch"), "bark"),
        ("Ice cubes drop in a glass of cola", "Ice cubes", "drop", ("Ice cubes", "a glass of cola"), "bubbles"),
        ("A drop of ink falls into water", "drop", "falls", ("A drop of ink", "water"), "color"),
        ("A nun strikes a match", "nun", "strikes", ("A nun", "a match"), "flame"),
        ("A frozen lake cracks under his boots", "lake", "cracks", ("A frozen lake", "his boots"), "white lines"),
        ("A nun slams a cleaver into a log", "nun", "slams", ("A nun", "a cleaver", "a log"), "splinters"),
        ("A wrecking ball hits a wall", "wrecking ball", "hits", ("A wrecking ball", "a wall"), "chunks"),
        ("A nun chops a log in half", "nun", "chops", ("A nun", "a log"), "the two halves"),
        ("A nun brushes sand off a coin", "nun", "brushes", ("A nun", "sand", "a coin"), "loose grains"),
        ("A fingertip presses into lotion", "fingertip", "presses", ("A fingertip", "lotion"), "hollow"),
        ("A vase falls off a shelf onto the floor", "vase", "falls", ("A vase", "a shelf", "the floor"), "pieces"),
        ("A mason slaps dough onto the counter", "mason", "slaps", ("A mason", "the counter"), "the dough"),
        ("A raindrop hits a leaf", "raindrop", "hits", ("A raindrop", "a leaf"), "the leaf"),
    ],
)
def test_a_reaction_that_is_the_whole_shot_is_told(prompt, who, motion, anchors, words):
    """By who strikes, too: a hammer bursts what a hand would only press."""
    text = told(prompt, who, motion, *anchors)

    assert text is not None
    assert words in text.removeprefix(prompt)


@pytest.mark.parametrize(
    ("prompt", "who", "motion", "anchors", "words"),
    [
        ("A boy kicks a ball through a window", "boy", "kicks", ("A boy", "a ball", "a window"), ("glass", "roll")),
        (
            "A nun presses her thumbs into clay",
            "nun",
            "presses",
            ("A nun", "her thumbs", "clay"),
            ("hollow", "filling"),
        ),
        ("A cat pushes a cup off the table", "cat", "pushes", ("A cat", "a cup", "the table"), ("edge", "sight")),
        (
            "A dog pulls a sled through deep snow",
            "dog",
            "pulls",
            ("A dog", "a sled", "deep snow"),
            ("the snow", "hiss"),
        ),
        ("A train hits a car", "train", "hits", ("A train", "a car"), ("metal buckling", "shaking")),
        ("A nun digs a hole", "nun", "digs", ("A nun", "a hole"), ("a heap of earth", "beside")),
        ("A girl spikes the ball", "girl", "spikes", ("A girl", "the ball"), ("down", "leaping")),
    ],
)
def test_what_answers_is_what_the_shot_is_of(prompt, who, motion, anchors, words):
    """The pane and not the ball, clay that keeps its dent, snow before a sled."""
    text = told(prompt, who, motion, *anchors)

    said, unsaid = words
    assert text is not None
    assert said in text.removeprefix(prompt)
    assert unsaid not in text.removeprefix(prompt)


def test_what_is_slapped_down_spreads_and_what_it_falls_on_stays():
    """Done twice to the dough: the counter does not shake."""
    prompt = "Dough tossed up by a cook, then slapped on the counter"
    made = scene(prompt, ("Dough", "subject", "tossed"), anchors=("Dough", "a cook", "the counter"))
    deeds = (span_of(prompt, "tossed"), span_of(prompt, "slapped"))
    found = tell_effect(replace(made, elements=(replace(made.elements[0], motions=deeds),)))

    assert found is not None
    assert found[1].text.startswith(", the dough slumping flat")


@pytest.mark.parametrize("passing", [("sweat", "flying"), ("train", "passing")])
def test_what_moves_beside_a_contact_is_not_its_answer(passing):
    """Sweat flies and trains pass anyhow: the bag still swings."""
    who, motion = passing
    prompt = f"A boxer punches a heavy bag, {who} {motion}"
    text = told(prompt, "boxer", "punches", "A boxer", "a heavy bag", more=[(who, "secondary", motion)])

    assert text is not None
    assert "the bag" in text


def test_what_the_next_sentence_tells_is_told():
    """Its "it" is what was touched: nothing is asked for, and nothing is added."""
    made = scene("A monk swings an axe into a log. It splits cleanly.", ("monk", "subject", "swings"),
                 anchors=("A monk", "an axe", "a log"))  # fmt: skip

    assert tell_effect(made) is None
    assert list(missing_contact.check(made)) == []


def test_no_effect_leaves_the_frame_or_is_only_heard():
    """What drops out of sight or hisses cannot be seen, and "behind" needs something to be behind of."""
    texts = [
        text for each in contacts() for table in (each.effect, each.goal) for some in table.values() for text in some
    ]

    assert not [
        text for text in texts if "below the edge" in text or "hissing along" in text or "closing behind" in text
    ]


def test_a_deed_of_ones_own_body_is_no_blow():
    """Whoever beats his chest beats no furniture."""
    assert told("A gorilla beats its chest", "gorilla", "beats", "A gorilla", "its chest") is None


@pytest.mark.parametrize(
    ("prompt", "who", "motion", "anchors", "words"),
    [
        ("A cannon fires from a deck", "cannon", "fires", ("A cannon", "a deck"), "from the muzzle"),
        ("A waiter drops a plate", "waiter", "drops", ("A waiter", "a plate"), "pieces"),
        ("A waiter drops a tray of cups", "waiter", "drops", ("A waiter", "a tray of cups"), "pieces"),
        ("A man drops his keys on the porch", "man", "drops", ("A man", "his keys", "the porch"), "the keys"),
        ("A boy bites into a pear", "boy", "bites", ("A boy", "a pear"), "juice"),
        ("A boy takes a bite of a pear", "boy", "takes", ("A boy", "a bite", "a pear"), "juice"),
        ("A nun punches the mirror", "nun", "punches", ("A nun", "the mirror"), "cracks"),
        ("A nun slams her fist on the table", "nun", "slams", ("A nun", "her fist", "the table"), "table shaking"),
        ("A boxer lands a hook on the heavy bag", "boxer", "lands", ("A boxer", "a hook", "the heavy bag"), "the bag"),
        ("A wrecking ball hits the side of a factory", "wrecking ball", "hits", ("the side", "a factory"), "chunks"),
        ("A giant robot steps on a car", "giant robot", "steps", ("A giant robot", "a car"), "glass bursting"),
        ("A helicopter lands on a lawn", "helicopter", "lands", ("A helicopter", "a lawn"), "the grass"),
        ("A nun shakes out a bedsheet", "nun", "shakes out", ("A nun", "a bedsheet"), "the bedsheet"),
        (
            "A chemist drops sodium into a beaker of water",
            "chemist",
            "drops",
            ("sodium", "a beaker", "water"),
            "sodium",
        ),
        ("A joiner planes a plank", "joiner", "planes", ("A joiner", "a plank"), "shavings"),
        ("A rally car slides through a gravel bend", "rally car", "slides", ("a gravel bend",), "the wheels"),
        ("An excavator bites into a clay bank", "excavator", "bites", ("An excavator", "a clay bank"), "clods"),
        ("A nun breaks a plank with her hand", "nun", "breaks", ("A nun", "a plank", "her hand"), "halves"),
        ("A wave slams against a pier, slow motion", "wave", "slams", ("A wave", "a pier"), "white"),
        ("A golfer hits out of a bunker", "golfer", "hits", ("A golfer", "a bunker"), "sand"),
        ("A skier carves a turn in powder", "skier", "carves", ("A skier", "a turn", "powder"), "snow"),
        ("A mason chips a block of marble with a chisel", "mason", "chips", ("a block", "a chisel"), "stone"),
        ("A trawler plunges into a wave", "trawler", "plunges", ("A trawler", "a wave"), "the bow"),
        ("A nun beats a carpet hung on a line", "nun", "beats", ("A nun", "a carpet", "a line"), "dust"),
        ("A dog shakes itself dry", "dog", "shakes", ("A dog",), "drops spinning"),
    ],
)
def test_what_bursts_flies_or_yields_is_told(prompt, who, motion, anchors, words):
    """The reaction is what the shot is of, also where the one who acts shows it, or a part of the thing is named."""
    text = told(prompt, who, motion, *anchors)

    assert text is not None
    assert words in text.replace(prompt, "")


@pytest.mark.parametrize(
    ("prompt", "who", "motion", "anchors", "words"),
    [
        ("A rugby player kicks the ball", "rugby player", "kicks", ("the ball",), ("end over end", "low")),
        ("A goat butts a bucket across a yard", "goat", "butts", ("A goat", "a bucket", "a yard"), ("rest", "tipping")),
        ("An orc kicks down a door", "orc", "kicks", ("An orc", "a door"), ("the door", "swinging loose")),
        ("A keeper punches the ball over the bar", "keeper", "punches", ("the ball", "the bar"), ("beyond", "spin")),
        (
            "A girl throws a water balloon at her dad",
            "girl",
            "throws",
            ("a water balloon", "her dad"),
            ("burst", "arc"),
        ),
        ("A man throws a stone into a still lake", "man", "throws", ("a stone", "lake"), ("rings", "air")),
        (
            "A boy shakes an apple tree branch",
            "boy",
            "shakes",
            ("A boy", "an apple tree branch"),
            ("twigs", "branches"),
        ),
    ],
)
def test_what_answers_goes_where_the_deed_sends_it(prompt, who, motion, anchors, words):
    """Over the yard, over the bar, down with the door; and nothing bursts on a carpet."""
    text = told(prompt, who, motion, *anchors)

    said, unsaid = words
    assert text is not None
    assert said in text.replace(prompt, "")
    assert unsaid not in text.replace(prompt, "")


@pytest.mark.parametrize(
    ("prompt", "who", "motion", "anchors"),
    [
        ("A man hits a pear on a pole", "man", "hits", ("A man", "a pear", "a pole")),
        ("A bouncer kicks the door in", "bouncer", "kicks", ("the door",)),
        ("A toy helicopter lands on a lawn", "toy helicopter", "lands", ("A toy helicopter", "a lawn")),
        ("A man drops a glass on a carpet", "man", "drops", ("A man", "a glass", "a carpet")),
        ("A man drops a bottle off a bridge", "man", "drops", ("A man", "a bottle", "a bridge")),
        ("A man drops a mug in the dishwasher", "man", "drops", ("a mug", "the dishwasher")),
        ("A mime punches an invisible wall", "mime", "punches", ("A mime", "an invisible wall")),
        ("A plane lands on a wet runway", "plane", "lands", ("A plane", "a wet runway")),
        ("A dog shakes itself", "dog", "shakes", ("A dog",)),
    ],
)
def test_of_what_does_not_answer_so_nothing_is_said(prompt, who, motion, anchors):
    """A pole is not what is hit, carpets and water break no glass, a toy bends no grass."""
    assert told(prompt, who, motion, *anchors) is None


def test_what_is_slapped_down_is_what_was_kneaded():
    """Not the table that it lies on."""
    prompt = "A baker kneads dough on a table and slaps it down"
    made = scene(prompt, ("baker", "subject", "kneads"), anchors=("A baker", "a table"))
    deeds = (span_of(prompt, "kneads"), span_of(prompt, "slaps it down"))
    found = tell_effect(replace(made, elements=(replace(made.elements[0], motions=deeds),)))

    assert found is not None
    assert "the dough" in found[1].text
    assert found[1].at == len(prompt)


def test_an_effect_with_a_number_is_known_again():
    """One flame or two: no second one is added, and it is no effect without a cause."""
    assert tells_an_effect("A nun lights a candle, the wick catching and a small flame standing up.")


@pytest.mark.parametrize(
    ("prompt", "who", "motion", "anchors", "words"),
    [
        ("A cop kicks in the door of a flat", "cop", "kicks", ("A cop", "the door", "a flat"), "the door flying"),
        ("A cat knocks a cup of milk off the table", "cat", "knocks", ("A cat", "a cup of milk"), "the edge"),
        ("A boy flops backwards onto the bed", "boy", "flops", ("A boy", "the bed"), "the mattress"),
        ("A nun lands on a mat after her vault", "nun", "lands", ("A nun", "a mat", "her vault"), "the mat"),
        ("An orc smashes a club on the helmet of a nun", "orc", "smashes", ("An orc", "a club", "the helmet"), "sha"),
        ("A ship rams the ice, bow view from the bridge", "ship", "rams", ("A ship", "the ice"), "slabs"),
        ("A bulldozer pushes down a brick wall", "bulldozer", "pushes down", ("A bulldozer", "a brick wall"), "chunks"),
        ("A racket meets the ball", "racket", "meets", ("A racket", "the ball"), "the ball"),
        ("A dragon lands on the castle tower", "dragon", "lands", ("A dragon", "the castle tower"), "stones"),
        ("A rider crashes through a fence", "rider", "crashes", ("A rider", "a fence"), "pieces"),
        ("A spaceship crashes into the desert", "spaceship", "crashes", ("A spaceship", "the desert"), "sand"),
        ("A van hits a stone fountain", "van", "hits", ("A van", "a stone fountain"), "hood|front end"),
        ("A maid drops a suitcase onto the bed", "maid", "drops", ("A maid", "a suitcase", "the bed"), "the mattress"),
        ("A maid drops her phone onto the bed", "maid", "drops", ("A maid", "her phone", "the bed"), "the phone"),
    ],
)  # fmt: skip
def test_how_it_is_done_or_whose_it_is_does_not_hide_what_comes_of_it(prompt, who, motion, anchors, words):
    """The door of a flat, a vessel with something in it, "backwards", "after her vault": the thing still answers."""
    text = told(prompt, who, motion, *anchors)

    assert text is not None
    assert re.search(words, text.replace(prompt.split(",")[0], ""))


@pytest.mark.parametrize(
    ("prompt", "who", "motion", "anchors"),
    [
        ("A nun drives her fist into the golem's chest", "nun", "drives", ("A nun", "her fist", "the golem's chest")),
        ("A bird lands on the fountain", "bird", "lands", ("A bird", "the fountain")),
    ],
)
def test_a_golems_chest_is_no_box_and_the_rim_of_a_fountain_is_dry(prompt, who, motion, anchors):
    """Whose it is, and whether it goes in or on, says what is meant."""
    assert told(prompt, who, motion, *anchors) is None
