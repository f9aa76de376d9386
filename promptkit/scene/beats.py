"""How many actions the main subject performs one after another."""

from collections.abc import Sequence
from itertools import pairwise

from promptkit.scene.motion import Motion
from promptkit.scene.words import Word

_SEQUENCE = frozenset({"then", "next", "finally", "afterwards", "before"})
_AT_ONCE = frozenset({"as", "while", "when", "where"})
_ARRIVING = frozenset({"into", "to", "onto", "over"})


def count_beats(motions: Sequence[Motion], tokens: Sequence[Word]) -> int:
    """Beats in the motions of one mover, in order.

    Two actions follow each other when a word says so ("then", "before"), or when finite verbs (or participles of
    one kind) are coordinated and the first is complete: "walks to the table and drinks", not "sings and dances".
    """
    actions = [motion for motion in motions if motion.form in {"active", "activity"}]
    if not actions:
        return int(bool(motions))
    return 1 + sum(_follows(one, other, tokens) for one, other in pairwise(actions))


def _follows(one: Motion, other: Motion, tokens: Sequence[Word]) -> bool:
    between = tokens[one.last + 1 : other.first]
    said = {word.lower for word in between}
    if said & _SEQUENCE:
        return True
    if tokens[one.verb].sentence != tokens[other.verb].sentence or said & _AT_ONCE:
        return False
    participle, another = (tokens[motion.verb].lower.endswith("ing") for motion in (one, other))
    if participle != another or not between:
        return False
    coordinated = between[-1].lower == "," or "and" in said
    complete = any(word.pos in {"NOUN", "PRON", "PROPN"} for word in between)
    if participle:  # "walking into a shop and asking": only a way with an end is over before the next begins
        return "and" in said and complete and "travel" in one.classes and bool(said & _ARRIVING)
    return coordinated and complete
