"""`compound-motion`."""

import pytest
from scenes import scene, span_of

from promptkit.lint import lint
from promptkit.rules.compound_motion import compound_motion
from promptkit.scene import CameraMove, Element, Scene
from promptkit.shot import Shot
from promptkit.target import find_target

ORBIT = "The camera orbits a dancer while she spins"
CAMERA = (("orbit", None, "orbits"),)


def findings(*elements, target=None, camera=CAMERA, **options):
    return list(
        compound_motion.check(scene(ORBIT, *elements, camera=camera), target and find_target(target), **options)
    )


def test_a_moving_camera_over_a_moving_subject_is_flagged_at_the_camera_words():
    """The finding marks the camera move and names the subject."""
    (found,) = findings(("dancer", "subject", "spins"))

    assert ORBIT[found.start : found.end] == "orbits"
    assert '"dancer"' in found.message


PLAIN = [
    ("Slow push-in on a barista who pours milk", "barista", "pours", [("dolly", "in", "push-in")]),
    ("Tracking shot beside an SUV driving along a ridge", "SUV", "driving", [("track", None, "Tracking shot")]),
    ("The camera follows a runner who sprints home", "runner", "sprints", [("track", None, "follows")]),
    ("Pan left with a cyclist riding past", "cyclist", "riding", [("pan", "left", "Pan left")]),
    ("Slow zoom in on a violinist playing", "violinist", "playing", [("zoom", "in", "zoom in")]),
    ("Crane up over a farmer ploughing", "farmer", "ploughing", [("crane", "up", "Crane up")]),
    ("Drone shot following a boat that cuts the bay", "boat", "cuts",
     [("fly", None, "Drone shot"), ("track", None, "following")]),
    ("Handheld camera follows a waiter carrying a tray", "waiter", "carrying",
     [("handheld", None, "Handheld camera"), ("track", None, "follows")]),
    ("Zoom in, pushing in further on a boxer punching", "boxer", "punching",
     [("zoom", "in", "Zoom in"), ("dolly", "in", "pushing in further")]),
    ("Shot 1: pan left to a man who runs. Shot 2: tilt up as he jumps", "man", "runs",
     [("pan", "left", "pan left"), ("tilt", "up", "tilt up")]),
]  # fmt: skip
HARD = [
    (ORBIT, "dancer", "spins", [("orbit", None, "orbits")]),
    ("The drone spirals around a climber climbing", "climber", "climbing", [("fly", None, "spirals around")]),
    ("The camera rolls as a stuntman somersaults", "stuntman", "somersaults", [("roll", None, "rolls")]),
    ("Pan left, then tilt up to a skater grinding", "skater", "grinding",
     [("pan", "left", "Pan left"), ("tilt", "up", "tilt up")]),
    ("Dolly in, then pan right to a waiter running", "waiter", "running",
     [("dolly", "in", "Dolly in"), ("pan", "right", "pan right")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("prompt", "what", "motion", "camera", "severity"),
    [(*one, None) for one in PLAIN] + [(*one, "warning") for one in HARD],
)
def test_one_plain_move_over_one_action_is_a_note_and_only_turns_and_several_moves_warn(
    prompt, what, motion, camera, severity
):
    """Vendors advise one move with one action; None is the severity of the rule, a note."""
    (found,) = compound_motion.check(scene(prompt, (what, "subject", motion), camera=tuple(camera)), None)

    assert compound_motion.severity == "note"
    assert found.own_severity == severity


@pytest.mark.parametrize("kind", ["handheld", "rack_focus"])
def test_a_hand_and_a_focus_ring_move_no_camera(kind):
    """How the camera is held and where it is sharp is no move."""
    assert findings(("dancer", "subject", "spins"), camera=((kind, None, "orbits"),)) == []


def test_the_verb_agrees_with_what_moves():
    """One thing moves, several and plurals move."""
    prompt = "Pan left past boys and a man"
    pan = (("pan", "left", "Pan left"),)
    boys, man = ("boys", "subject", None), ("man", "subject", None)

    said = [next(compound_motion.check(scene(prompt, *some, camera=pan), None)).message
            for some in ([man], [boys], [boys, man])]  # fmt: skip

    assert '"man" moves' in said[0]
    assert '"boys" move:' in said[1]
    assert '"boys" and "man" move:' in said[2]


@pytest.mark.parametrize("role", ["environment", "secondary"])
def test_surroundings_may_move_under_a_moving_camera(role):
    """Only subjects count."""
    assert findings(("dancer", role, "spins")) == []


def test_a_moving_subject_before_a_fixed_camera_is_fine():
    """No camera move, no finding."""
    assert findings(("dancer", "subject", "spins"), camera=()) == []


def test_the_omni_model_is_exempt_and_its_family_is_pointed_to_it():
    """Kling 3.0 Omni is built for it; plain Kling 3.0 gets the hint; another vendor does not."""
    mover = ("dancer", "subject", "spins")

    assert findings(mover, target="kling-3.0-omni") == []
    assert "kling-3.0-omni" in findings(mover, target="kling-3.0")[0].message
    assert "omni" not in findings(mover, target="veo-3.1")[0].message


def test_further_capable_targets_are_an_option():
    """A project may exempt a model of its own choice."""
    assert findings(("dancer", "subject", "spins"), target="veo-3.1", capable=("veo-3.1",)) == []


@pytest.mark.parametrize(
    ("elements", "said"),
    [
        ([("guy", "subject", "slips"), ("student", "subject", "yawns"), ("student", "subject", "wakes")],
         'while "guy" and "student" move'),
        ([("keeper", "subject", "reading"), ("plane", "subject", "spirals")], 'while "plane" moves'),
        ([("kids", "subject", "goes up")], "while the subject moves"),
        ([("cyclist", "subject", "strolls")], "while the subject moves"),
    ],
)  # fmt: skip
def test_who_moves_is_named_once_and_only_where_that_is_plain(elements, said):
    """Somebody at rest is not named beside a mover, nor are several for what one does, nor who is told later."""
    prompt = "Pan left. She strolls. A guy slips, a student yawns and wakes, a plane spirals, the keeper reading. "
    prompt += "A bike with two kids on it goes up, past a cyclist."
    pan = (("pan", "left", "Pan left"),)
    (found,) = compound_motion.check(scene(prompt, *elements, camera=pan), None)

    assert said in found.message


@pytest.mark.parametrize(
    ("prompt", "elements", "said"),
    [
        ("Two boxers circle, one throws jab. Pan left.",
         [("boxers", "subject", "circle", "throws"), ("jab", "subject", "throws")], 'while "boxers" move'),
        ("Kids paddle, the captain stands there. Pan left.", [("captain", "subject", "stands there")],
         "while the subject moves"),
        ("A lady reads a paper. Pan left.", [("lady", "subject", "reads a paper")], 'while "lady" moves'),
    ],
)  # fmt: skip
def test_what_is_thrown_and_who_merely_stands_are_no_movers(prompt, elements, said):
    """Who moves is named, or nobody is."""
    movers = tuple(
        Element(
            span_of(prompt, what), role, span_of(prompt, did[0]), motions=tuple(span_of(prompt, each) for each in did)
        )
        for what, role, *did in elements
    )
    pan = CameraMove("pan", "left", span_of(prompt, "Pan left"))
    (found,) = compound_motion.check(Scene(prompt, movers, (pan,), 0), None)

    assert said in found.message


@pytest.mark.parametrize(
    ("filmed", "word", "said"),
    [
        ("Smooth gimbal move left to right.", "move", "Smooth gimbal move left to right"),
        ("Aerial dive down the face of a dam.", "dive", "dive down the face of a dam"),
        ("The camera rises as he nods.", "rises", "rises"),
        ("A slow camera move in a loop.", "move", "slow camera move"),
        ("A 40 second drone track in his wake.", "track", "drone track"),
        ("The camera is sliding down a sand dune in a storm.", "sliding", "sliding down a sand dune"),
        ("We follow the man in the big coat of fur and wool that he wears.", "follow", "follow"),
    ],
)
def test_a_move_of_one_word_is_quoted_with_its_phrase(filmed, word, said):
    """As far as that tells which way it goes."""
    camera = (("track", "left", word),)
    (found,) = compound_motion.check(scene(f"A man nods. {filmed}", ("man", "subject", "nods"), camera=camera), None)

    assert f'("{said}")' in found.message


@pytest.mark.parametrize(
    "prompt",
    [
        "A smith hammers a blade. The camera then tilts upward to the rafters.",
        "A hen crosses the yard and stops, static view, slight zoom at the end",
        "Whip pan at the start, a clerk sweeps letters into a drawer",
    ],
)
def test_a_move_that_has_its_own_time_is_not_made_while_somebody_moves(prompt):
    """Before or after the action both can be held."""
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["compound-motion"])

    assert linted.findings == ()


def test_a_move_through_the_whole_shot_is_made_while_somebody_moves():
    """The same words without their time."""
    prompt = "A smith hammers a blade. The camera tilts upward."

    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["compound-motion"])

    assert len(linted.findings) == 1
