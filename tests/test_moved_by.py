"""A clip that a reference video moves is asked for no motion and no cause, and is given none."""

import pytest
from click.testing import CliRunner

from promptkit.cli.scene import command as scene
from promptkit.lint import lint
from promptkit.rewrite import rewrite_shot
from promptkit.shot import Shot

PROMPTS = (
    "The model dances as in the reference video, pleated skirt swinging.",
    "A woman in a white dress standing on a beach.",
    "A boxer punches a heavy bag.",
    "A woman in a long red dress walks through a market.",
    "A woman moves around on a beach.",
    "Her hair flies back as the train passes.",
    "An empty office at night with rows of desks, static camera.",
)


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("target", ["kling-3.0-motion-control", "kling-2.6-motion-control@fal"])
@pytest.mark.parametrize("video", [None, "https://example.com/dance.mp4"])
def test_motion_control_needs_no_motion_in_words(prompt, target, video):
    """Neither the rules nor a rewrite add any, whether the reference is named yet or not."""
    shot = Shot(id="s", prompt=prompt, target=target, reference_video=video)
    (linted,) = lint([shot], select=["motion", "cause"])
    (done,) = rewrite_shot(shot)

    assert not linted.findings
    assert done.shot.prompt == prompt


def test_the_reason_is_said():
    """A still picture on motion control is no fault, and the rewrite says why it stays."""
    (done,) = rewrite_shot(Shot(id="s", prompt=PROMPTS[1], target="kling-3.0-motion-control"))
    assert done.why == "the motion is that of its reference video; the prompt says how things look"


def test_the_scene_shows_no_cause_as_wanting():
    """What `uncaused-effect` does not say is not shown either."""
    asked = ["--prompt", "A model dances as a curtain sways.", "--target", "kling-3.0-motion-control"]
    assert "no cause given" not in CliRunner().invoke(scene, asked, catch_exceptions=False).stdout
    assert "no cause given" in CliRunner().invoke(scene, asked[:2], catch_exceptions=False).stdout
