"""Who cuts across the picture himself, where no film is cut: "a player dribbles, then cuts to his teammate"."""

import re
from collections.abc import Sequence

from promptkit.patterns import lazy
from promptkit.scene.anchors import reading_of
from promptkit.scene.deeds import is_verb
from promptkit.scene.forms import singular
from promptkit.scene.lexicon import verb_classes
from promptkit.scene.nouns import LIVING, kind_of_word
from promptkit.scene.words import Word

_ACTORS = LIVING | {"vehicle", "doer"}
_WHO = frozenset({"he", "she", "they"})
_ON_THE_MOVE = frozenset({"travel", "send"})
"""Kinds of deeds from which one goes on to cut across: he runs, or he drives a ball."""
_NO_ACTORS = frozenset({"trailer", "camera", "teaser", "closer", "opener", "footage"})
_NEAR = 6
"""Words behind "cuts to" among which a participle tells what somebody does there."""
_IN_THE_GAME = frozenset(
    {
        "teammate", "defender", "keeper", "goalkeeper", "striker", "winger", "opponent", "attacker", "midfielder",
        "player", "receiver", "quarterback", "basket", "goal", "hoop", "net", "post", "corner", "rival",
    }
)  # fmt: skip
"""To whom or what one cuts in a game; anybody else is of another shot: "a boy rides off, then cuts to his mother"."""
_WAYS = frozenset({"lane", "road", "street", "path", "alley", "side", "track", "exit"})
_NEW_PLACE = lazy(
    r"(?:\s+[\w'’-]+){0,4}?\s+(?:in|inside|at|on|under|outside)\s+(?:an?|another|home|work|school|night)\b",
    re.IGNORECASE,
)
"""Behind "cuts to": what is not in the picture yet is another scene."""


def cuts_across(prompt: str, start: int, end: int) -> bool:
    """Whether `prompt[start:end]`, "cuts to", tells what somebody does who is on the move, and where others are."""
    if not prompt[start:end].lower().startswith("cuts") or _NEW_PLACE.match(prompt, end):
        return False
    words = reading_of(prompt).words
    here = next((word for word in words if word.start <= start < word.end), None)
    if here is None:
        return False
    before = [word for word in words[: here.i] if word.sentence == here.sentence]
    there = [word for word in words[here.i + 1 :] if word.sentence == here.sentence and word.start >= end]
    deed = next((word for word in reversed(before) if _is_finite(word, words)), None)
    if deed is None or _ON_THE_MOVE.isdisjoint(verb_classes(deed.verb)) or not _is_actor(before, deed):
        return False
    return _is_on_the_way(there)


def _is_finite(word: Word, words: Sequence[Word]) -> bool:
    return word.lower.endswith("s") and (word.pos == "VERB" or bool(verb_classes(word.verb))) and is_verb(word, words)


def _is_actor(before: Sequence[Word], deed: Word) -> bool:
    """Whether the noun or pronoun right before a deed is somebody who acts."""
    named = [word for word in before if word.i < deed.i and word.pos in {"NOUN", "PROPN", "PRON"}]
    if not named:
        return False
    who = named[-1].lower
    return who in _WHO or (kind_of_word(who) in _ACTORS and who not in _NO_ACTORS)


def _is_on_the_way(there: Sequence[Word]) -> bool:
    """Whether somebody who does nothing yet, or another way to go, is named first behind it."""
    if any(word.tag == "VBG" for word in there[:_NEAR]):
        return False
    named = next((word for word in there if word.pos in {"NOUN", "PROPN"}), None)
    if named is None:
        return False
    return singular(named.lower) in _IN_THE_GAME | _WAYS
