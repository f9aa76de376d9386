"""`missing-contact` asks for the touch where it is the point of the shot."""

import pytest
from scenes import scene

from promptkit.lint import lint
from promptkit.rules.missing_contact import missing_contact
from promptkit.shot import Shot


def findings(prompt, *elements):
    return list(missing_contact.check(scene(prompt, *elements)))


@pytest.mark.parametrize(
    ("prompt", "what", "motion", "place", "remedy"),
    [
        ("A boxer punches a heavy bag.", "boxer", "punches", "punches", "gives way"),
        ("A man is hitting the door.", "man", "is hitting", "is hitting", "gives way"),
        ("Close-up of feet walking on a street", "feet", "walking", "walking", "how the feet meet the ground"),
        ("Close-up of hooves walking on a street", "hooves", "walking", "walking", "how the hooves meet the ground"),
        ("A hand grabs a cup of tea", "hand", "grabs", "grabs", "fingers"),
        ("A dancer leaps across the stage and lands.", "dancer", "leaps", "lands", "landing"),
        ("A dancer jumps and comes down again.", "dancer", "jumps", "comes down", "landing"),
        ("A barefoot boy runs on the beach", "boy", "runs", "runs", "feet"),
        ("Hands move over a lump of dough", "Hands", "move", "move", "fingers"),
        ("A girl picks up a glass.", "girl", "picks up", "picks up", "grip"),
        ("A carpenter swings a hammer at a nail.", "carpenter", "swings", "swings", "gives way"),
        ("A boxer throws a hook at the bag.", "boxer", "throws", "throws", "gives way"),
        ("A meteor falls on a town.", "meteor", "falls", "falls", "gives way"),
        ("A car crashes in a tunnel.", "car", "crashes", "crashes", "gives way"),
    ],
)
def test_the_motion_that_touches_is_marked(prompt, what, motion, place, remedy):
    """The span is the verb of contact, and the message says what to add."""
    (found,) = findings(prompt, (what, "subject", motion))

    assert prompt[found.start : found.end] == place
    assert remedy in found.message
    assert found.fix is None or not found.fix.safe


@pytest.mark.parametrize(
    ("prompt", "what", "motion"),
    [
        ("A boxer punches a heavy bag, which dents under his knuckles.", "boxer", "punches"),
        ("A boxer punches the bag until it gives", "boxer", "punches"),
        ("Feet walking, heels clicking on the stone", "Feet", "walking"),
        ("A girl kicks a pebble along a lane.", "girl", "kicks"),
        ("A singer strikes a pose.", "singer", "strikes"),
        ("A baby kicks its legs.", "baby", "kicks"),
        ("A hand waves.", "hand", "waves"),
        ("A watch, the second hand moving round the dial.", "second hand", "moving"),
        ("Close-up of the hands of a clock moving over the dial.", "hands", "moving"),
        ("A plane lands.", "plane", "lands"),
        ("A woman walks along a street.", "woman", "walks"),
        ("A wave hits the pier.", "wave", "hits"),
        ("A girl catches the bus.", "girl", "catches"),
        ("Waves crash on the rocks.", "Waves", "crash"),
        ("Snow drops on a roof.", "Snow", "drops"),
        ("A man in boots walks along a street.", "man", "walks"),
        ("A child swings at a playground.", "child", "swings at a playground"),
    ],
)
def test_told_contacts_and_look_alikes_are_silent(prompt, what, motion):
    """An effect that is told, idioms, and acts in which the touch is not the point."""
    assert findings(prompt, (what, "subject", motion)) == []


def test_another_mover_behind_it_is_its_effect():
    """What moves next shows the contact."""
    elements = (("boxer", "subject", "punches"), ("bag", "subject", "turns"))

    assert findings("A boxer punches the bag and the bag turns", *elements) == []


def test_a_full_scene_is_left_alone():
    """With three movers no touch carries the shot; with two it may."""
    people = [("man", "subject", "waves"), ("girl", "subject", "nods"), ("boxer", "subject", "punches")]

    assert findings("A man waves, a girl nods, a boxer punches the bag.", *people) == []
    assert len(findings("A girl nods, a boxer punches the bag.", *people[1:])) == 1


def test_one_finding_a_shot():
    """The first contact is enough of a hint."""
    hands = (("hand", "subject", "grabs"), ("feet", "subject", "walking"))

    assert len(findings("A hand grabs a cup, feet walking", *hands)) == 1


def test_what_becomes_of_the_touched_thing_is_offered():
    """A push, a throw or a pour of which no effect is told gets one that fits the thing, as an unsafe fix."""
    prompt = "A woman pours milk into a cup."
    (found,) = missing_contact.check(scene(prompt, ("woman", "subject", "pours"), anchors=("A woman", "milk", "a cup")))

    assert found.fix is not None
    assert not found.fix.safe
    assert found.fix.edits[0].text == ", the level rising, small ripples crossing the surface"


def test_the_verb_that_touches_is_the_one_that_is_named():
    """What comes of the punch is to be told; the dive touches nothing."""
    prompt = "A goalkeeper dives to the left and punches the ball over the bar."
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["missing-contact"])

    assert linted.findings[0].message.startswith('nothing shows what comes of "punches"; ')


