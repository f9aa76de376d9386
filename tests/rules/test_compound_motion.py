"""`compound-motion`."""

import pytest
from scenes import scene

from promptkit.rules.compound_motion import compound_motion
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
