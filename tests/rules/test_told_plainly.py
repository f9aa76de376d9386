"""What plain words tell, whatever the reader makes of it: rules do not speak against it."""

import pytest
from added import motion

from promptkit.lint import lint
from promptkit.reader.decode import Motion
from promptkit.rules._described import only_described
from promptkit.scene import CAMERA_MOVES
from promptkit.scene.filming import own_moves
from promptkit.scene.read import read_scene
from promptkit.shot import Shot


def said(prompt, rule):
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=[rule])
    return [finding.message for finding in linted.findings]


@pytest.mark.parametrize(
    "prompt",
    [
        "Fishing village, tin roofs, fog. Tripod. Water laps at the jetty.",
        "Leather boot, brown, welted sole. Turntable shot, softbox, seamless white.",
        "a swarm of bees on a log, camera tracks with one that has pollen on its legs",
        "A bow, five arrows, one drawn back, released. Macro.",
        "nail salon advert, brush touching a nail, varnish wiped off with a cotton pad",
        "the surgeon just looks down at his watch",
        "Fixed camera, a dormitory, iron beds. Nothing moves except a sheet by the window",
        "a study, globes and atlases, nothing moves but dust",
        "Flatbread being made in a market, onions brushed on, phones out to pay",
        "Blue lorry on a gravel road, a long trail of dust, dusk",
        "Woodcut coming alive: Bruges canal, a barge under a bridge",
        "Patio in Fez, green tiles, a well, a fig drops from the branch into the bucket",
    ],
)
@pytest.mark.parametrize("rule", ["static-description", "still-camera-still-scene"])
def test_what_plainly_happens_is_no_still_picture(prompt, rule):
    """Water laps, a turntable turns, an arrow is let go, one thing moves though nothing else does."""
    assert said(prompt, rule) == []


@pytest.mark.parametrize(
    "prompt",
    [
        "A cliff above a bay, the water dark, the camera tracks with care along the rocks",
        "A chapel in a pine wood, snow behind it, blue sky.",
        "A record sleeve, newly released.",
        "A painting of a ship being built, hung on a wall.",
        "A trail of sand across a wooden floor in an empty flat.",
        "Static camera. A stool in a hall. Everything is still but beautiful.",
        "A jug on a table, the camera tracks with a slight tilt.",
        "A turntable with a record on a shelf beside a lamp",
        "A stone angel looks down on the square",
    ],
)
def test_what_only_sounds_so_is_a_still_picture(prompt):
    """A record player stands, a statue looks, and a camera that goes with care follows nobody."""
    assert said(prompt, "static-description") != []


@pytest.mark.parametrize(
    ("prompt", "named"),
    [
        ("Product shot, dented steel thermos on a rock, soft top light", "steel thermos"),
        ("top down view of a star map, constellations drawn in chalk", "a star map"),
        ("A painted 32mm knight on a cork base, macro, matte varnish", "A painted 32mm knight"),
        ("10 seconds of our bakery, calm, shelves, nobody there", "our bakery"),
    ],
)
def test_the_message_names_the_thing_and_not_its_length_or_view(prompt, named):
    """Neither a duration nor a view is what a picture is of, nor is a scale the length of a lens."""
    assert only_described(read_scene(prompt)).text == named


def test_one_thermos_is_spoken_of_in_the_singular():
    """Its last letter is no plural's."""
    (message,) = said("Product shot, dented steel thermos on a rock, soft top light", "static-description")

    assert 'thermos" is only described; say what it does' in message


@pytest.mark.parametrize(
    "prompt",
    [
        "Mosaic of a boar hunt, the dogs start leaping over the tesserae but the boar doesn't move",
        "photo of me on a ridge, the flag in my hand isn't moving. make it flap hard, snow blowing over the edge",
    ],
)
def test_one_thing_at_rest_among_others_that_move_is_no_frozen_picture(prompt):
    """The reader need not be sure of what moves."""
    assert said(prompt, "freeze-wording") == []


@pytest.mark.parametrize(
    "prompt",
    [
        "An owl on a beam does not move, only its eyelid slides shut once",
        "slow train in Peru, a boy hanging out of the window with one hand on the frame, his scarf flies straight back",
        "Snorricam on the bride, her face fixed in the frame, the ballroom swings behind her",
    ],
)
def test_what_moves_by_itself_or_with_the_viewer_wants_no_force(prompt):
    """An eyelid, the air of a ride, and a room round somebody to whom the camera is tied."""
    assert said(prompt, "uncaused-effect") == []


