"""`static-description`: a prompt in which nothing but the camera moves."""

import re
from collections.abc import Iterator

from promptkit.lexicon import TIME_LAPSE, beings, find_entries, materials
from promptkit.patterns import lazy
from promptkit.phrasing import set_in_motion
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.scene import SURE, Scene, Span
from promptkit.scene.lexicon import words
from promptkit.scene.nouns import is_known_noun
from promptkit.scene.wording import agreeing
from promptkit.shot import Shot

OF_THE_PICTURE = lazy(
    r"(?:\b(?:up|shots?|angle|views?|macro|pov|frame|footage|video|clip|film|scene|image|picture|photo\w*|portrait|render\w*|"
    r"animation|illustration|painting|b-?roll|time[- ]?lapse|hyper[- ]?lapse|lapse|zoom|focus|tilt|dolly|push-?in|"
    r"(?<!frying\s)pans?|effect|\d+\s?mm)|(?:lens|camera|establishing|breathtaking|stunning))$",
    re.IGNORECASE,
)
"""Phrases that name the picture, not what is in it."""
_NO_THING = lazy(
    r"^(?:no|not|without|avoid)\b|\b\d+\s?mm\b|"
    r"\b(?:time[- ]lapse|hyper-?lapse|slow motion|(?:rack |soft |sharp )?focus|bokeh|depth of field|"
    r"zooms?|pans?|tilts?|doll(?:y|ies)|orbits?|push-ins?|pull-(?:back|out)s?|(?:\d+ ?)?fps|[48]k)$",
    re.IGNORECASE,
)
"""Phrases that name a lens, a pace, a camera move or what is kept out. A pan of soup is one, too: it goes unnamed."""
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
    r"clouds?|dust|snow|leaves|vortex|liquid|ink|heart|nebula|galaxy|cursor)\b",
    re.IGNORECASE,
)
"""Motion that is told before its noun: "a ticking second hand"."""
LIKELY_STILL = 0.5
"""Probability, from which on a prompt is taken to ask for no motion."""


@rule(code="MOT001", family="motion", severity="warning")
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
        Unsafe: adds motion with a cause that fits the place (beach: ocean wind), never a person, an object in the
        foreground or a camera move. None is offered where the prompt asks for stillness in words ("frozen in time"),
        where something in it may move after all, or where it holds nothing that the lexicon can set in motion. Option
        `variant` picks another thing to move.
        Left alone: a shot with a reference video, which takes its motion from there; a time lapse, whose picture
        changes by itself; a shift of focus and a dolly zoom, where the camera's move is the event; "a ticking hand".

    References:
        Wan 2.2 text-to-video rewriter, rule 4: describe how the movement happens, add one if there is none
        (Wan-Video/Wan2.2, wan/utils/system_prompt.py). Wan 2.1 and 2.2 default negative prompt
        (wan/configs/shared_config.py). Open-Sora 2 prompt refiner: dynamic information must be added when absent
        (opensora/utils/prompt_refine.py). PEBench 2026: "static restatement" counts as inadequate development.
    """
    if not scene.static or scene.sure < LIKELY_STILL or not shot.prompt.strip() or shot.reference_video:
        return
    if _has_an_event(scene):
        return
    added = set_in_motion(scene, variant=variant) if scene.sure >= SURE else None
    fix = (
        Fix(False, f'add "{added.text.strip(" ,")}"', (Edit("prompt", added.at, added.at, added.text),))
        if added
        else None
    )
    subject = next(filter(_is_thing, scene.anchors), None)
    moves = "only the camera moves" if scene.camera_moves else "nothing moves"
    if subject:
        message = f'{moves}: "{subject.text}" {_remedy(subject)}'
    else:
        message = f"{moves} in this prompt; say who or what moves, and what makes it move"
    yield Finding.whole(shot.prompt, message, fix=fix)


_AIR = frozenset({"wind", "breeze"})
"""What stirs cloth, leaves and smoke, and no bottle."""


def _remedy(subject: Span) -> str:
    """What to say of a thing that is only described: of one that breathes, of one that stirs, of one that does not."""
    one, several = "is|it does|its|it|it moves", "are|they do|their|them|they move"
    are, it_does, its, it, it_moves = agreeing([subject], one, several).split("|")
    if find_entries(subject.text, beings()):
        return f"{are} only described; say what {it_does}, and what makes {its} loose parts (cloth, hair, fur) move"
    if any(not _AIR.isdisjoint(stuff.entry.moves) for stuff in find_entries(subject.text, materials())):
        return f"{are} only described; say how {it_moves}, and what moves {it}"
    return (
        f"{are} only described; say what {it_does} or what is done to {it}, and what moves around {it} "
        "(leaves, smoke, water, a light)"
    )


def _is_thing(anchor: Span) -> bool:
    """Whether a noun phrase names something that could move, as far as its words tell: no lens, no praise, no order."""
    if OF_THE_PICTURE.search(anchor.text) or _NO_THING.search(anchor.text):
        return False
    first, *more = anchor.text.lower().split()
    return bool(more) or (is_known_noun(first) and first not in words("movers_other", "ing_kinds"))


def _has_an_event(scene: Scene) -> bool:
    """Whether something happens in the picture though nothing is read to move in it."""
    shifts_focus = any(move.move == "rack_focus" for move in scene.camera_moves)
    return shifts_focus or any(pattern.search(scene.prompt) for pattern in (TIME_LAPSE, THE_SHOT_ITSELF, AT_WORK))
