"""`vague-motion` finds motion that is asked for and not said."""

import pytest
from scenes import scene

from promptkit.edited import apply_fix
from promptkit.rules.vague_motion import vague_motion
from promptkit.shot import Shot
from promptkit.testing import marked


def findings(prompt, *elements, camera=()):
    return list(vague_motion.check(scene(prompt, *elements, camera=camera)))


@pytest.mark.parametrize(
    "text",
    [
        "A woman [[moves around]] on a beach.",
        "Workers [[moving about]], dusk",
        "A ninja [[does something]] cool on a roof.",
        "A skateboarder [[does cool tricks]] in a park",
        "A person [[performing various actions]]",
        "Two kids [[messing around]] in a pool",
        "A boy and a dog [[interact with each other]].",
        "A robot, [[dynamic motion]]",
        "A street, [[lots of movement]], 4k",
        "A man in a suit, [[dynamic camera movement]]",
        "[[Animate this photo]]",
        "Things on a shelf [[move wildly]] with lots of power",
        "A rally, [[high energy]]",
        "A nun reads. [[The camera gently pans]].",
        "A nun reads, [[slow zoom]], film grain",
        "A creature [[moves around the room]].",
        "A monster [[moves in a scary way]] in a tunnel",
        "The animals [[move naturally]] in a savanna.",
        "A robot [[moves through space dynamically]]",
        "A wizard [[making movements]] before an altar",
        "A bird [[makes some kind of motion]].",
        "[[Various things happen]] on a street.",
        "A bear, [[motion]], forest",
        "A player [[in action]], stadium",
        "[[Bring this photo to life]]",
    ],
)
def test_the_words_that_leave_it_open_are_marked(text):
    """The span is the vague phrase, no more and no less."""
    prompt, spans = marked(text)

    assert tuple((found.start, found.end) for found in findings(prompt)) == spans


@pytest.mark.parametrize(
    "prompt",
    [
        "A cursor moves around a map.",
        "The camera moves around, slowly.",
        "Fish moving around in circles",
        "A fairy moves around, twirling and leaping.",
        "A wooden hall, nothing in motion, no camera movement.",
        "A cat in slow motion",
        "An epic action movie poster",
        "A dynamic action figure on a shelf",
        'A sign reads "lots of movement".',
        "A boy doing his homework",
        "A street without any movement",
        "A crane moves in a circular way.",
        "A dancer frozen in motion",
        "A hand sets the wheel in motion.",
        "A woman makes a sweeping motion with her arm.",
        "A cat moves around the table",
    ],
)
def test_words_that_only_look_vague_are_left_alone(prompt):
    """Paths, names of genres, negations, speeds and quoted words ask for nothing vague."""
    assert findings(prompt) == []


def test_motion_at_large_is_fine_beside_a_motion_that_is_said():
    """Behind a man who walks, "smooth motion" is a manner; that he does something stays open."""
    assert findings("A man walks, smooth motion", ("man", "subject", "walks")) == []
    assert len(findings("A man walks and does something cool", ("man", "subject", "walks"))) == 1
    assert len(findings("A player in action, stadium", ("player", "subject", None))) == 1


def test_a_camera_move_that_is_named_makes_the_camera_plain():
    """With a pan in the prompt, "dynamic camera movement" says how, and not what."""
    prompt = "A harbour, pan left, smooth camera movement"

    assert findings(prompt, ("pan left", "camera", "pan left"), camera=(("pan", "left", "pan left"),)) == []


@pytest.mark.parametrize(
    ("prompt", "what", "motion", "count"),
    [
        ("A cat moves.", "cat", "moves", 1),
        ("A cat moves slowly.", "cat", "moves slowly", 1),
        ("A cat moves across the floor.", "cat", "moves", 0),
        ("A woman reads, her lips moving.", "woman", "moving", 0),
        ("A train moves.", "train", "moves", 0),
        ("A cat moves, stretching its paws.", "cat", "moves", 0),
    ],
)
def test_bare_moves_is_vague_for_a_being_only(prompt, what, motion, count):
    """A train can only roll; a cat can do anything."""
    assert len(findings(prompt, (what, "subject", motion))) == count


def test_the_fix_adds_a_motion_and_keeps_every_word():
    """Where nothing moves, a motion of the lexicon is added; none is where only the author knows what."""
    prompt = "A woman in a white dress on a beach, dynamic motion"
    (found,) = findings(prompt)
    (unknown,) = findings("A woman does something cool on a beach")

    assert not found.fix.safe
    assert "wind" in apply_fix(Shot(id="s", prompt=prompt), found.fix).prompt
    assert unknown.fix is None


def test_variants_move_other_things():
    """The option picks another motion."""
    given = scene("A woman in a white dress on a beach, dynamic motion")
    texts = {next(iter(vague_motion.check(given, variant=k))).fix.edits[0].text for k in range(3)}

    assert len(texts) == 3


@pytest.mark.parametrize(
    "prompt", ["The camera slowly zooms in.", "A slow zoom, out of the mist", "No zoom. The camera pans left."]
)
def test_a_camera_move_with_its_way_is_plain(prompt):
    """Nor is one that is ruled out."""
    assert findings(prompt) == []


def test_one_wish_in_many_words_is_told_once():
    """The other words are named in the message."""
    (found,) = findings("A rally, intense action, dynamic movement")

    assert '"intense action", "dynamic movement" ask for motion' in found.message


def test_the_wish_of_the_camera_and_that_of_the_subject_are_told_apart():
    """Each is asked for what is its own."""
    camera, subject = findings("A rally, dynamic camera movement, intense action, lots of motion")

    assert '"dynamic camera movement" asks' in camera.message
    assert "the camera does" in camera.message
    assert '"intense action", "lots of motion" ask' in subject.message
    assert "it does" in subject.message


@pytest.mark.parametrize(
    "text",
    [
        "[[The camera slowly pans]]. From a window a man looks down.",
        "[[The camera zooms]]. In the yard a dog sleeps.",
    ],
)
def test_what_the_next_sentence_begins_with_is_no_way_of_the_camera(text):
    """It says where something else is."""
    prompt, spans = marked(text)

    assert tuple((found.start, found.end) for found in findings(prompt)) == spans
