"""What the rest of a shot moves is not said to move by nothing, read from whole prompts."""

import time

import pytest

from promptkit.lint import lint
from promptkit.shot import Shot

MOVED_BY_THE_REST = """
A spanner drifts past an engineer inside the orbital station.
A cosmonaut sleeps in her cabin, a toothbrush spinning above her face.
Aboard the spacecraft, a braid floats beside a frozen porthole.
Pollen drifts in a shaft of evening light in the barn.
Dust motes hang and dance through the beam of a projector.
Sawdust drifts through a beam of sunlight.
A hairbrush slides through her hair.
A penknife slides along the bark.
The tapestries burn in the keep.
A schooner in a hurricane, ropes whipping against the mast.
A tornado tears over the farm, a mailbox rattles on its post.
A lightbulb explodes in slow motion, beads scattering in all directions.
A bomb explodes in the street, windows shattering one after another.
The blast wave of an explosion crosses the square, banners tear.
Smoke drifts from a pipe on the windowsill.
Steam curls up out of a dented kettle.
A nail glows red-hot in the tongs. Steam boils up.
A snowman melting, time-lapse.
A popsicle melts in the midday sun.
Butter skates over a sizzling skillet.
A potter slams clay onto the wheel, drops of water spraying up.
Velvet gown revolving on a dress form.
A perfume flacon spins against a white background, product shot.
A paper airplane sails over the desks.
A turtle hatches at dusk, the egg cracks open.
A church bell swings, two sextons pull the rope below.
A boy runs through the attic, cobweb dust and paper scraps drifting behind.
""".strip().splitlines()


@pytest.mark.parametrize("prompt", MOVED_BY_THE_REST)
def test_what_the_rest_of_the_shot_moves_is_left_alone(prompt):
    """No weight, a beam of light, fire, a storm, a blast, heat, a deed, a display, a flight, a birth."""
    (linted,) = lint([Shot(id="a", prompt=prompt)], select=["uncaused-effect"])

    assert [found.message for found in linted.findings] == []


@pytest.mark.parametrize(
    "prompt",
    [
        "Dust drifts through the attic.",
        "Storm clouds gather. A flag flutters on a pole.",
        "A storm is brewing far away, her scarf flutters.",
        "Storm, night. Curtains flutter in the bedroom.",
        "Smoke drifts across the battlefield.",
        "Smoke drifts from the left over the field.",
        "A cloak flutters on the bridge of a starship.",
        "A cat sits in a kitchen, flour flying.",
        "A fox jumps over a log. Poplars sway behind the farm.",
        "Exploded view of a watch, its gears and papers fluttering around it.",
        "Dust drifts through the attic. A blast of loud music.",
        "A herald sounds the blast of a trumpet. Curtains flutter in a bedroom.",
        "Memories explode. Dust drifts through the attic.",
        "Dust drifts through the attic. Memories of summer explode.",
    ],
)
def test_what_the_rest_of_the_shot_does_not_move_is_told(prompt):
    """Near misses: a storm elsewhere, no beam, no source, no deed, no display, a blast that is heard, no real one."""
    (linted,) = lint([Shot(id="a", prompt=prompt)], select=["uncaused-effect"])

    assert linted.findings


@pytest.mark.parametrize(
    ("prompt", "effect"),
    [
        ("Water sprays over the street. A truck has just hit the hydrant.", "sprays"),
        ("A jar bursts on the shelf. An arrow has pierced it.", "bursts"),
        ("The mirror cracks; a moment earlier a stone hits it.", "cracks"),
    ],
)
def test_a_cause_in_the_next_sentence_comes_too_late_and_is_one(prompt, effect):
    """`effect-before-cause` speaks, and `uncaused-effect` has nothing to add."""
    (linted,) = lint([Shot(id="a", prompt=prompt)], select=["effect-before-cause", "uncaused-effect"])

    about = [found for found in linted.findings if prompt[found.start : found.end].startswith(effect)]
    assert [found.rule for found in about] == ["effect-before-cause"]


@pytest.mark.parametrize(
    "prompt",
    [
        "A flag flutters over the camp. The soldiers have lit a fire.",
        "A boat drifts by. A girl has braided her hair.",
        "A leaf falls. The gardener has opened the gate.",
    ],
)
def test_what_has_been_done_before_and_did_not_bring_it_about_is_in_order(prompt):
    """A state that came before is no blow."""
    (linted,) = lint([Shot(id="a", prompt=prompt)], select=["effect-before-cause"])

    assert linted.findings == ()


@pytest.mark.parametrize(
    "prompt",
    ["Sparks fly as a fencer parries a sabre.", "Feathers burst out of a cushion as a boy flops down on the sofa."],
)
def test_a_blow_told_behind_as_came_first(prompt):
    """Also where sparks move by themselves once they fly."""
    (linted,) = lint([Shot(id="a", prompt=prompt)], select=["effect-before-cause"])

    assert linted.findings


@pytest.mark.parametrize(
    "prompt",
    [
        "Dust drifts in{blanks}the attic.",
        "Water sprays over the street. A{blanks}truck hits it.",
    ],
)
def test_a_long_run_of_blanks_takes_no_time(prompt):
    """What stands between two words is read once."""
    shot = Shot(id="a", prompt=prompt.format(blanks=" " * 40_000))
    lint([shot], select=["not-english"])  # its words are cut up before the clock starts
    start = time.perf_counter()

    lint([shot], select=["effect-before-cause", "uncaused-effect"])

    assert time.perf_counter() - start < 4
