"""Sentences that go back to what came before the one in front of them: "A cat has just knocked it off"."""

import re

from promptkit.lexicon import beings, find_entries
from promptkit.patterns import lazy
from promptkit.scene import Element, Scene, Span
from promptkit.tidy import is_quoted

AGO = lazy(
    r"(?<=[.!?;,]\s)(?:just\s+|right\s+|shortly\s+|a\s+(?:moment|second|little)\s+)?"
    r"(?:before\s+(?:that|this)|beforehand|earlier)\s*,"
    r"|(?<=[.!?;]\s)(?:(?:just|only)\s+)?(?:an?|one|some|moments?|seconds?)(?:\s+(?:moments?|seconds?|instants?))?\s+"
    r"(?:earlier|before)(?:\s*,|(?=\s+(?:an?|the|his|her|its|their|another|some(?:body|one))\s))"
    r"|\b(?:an?|one|just\s+an?)\s+(?:moment|second|instant)\s+(?:before|earlier)(?=\s*(?:[.!;]|$))",
    re.IGNORECASE,
)
"""Goes back in time to what came before the last sentence."""
_DEEDS = (
    r"hit|struck|cut|thrown|shot|bitten|torn|shaken|blown|broken|caught|driven|fallen|flown|burst|swung|split|"
    r"(?:knock|prick|push|pull|scratch|dropp|kick|punch|smash|slamm|slapp|ramm|crash|bump|tripp|poke|pok|stabb|slash|tossed|toss|"
    r"hurl|fir|press|tipp|topple|toppl|squeez|crush|stepp|stamp|jump|explod|detonat|breach|tapp|flick|pierc|"
    r"chopp|collid|brush|tugg|shov)ed"
)
_JUST_NOW = r"open|clos|switch|releas|lift|launch|land|leap|touch|run|come"
"""What brings an effect about where it has only just been done."""
_HAS_DONE = lazy(
    r"[.;]\s+(?P<event>(?:an?|the|one|another|his|her|its|their|some(?:body|one)|he|she|they)\b[^.;,:!?\n]{0,60}?\s*"
    rf"\b(?:has|have|had)\s+(?:(?:only\s+|just\s+){{0,2}}(?:{_DEEDS})|just\s+(?:{_JUST_NOW})(?:ed)?)\b[^.;!?\n]*)",
    re.IGNORECASE,
)
"""What had happened when the sentence before it began."""
_SUDDEN = lazy(
    r"(?:is\s+|are\s+)?(?:\w+ly\s+)?(?:shatter|smash|break|broke|burst|explod|collaps|crack|splinter|splash|scatter|pop|fall|fell|"
    r"toppl|tumbl|tip|bend|cav|fl(?:y|ies|ew)|spray|spill|rain|crash|shoot|jump|rippl|rock|swing|roll|pour|gush|shower|fill|"
    r"rattl|shak|ring|erupt|slam|drop|spurt|leap|spread|slid|spin)",
    re.IGNORECASE,
)
"""What one blow brings about."""


def told_after(scene: Scene, element: Element) -> Span | None:
    """What is told right behind a sudden effect though it came first; None where nothing is."""
    motion, prompt = element.motion, scene.prompt
    if motion is None or element.role == "camera" or find_entries(element.what.text, beings()):
        return None
    if not _SUDDEN.match(prompt, motion.start) or is_quoted(prompt, motion.start):
        return None
    ends = re.compile(r"[.;!?\n]|$").search(prompt, motion.end)
    at = ends.start() if ends else len(prompt)
    if done := _HAS_DONE.match(prompt, at):
        return Span(done["event"], *done.span("event"))
    ago = AGO.match(prompt, at + 2)
    return Span(ago[0].strip(" ,"), *ago.span()) if ago else None
