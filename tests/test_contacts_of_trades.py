"""What hands, trades and animals do to what they touch, and what the same words mean elsewhere."""

import pytest
from scenes import added_by_rewriting, scene

from promptkit.phrasing import tell_effect
from promptkit.rules.missing_contact import missing_contact
from promptkit.scene.read import read_scenes

SEEN = [
    (
        "A nun combs her hair",
        "nun",
        "combs",
        ("A nun", "her hair"),
        "the strands straightening and falling side by side",
    ),
    ("A nun brushes a collie", "nun", "brushes", ("A nun", "a collie"), "the fur dividing and lying smooth behind"),
    ("A nun braids a rope", "nun", "braids", ("A nun", "a rope"), "loose ends swinging with each crossing"),
    ("A man shaves with a razor", "man", "shaves", ("A man", "a razor"), "foam and stubble gathering along the edge"),
    ("A monk shears a lamb", "monk", "shears", ("A monk", "a lamb"), "thick folds of wool rolling away"),
    (
        "A hand pets a hedgehog",
        "hand",
        "pets",
        ("A hand", "a hedgehog"),
        "the spines lying down and rising again behind the palm",
    ),
    ("A cook pinches dumplings", "cook", "pinches", ("A cook", "dumplings"), "soft pleats standing up along the edge"),
    ("A hand flicks a domino", "hand", "flicks", ("A hand", "a domino"), "the domino toppling and lying flat"),
    ("A cat paws at a ribbon", "cat", "paws", ("A cat", "a ribbon"), "the loose end hopping and curling"),
    ("A baby grabs a beard", "baby", "grabs", ("A baby", "a beard"), "strands bunching and pulling straight"),
    ("A monk stubs out a cigar", "monk", "stubs", ("A monk", "a cigar"), "the cigar flattening and the ash crumbling"),
    ("A nun shreds a letter", "nun", "shreds", ("A nun", "a letter"), "torn strips curling off and dropping"),
    ("A baker rolls out dough", "baker", "rolls", ("A baker", "dough"), "the dough spreading thinner at the edges"),
    ("A cook fries an egg", "cook", "fries", ("A cook", "an egg"), "the white turning opaque and bubbling at the rim"),
    ("A cat laps milk", "cat", "laps", ("A cat", "milk"), "drops flicking up and rings running out"),
    ("A beaver gnaws a log", "beaver", "gnaws", ("A beaver", "a log"), "pale chips peeling off and dropping"),
    (
        "A pangolin digs at a mound",
        "pangolin",
        "digs",
        ("A pangolin", "a mound"),
        "crumbs of earth breaking off and rolling down",
    ),
    ("A man picks olives", "man", "picks", ("A man", "olives"), "the twig bending and springing back"),
    (
        "A robot picks strawberries",
        "robot",
        "picks",
        ("A robot", "strawberries"),
        "the leaves tugging down and springing back",
    ),
    ("A boy plants a sapling", "boy", "plants", ("A boy", "a sapling"), "the soil sinking in around the roots"),
    (
        "A pole vaulter plants the pole",
        "pole vaulter",
        "plants",
        ("A pole vaulter", "the pole"),
        "the pole bending into a deep arc",
    ),
    ("A man winnows rice", "man", "winnows", ("A man", "rice"), "chaff drifting off to one side"),
    ("A man sands a table", "man", "sands", ("A man", "a table"), "fine dust sifting down"),
    ("A boy polishes a boot", "boy", "polishes", ("A boy", "a boot"), "a deepening sheen following each stroke"),
    ("Sweepers scrub the ice", "Sweepers", "scrub", ("Sweepers", "the ice"), "a thin wet sheen trailing behind"),
    ("A nun sews a hem", "nun", "sews", ("A nun", "a hem"), "the thread sliding through and drawing tight"),
    ("A nun knits a scarf", "nun", "knits", ("A nun", "a scarf"), "the loose yarn hopping with each loop"),
    ("A man grinds a girder", "man", "grinds", ("A man", "a girder"), "a fan of sparks spraying out"),
    (
        "A monk presses a brush to paper",
        "monk",
        "presses",
        ("A monk", "a brush", "paper"),
        "a dark edge soaking outward around the bristles",
    ),
    (
        "A child draws a heart in the sand",
        "child",
        "draws",
        ("A child", "a heart", "the sand"),
        "a low ridge rising on either side of the line",
    ),
    ("A man paints a fence", "man", "paints", ("A man", "a fence"), "a wet stripe growing with each stroke"),
    ("A mason lays a brick", "mason", "lays", ("A mason", "a brick"), "mortar squeezing out along the joint"),
    ("A thief pries open a crate", "thief", "pries", ("A thief", "a crate"), "splinters lifting along the edge"),
    (
        "A skateboarder grinds a handrail",
        "skateboarder",
        "grinds",
        ("A skateboarder", "a handrail"),
        "the board wobbling and straightening",
    ),
    ("A runner vaults a fence", "runner", "vaults", ("A runner", "a fence"), "the fence trembling and going still"),
    ("Goats headbutt on a cliff", "Goats", "headbutt", ("Goats", "a cliff"), "both necks jolting back"),
    (
        "A trebuchet launches a boulder",
        "trebuchet",
        "launches",
        ("A trebuchet", "a boulder"),
        "the boulder sailing up in a long arc",
    ),
    (
        "A heron stabs at the water",
        "heron",
        "stabs",
        ("A heron", "the water"),
        "drops leaping up and rings running out",
    ),
    (
        "A fairy lands on a toadstool",
        "fairy",
        "lands",
        ("A fairy", "a toadstool"),
        "the toadstool dipping and springing back",
    ),
    ("A nurse presses a plunger", "nurse", "presses", ("A nurse", "a plunger"), "the level sinking in the barrel"),
    (
        "A man squeezes an accordion",
        "man",
        "squeezes",
        ("A man", "an accordion"),
        "the folds of the bellows spreading and closing",
    ),
    ("A man cracks a whip", "man", "cracks", ("A man", "a whip"), "the tip snapping out and curling back"),
    (
        "A cook shreds a chicken",
        "cook",
        "shreds",
        ("A cook", "a chicken"),
        "soft strands pulling apart and falling loose",
    ),
    ("A boy kicks leaves", "boy", "kicks", ("A boy", "leaves"), "the leaves flying up off the foot and settling again"),
]
TWINS = [
    ("Nuns comb the beach", "Nuns", "comb", ("the beach",)),
    ("A nun brushes past a collie", "nun", "brushes", ("A nun", "a collie")),
    ("A rope is braided", "rope", "is braided", ("A rope",)),
    ("A man shaves with care", "man", "shaves", ("A man", "care")),
    ("A monk clips a ticket", "monk", "clips", ("A monk", "a ticket")),
    ("A hand pets a lizard", "hand", "pets", ("A hand", "a lizard")),
    ("A cook pinches pennies", "cook", "pinches", ("A cook", "pennies")),
    ("A hand flicks through a book", "hand", "flicks", ("A hand", "a book")),
    ("A cat paws at a stranger", "cat", "paws", ("A cat", "a stranger")),
    ("A man grabs a coffee", "man", "grabs", ("A man", "a coffee")),
    ("A train grinds to a halt", "train", "grinds", ("A train", "a halt")),
    ("A nun shreds a guitar solo", "nun", "shreds", ("A nun", "a guitar solo")),
    ("A baker rolls out of bed", "baker", "rolls", ("A baker", "bed")),
    ("The cook fries in the heat", "cook", "fries", ("The cook", "the heat")),
    ("A runner laps the field", "runner", "laps", ("A runner", "the field")),
    ("A doubt gnaws at a monk", "doubt", "gnaws", ("A doubt", "a monk")),
    ("A pangolin digs the music", "pangolin", "digs", ("A pangolin", "the music")),
    ("A man picks olives from a bowl", "man", "picks", ("A man", "olives", "a bowl")),
    ("A robot picks strawberries at a market", "robot", "picks", ("A robot", "strawberries", "a market")),
    ("A boy plants a kiss", "boy", "plants", ("A boy", "a kiss")),
    ("A worker plants the pole", "worker", "plants", ("A worker", "the pole")),
    ("The wind winnows rice", "wind", "winnows", ("The wind", "rice")),
    ("Golden sands meet a table", "sands", "meet", ("Golden sands", "a table")),
    ("A boot is polished", "boot", "is polished", ("A boot",)),
    ("Sweepers scrub the launch", "Sweepers", "scrub", ("Sweepers", "the launch")),
    ("A nun sews up the deal", "nun", "sews", ("A nun", "the deal")),
    ("A nun knits her brows", "nun", "knits", ("A nun", "her brows")),
    ("A man grinds his teeth", "man", "grinds", ("A man", "his teeth")),
    ("A monk presses a button to talk", "monk", "presses", ("A monk", "a button to talk")),
    ("A child draws a breath on the beach", "child", "draws", ("A child", "a breath", "the beach")),
    ("The sunset paints a fence", "sunset", "paints", ("The sunset", "a fence")),
    ("A hen lays a brick", "hen", "lays", ("A hen", "a brick")),
    ("A thief pries into a crate", "thief", "pries", ("A thief", "a crate")),
    ("A worker slides along a handrail", "worker", "slides", ("A worker", "a handrail")),
    ("A horse vaults a fence", "horse", "vaults", ("A horse", "a fence")),
    ("Boys headbutt on a cliff", "Boys", "headbutt", ("Boys", "a cliff")),
    ("A firm launches a phone", "firm", "launches", ("A firm", "a phone")),
    ("A pain stabs at the heart", "pain", "stabs", ("A pain", "the heart")),
    ("A brick lands on a toadstool", "brick", "lands", ("A brick", "a toadstool")),
    ("A nurse presses charges", "nurse", "presses", ("A nurse", "charges")),
    ("A man squeezes through a gap", "man", "squeezes", ("A man", "a gap")),
    ("A man cracks a joke", "man", "cracks", ("A man", "a joke")),
    ("A cook pets a lobster", "cook", "pets", ("A cook", "a lobster")),
    ("A boy kicks a habit", "boy", "kicks", ("A boy", "a habit")),
]


