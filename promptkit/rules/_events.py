"""What happens in a picture though nothing is read to move in it."""

import re
from collections.abc import Sequence

from promptkit.lexicon import TIME_LAPSE
from promptkit.patterns import lazy
from promptkit.rules._told_plainly import happens_plainly
from promptkit.scene import Element, Scene
from promptkit.scene.anchors import reading_of
from promptkit.scene.forms import infinitive, singular
from promptkit.scene.lexicon import verb_classes, words
from promptkit.scene.read import read_scene

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
PART_MOVES = lazy(
    r"\b(?:its|his|her|their|whose)\s+(?:(?:left|right|small|tiny|glass|painted|wooden|long|front|back)\s+)*"
    r"(?:(?:head|hand|arm|finger|eyelid|ear|tail|wing|leg|mouth|jaw|chest|gaze|paw|throat|flank|belly)\s+(?:\w+ly\s+)?"
    r"(?:swells|heaves|turns|opens|closes|lifts|rises|blinks|twitches|moves|tilts|nods|swivels|waves|reaches|curls|drops|lowers|flutters|flicks"
    r"|trembles|shakes|swings|sinks|jerks|snaps)"
    r"|(?:eyes|hands|arms|fingers|lips|eyelids|ears|wings|legs|paws)\s+(?:\w+ly\s+)?"
    r"(?:turn|lift|rise|blink|twitch|move|swivel|reach|curl|flutter|flick|tremble|shake|swing|follow))\b",
    re.IGNORECASE,
)
"""A part of somebody, with what it does: a sentence that is plain, be its owner a doll or a statue."""
DRAWN_THROUGH = lazy(
    r"\b(?:pulled|drawn|dragged|pushed|passed|fed|guided)\s+(?:\w+ly\s+)?(?:through|along)\b"
    r"|\b(?:poured|thrown|flung|hurled|tossed|squeezed|piped|flipped|dropped|lowered|dipped)\s+(?:\w+ly\s+)?(?:into|onto|on|over|across|out)\b",
    re.IGNORECASE,
)
"""What is done to a thing, in few words; it may also be how the thing lies, so that it counts only in doubt."""
LEANS = 0.5
"""Of a mover. Of 74 prompts of the dev part in which nothing is surely read as moving, but something with such a
probability, 24 are still; of 1,098 others 1,043 (counted once; no command prints it)."""
UNSURE = 0.87
IDLE = lazy(r"(?:very\s+)?(?:busy|bustling|lively|crowded|vibrant|dynamic|flowing(?:\s+[\w-]+)?|moving)", re.IGNORECASE)
"""Adjectives that are read as motion, and may tell a look: "a busy kitchen", "a flowing cape"."""


_WORD = lazy(r"[a-z]+")
_NEXT = lazy(r"\s+([a-z]+)\b", re.IGNORECASE)
_NOT_DONE = lazy(
    r"\b(?:posters?|paintings?|photo(?:graph)?s?|pictures?|drawings?|diagrams?|statues?|murals?|logos?|prints?|signs?|frozen|still|"
    r"before|after|until|since|like|no|nobody|without|for|from|of|than)\b[^.;!?\n]{0,40}$",
    re.IGNORECASE,
)
"""Before an activity that is not seen done, but pictured, over, to come or told for comparison."""


def has_an_event(scene: Scene) -> bool:
    """Whether something happens in the picture though nothing is read to move in it."""
    if (
        happens_plainly(scene.prompt)
        or PART_MOVES.search(scene.prompt)
        or (scene.sure < UNSURE and DRAWN_THROUGH.search(scene.prompt))
    ):
        return True
    shifts_focus = any(move.move == "rack_focus" for move in scene.camera_moves)
    goes_round = any(move.move in _ROUND for move in scene.camera_moves)
    if goes_round and LIGHT_PLAYS.search(scene.prompt):
        return True
    pose = IN_A_POSE.search(scene.prompt)
    if pose and EXERCISE.search(pose[0]):
        return True
    if any(pattern.search(scene.prompt) for pattern in (TIME_LAPSE, THE_SHOT_ITSELF, AT_WORK)):
        return True
    return shifts_focus or _names_an_activity(scene.prompt)


def _names_an_activity(prompt: str) -> bool:
    """Whether what is to be seen is named as something that is done: "a sidecar race on grass"."""
    ends = {name.rpartition("-")[2] for name in words("motion_nouns", "activities")}
    if ends.isdisjoint(singular(word) for word in _WORD.findall(prompt.lower())):
        return False  # and its grammar need not be known
    return any(
        _is_an_activity(phrase.full.text.lower().split())
        and not _NOT_DONE.search(prompt, max(0, phrase.full.start - 80), phrase.full.start)
        for phrase in reading_of(prompt).phrases
    )


def moves_idly(prompt: str) -> bool:
    """Whether a reader in doubt took only such adjectives for motion, or things of which none is told."""
    everything = [element for element in read_scene(prompt).elements if element.role != "camera"]
    return bool(everything) and all(_is_idle(prompt, element) for element in everything)


def leans_to_motion(scene: Scene) -> bool:
    """Whether something is likelier read as moving than not, though not surely ("budgie bathing in saucer")."""
    found = read_scene(scene.prompt).elements
    leans = any(element.role != "camera" and element.sure >= LEANS for element in found)
    return leans and not moves_idly(scene.prompt)


def _is_idle(prompt: str, element: Element) -> bool:
    """Whether none is told of it, not even by the word behind its name: "an orange drops from the tree"."""
    if element.motion:
        return IDLE.fullmatch(element.motion.text) is not None
    behind = _NEXT.match(prompt, element.what.end)
    return behind is None or not (behind[1].endswith("s") and verb_classes(infinitive(behind[1].lower())))


def _is_an_activity(words_of_name: Sequence[str]) -> bool:
    """Whether the last word of a name is one, or the last two are: "a walk cycle", "a pit stop"."""
    named = words("motion_nouns", "activities")
    return singular(words_of_name[-1]) in named or "-".join(words_of_name[-2:]) in named
