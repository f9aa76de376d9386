"""Which words of a prompt say that something moves, and how."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from promptkit.scene.lexicon import ACTIVE, table, verb_classes, words
from promptkit.scene.words import Word

Form = Literal["active", "passive", "adjective", "activity"]

_DONE_TO = frozenset({"passive", "result", "send", "change", "force"})
_CARRYING = ACTIVE | {"tool", "send", "passive", "result", "force", "causative", "trace"}
_BE = frozenset({"is", "are", "was", "were", "be", "being", "been", "gets", "get", "getting", "'s", "’s"})
_HAVE = frozenset({"has", "have", "had"})
_UNREAL_WITHIN = 6
_DENIED_WITHIN = 4
_AUXILIARY_WITHIN = 4
_ACTIVITY_WITHIN = 5
_CARRIER_WITHIN = 8
_TRACE_WITHIN = 5


@dataclass(frozen=True)
class Motion:
    """A word that says that something moves."""

    first: int
    """Index of its first word."""
    verb: int
    """Index of the word that carries the meaning."""
    last: int
    lemma: str
    form: Form
    classes: frozenset[str]
    """Headings of `motion_verbs.toml`; empty for a verb that no list knows."""


def read_motions(tokens: Sequence[Word], *, barred: frozenset[int]) -> tuple[Motion, ...]:
    """All words that may be motion, in order; whether they are depends on the mover.

    Args:
        tokens: the words of the prompt.
        barred: indices of words that are spoken for (camera moves).
    """
    return tuple(_motions(tokens, barred))


def _motions(tokens: Sequence[Word], barred: frozenset[int]) -> Iterator[Motion]:
    for word in tokens:
        if word.i in barred or _is_denied(word, tokens) or _is_unreal(word, tokens):
            continue
        if word.pos == "VERB":
            motion = _of_verb(word, tokens)
            if motion is not None:
                yield motion
        elif word.pos == "ADJ" and _shows_motion(word):
            yield Motion(word.i, word.i, word.i, word.verb, "adjective", verb_classes(word.verb))


def _of_verb(word: Word, tokens: Sequence[Word]) -> Motion | None:
    lemma, classes = word.verb, verb_classes(word.verb)
    end = _activity_end(word, tokens) if lemma in words("motion_other", "light_verbs") else word.i
    if end > word.i:  # "takes a stroll"
        return Motion(word.i, word.i, end, lemma, "activity", frozenset({"act"}))
    if lemma == "set":
        sinks = any(other.lower in {"sun", "moon"} for other in tokens[max(0, word.i - 3) : word.i])
        return Motion(word.i, word.i, word.i, lemma, "active", frozenset({"travel"})) if sinks else None
    if _rises(word, tokens):
        return Motion(_first(word, tokens), word.i, word.i + 1, lemma, "active", frozenset({"act"}))
    if _tells_a_state(word, classes, tokens):
        return None
    passive = _is_passive(word, classes, tokens)
    if passive is None:
        return None
    return Motion(_first(word, tokens), word.i, _last(word, tokens), lemma, "passive" if passive else "active", classes)


def _tells_a_state(word: Word, classes: frozenset[str], tokens: Sequence[Word]) -> bool:
    if word.lower == "using" and _auxiliary(word, tokens) is None:
        return True  # "looking at it using a telescope" tells the means
    if not classes:
        return word.tag in {"VBN", "JJ"}
    if "state" in classes and not classes & ACTIVE:
        return not (classes & _DONE_TO and word.tag in {"VBN", "VBD"}) and not _leaves_trace(word, classes, tokens)
    return not classes & _CARRYING


def _is_passive(word: Word, classes: frozenset[str], tokens: Sequence[Word]) -> bool | None:  # noqa: PLR0911 - a decision list
    """Passive motion, active, or None for a participle that only tells a state ("adorned with")."""
    if word.tag not in {"VBN", "VBD"} or word.lower.endswith(("ing", "s")) or word.lower == word.verb:
        return False
    auxiliary = _auxiliary(word, tokens)
    after = tokens[word.i + 1].lower if word.i + 1 < len(tokens) else ""
    by_somebody = after == "by" and not _tells_a_measure(word.i + 2, tokens)
    if auxiliary in _HAVE:
        return False if classes & ACTIVE else None
    if (
        word.tag == "VBD"
        and auxiliary is None
        and word.dep not in {"acl", "amod"}
        and not (by_somebody or after in words("motion_other", "particles"))
    ):
        return False if classes & ACTIVE else None
    if auxiliary == "being":
        return True if classes & _DONE_TO else None
    if "passive" in classes and (auxiliary in _BE or by_somebody or after in words("motion_other", "particles")):
        return True
    going_on = auxiliary in _BE and tokens[word.i - 1].lower in words("motion_other", "manner")
    if "result" in classes and (by_somebody or going_on):
        return True
    if (
        auxiliary is None
        and word.tag == "VBD"
        and classes & {"travel", "change"}
        and not classes & {"passive", "result"}
    ):
        return False
    return None


def _tells_a_measure(index: int, tokens: Sequence[Word]) -> bool:
    """As in "by 3 metres", "side by side"."""
    return index < len(tokens) and (tokens[index].pos == "NUM" or tokens[index].lower in {"side", "night", "day"})


def _auxiliary(word: Word, tokens: Sequence[Word]) -> str | None:
    for before in reversed(tokens[max(0, word.i - _AUXILIARY_WITHIN) : word.i]):
        if before.lower in _BE | _HAVE:
            return before.lower
        if before.pos not in {"ADV", "AUX", "PART"} and before.lower != ",":
            return None
    return None


def _rises(word: Word, tokens: Sequence[Word]) -> bool:
    """As in "kneels down", "stands up", "takes off": motion by the particle."""
    after = tokens[word.i + 1].lower if word.i + 1 < len(tokens) else ""
    if word.tag == "VBN":
        return False
    posture = word.verb in words("motion_other", "postures") and after in words("motion_other", "posture_particles")
    return posture or (word.verb == "take" and after == "off")


def _leaves_trace(word: Word, classes: frozenset[str], tokens: Sequence[Word]) -> bool:
    """Ripples are seen, moods are not: "creating ripples", "creating a mood"."""
    traces = words("movers_parts", "traces")
    after = tokens[word.i + 1 : word.i + 1 + _TRACE_WITHIN]
    return "trace" in classes and any(other.lower in traces or other.lemma in traces for other in after)


def _activity_end(word: Word, tokens: Sequence[Word]) -> int:
    for after in tokens[word.i + 1 : word.i + 1 + _ACTIVITY_WITHIN]:
        if after.pos == "NOUN" and after.lemma in words("motion_other", "activities"):
            return after.i
        if after.pos not in {"DET", "ADJ", "ADP", "NUM", "NOUN", "ADV"} and after.lower != "-":
            break
    return word.i


def _shows_motion(word: Word) -> bool:
    """Swaying corn and bustling streets move, towering cliffs do not."""
    if word.lower in words("motion_other", "adjectives"):
        return True
    return word.lower.endswith("ing") and word.lower not in words("movers_other", "ing_kinds")


def _is_denied(word: Word, tokens: Sequence[Word]) -> bool:
    """Said not to happen: "does not move", "without moving", "no cars driving"."""
    for before in reversed(tokens[max(0, word.i - _DENIED_WITHIN) : word.i]):
        if before.lower in words("motion_other", "negations"):
            return True
        if before.pos == "PUNCT" or (before.pos == "VERB" and before.verb not in {"move", "do"}):
            return False
    return False


def _is_unreal(word: Word, tokens: Sequence[Word]) -> bool:
    """As if it were; ready to; inviting viewers to: not asked to be seen."""
    before = [
        other.lower for other in tokens[max(0, word.i - _UNREAL_WITHIN) : word.i] if other.sentence == word.sentence
    ]
    told = f" {' '.join(before)} "
    return any(f" {phrase} " in told for phrase in table("motion_other")["unreal"]) or (
        before[-1:] == ["to"] and _tells_a_purpose(word, tokens)
    )


def _tells_a_purpose(word: Word, tokens: Sequence[Word]) -> bool:
    """An infinitive is seen only after a verb that leads to it: "begins to run", "causes the dress to billow"."""
    leading = words("motion_verbs", "carrier") | words("motion_verbs", "causative")
    for before in reversed(tokens[max(0, word.i - _CARRIER_WITHIN) : word.i - 1]):
        if before.pos in {"VERB", "AUX"}:
            return before.verb not in leading
    return True


def _first(word: Word, tokens: Sequence[Word]) -> int:
    """Manner before the verb belongs to the motion: "gracefully glides"."""
    first = word.i
    while first and tokens[first - 1].pos == "ADV" and tokens[first - 1].lower.endswith("ly"):
        first -= 1
    return first


def _last(word: Word, tokens: Sequence[Word]) -> int:
    """So do a particle or manner right after it: "pulled back", "sways gently"."""
    if word.i + 1 == len(tokens):
        return word.i
    after = tokens[word.i + 1]
    return (
        after.i
        if after.lower in words("motion_other", "particles") or (after.pos == "ADV" and after.lower.endswith("ly"))
        else word.i
    )
