"""Events that follow one another in a prompt, whoever makes them happen."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from promptkit.patterns import lazy
from promptkit.rules._no_beat import is_heading, is_no_act, is_noise
from promptkit.scene import Element, Scene, Span
from promptkit.scene.anchors import reading_of
from promptkit.scene.deeds import deed, is_verb
from promptkit.scene.forms import infinitive, is_plural
from promptkit.scene.language import ENGLISH
from promptkit.scene.lexicon import verb_classes, words
from promptkit.scene.nouns import kind_of_word
from promptkit.scene.words import Word

_TO_A_POSTURE = frozenset({"up", "down", "back", "forward"})
_DENIED = frozenset({"not", "never", "n't", "no", "nobody", "nothing"})
_BEHIND_A_VERB = frozenset({"DET", "PRON", "ADP", "ADV", "PART", "NUM", "PUNCT", "CCONJ"})
_SEES_OR_LETS = frozenset({"see", "watch", "hear", "feel", "notice", "let", "make", "help"})
"""Before somebody and what he does: "sees the petals *drop*"."""
_THEY = frozenset({"they", "both", "all", "and"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them"})
_ORDER = lazy(
    r"\b(?:then|next|afterwards?|finally|at\s+last|lastly|(?:at|in)\s+the\s+end|end\s*:|until|suddenly|again|when|before|"
    r"after|now|step\s+\d)\b|[,;]\s*last\b",
    re.IGNORECASE,
)
"""Before what comes later than what was told before it."""
_FILMING = frozenset({"camera", "shot", "lens", "drone", "frame", "view"})
_DRIFTING = frozenset(
    {
        "fog", "mist", "haze", "smoke", "steam", "vapor", "vapour", "spark", "sparks", "embers", "rain", "snow",
        "clouds", "sweat", "waves",
    }
)  # fmt: skip
_SWINGS = frozenset({"swing", "rock", "return", "bounce", "settle", "stop"})
_LOUD = frozenset({"punches", "whip", "whips", "shots", "gunshots", "gunfire", "thunder", "knuckles", "joints"})
_BLOWS = lazy(r"\b(?:ceiling|table|desk|electric|exhaust|pedestal|standing|wall)\s+fans?$", re.IGNORECASE)
_WORD = lazy(r"[a-z]+")
_SURE_LINKS = 2
"""So many links make a row of a few events; of a longer one, one is enough."""


@dataclass(frozen=True)
class Event:
    """Something that happens and is over."""

    what: Span
    verb: Word
    is_linked: bool
    """Whether it plainly comes after the event before it: by a word of order, the same doer, or a pronoun."""


def in_a_row(scene: Scene, least: int) -> list[Span]:
    """At least so many events of a prompt that follow one another, in order; none where that is not sure."""
    if scene.language != ENGLISH or not _may_hold(scene.prompt, least):
        return []
    events = list(_flights_once(_events(scene.prompt), scene))
    links = sum(event.is_linked for event in events[1:])
    is_sure = links >= _SURE_LINKS or (links and len(events) > least)
    return [event.what for event in events] if len(events) >= least and is_sure else []


def _may_hold(prompt: str, least: int) -> bool:
    """Whether enough words of a prompt can be such verbs: of most it need not be known what is a verb in them."""
    ended = words("motion_other", "ended")
    return sum(infinitive(word) in ended for word in _WORD.findall(prompt.lower())) >= least


def _events(prompt: str) -> Iterator[Event]:
    told = reading_of(prompt).words
    last: Event | None = None
    for verb in told:
        if not _is_over(verb, told):
            continue
        clause = _clause(verb, told)
        whose = clause if _names(clause) else _earlier(verb, told)
        if _films(verb, whose, told) or _is_of_nature(whose) or _only_sounds(verb, whose, told):
            continue
        said = {word.lower for word in clause}
        is_seen = any(word.pos == "VERB" and word.verb in _SEES_OR_LETS for word in clause)
        if is_seen or said & (words("rule_words", "beside") | words("rule_words", "not_in_the_picture") | _DENIED):
            continue
        done = deed(prompt, verb, told)
        if is_heading(done, prompt) or is_no_act(prompt, verb):
            continue
        doers = [word for word in clause if word.pos in {"NOUN", "PROPN", "PRON"}]
        talks_meanwhile = verb.verb in words("motion_other", "speech") and not doers
        if talks_meanwhile or (doers and _merely_runs(verb, prompt[doers[0].start : doers[-1].end])):
            continue
        ordered = _ORDER.search(prompt, last.what.end if last else 0, verb.start) is not None
        goes_on = last is not None and not doers and last.verb.sentence == verb.sentence
        meant = {word.lower for word in doers[-1:]} | {word.lower for word in told[verb.i + 1 : verb.i + 3]}
        last = Event(_with_doer(prompt, clause, done), verb, ordered or goes_on or bool(meant & _PRONOUNS))
        yield last


def _is_over(word: Word, told: Sequence[Word]) -> bool:
    """Whether it is the finite verb of something that has an end."""
    if word.verb not in words("motion_other", "ended") or word.pos == "X" or not is_verb(word, told):
        return False
    after = [other for other in told[word.i + 1 : word.i + 3] if other.sentence == word.sentence]
    if not _comes_to_its_end(word, after):
        return False
    if word.lower.endswith("s") and not word.lower.endswith("ss"):
        if word.pos == "NOUN" and _is_an_object(word, told):
            return False
        return word.pos == "VERB" or not after or after[0].pos in _BEHIND_A_VERB
    before = told[word.i - 1] if word.i and told[word.i - 1].sentence == word.sentence else None
    if before is None or word.pos != "VERB" or word.lower.endswith(("ing", "ed")) or before.tag in {"TO", "MD"}:
        return False
    return before.lower in _THEY or (before.pos == "NOUN" and is_plural(before.lower))


def _is_an_object(word: Word, told: Sequence[Word]) -> bool:
    """Whether a noun is what is done to, or the end of a compound behind a preposition: "wipes *hands*", "on church
    *steps*".
    """
    before, earlier = ([None, None, *told[: word.i]])[-1:-3:-1]
    if before is None or before.sentence != word.sentence:
        return False
    is_named = before.tag == "VBG" and earlier is not None and earlier.pos == "DET"  # "a sapling springs up"
    if before.tag == "VBN" or (before.pos == "VERB" and is_verb(before, told) and not is_named):
        return True
    after = told[word.i + 1] if word.i + 1 < len(told) else None
    has_object = after is not None and (after.pos == "DET" or after.tag == "PRP$")
    bare = before.tag == "NN" and not is_plural(before.lower) and not has_object
    return bare and earlier is not None and earlier.pos == "ADP" and earlier.tag != "RP"


def _comes_to_its_end(word: Word, after: Sequence[Word]) -> bool:
    """Whether the words behind a verb leave it an end: "walks *to* the car", "sits *down*"; "steps of" is a noun."""
    beside = after[1:] if after and after[0].lower.endswith("ly") else after
    where = beside[0].lower if beside else ""
    if word.verb in words("motion_other", "ended_posture"):
        return where in _TO_A_POSTURE
    goes_on = word.verb in words("motion_other", "ended_where") and where not in words("rule_words", "to_an_end")
    return where != "of" and where not in _DENIED and not goes_on


def _names(clause: Sequence[Word]) -> list[Word]:
    """Whose clause it is: the nouns before its first preposition or verb."""
    head = takewhile(lambda word: word.pos not in {"ADP", "VERB", "AUX"}, clause)
    return [word for word in head if word.pos in {"NOUN", "PROPN", "PRON"}]


def _earlier(verb: Word, told: Sequence[Word]) -> list[Word]:
    """The nearest clause before that of a verb, in its sentence, that names somebody or something."""
    clause = _clause(verb, told)
    at = clause[0].i if clause else verb.i
    while at > 0 and told[at - 1].sentence == verb.sentence:
        clause = _clause(told[at - 1], told)
        at = clause[0].i if clause else at - 1
        if _names(clause) and not _is_bare_verb(clause):
            return clause
    return []


def _is_bare_verb(clause: Sequence[Word]) -> bool:
    """Whether it is one verb of a row that the tagger took for a noun: ", *spins* and stops"."""
    return len(clause) == 1 and clause[0].lower.endswith("s") and bool(verb_classes(clause[0].verb))


def _films(verb: Word, clause: Sequence[Word], told: Sequence[Word]) -> bool:
    """Whether it is the camera that does it: "it pulls out to show", "the camera dives and *stops*"."""
    names = _names(clause)
    if not names:
        return False
    if names[-1].lower == "it":
        shows = [word.lower for word in told[verb.i + 1 : verb.i + 5]]
        return any(pair in {("to", "show"), ("to", "reveal")} for pair in pairwise(shows))
    return names[0].lower in _FILMING and all(word.lower.endswith("s") for word in names[1:])  # "camera dives"


def _is_of_nature(clause: Sequence[Word]) -> bool:
    """Whether mist, sparks or rain do it: they go on beside what happens."""
    names = _names(clause)
    return any(word.lower in _DRIFTING for word in names)


def _only_sounds(verb: Word, clause: Sequence[Word], told: Sequence[Word]) -> bool:
    """Whether it is only heard: "beeps", "the punches *crack*"."""
    names = _names(clause)
    cracks = verb.verb in {"crack", "snap"} and bool(names) and names[-1].lower in _LOUD
    return cracks or is_noise(verb, told)


def _flights_once(events: Iterable[Event], scene: Scene) -> Iterator[Event]:
    """The events, with what a thing does that is let go as one: "swings out, returns, stops"."""
    flying: Element | None = None
    for event in events:
        thing = next((each for each in scene.elements if _is_let_go(each, event.verb)), None)
        swings = thing if event.verb.verb in _SWINGS else None
        if swings is None or swings is not flying:
            yield event
        flying = swings


def _is_let_go(element: Element, verb: Word) -> bool:
    is_thing = element.role == "subject" and not element.can_move_itself and element.cause is not None
    return is_thing and any(motion.start <= verb.start < motion.end for motion in element.all_motions)


def _merely_runs(verb: Word, doer: str) -> bool:
    """Whether a machine goes on with what it does all the time: "a ceiling fan turns over the bar"."""
    return verb.verb in words("motion_other", "ended_where") and is_machine(doer)


def is_machine(name: str) -> bool:
    """Whether a noun phrase names a machine; of fans, those that blow."""
    return kind_of_word(name.lower().split()[-1]) == "machine" or _BLOWS.search(name) is not None


def _clause(verb: Word, told: Sequence[Word]) -> list[Word]:
    """What stands before a verb, up to a comma, an "and" or the beginning of the sentence."""

    def is_within(word: Word) -> bool:
        is_mark = word.pos in {"PUNCT", "SPACE", "CCONJ"} and word.lower not in {"-", "both"}
        return word.sentence == verb.sentence and not is_mark

    return [*takewhile(is_within, reversed(told[: verb.i]))][::-1]


def _with_doer(prompt: str, clause: Sequence[Word], done: Span) -> Span:
    """The deed with its doer, where nothing stands between the two."""
    named = [word for word in clause if word.pos in {"NOUN", "PROPN", "PRON"}]
    if not named or any(word.pos in {"ADP", "VERB"} for word in clause):
        return done
    start = (named[-1] if named[-1].pos == "PRON" else named[0]).start
    return Span(prompt[start : done.end], start, done.end)
