"""What a prompt has against motion that would be added to it: the whole of it, and one sentence."""

import re

from promptkit.lexicon import TIME_LAPSE, actions, find_phrase, postures, verb_in, words
from promptkit.patterns import lazy
from promptkit.phrasing._deed import without_compounds
from promptkit.phrasing._denied import denied_motion
from promptkit.phrasing._picture import Picture, picture_of
from promptkit.phrasing._place import sentence_around
from promptkit.phrasing._text import no_description, no_picture, what_is_shown
from promptkit.scene import Scene
from promptkit.tidy import is_quoted

_OPENS_WITH_VERB = lazy(
    r"(?i)\W*(?:\w+ly\s+)?(?P<verb>\w+ing|(?P<pose>perched|seated|dressed|parked|hung|nestled|"
    r"surrounded)(?![^.]*,\s*(?:an?|the)\b))\b"
)
_OPENS_WITH_DEED = lazy(
    r"(?i)\W*(?!(?:in|on|at|of|by|near|under|over|across|along|behind|beside|inside|outside|around|above|below|"
    r"beneath|all|"
    r"both|through|from|with|against|between|beyond|off|into|amid|as|half|within|up|down|during|after|before|see|"
    r"show|when|"
    r"while|where|only|just|like|what|and|here|there|past|to|for|among|amidst|throughout|atop|despite|toward|"
    r"towards)\b)"
    r"(?P<verb>[a-z]+) (?:the|their|his|her|its)\s"
)
"""A deed of somebody who is not named: "shapes the sand"."""
_CALLED_IT = lazy(r"\s*[.!]\s+(?:the\s+)?(?:camera|shot|lens|view|we)\s+(?:\w+\s+){1,3}?it\b", re.IGNORECASE)
_LEAVES = ("track", "fly", "other", "rack_focus", "roll")
"""Camera moves that take the view from one thing to another."""
_SEVERAL = 2


def obstacle(scene: Scene) -> str | None:
    """What the prompt itself has against added motion."""
    prompt = scene.prompt
    if asked := asks_for_stillness(prompt):
        return f'the prompt asks for stillness ("{asked}")'
    if other := no_picture(prompt):
        return _several_moves(scene) or other
    if TIME_LAPSE.search(prompt):
        return "time runs faster in it; say what changes over the hours"
    if begun := _begun_by_nobody(scene):
        return f'it begins with a motion ("{begun}") and does not say whose; name who or what does it'
    return None


def _several_moves(scene: Scene) -> str | None:
    """That the camera is to move in several ways, where it is."""
    if len(scene.camera_moves) < _SEVERAL:
        return None
    named = '", "'.join(move.span.text for move in scene.camera_moves)
    return f'the camera is to move in several ways ("{named}"), and shows nothing for long; keep one'


def _begun_by_nobody(scene: Scene) -> str | None:
    """The verb that a prompt begins with, where nobody is named before it."""
    if deed := _OPENS_WITH_DEED.match(scene.prompt):
        return deed["verb"]
    opening = _OPENS_WITH_VERB.match(scene.prompt)
    if opening is None or (scene.anchors and scene.anchors[0].start <= opening.start("verb")):
        return None
    if any(thing.start <= opening.start("verb") < thing.end for thing in picture_of(scene).things):
        return None  # "swing set in a backyard"
    known = opening["pose"] or verb_in(opening["verb"], (*postures(), *actions()))
    return opening["verb"] if known else None


def asks_for_stillness(prompt: str) -> str | None:
    """The words by which a prompt asks for a picture that stands still."""
    return _said(without_compounds(prompt), "stillness") or denied_motion(prompt)


def _said(prompt: str, listed: str) -> str | None:
    span = find_phrase(prompt, words(listed))
    return prompt[slice(*span)] if span else None


def against_place(scene: Scene, picture: Picture, at: int) -> str | None:
    """What speaks against putting a motion at that place, or against moving what its sentence names."""
    start, end = sentence_around(scene.prompt, picture.focus)
    leaving = [move.span.text for move in scene.camera_moves if move.move in _LEAVES]
    before = [move.span.text for move in scene.camera_moves if start <= move.span.start < at]
    if leaving or len(before) >= _SEVERAL:
        there = (
            f'the camera leaves behind what it shows ("{leaving[0]}"); say what moves where it ends' if leaving else ""
        )
        return there or _several_moves(scene)
    if is_quoted(scene.prompt, at, at):
        return "what could move stands in a sentence that ends in a quotation; say in a sentence of its own what moves"
    if scene.prompt[start:end].rstrip().endswith("?"):
        return "it asks a question; say what is to be seen"
    if not picture.beings and _CALLED_IT.match(scene.prompt, at):
        return 'the next sentence says "it" of what would no longer stand before it'
    told = scene.prompt if picture.beings else scene.prompt[start:end]
    return lifeless(told, somebody=bool(picture.beings)) or no_description(told)


def lifeless(text: str, *, somebody: bool) -> str | None:
    """That a text shows what cannot move by itself; with `somebody`, also whom it shows dead, cooked or sold."""
    kinds = ("lifeless", "no_longer_alive") if somebody else ("lifeless",)
    for kind in kinds:
        if shown := _said(what_is_shown(text), kind):
            return f'what it shows cannot move by itself ("{shown}"); say what is done to it'
    return None
