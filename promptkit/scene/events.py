"""What moves without a verb: storms, traffic, wind in the trees, a crowd in the background."""

from collections.abc import Iterator
from itertools import pairwise

from promptkit.scene.causes import cause_of
from promptkit.scene.lexicon import words
from promptkit.scene.motion import Motion
from promptkit.scene.movers import is_still
from promptkit.scene.moving import Moving
from promptkit.scene.nouns import NEVER
from promptkit.scene.phrases import Phrase
from promptkit.scene.reading import Reading

_BUSY = frozenset({"bustling", "hectic", "teeming"})
_NAMES_ANOTHER = frozenset({"light", "lights", "sign", "signs", "cone", "cones"})
"""After "traffic": a traffic light moves nothing."""
_MOVED_BY_AIR = frozenset({"foliage", "cloth", "hair", "loose"})


def said_by_nouns(reading: Reading) -> Iterator[Moving]:
    """Elements that need no word of motion, in no particular order."""
    for phrase in reading.phrases:
        if phrase.kind != "pronoun" and not is_still(phrase, reading) and not _is_denied(phrase, reading):
            yield from _event(phrase, reading)
            yield from _busy(phrase, reading)
    for one, other in pairwise(reading.phrases):
        between = [word.lower for word in reading.words[one.last + 1 : other.first]]
        if (
            one.kind == "force"
            and other.kind in _MOVED_BY_AIR
            and between in (["in"], ["through"], ["across"], ["among"])
        ):
            yield Moving(other, None, one.full)
        if (
            one.kind == "crowd"
            and between in (["in"], ["at"])
            and is_behind(other, reading)
            and not is_still(one, reading)
        ):
            yield Moving(one, None, None, "environment")


def is_behind(phrase: Phrase, reading: Reading) -> bool:
    """Is it "the background", "the distance"?"""
    return reading.head(phrase).lower in {"background", "distance"}


def _event(phrase: Phrase, reading: Reading) -> Iterator[Moving]:
    head = reading.head(phrase)
    forms = {head.lower, head.lemma}
    if reading.after(phrase.last) in _NAMES_ANOTHER or not forms & (
        words("movers_nature", "events") | words("movers_nature", "happenings")
    ):
        return
    of = next((p for p in reading.phrases if p.preposition == "of" and p.first == phrase.last + 2), None)
    if of is not None and of.kind not in NEVER | {"body"} and phrase.kind != "crowd":
        happens = Motion(head.i, head.i, head.i, head.lemma, "activity", frozenset({"change"}))
        yield Moving(of, happens, cause_of(of, happens, reading))
    elif phrase.kind != "abstract" or phrase.first < phrase.last or not _follows_pronoun(phrase, reading):
        yield Moving(phrase, None, None, "environment" if phrase.kind == "nature" else None)


def _busy(phrase: Phrase, reading: Reading) -> Iterator[Moving]:
    inside = reading.words[phrase.first : phrase.last]
    if any(word.lower in _BUSY for word in inside):
        yield Moving(phrase, None, None, "environment")


def _is_denied(phrase: Phrase, reading: Reading) -> bool:
    negations = words("motion_other", "negations")
    return reading.before(phrase) in negations or reading.words[phrase.first].lower in negations


def _follows_pronoun(phrase: Phrase, reading: Reading) -> bool:
    """As in "textures that dance": a verb, and a figure of speech at that."""
    return phrase.first > 0 and reading.words[phrase.first - 1].pos == "PRON"