@pytest.mark.parametrize(
    "prompt",
    [
        "A dog runs along the beach, sand kicked up by its paws.",
        "A horse gallops, dust kicked up by its hooves.",
        "Gravel thrown up by the wheels of a rally car.",
        "Water is thrown up by a passing bus.",
    ],
)
def test_what_flies_up_under_feet_and_wheels_is_the_contact_told(prompt):
    """Loose stuff that is kicked or thrown up is an effect; nothing more need be told of it."""
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["missing-contact"])

    assert linted.findings == ()


@pytest.mark.parametrize(
    ("prompt", "foot"),
    [("A boy kicks sand.", "foot"), ("A horse kicks sand.", "hoof"), ("A cat kicks sand.", "paw")],
)
def test_what_kicks_is_called_by_its_name(prompt, foot):
    """An animal has paws or hooves, and the message says so."""
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["missing-contact"])

    assert f"the {foot}" in linted.findings[0].message


def test_who_breaks_on_something_shows_nothing_of_what_comes_of_it():
    """Waves that break on rocks touch them; what is missing is what becomes of the water."""
    (linted,) = lint([Shot(id="s", prompt="Waves breaking on the rocks.")], select=["missing-contact"])

    assert linted.findings[0].message.startswith('nothing shows what comes of "breaking"; say what does, ')


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("A barman pours cold cream into a cocoa.", "pours"),
        ("A cook drizzles honey over figs.", "drizzles"),
        ("A butcher chops cutlets on a wooden block.", "chops"),
        ("A boxer throws a wild haymaker.", "throws"),
        ("A golem kicks a basilisk in the side.", "kicks"),
        ("An orc smashes a wooden door with his mace.", "smashes"),
        ("A cook flips a burger.", "flips"),
    ],
)
def test_a_pour_a_cut_and_a_blow_by_whomever_want_what_they_meet(prompt, place):
    """Through the real scene analysis: whether or not its kind of thing or doer is in the lexicon."""
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["missing-contact"])

    assert [prompt[found.start : found.end] for found in linted.findings] == [place]


@pytest.mark.parametrize(
    "prompt",
    [
        "A boot splashes through a puddle.",
        "Mud flies up as a child stamps in a puddle.",
        "A diver jumps into a pool with a huge splash.",
        "A barman pours cream into a coffee, clouds unfurling through it.",
        "Lava pours slowly over the road.",
        "A chef chops leeks, and the rings roll over the board.",
        "A speaker pours his heart into a song.",
    ],
)
def test_a_splash_that_is_told_is_not_told_again(prompt):
    """By the verb itself, by what flies up, or behind the deed; and a heart is poured on nothing."""
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["missing-contact"])

    assert linted.findings == ()


@pytest.mark.parametrize(
    "prompt",
    [
        "A vendor cuts a melon like a flower shape.",
        "A chef carves a radish into a swan.",
        "A ranger breaks the ice with her knife. Later she puts the piece of ice back.",
        "An ox pulls the cart from left to right.",
        "A student falls on the tatami, slapping the mat.",
    ],
)
def test_a_shape_a_part_and_a_way_tell_what_came_of_it(prompt):
    """What a cut makes, a piece that is named later, the way through the picture; a gym mat holds no dust."""
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["missing-contact"])

    assert [found.message for found in linted.findings] == []


@pytest.mark.parametrize(
    "prompt", ["A basketball is thrown from left to right", "A robot vacuum is sweeping the floor from left to right"]
)
def test_the_way_of_a_throw_or_a_broom_tells_nothing_of_what_comes_of_it(prompt):
    """Only what is pulled or pushed has gone that way."""
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["missing-contact"])

    assert len(linted.findings) == 1


@pytest.mark.parametrize(
    ("prompt", "effect"),
    [
        ("A needle pulls thread through saddle leather.", "drawing tight"),
        ("A porter beats a rug in the yard.", "dust flying off in a cloud"),
    ],
)
def test_thread_is_drawn_quietly_and_a_beaten_rug_gives_dust(prompt, effect):
    """The answer fits thing and deed."""
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["missing-contact"])

    assert effect in linted.findings[0].message


def test_a_deed_is_quoted_with_the_thing_in_which_its_words_end():
    """No quotation ends in an adjective."""
    prompt, anchors = "A needle pulls waxed thread through leather.", ("A needle", "waxed thread", "leather")
    found = list(missing_contact.check(scene(prompt, ("needle", "subject", "pulls waxed"), anchors=anchors)))

    assert [prompt[each.start : each.end] for each in found] == ["pulls waxed thread"]


@pytest.mark.parametrize(
    "prompt",
    [
        "A skier carves turns.",
        "A surfer carves a long arc.",
        "A man hacks computers.",
        "A woman hacks the bank's servers.",
    ],
)
def test_what_has_no_blade_cuts_nothing(prompt):
    """Tracks that are drawn, and machines that are broken into."""
    (linted,) = lint([Shot(id="a", prompt=prompt)], select=["missing-contact"])

    assert linted.findings == ()


def test_what_the_fix_adds_is_told_where_it_is_known():
    """Of water and of a machine as of a boxer."""
    for prompt in ("A wave slaps the hull.", "A mech punches a wall."):
        (found,) = lint([Shot(id="a", prompt=prompt)], select=["missing-contact"])[0].findings

        assert found.fix.edits[0].text.strip(" ,") in found.message
