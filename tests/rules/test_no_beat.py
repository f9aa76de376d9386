"""Actions that need no time of their own, through `too-many-beats`."""

import pytest
from scenes import span_of

from promptkit.lint import lint
from promptkit.rules._one_by_one import in_a_row
from promptkit.rules.too_many_beats import too_many_beats
from promptkit.scene import Element, Scene
from promptkit.shot import Shot


def told(prompt, duration=5.0):
    (one,) = lint([Shot(id="s", prompt=prompt, duration=duration)], select=["too-many-beats"])
    return " ".join(finding.message for finding in one.findings)


def row(prompt):
    return [event.text for event in in_a_row(Scene(prompt, (), (), 0), 2)]


@pytest.mark.parametrize(
    ("prompt", "no_act"),
    [
        ("Nuns on chapel steps in Ghent, petals fall, a girl ducks, then she looks back and she waves.", "steps"),
        ("A mason slides in, wipes hands with a cloth, grins and leaves, then he bows.", "hands"),
        ("He opens the oven, then he bows and he lowers nothing and he leaves.", "nothing"),
    ],
)
def test_a_noun_is_no_act(prompt, no_act):
    """Behind a verb, or at the end of a compound behind a preposition, a word that may be a verb is a noun."""
    found = row(prompt)

    assert len(found) > 1
    assert not any(event.split()[0] == no_act or "nothing" in event for event in found)


@pytest.mark.parametrize(
    ("prompt", "filmed"),
    [
        (
            "A boy opens a crate, the camera dives after a coin, spins and stops at the rim, then he bows and jumps.",
            "rim",
        ),
        ("A boy opens a crate and steps back. It pulls out to show a whale. He bows, then he leaps up.", "whale"),
    ],
)
def test_what_the_camera_does_is_no_act(prompt, filmed):
    """Neither under its name, nor in what goes on behind it, nor as "it" that shows something."""
    found = row(prompt)

    assert len(found) > 2
    assert not any(filmed in event for event in found)


@pytest.mark.parametrize(
    ("prompt", "beside"),
    [
        ("A guard lifts a lamp, the fog rolls in and swallows the gate, then he bows and he leaves.", "gate"),
        ("The punches crack. He ducks, then he steps back and he bows.", "crack"),
        ("Her boots kick up clouds of dust. She stops, then she bows and she leaves.", "dust"),
        ("A market takes place over a bridge. A boy drops his cap, then he picks it up and he bows.", "place"),
    ],
)
def test_what_goes_on_beside_the_acts_is_none_of_them(prompt, beside):
    """Fog, a noise, dust that is kicked up, and that something takes place."""
    found = row(prompt)

    assert len(found) > 2
    assert not any(beside in event for event in found)


@pytest.mark.parametrize(
    "prompt",
    [
        "A crane driver lowers a beam, backs off, beeps.",
        "A boy blinks, lifts the lid and shuts it.",
        "A juggler performs in a square. He throws a ball, catches it behind his back.",
        "A goldsmith puts the finishing touches to a ring. She polishes the band, sets it on velvet.",
        "A vet is trying to bathe a cat. She lifts it into the tub, closes the lid.",
        "A painter dangles from a bridge. He dips the brush and wipes the rail.",
        "A sailor coils a rope, twist, tuck, pull, tie.",
        "A baker folds the dough, turns it over. Fold, press, lift.",
        "A girl climbs a hill, turns around. As she climbs, leaves whirl up.",
        "Six drummers lift the sticks, strike, turn and bow in perfect unison.",
        "Split screen: he opens a door, she shuts a window, he sits down, she stands up.",
        "A cyclist enters from the left, crosses the square, leaves on the right.",
        "A brush comes down, presses, drags to the right and lifts, one stroke only.",
        "Traders wave papers, shake fists, throw up their arms, shout.",
    ],
)
def test_what_needs_no_time_of_its_own_is_not_counted(prompt):
    """Of these two actions at most follow one another."""
    assert told(prompt) == ""


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("A crane driver lowers a beam, backs off, rings a bell.", 3),
        ("A fly lands on a cake, rubs its legs and buzzes off.", 3),
        ("A painter dips the brush, wipes the rail. He hangs his coat on a nail.", 3),
        ("A colt kicks up its heels, runs a circle, then comes back and lies down.", 4),
        ("After a while she leans back, cleans a brush, shuts the box.", 3),
        ("We follow a thief as he climbs a wall, opens a window and drops into the room.", 3),
        ("A gull drops down, takes a fish from a crate and is gone.", 3),
    ],
)
def test_what_only_looks_like_it_still_counts(prompt, count):
    """A bell that is rung, a fly that goes, a coat that is hung up: acts as any other."""
    assert told(prompt).startswith(f"{count} actions")


@pytest.mark.parametrize(
    ("prompt", "count", "heading"),
    [
        ("A barber gives a shave: lathers the chin, strops the razor, wipes the blade.", 3, "gives"),
        ("A short about a bear who bakes a pie. He rolls the dough, cuts it, fills it, shuts the oven.", 4, "bakes"),
    ],
)
def test_a_heading_is_not_counted_beside_its_steps(prompt, count, heading):
    """What is told before a colon, or in the sentence that says what the clip is about."""
    message = told(prompt)

    assert message.startswith(f"{count} actions")
    assert heading not in message


def test_what_a_thing_that_is_let_go_does_is_one_swing():
    """A lamp that swings out, returns and stops needs no time to think."""
    prompt = (
        "A boy opens his hand and lets go of a lamp on a chain, it swings out, returns, stops. He bows, then he leaves."
    )

    assert "returns" not in told(prompt)


def test_who_does_too_much_need_not_be_the_busiest():
    """Where what the busiest does goes on at once, the actions of another are told."""
    prompt = "A clown hums, sways, sings, whistles. A maid opens a jar, folds a cloth, shuts the lid."
    clown = acting(prompt, "clown", "hums", "sways", "sings", "whistles")
    maid = acting(prompt, "maid", "opens a jar", "folds a cloth", "shuts the lid")

    (found,) = too_many_beats.check(Shot(id="s", prompt=prompt, duration=5), Scene(prompt, (clown, maid), (), 4), None)
    assert found.message.startswith('3 actions follow one another ("opens a jar"')


def test_what_a_shot_ends_with_is_an_action():
    """Of "end when she shuts the lid" nothing else is told meanwhile."""
    prompt = "A maid opens a jar, folds a cloth. End when she shuts the lid."
    maid = acting(prompt, "maid", "opens a jar", "folds a cloth", "shuts the lid")

    assert list(too_many_beats.check(Shot(id="s", prompt=prompt, duration=5), Scene(prompt, (maid,), (), 3), None))


def acting(prompt, who, *deeds):
    spans = tuple(span_of(prompt, deed) for deed in deeds)
    return Element(span_of(prompt, who), "subject", spans[0], motions=spans)


def test_no_action_is_cut_behind_what():
    """A clause about the thing is left out whole, and so is an adjective without its noun."""
    assert row("A boy sits down, stops what he is doing, then he bows.")[1] == "stops"


def test_more_acts_that_have_an_end_are_known():
    """To shrug, to sip and to hook something on takes its time."""
    assert len(row("The hatch opens, a boy shrugs, a girl sips tea, then he hooks the lid.")) == 4