def told(prompt, who, motion, anchors):
    """The prompt with what is added; itself where nothing is."""
    found = tell_effect(scene(prompt, (who, "subject", motion), anchors=anchors))
    return prompt if found is None else prompt[: found[1].at] + found[1].text + prompt[found[1].at :]


@pytest.mark.parametrize(("prompt", "who", "motion", "anchors", "effect"), SEEN)
def test_what_is_groomed_cooked_planted_built_or_played_answers(prompt, who, motion, anchors, effect):
    """What a camera sees of it stands behind the deed."""
    assert told(prompt, who, motion, anchors) == f"{prompt}, {effect}"


@pytest.mark.parametrize(("prompt", "who", "motion", "anchors"), TWINS)
def test_the_same_word_in_another_sense_touches_nothing(prompt, who, motion, anchors):
    """A halt, a kiss, a solo, a state, or somebody who has no hands."""
    assert told(prompt, who, motion, anchors) == prompt


@pytest.mark.parametrize(
    ("prompt", "effect"),
    [
        ("hair being braided by small hands", "the strands crossing and drawing tight"),
        ("a girl petting a barn owl, soft window light", "the feathers"),
        ("a boy kicks a dented soda can down an alley", "the can"),
        ("kid drags a wooden sled uphill", "the sled"),
        ("a farmer milks a cow by hand", "thin white streams shooting down"),
        ("old man combing his beard in a cracked mirror", "the strands"),
        ("a robin lands on a reed", "the reed"),
        ("a goalkeeper punches the ball away", "up and"),
        ("a hand dips into the water, underwater shot", "bubbles streaming back"),
        ("woman wringing out a mop", "water running"),
    ],
)
def test_the_thing_is_found_in_whole_prompts(prompt, effect):
    """A participle with "being", an animal before a comma, a noun before "down", a mirror that is cracked already."""
    assert effect in added_by_rewriting(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "A girl with braided hair walks along the pier",
        "a shopper picks tomatoes at the market",
        "a girl draws a deep breath on the sand",
        "a knight draws a sword in the snow",
        "a man ties the knot with his bride",
        "a sunset paints the wall gold",
        "a man plants seeds of doubt",
        "a man sets a brick on the table",
        "a hiker taps an ice-covered stream with her pole",
        "she pulls the attic door open and a hundred moths burst out into the torchlight",
        "cream poured into a glass of iced coffee, white clouds swirling downward",
        "A gymnast lands on the mat, arms raised",
    ],
)
def test_of_another_sense_a_state_or_what_is_told_nothing_is_said(prompt):
    """Nor before what is said of who acts, which the effect would cut off."""
    (scene_read,) = read_scenes([prompt])
    found = tell_effect(scene_read)

    assert found is None or not found[1].sure


