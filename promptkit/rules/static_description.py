"""`static-description`: a prompt in which nothing but the camera moves."""

from collections.abc import Iterator
from dataclasses import replace

from promptkit.phrasing import Addition, is_only_blown, may_move, set_in_motion, variants
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.rules._described import only_described, to_be_said
from promptkit.rules._events import has_an_event, leans_to_motion, moves_idly
from promptkit.rules._halted import is_at_rest, is_held_still
from promptkit.rules._resting import resting_camera
from promptkit.rules._ruled_out import is_ruled_out
from promptkit.scene import LIKELY_STILL, Scene
from promptkit.scene.wording import agreeing
from promptkit.shot import Shot

SURELY_STILL = 0.9
"""Probability from which on it is called so plainly. Most prompts that people write ask for motion: of twelve by
strangers (`evals/strangers.jsonl`) that were called still with a lower one, six did (a race, foundation poured)."""


@rule(code="MOT001", family="motion", severity="warning", asks_motion=True, each_shot=True)
def static_description(shot: Shot, scene: Scene, *, variant: int = 0) -> Iterator[Finding]:
    """The prompt describes a picture: nothing in it moves.

    Why:
        A video model asked for no motion makes a still with a drifting camera, or invents motion of its own.
        The vendors' own rewriters therefore add motion where a prompt has none, and shipped negative prompts
        name "static" and "still picture". Say who or what moves, and what makes it move.
    Bad:
        A woman in a white dress standing on a beach.
    Good:
        A woman in a white dress walks along a windy beach, the fabric pulled back at the hem as the ocean wind
        presses it, her hair lifting and settling with each stride.
    Fix:
        Unsafe: adds motion with a cause that fits the place (beach: ocean wind), or the act of a trade shown in its
        place (a potter at a wheel) or of somebody on a swing, never a person, an object in the foreground or a camera
        move. Where nothing else can move, daylight that is named dims as a cloud crosses the sun, and land seen from
        the air lies under the shadows of clouds. None is offered where the prompt asks for stillness in words
        ("frozen in time"),
        where something in it may move after all, or where it holds nothing that the lexicon can set in motion. Option
        `variant` picks another thing to move.
        Left alone: a shot with a reference video, or for motion control, which takes its motion from there; a time
        lapse, whose picture changes by itself; a shift of focus and a dolly zoom, where the camera's move is the event;
        "a ticking hand"; light that plays on a thing that the camera moves round; a yoga pose that is held. So is
        stillness asked for in words ("stands motionless"), of which `freeze-wording` speaks, and a shot in which
        only the weather moves ("a detective in the rain"): that is motion, and how much is to happen is the author's
        choice. So is what is named as something that is done ("a sidecar race"). Where it is in doubt whether something
        moves, no more than "busy" or "flowing" is read as motion, or stillness is asked for in words and the camera
        moves, this is a note without a fix.

    References:
        Wan 2.2 text-to-video rewriter, rule 4: describe how the movement happens, add one if there is none
        (Wan-Video/Wan2.2, wan/utils/system_prompt.py). Wan 2.1 and 2.2 default negative prompt
        (wan/configs/shared_config.py). Open-Sora 2 prompt refiner: dynamic information must be added when absent
        (opensora/utils/prompt_refine.py). PEBench 2026: "static restatement" counts as inadequate development.
    """
    blown = is_only_blown(scene)  # which is read as motion, though nothing is told to move in it
    still = scene.static and scene.sure >= LIKELY_STILL
    held = is_held_still(scene.prompt)
    in_doubt = scene.sure < LIKELY_STILL and moves_idly(scene.prompt)
    if (
        not (still or blown or in_doubt)
        or not shot.prompt.strip()
        or has_an_event(scene)
        or leans_to_motion(scene)
        or (held and (not still or is_at_rest(shot, scene)))
    ):
        return
    is_sure = still and scene.sure >= SURELY_STILL
    added = _motion(shot, scene, variant) if blown or is_sure else None
    if not (still or in_doubt) and added is None:
        return
    fix = (
        Fix(False, f'add "{added.text.strip(" ,")}"', (Edit("prompt", added.at, added.at, added.text),))
        if added
        else None
    )
    subject = only_described(scene)
    in_doubt = in_doubt or (still and not is_sure)
    moves = _told_to_move(scene, doubtful=in_doubt or (added is None and may_move(scene)))
    if subject:
        are = "are" if subject.text.lower() == "they" else agreeing([subject], "is", "are")
        message = f'{moves}: "{subject.text}" {are} only described; {to_be_said(scene, subject)}'
    else:
        message = f"{moves} in this prompt; say who or what moves, and what makes it move"
    if not scene.camera_moves and (resting := resting_camera(scene.prompt)):
        message += f', or let the camera move ("{resting[0]}" rests it)'
    finding = Finding.whole(shot.prompt, message, fix=fix)
    yield replace(finding, own_severity="note") if held or (in_doubt and not added) else finding


def _motion(shot: Shot, scene: Scene, variant: int) -> Addition | None:
    """The first motion from that variant on that brings nothing back which the negative rules out."""
    first = set_in_motion(scene, variant=variant)
    if first is None or not is_ruled_out(first.text, shot.negative):
        return first
    others = (set_in_motion(scene, variant=variant + more) for more in range(1, variants(scene)))
    return next((added for added in others if added and not is_ruled_out(added.text, shot.negative)), None)


def _told_to_move(scene: Scene, *, doubtful: bool) -> str:
    """What moves, in words; of what may be a motion after all, not that nothing moves."""
    if doubtful:
        return f"nothing {'but the camera ' if scene.camera_moves else ''}is plainly told to move"
    return "only the camera moves" if scene.camera_moves else "nothing moves"
