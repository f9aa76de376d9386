"""`still-camera-still-scene`: the camera is told to rest, and nothing else moves."""

from collections.abc import Iterator

from promptkit.rule import Finding, rule
from promptkit.rules._events import leans_to_motion
from promptkit.rules._halted import halts
from promptkit.rules._resting import resting_camera
from promptkit.rules._told_plainly import happens_plainly
from promptkit.scene import LIKELY_STILL, Scene
from promptkit.shot import Shot


@rule(code="MOT002", family="motion", severity="note", asks_motion=True)
def still_camera_still_scene(shot: Shot, scene: Scene) -> Iterator[Finding]:
    """The prompt asks for a static camera, and nothing in front of it moves.

    Why:
        With a resting camera all motion must come from the scene. Where the scene has none, every frame is the same:
        the clip is a photograph that costs the price of a video, or the model invents motion nobody asked for.
    Bad:
        An empty office at night with rows of desks, static camera.
    Good:
        An empty office at night, static camera, the blinds swaying as the draught from a vent pushes at them.
    Fix:
        None: `static-description` offers a motion that fits, and where it speaks of the shot this note is silent. To
        let the camera move instead is the author's choice.
        A shot with a reference video, or for motion control, takes its motion from there, and is left alone; so
        is what `freeze-wording` speaks of, a still picture that is asked for in words ("nothing moves").
    References:
        SkyReels-V2 prompt enhancer: "if the subject is stationary, incorporate camera movement". Wan 2.2 rewriter,
        rule 4: add an action where there is none (wan/utils/system_prompt.py). Wan's default negative prompt
        excludes "static" and "still picture" (wan/configs/shared_config.py).
    """
    prompt = scene.prompt
    if not scene.static or scene.camera_moves or scene.sure < LIKELY_STILL or shot.reference_video:
        return
    if any(halts(prompt, at_rest=True)) or happens_plainly(prompt) or leans_to_motion(scene):
        return
    if match := resting_camera(prompt):
        message = f'"{match[0]}", and nothing in front of the camera moves: the clip will be a photograph; '
        message += "say what moves, or let the camera move"
        yield Finding(message, *match.span(), said_by="static-description")
