"""Which motions are the camera's."""

import pytest
from scenes import span_of

from promptkit.reader.decode import Motion
from promptkit.scene import CAMERA_MOVES
from promptkit.scene.filming import own_moves
from promptkit.scene.read import read_scene


def moves(prompt):
    return [move.span.text for move in read_scene(prompt).camera_moves]


@pytest.mark.parametrize(
    "prompt",
    [
        "A boy drags a mattress up the stairs. Handheld, from the landing above, we see his shoes.",
        "A girl before a whale skeleton tilts her head back until her cap falls off. The camera cranes up.",
        "Camera pushes gently toward the shower as it turns on.",
        "Her head tilts to the left as she listens to the seashell. Gentle dolly in.",
        "A woman walks barefoot. She stops at a wall. Overexposed, tempo: slow / accelerating / stop.",
        "Camera tracks with a jumper. I want to see the penultimate step longer, hips lowering, then a short step.",
    ],
)
def test_what_somebody_or_something_else_does_is_no_camera_move(prompt):
    """A landing is a place, a head tilts by itself, and a shower turns on."""
    said = " ".join(moves(prompt))

    assert not any(word in said for word in ("landing", "head", "turns on", "tilts", "lowering", "wipe", "accelerat"))


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("Through the eyes of a moth the world reels round a streetlamp", "reels"),
        ("The camera comes to within a hand's breadth and climbs", "climbs"),
        ("The lens tilts its head to the left", "tilts its head"),
        ("Sidle up to the desk, then steal a look to the right", "right"),
    ],
)
def test_what_films_keeps_its_moves_in_any_words(prompt, said):
    """A part of somebody that only measures or looks moves nothing; whose head is tilted may be the lens itself."""
    place = span_of(prompt, said)
    assert len(own_moves([Motion(place.start, place.end, (PAN,))], prompt)) == 1


PAN, TRACK, ORBIT = (CAMERA_MOVES.index(name) for name in ("pan", "track", "orbit"))


@pytest.mark.parametrize(
    ("prompt", "said", "whole", "kinds"),
    [
        ("quick pan after the ball", [("quick", (TRACK,)), ("pan", (PAN,))], "quick pan", (PAN,)),
        ("Aerial arc around him", [("Aerial", (ORBIT,)), ("arc", (ORBIT,))], "Aerial arc", (ORBIT,)),
        ("slow slide left", [("slow", (TRACK,)), ("slide left", (TRACK,))], "slow slide left", (TRACK,)),
    ],
)
def test_a_phrase_that_was_read_as_two_moves_is_one(prompt, said, whole, kinds):
    """An adjective alone is no move."""
    read = []
    for words, moves in said:
        place = span_of(prompt, words)
        read.append(Motion(place.start, place.end, moves))
    (move,) = own_moves(read, prompt)

    assert (prompt[move.start : move.end], move.moves) == (whole, kinds)


@pytest.mark.parametrize(
    ("clause", "verb", "is_own"),
    [
        ("pillars wipe across the foreground", "wipe", False),
        ("Sound drops away", "drops away", False),
        ("the clouds drift past", "drift", False),
        ("two shots drift past", "drift", True),
        ("views sweep over the bay", "sweep", True),
    ],
)
def test_what_several_things_do_in_a_clause_of_their_own_is_no_camera_move(clause, verb, is_own):
    """Pillars pass a camera that goes along them."""
    prompt = f"A boy rides, camera dolly parallel, {clause}."
    place = span_of(prompt, verb)

    assert bool(own_moves([Motion(place.start, place.end, (TRACK,))], prompt)) == is_own


@pytest.mark.parametrize(
    ("prompt", "mover"),
    [
        ("The climber slips and her camera tumbles down the rock", "camera"),
        ("A clown trips, his old camera flies into the fountain", "camera"),
        ("Camera flashes pop along the red carpet", "Camera flashes"),
    ],
)
def test_a_camera_that_is_seen_is_a_thing_that_moves(prompt, mover):
    """Somebody's camera does not film the scene that it falls in, and a flash films nothing."""
    scene = read_scene(prompt)

    assert scene.camera_moves == ()
    assert (mover, "subject") in [(element.what.text, element.role) for element in scene.elements]


def test_the_camera_that_films_may_be_ours():
    """Or anybody's who is not in the picture."""
    assert moves("Our camera follows the ferry") == ["follows"]


def test_a_camera_that_follows_is_whose_view_we_see():
    """Only what drops, swings or breaks is a thing in the picture."""
    assert moves("His camera follows a running dog through the park, then tilts up.")
    assert not moves("Her camera drops from her hand onto the rocks.")
