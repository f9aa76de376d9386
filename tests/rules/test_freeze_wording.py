"""`freeze-wording` finds words that stop the picture, and leaves ice alone."""

import pytest
from scenes import scene

from promptkit.lint import lint
from promptkit.rules.freeze_wording import freeze_wording
from promptkit.rules.still_camera_still_scene import still_camera_still_scene
from promptkit.shot import Shot
from promptkit.testing import example_shot, marked


def check(seen, **given):
    return freeze_wording.check(example_shot("", prompt=seen.prompt, **given), seen)


@pytest.mark.parametrize(
    "text",
    [
        "A skateboarder [[frozen mid-jump]] above the stairs.",
        "A ballerina [[freezes mid-leap]].",
        "This [[photograph captures]] a nun at a desk.",
        "A runner [[caught in the middle of a jump]]",
        "[[The whole city stopped]], a bird above",
        "A guard, [[rooted to the spot]]",
        "A guard, [[not moving]]",
        "[[Photograph of]] a lake at dawn",
        "A village, [[like a postcard]]",
        "[[Nothing in the frame moves]].",
        "A monk [[sits rock still]].",
        "[[Freeze-frame]] of a splash of milk",
        "A ballerina [[paused in mid-leap]], gray pixels",
        "Petals [[suspended in mid-air]], high key",
        "Portrait of a king, [[still image]]",
        "The video should look like a [[still photograph]] throughout.",
        "[[No motion]], just a still frame.",
        "A girl walks while [[time stands still]].",
        "[[Time has stopped]]: a bird above the roofs",
        "[[Everyone in the square is frozen]], a girl walks past.",
        "A guard [[stands frozen]] as the thief passes.",
        "A wine glass tipping over, [[frozen in time]]",
        "Two lovers [[frozen like statues]] in a crowd",
        "A samurai [[frozen in a fighting pose]].",
        "A wave [[frozen at its crest]]",
        "Dancers [[locked in their last pose]]",
        "A bird hovers [[as if someone pressed pause]] on the world.",
        "A [[tableau vivant]] of a banquet",
        "A [[paused video]] of a match",
        "A [[motionless]] warrior on a hill",
        "An old couple, [[perfectly still]]",
        "Portrait, the man [[does not move]].",
        "A child [[does not move]] a muscle.",
        "People in a street [[have stopped moving]]",
        "A deer [[stands like a statue]] for the whole shot.",
        "A village street, [[no movement]] at all",
        "She [[remains absolutely still]], not a single hair moves.",
    ],
)
def test_the_words_that_stop_the_picture_are_marked(text):
    """The span is the wording itself."""
    prompt, spans = marked(text)

    assert tuple((found.start, found.end) for found in check(scene(prompt))) == spans


@pytest.mark.parametrize(
    "prompt",
    [
        "A fox trots over a frozen lake.",
        "A trapeze artist is caught in mid-air by her partner.",
        "The frame freezes over with frost.",
        "A photograph of Versailles laid on a table",
        "A harbour, static frame",
        "A still from the film burns.",
        "A woman eats frozen yogurt.",
        "A waterfall frozen in mid-air, blue ice",
        "A mouse freezes under a fern.",
        "Two detectives study a still frame on a monitor.",
        "On the little screen between them: a frozen picture of a bridge",
        "A stuffed fox stopped mid-leap on a log",
        "A bronze dancer frozen mid-turn, pigeons land on her shoulders.",
        "The runner crosses the line; the clip ends on a freeze frame.",
        "A river scene, not a still image",
        'A sign reads "time stands still".',
        "Still water under a bridge",
        "A lake in midday sun",
        "A hall, the camera does not move.",
        "A motionless wide shot of a hall",
        "A dancer, no motion blur",
        "A baker is still kneading.",
        "He does not move the pawn.",
    ],
)
def test_what_only_looks_frozen_is_left_alone(prompt):
    """Ice, food, sculptures, an animal that stops, pictures in the picture, closing frames and negations."""
    assert list(check(scene(prompt))) == []


@pytest.mark.parametrize("other", [("rain", "environment", "falls"), ("man", "subject", "turns")])
def test_one_thing_may_hold_still_while_another_moves(other):
    """Words such as "motionless" count only where the whole shot is at rest, camera and all."""
    prompt = "A man stands motionless, then turns as rain falls. Slow pan left."
    moves = (("pan", "left", "pan left"),)

    assert list(check(scene(prompt, other))) == []
    assert list(check(scene(prompt, camera=moves))) == []
    assert len(list(check(scene("A man stands motionless in a hall.")))) == 1


def test_the_message_names_what_is_to_move():
    """A contradiction is said as one; without motion the clip itself is missing."""
    (torn,) = check(scene("A dancer frozen mid-leap as dust drifts", ("dust", "environment", "drifts")))
    (plain,) = check(scene("A king, still image"))

    assert 'though "dust" is to move' in torn.message
    assert "no clip" in plain.message
    assert torn.fix is None


def test_the_frozen_thing_itself_is_no_contradiction():
    """An element that lies inside the wording is not said to move."""
    prompt = "Everyone frozen in the hall"
    (found,) = check(scene(prompt, ("Everyone", "subject", None)))

    assert "no clip" in found.message


def test_motion_that_comes_from_a_video():
    """With a reference video the prompt need not say what moves."""
    given = scene("A man stands motionless")

    assert len(list(check(given))) == 1
    assert list(check(given, reference_video="https://x/dance.mp4")) == []


def test_one_wish_is_found_once():
    """Where nothing moves, the finding stands on the first words and names the others; the camera adds none."""
    prompt = "Still life with lemons. Nothing moves, locked camera."
    (found,) = check(scene(prompt))

    assert found.message.startswith('"Still life", "Nothing moves" ask for a photograph')
    assert list(still_camera_still_scene.check(example_shot("", prompt=prompt), scene(prompt))) == []


def test_what_alone_moves_is_no_still_picture():
    """Nothing moves but one thing: that is good craft."""
    assert list(check(scene("Nothing in the room moves except the curtain."))) == []


@pytest.mark.parametrize(
    "prompt",
    ["The ball hits the lamp, everybody freezes and looks at her.", "Everyone freezes, then bursts into laughter."],
)
def test_a_moment_of_the_story_is_no_still_picture(prompt):
    """Who freezes and goes on is startled."""
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["freeze-wording"])

    assert linted.findings == ()


@pytest.mark.parametrize(
    "prompt",
    [
        "Operators plug cords, one nudges the next, until the entire row is frozen, listening.",
        "Boys dance in the kitchen. Everyone frozen. Then grandma starts clapping.",
        "A glass breaks. Suddenly everyone is frozen, then a child laughs.",
        "Everyone is frozen in place until the music starts.",
    ],
)
def test_a_halt_that_the_story_comes_to_or_goes_on_from_is_no_photograph(prompt):
    """It is one beat among others, and the rest of the clip moves."""
    seen = scene(prompt, ("Operators", "subject", "plug")) if prompt[0] == "O" else scene(prompt)

    assert list(check(seen)) == []


def test_what_is_to_move_agrees_with_its_verb():
    """Several are to move, one is to move."""
    prompt = "Operators plug cords, time stands still."
    (found,) = check(scene(prompt, ("Operators", "subject", "plug")))

    assert '"Operators" are to move' in found.message
