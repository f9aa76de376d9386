"""`long-clip-complex-motion`: a long clip of an active subject."""

import re
from collections.abc import Iterator
from math import isfinite

from promptkit.lexicon import TIME_LAPSE, is_calm
from promptkit.patterns import lazy
from promptkit.rule import Finding, rule
from promptkit.scene import Element, Scene, Span
from promptkit.scene.forms import singular
from promptkit.scene.lexicon import classes_by_word
from promptkit.scene.wording import agreeing, listed
from promptkit.several import in_seconds, lengths_told, turns_of
from promptkit.shot import Shot
from promptkit.target import Target

COMPLEX = 3
"""Actions of one subject: PEBench finds the loss from three events on."""
_TRAVELS = (
    "run", "ran", "sprint", "jump", "leap", "danc", "waltz", "fight", "brawl", "wrestl", "box", "duel", "fenc",
    "spar", "chas", "gallop", "somersault", "cartwheel", "flip", "backflip", "frontflip", "tumbl", "vault", "kick",
    "punch", "hurl", "juggl", "breakdanc", "skateboard", "surf", "ski", "snowboard", "pirouett", "buck", "dribbl",
    "dunk", "parkour", "clash", "lung", "charg", "acrobat", "walk", "strid", "march", "stroll", "climb", "swim",
    "crawl", "hik", "jog", "cycl", "skat", "row",
)  # fmt: skip
"""Stems of verbs in which the whole body changes its shape or place all the time: one such action is enough."""
_ENDING = "(?:s|es|n?ning|ping|m?ming|ing|ned|ed|ped|bed|e|t|ting|er|g?ging)?"
_VIGOROUS = lazy(
    rf"(?!(?:run|ran)\w*\s+(?:her|his|their|its|an?|one)\b)(?:{'|'.join(_TRAVELS)}){_ENDING}\b", re.IGNORECASE
)
_LIGHT_VERB = r"(?:trad|exchang|throw|swap|land|deliver|perform|execut|practi[cs]|do)(?:s|es|ing|e)?"
_AS_NOUN = lazy(rf"{_LIGHT_VERB}\s+(?:\w+\s+){{0,2}}(?:{'|'.join(_TRAVELS)}){_ENDING}", re.IGNORECASE)
"""The same told by a noun: "trade punches", "does a slow backflip"."""
_AT_REST = lazy(
    r"(?:slowly |gently |softly |quietly )?(?:(?:doz|sleep|nap|snooz|twitch|blink|nod|smil|grin|strok|caress|pet|cuddl|"
    r"yawn|sigh|hum|sip|watch|look|gaz|star|glanc|listen|read|wait|rest|lean|li|sit|stand|purr|shiver|trembl|sway|"
    r"think|dream|meditat|pray|whisper|talk|speak|inhal|exhal|breath)(?:e|es|s|ing|ning|ting|ping|ed|y|ies|ying)?\b|"
    r"ris\w+ and fall)",
    re.IGNORECASE,
)
"""Done without leaving the place; the lexicon's calm actions are asked as well."""
_SOFTLY = lazy(
    r"\s*,?\s*(?:gently|softly|faintly|barely|almost imperceptibly)\b|\b(?:gently|softly|barely)\s+$", re.IGNORECASE
)
_PICTURED = lazy(
    r"\b(?:painting|photo(?:graph)?|poster|mural|fresco|tapestry|statue|sculpture|figurine|relief|picture|frieze)s?\b"
    r"[^.!?\n]*$",
    re.IGNORECASE,
)
"""What hangs on a wall or stands on a plinth does not move."""


@rule(code="CLP003", family="clip", severity="warning", each_shot=True)
def long_clip_complex_motion(
    shot: Shot, scene: Scene, target: Target | None, *, seconds: float = 10.0, chain_s: float = 5.0
) -> Iterator[Finding]:
    """A subject acts through a clip of 10 s or more.

    Why:
        Identity and texture drift with every second that a body runs, fights or does one thing after another; two
        shots of 5 s, the second starting from the last frame of the first, halve the distance that the model has to
        keep a face. Calm motion (breathing, stroking a cat), a
        plain action of the hands and surroundings may run long.
    Bad:
        prompt: A woman walks across the room, picks up the phone and dials.
        duration: 10
    Good:
        prompt: A woman walks across the room, her coat swinging with each step.
        duration: 5
    Fix:
        None in place: `promptkit rewrite --split` deals the shot out over a chain of 5 s shots, each starting from the
        last frame of the one before. Options `seconds` (10) and `chain_s` (5).

    References:
        PEBench 2026: three and more events in one prompt cost 3.7 points of fidelity. HunyuanVideo-1.5 rewriter:
        the subject's motion must be doable in 5 s. Kling offers clips of 5 s and 10 s on 2.6 and before
        (Kling API documents, 2026-09-20).
    """
    if (
        shot.duration is None
        or not isfinite(shot.duration)
        or shot.duration < seconds
        or TIME_LAPSE.search(shot.prompt)
    ):
        return
    active = [element for element in scene.elements if _is_complex(element, scene.prompt)]
    if not active:
        return
    parts = max(2, round(shot.duration / chain_s))
    each = shot.duration / parts
    turns = turns_of(shot, target)
    lengths = lengths_told(turns)
    if lengths:
        advice = f"chain its {len(turns)} timed parts, {lengths} s, as shots"
    else:
        advice = f"chain {parts} shots of {'about ' * (in_seconds(each) != f'{each:g}')}{in_seconds(each)} s"
    doing = listed([element.what for element in active])
    beats = f" in {scene.beats} steps" if scene.beats > 1 else ""
    verb = agreeing([element.what for element in active], "acts", "act")
    place = active[0].motion or active[0].what
    message = (
        f"{doing} {verb}{beats} through {shot.duration:g} s, where identity and texture drift; "
        f"{advice}, each starting from the last frame of the one before"
    )
    yield Finding.at(place, message)


def _is_complex(element: Element, prompt: str) -> bool:
    if element.role != "subject" or not element.can_move_itself or _PICTURED.search(prompt[: element.what.start]):
        return False
    noun = singular(element.what.text.lower().split()[-1])
    kinds = classes_by_word("movers_living").get(noun, frozenset())
    rides = kinds and not kinds & {"people", "animals", "crowds"}
    if rides or any(noun in classes_by_word(f"movers_{of}") for of in ("nature", "inert")):
        return False  # a flame that dances has no face to lose
    busy = [
        motion
        for motion in element.all_motions
        if not (is_calm(motion.text) or _AT_REST.match(motion.text) or _SOFTLY.match(prompt[motion.end :]))
        and not _is_done_to_it(element, motion)
    ]
    if len(busy) >= COMPLEX:
        return True
    return any(_VIGOROUS.match(prompt[motion.start :]) or _AS_NOUN.fullmatch(motion.text) for motion in busy)


def _is_done_to_it(element: Element, motion: Span) -> bool:
    """Whether a motion is its own cause: "tosses a salad", "is knocked down"."""
    cause = element.cause
    return cause is not None and cause.start < motion.end and motion.start < cause.end