@pytest.mark.parametrize(
    "prompt",
    [
        "The goalkeeper kicks the gate. A hinge comes off, rolls across the yard, and out.",
        "Two old men on a bench. The dice are tossed. They roll and come to rest.",
        "a boy jumps on a mattress and bounces off",
    ],
)
def test_what_comes_of_a_contact_may_be_told_in_the_next_sentence(prompt):
    """The reader ties it to the deed, or the body that met the thing rebounds."""
    assert said(prompt, "missing-contact") == []


@pytest.mark.parametrize(
    "prompt",
    [
        "Smoke, two lasers, a drummer with no arms",
        "Eight fishermen in oilskins, no two dressed alike, haul a net",
        "She rings at the gate. no answer. She leaves the letter on the wall",
    ],
)
def test_what_somebody_lacks_and_an_idiom_are_no_exclusions(prompt):
    """Taken out of the prompt they would change who is in the picture."""
    assert said(prompt, "negation-in-prompt") == []


def test_hands_that_are_to_stay_out_of_the_frame_are_an_exclusion():
    """They are nobody's trait."""
    assert said("A vase on a table with no hands visible", "negation-in-prompt") != []


def test_animals_are_no_camera():
    """Whoever is read as what films, and is an animal by name, is what is filmed."""
    scene = read_scene("Menu screen of a game, lily pond, slow drifting butterflies, left third empty")

    assert scene.camera == ()
    assert any("butterflies" in element.what.text for element in scene.elements)


def test_where_somebody_looks_is_no_tilt():
    """The camera has a move of its own in the next sentence."""
    scene = read_scene("The miner on the headframe looks down. Vertigo effect, dolly zoom.")

    assert "tilt" not in scene.camera


@pytest.mark.parametrize(
    ("prompt", "rule"),
    [
        ("wide static shot, salt flat, haze, a bus very slowly becomes visible", "still-camera-still-scene"),
        ("papier-mâché puppets drying on a rack in Lyon, slow dolly", "compound-motion"),
        (
            "The camera circles them slowly, keeping the pianist sharp while the singer drifts in and out of focus",
            "conflicting-camera-moves",
        ),
        ("A tailor pulls red thread through the hem and tightens it", "missing-contact"),
        ("child in rubber boots jumps in a puddle, misses", "missing-contact"),
        ("A girl reading on a bear's back. The bear breathes out. Her pages flip and she laughs.", "uncaused-effect"),
        ("A waiter carries six plates through a full room. He never looks stressed.", "literal-emotion"),
    ],
)
def test_other_rules_are_silent_where_the_words_tell_better(prompt, rule):
    """What appears, what dries, a focus that comes and goes, and what is denied."""
    assert said(prompt, rule) == []


def test_a_feeling_that_is_not_denied_is_told_of():
    """The same words without the "never"."""
    assert said("A waiter carries six plates through a full room. He looks stressed.", "literal-emotion") != []


def test_where_a_view_is_from_is_no_move_of_it():
    """The word is a place's, whatever is read."""
    prompt = "POV from inside a letterbox"

    assert own_moves([Motion(4, 8, (CAMERA_MOVES.index("dolly"),))], prompt) == []


@pytest.mark.parametrize(
    "prompt", ["A red ball bouncing down stairs", "A maid pours a cup of milk from a jug and then pours the milk back."]
)
def test_the_deed_itself_is_nothing_that_comes_of_it(prompt):
    """Nor is the same deed, done again."""
    assert said(prompt, "missing-contact") != []


@pytest.mark.parametrize(
    ("prompt", "rule"),
    [
        ("The rig orbits a dancer who spins.", "compound-motion"),
        ("Smoke curling up from a chimney as the camera orbits the house.", "compound-motion"),
        ("A mushroom slides across the table.", "uncaused-effect"),
        ("A cup slides across the table. A woman leans out of the window.", "uncaused-effect"),
        ("A woman exhales on a bench. On a far hill a flag flutters.", "uncaused-effect"),
        ("Old but completely motionless clock on a shelf.", "freeze-wording"),
        ("A vase on a table with no hands in the image.", "negation-in-prompt"),
        ("A kitchen, no two people, a kettle boils.", "negation-in-prompt"),
    ],
)
def test_what_only_looks_like_such_words_is_told_as_before(prompt, rule):
    """A rig films, smoke that curls does not dry, and a breath reaches no far hill."""
    assert said(prompt, rule) != []


def test_several_that_are_one_word_are_spoken_of_in_the_plural_once_more_than_one():
    """A hundred sheep have their jaws; one of a few deer has its weight."""
    assert "their" in motion("a hundred sheep in a pen")
    assert "its" in motion("one of a few deer by a lake")
