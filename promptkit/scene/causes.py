"""What makes a thing move, in the prompt's own words."""

import re
from collections.abc import Sequence

from promptkit.scene import Span
from promptkit.scene.lexicon import ACTIVE, verb_classes, words
from promptkit.scene.motion import Motion
from promptkit.scene.nouns import LIVING, NEVER
from promptkit.scene.phrases import Phrase
from promptkit.scene.reading import Reading
from promptkit.scene.words import Word

_STATED = re.compile(
    r"\b(?:because of|due to|thanks to|owing to|as a result of|caused by"
    r"|(?:driven|powered|propelled|carried|moved|lifted|pushed|pulled|blown|tossed|stirred|ruffled|whipped|rocked|swept"
    r"|shaken|kicked|struck|hit|caught|raised)(?: (?:up|away|back|aside|about))? by"
    r"|from the (?:impact|force|blast|shock|vibration))\b[^,.;]*",
    re.IGNORECASE,
)
_WITH_EACH = re.compile(r"\b(?:with|on|at) (?:each|every) [a-z]+(?: [a-z]+)?", re.IGNORECASE)
_CONJUNCTIONS = frozenset(["as", "while", "when", "whenever", "because", "since", "after", "once", "where"])
_PREPOSITIONS = frozenset(
    ["in", "by", "from", "under", "against", "on", "with", "through", "before", "to", "into", "of"]
)
_MOVED_ALONG = frozenset({"cloth", "hair", "foliage", "loose", "hinged", "thing", "trace", "body"})
_WORN = frozenset({"cloth", "hair", "body", "trace"})
_NO_FORCE = NEVER | {"thing"}
_DOER_WITHIN = 6
"""Words from "as" to the one who acts."""


def cause_of(mover: Phrase, motion: Motion, reading: Reading, *, until: int | None = None) -> Span | None:
    """The words that say what sets `mover` going, or None.

    A force or another's act is a cause; the mover's own act, a purpose, a place or a time of day is none.

    Args:
        mover: what moves.
        motion: how.
        reading: the prompt.
        until: the word at which the next thing begins to move, for a cause belongs to the motion it stands by;
            None looks to the end of the sentence.
    """
    if reading.words[motion.verb].lower in {"windblown", "wind-blown", "windswept"}:
        return reading.span(motion.verb, motion.verb)
    window = _window(mover, motion, until, reading)
    if not window:
        return None
    acts_itself = mover.kind in LIVING | {"name", "pronoun", "vehicle"}
    for pattern in (_STATED,) if acts_itself else (_WITH_EACH, _STATED):
        found = pattern.search(reading.prompt, window[0].start, window[-1].end)
        if found is not None:
            text = found.group().rstrip()
            return Span(text, found.start(), found.start() + len(text))
    clause = None if acts_itself else _clause(mover, motion, window, reading)
    force = None if mover.kind in LIVING | {"name"} else _force(mover, window, reading)
    return clause or force or _heat_or_load(motion, window, reading) or _unnamed_doer(motion, window, reading)


def caused_by_verb(mover: Phrase, motion: Motion, reading: Reading) -> Span | None:
    """The doer in "*the wind causes* the dress to billow", "*the gust makes* the leaves dance"."""
    if not mover.first or mover.last >= motion.first:
        return None
    verb = reading.words[mover.first - 1]
    if verb.verb not in words("motion_verbs", "causative") or verb.pos != "VERB":
        return None
    before = [p for p in reading.phrases if p.last < verb.i and reading.head(p).sentence == verb.sentence]
    return reading.span(before[-1].first, verb.i) if before else None


def wind_anywhere(reading: Reading) -> Span | None:
    """The first word of the prompt that makes the air move; enough for cloth, hair and leaves."""
    windy, winds = words("motion_other", "windy"), words("motion_other", "winds")
    for word in reading.words:
        if word.lower in windy or (word.pos == "NOUN" and word.lemma in winds):
            return reading.span(word.i, word.i)
    return None


def _window(mover: Phrase, motion: Motion, until: int | None, reading: Reading) -> Sequence[Word]:
    """Where to look: from the motion to the end of its sentence, and what opens the sentence."""
    sentence = reading.words[motion.verb].sentence
    inside = [word.i for word in reading.words if word.sentence == sentence]
    begin = min(mover.first, motion.first)
    if inside[0] < begin and reading.words[inside[0]].lower in _CONJUNCTIONS | _PREPOSITIONS:
        begin = inside[0]
    return reading.words[begin : inside[-1] + 1 if until is None else until]


def _clause(mover: Phrase, motion: Motion, window: Sequence[Word], reading: Reading) -> Span | None:
    """As in "as the ocean wind presses it", "when struck by a rock"."""
    for opener in window:
        if opener.lower not in _CONJUNCTIONS:
            continue
        clause = _until_break(opener, reading.words)
        inside = [
            p for p in reading.phrases if opener.i < p.first <= opener.i + _DOER_WITHIN and p.last <= clause[-1].i
        ]
        if opener.i <= motion.verb <= clause[-1].i or not inside or not any(map(_is_act, clause)):
            continue
        doer = inside[0]
        text = doer.what.text.lower()
        if text in words("motion_other", "time_givers") or doer.last == mover.last:
            continue
        itself = text == "it" and mover.kind not in _WORN
        if doer.kind == "force" or (mover.kind in _MOVED_ALONG and doer.kind not in _NO_FORCE and not itself):
            return reading.span(opener.i, clause[-1].i)
    return None


def _is_act(word: Word) -> bool:
    classes = verb_classes(word.verb)
    return word.pos in {"VERB", "NOUN"} and bool(classes & (ACTIVE | {"force", "send", "passive", "result"}))


def _until_break(opener: Word, tokens: Sequence[Word]) -> list[Word]:
    clause = [opener]
    for word in tokens[opener.i + 1 :]:
        if word.sentence != opener.sentence or word.pos == "PUNCT" or word.lower == "while":
            break
        clause.append(word)
    return clause


def _force(mover: Phrase, window: Sequence[Word], reading: Reading) -> Span | None:
    """As in "in the breeze", "from the wind", "by gentle currents"."""
    for phrase in reading.phrases:
        inside = window[0].i <= phrase.first <= window[-1].i
        if inside and phrase.kind == "force" and phrase != mover and reading.before(phrase) in _PREPOSITIONS:
            return reading.span(phrase.first - 1, phrase.last)
    return None


def _heat_or_load(motion: Motion, window: Sequence[Word], reading: Reading) -> Span | None:
    """What melts, dries or bends "in the heat", "under the weight of the snow"."""
    if "change" not in motion.classes:
        return None
    for phrase in reading.phrases:
        inside = window[0].i <= phrase.first <= window[-1].i and phrase.preposition in {
            "in",
            "under",
            "from",
            "by",
            "with",
        }
        if inside and reading.head(phrase).lemma in words("motion_other", "heat_and_load"):
            return reading.span(phrase.first - 1, phrase.last)
    return None


def _unnamed_doer(motion: Motion, window: Sequence[Word], reading: Reading) -> Span | None:
    """As in "is poured by a girl", "is poured", "pulled back": a doer, even unnamed, is a cause."""
    if motion.form != "passive":
        return None
    by = next((word for word in window if word.i > motion.verb and word.lower == "by"), None)
    doer = next((phrase for phrase in reading.phrases if by is not None and phrase.first == by.i + 1), None)
    if by is not None and doer is not None:
        return reading.span(by.i, doer.last)
    first = motion.first
    while first and reading.words[first - 1].pos in {"AUX", "ADV", "PART"}:
        first -= 1
    return reading.span(first, motion.last)