def test_clay_on_a_wheel_keeps_no_dent():
    """It turns: a thumb draws a groove around it."""
    made = told("her thumbs press into spinning clay", "thumbs", "press", ("her thumbs", "spinning clay"))

    assert "dent" not in made
    assert "groove" in made or "hollow" in made


def test_the_deed_that_touches_is_quoted():
    """A dog that runs with flapping ears treads with its feet."""
    (scene_read,) = read_scenes(["a dachshund running in the snow with his ears flapping"])
    (found,) = missing_contact.check(scene_read)

    assert '"running"' in found.message


def test_of_more_things_of_one_name_none_is_said_to_answer():
    """What stands nearer to the answer would be taken for it."""
    assert added_by_rewriting("A cobbler hammering tacks holding more tacks between his lips") == ""


def test_nothing_soft_shakes_what_it_hits():
    """Dough spreads on the table, and the table stands."""
    assert "shaking" not in added_by_rewriting("slow motion of dough hitting a floured table")
    assert "shaking" in added_by_rewriting("slow motion of a hammer hitting a table")


def test_rosemary_on_a_board_has_no_wind():
    """It is food there, and no plant."""
    assert added_by_rewriting("charcuterie board on slate, figs, cornichons, rosemary") == ""


def test_no_rings_run_over_breaking_water():
    """On a pond they do."""
    assert "rings" not in added_by_rewriting("An old man falls backwards into the white water beside his surfboard")
    assert "rings" in added_by_rewriting("A boy falls into a pond")
