"""`static-description`: a prompt in which nothing but the camera moves."""

import re
from collections.abc import Iterator

from promptkit.lexicon import TIME_LAPSE
from promptkit.patterns import lazy
from promptkit.phrasing import is_only_blown, may_move, set_in_motion
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.rules._described import only_described, to_be_said
from promptkit.scene import SURE, Scene
from promptkit.scene.wording import agreeing
from promptkit.shot import Shot

THE_SHOT_ITSELF = lazy(
    r"\b(?:dolly[- ]zoom|zolly|contra[- ]?zoom|push[- ]pull\s+zoom|vertigo\s+(?:effect|shot|zoom)|trombone\s+shot)\b",
    re.IGNORECASE,
)
"""Camera moves in which the picture itself is the event, over whatever stands still; so is a shift of focus."""
AT_WORK = lazy(
    r"(?<!not )\b(?!spinning\s+wheel\b)(?:ticking|spinning|rotating|revolving|whirring|flickering|blinking|dripping|"
    r"trickling|bubbling|boiling|simmering|sizzling|smou?ldering|swirling|pulsating|pulsing)\s+(?:\w+\s+)?"
    r"(?:hands?|clocks?|watch(?:es)?|metronome|pendulum|wheels?|blades?|fans?|turbines?|propellers?|rotors?|records?|tops?|"
    r"gears?|cogs?|planets?|globe|cube|logo|machine|engine|candles?|flames?|lamps?|lights?|bulbs?|neon|screens?|signs?|"
    r"embers?|taps?|faucets?|water|pots?|pans?|kettles?|soup|stew|oil|springs?|mud|lava|steak|bacon|smoke|mist|fog|"
    r"platform|turntable|pedestal|plinth|display|podium|clouds?|dust|snow|leaves|vortex|liquid|ink|heart|nebula|galaxy|cursor)\b",
    re.IGNORECASE,
)
"""Motion that is told before its noun: "a ticking second hand"."""
LIGHT_PLAYS = lazy(
    r"\b(?:lights?|sunlight|moonlight|reflections?|highlights?|glints?|sparkles?|gleams?|glare|caustics|shadows?|flares?|rays|beams?)"
    r"\s+(?:\w+ly\s+)?(?:glint|play|danc|slid|sweep|travel|glid|shimmer|sparkl|flash|mov|rippl|catch|twinkl|gleam|flicker|"
    r"shift|pass|run|crawl|roll|wash|bounc|glow|glitter)(?:e?s|n?ing)\b"
    r"|\b(?:glint|sparkl|shimmer|glitter|twinkl|gleam)(?:es|s|ing)\b(?=\s*(?:[,.;]|$|in|on|off|under|as|with|across)\b|\s*$)",
    re.IGNORECASE,
)
"""Light that plays on a thing that the camera moves round, or along: the event of a product shot."""
_ROUND = frozenset({"orbit", "track", "dolly", "crane", "fly", "handheld", "pan", "tilt", "roll"})
"""Camera moves in which light plays on what stands still; a zoom changes nothing of it."""
IN_A_POSE = lazy(
    r"\b(?:hold|strik|keep|maintain|balanc|do|perform|practi[cs])(?:e?s|ing)?\s+(?:(?:an?|the|his|her|their|in)\s+){0,2}"
    r"(?:[\w-]+\s+){0,3}(?:pose|asana|plank|handstand|headstand|arabesque|lunge|squat|split|stretch|balance)\b",
    re.IGNORECASE,
)
EXERCISE = lazy(
    r"\b(?:yoga|pilates|asana|warrior|tree|plank|handstand|headstand|arabesque|ballet|dance|dancer'?s|"
    r"martial|kung[- ]fu|tai[- ]chi|"
    r"karate|balancing|balance|gymnastics?|gymnast|lotus|bridge|cobra|crow|lunge|squat|split|stretch)\b",
    re.IGNORECASE,
)
"""To hold such a pose is what a body does: it trembles, breathes and balances."""
LIKELY_STILL = 0.5
"""Probability, from which on a prompt is taken to ask for no motion."""


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
        move. None is offered where the prompt asks for stillness in words ("frozen in time"),
        where something in it may move after all, or where it holds nothing that the lexicon can set in motion. Option
        `variant` picks another thing to move.
        Left alone: a shot with a reference video, or for motion control, which takes its motion from there; a time
        lapse, whose picture changes by itself; a shift of focus and a dolly zoom, where the camera's move is the event;
        "a ticking hand"; light that plays on a thing that the camera moves round; a yoga pose that is held.

    References:
        Wan 2.2 text-to-video rewriter, rule 4: describe how the movement happens, add one if there is none
        (Wan-Video/Wan2.2, wan/utils/system_prompt.py). Wan 2.1 and 2.2 default negative prompt
        (wan/configs/shared_config.py). Open-Sora 2 prompt refiner: dynamic information must be added when absent
        (opensora/utils/prompt_refine.py). PEBench 2026: "static restatement" counts as inadequate development.
    """
    blown = is_only_blown(scene)  # which is read as motion, though nothing is told to move in it
    still = scene.static and scene.sure >= LIKELY_STILL
    if not (still or blown) or not shot.prompt.strip() or _has_an_event(scene):
        return
    added = set_in_motion(scene, variant=variant) if blown or scene.sure >= SURE else None
    if not still and added is None:
        return
    fix = (
        Fix(False, f'add "{added.text.strip(" ,")}"', (Edit("prompt", added.at, added.at, added.text),))
        if added
        else None
    )
    subject = only_described(scene)
    moves = _told_to_move(scene, doubtful=added is None and may_move(scene))
    if subject:
        are = "are" if subject.text.lower() == "they" else agreeing([subject], "is", "are")
        message = f'{moves}: "{subject.text}" {are} only described; {to_be_said(scene, subject)}'
    else:
        message = f"{moves} in this prompt; say who or what moves, and what makes it move"
    yield Finding.whole(shot.prompt, message, fix=fix)


def _told_to_move(scene: Scene, *, doubtful: bool) -> str:
    """What moves, in words; of what may be a motion after all, not that nothing moves."""
    if doubtful:
        return f"nothing {'but the camera ' if scene.camera_moves else ''}is plainly told to move"
    return "only the camera moves" if scene.camera_moves else "nothing moves"


def _has_an_event(scene: Scene) -> bool:
    """Whether something happens in the picture though nothing is read to move in it."""
    shifts_focus = any(move.move == "rack_focus" for move in scene.camera_moves)
    goes_round = any(move.move in _ROUND for move in scene.camera_moves)
    if goes_round and LIGHT_PLAYS.search(scene.prompt):
        return True
    pose = IN_A_POSE.search(scene.prompt)
    if pose and EXERCISE.search(pose[0]):
        return True
    return shifts_focus or any(pattern.search(scene.prompt) for pattern in (TIME_LAPSE, THE_SHOT_ITSELF, AT_WORK))
