"""Who or what makes a motion: the parse proposes, the kinds of thing decide."""

from collections.abc import Sequence

from promptkit.scene.lexicon import table, words
from promptkit.scene.motion import Motion
from promptkit.scene.nouns import LIVING, NEVER, SELF_MOVING, UNSEEN
from promptkit.scene.phrases import Phrase
from promptkit.scene.reading import Reading
from promptkit.scene.words import Word

THRESHOLD = 1.0
"""Below this score a phrase is no mover. This and the weights below were set by hand on our own test prompts."""
UNFIT = -2.0
"""At or below this fit, no place in the sentence makes up for what the thing is."""
_NEVER_FITS = -9.0
_PARSED = 2.5
_ADJACENT = 3.0
_FREE = 1.0
"""For a phrase that hangs on no preposition."""
_GOVERNED = -3.0
"""For a thing that hangs on one, after somebody who could do it: "a girl on *skates* gliding"."""
_ACTED_ON = -1.5
_OBJECT_FORM = -2.0
_STEP, _FAR = -0.45, -3.0
"""For each phrase between, and at most."""
_LONGEST_ASIDE = 6
"""Words in "a monkey *in a striped woollen jacket and* a parrot"."""
_LONGEST_DETOUR = 3
"""Words between a verb and its object that are no part of it."""
_CHAIN = 4
"""How far coordinated verbs are followed to a shared subject."""

_GROUP = {
    **dict.fromkeys(LIVING, "living"),
    **dict.fromkeys(("cloth", "hair", "foliage", "loose", "hinged"), "inert"),
}
_NOBODY = frozenset(["who", "which", "that", "what", "there", "you", "i", "me", "everything", "nothing"])
_OBJECT_FORMS = frozenset({"him", "her", "them", "me", "us"})
_SUBJECT_DEPS = frozenset({"nsubj", "nsubj:pass", "compound"})
_PARTICLES = frozenset({"up", "out", "off", "away", "down", "back", "of", ","})


def mover_of(motion: Motion, reading: Reading) -> Phrase | None:
    """The phrase that names what moves, or None when nothing in the sentence fits."""
    if motion.form == "adjective":
        sure = reading.words[motion.verb].lower in words("motion_other", "adjectives")
        around = (phrase for phrase in reading.phrases if phrase.first <= motion.verb <= phrase.last)
        return next((phrase for phrase in around if sure or fit(phrase, motion) > 0), None)
    named = _named_after(motion, reading)
    if named is not None:
        return named if fit(named, motion) > 0 else None
    sentence = reading.words[motion.verb].sentence
    before = [p for p in reading.phrases if p.last < motion.first and reading.head(p).sentence == sentence]
    seen = [phrase for phrase in before if not _only_sensed(phrase, before, reading)]
    if seen and seen[-1].kind in UNSEEN and not seen[-1].preposition and _is_adjacent(seen[-1], motion, reading):
        return None  # "its aroma wafting", "the scene unfolds"
    subjects = _subjects_in_parse(motion.verb, reading.words)
    best, best_score = None, THRESHOLD
    for rank, phrase in enumerate(reversed(seen)):
        score = _score(phrase, motion, reading, rank=rank, earlier=seen[: len(seen) - 1 - rank], subjects=subjects)
        if score > best_score:
            best, best_score = phrase, score
    return best


def fit(phrase: Phrase, motion: Motion) -> float:
    """How well a kind of thing goes with a verb; above 0 it may well move so, at `UNFIT` or below never."""
    if phrase.kind in UNSEEN or (phrase.kind == "pronoun" and phrase.what.text.lower() in _NOBODY):
        return _NEVER_FITS
    if phrase.kind == "place":
        befalls = motion.lemma in words("motion_other", "befalls_places") and motion.form != "adjective"
        return 1.0 if befalls else _NEVER_FITS
    group = _GROUP.get(phrase.kind, phrase.kind)
    if motion.form == "passive":
        return {"living": 0.0, "name": 0.0, "force": -3.0}.get(group, 2.5)
    shown = motion.lemma in words("motion_other", "shown_before_noun") or "light" in motion.classes
    if motion.form == "adjective" and phrase.kind in {"thing", "cloth"} and not shown:
        return _NEVER_FITS  # "running shoes", "a flowing gown"
    row: dict[str, float] = table("movers_fit")[group]
    return max((row[name] for name in motion.classes & row.keys()), default=row["other"])


def object_of(motion: Motion, reading: Reading, *, through: bool = False) -> Phrase | None:
    """The phrase that the verb acts on: the next one, with little between.

    Args:
        motion: the verb.
        reading: the prompt.
        through: also take "rustles *through* the leaves".
    """
    phrase = next((phrase for phrase in reading.phrases if phrase.first > motion.verb), None)
    if phrase is None:
        return None
    between = reading.words[motion.verb + 1 : phrase.first]
    passed = {"ADV", "PART", "DET", "ADJ"} | ({"ADP"} if through else set())
    near = len(between) <= _LONGEST_DETOUR
    return phrase if near and all(word.pos in passed or word.lower in _PARTICLES for word in between) else None


def together(phrase: Phrase, reading: Reading) -> list[Phrase]:
    """The phrases coordinated with a mover, itself last: "a cat, a hen and *a dog*"."""
    group = [phrase]
    for other in reversed(reading.phrases[: reading.phrases.index(phrase)]):
        joint = reading.words[other.last + 1 : group[0].first]
        said = [word.lower for word in joint]
        if any(word.pos in {"VERB", "AUX"} for word in joint) or set(said) & {".", ";", "while", "as"}:
            break
        joined = bool(set(said) & {"and", "&", "or"}) or (len(group) > 1 and said == [","])
        alike = (other.kind in SELF_MOVING) == (phrase.kind in SELF_MOVING)
        if joined and alike and other.kind not in NEVER | {"pronoun"}:
            group.insert(0, other)
        elif not other.preposition or len(joint) > _LONGEST_ASIDE:
            break
    return group


def is_still(phrase: Phrase, reading: Reading) -> bool:
    """Said to stand still: "a motionless crowd"."""
    inside = reading.words[phrase.first : phrase.last + 1]
    return any(word.lower in words("motion_other", "still") for word in inside)


def _score(
    phrase: Phrase, motion: Motion, reading: Reading, *, rank: int, earlier: Sequence[Phrase], subjects: frozenset[int]
) -> float:
    score = fit(phrase, motion)
    if score <= UNFIT:
        return score
    head = reading.head(phrase)
    score += max(_FAR, _STEP * rank)
    if head.i in subjects:
        score += _PARSED
    if rank == 0 and _is_adjacent(phrase, motion, reading):
        score += _ADJACENT
    if not phrase.preposition:
        score += _FREE
    elif phrase.kind not in SELF_MOVING and any(other.kind in SELF_MOVING for other in earlier):
        score += _GOVERNED
    if phrase.first and phrase.kind not in LIVING | {"pronoun"}:
        verb = reading.words[phrase.first - 1]
        score += _ACTED_ON if verb.pos == "VERB" and verb.sentence == head.sentence else 0
    if head.tag == "PRP" and phrase.what.text.lower() in _OBJECT_FORMS:
        score += _OBJECT_FORM
    return score


def _is_adjacent(phrase: Phrase, motion: Motion, reading: Reading) -> bool:
    gap = reading.words[phrase.last + 1 : motion.first]
    if len(gap) == 1 and gap[0].lower in {"in", "at"}:
        return True  # "a mother helping her son in riding"
    return all(word.pos in {"ADV", "AUX", "PART"} or word.lower in {"that", "who", "which"} for word in gap)


def _only_sensed(phrase: Phrase, before: Sequence[Phrase], reading: Reading) -> bool:
    """Sounds and smells show nothing: "the sound of metal clashing"."""
    earlier = before[: before.index(phrase)]
    source = next((p for p in reversed(earlier) if reading.after(p.last) == "of"), None)
    if source is None or reading.head(source).lemma not in words("motion_other", "sensed"):
        return False
    return not any(word.pos in {"VERB", "AUX", "PUNCT"} for word in reading.words[source.last : phrase.first])


def _named_after(motion: Motion, reading: Reading) -> Phrase | None:
    """The mover in "the gentle rustling of leaves"."""
    if not reading.words[motion.verb].lower.endswith("ing") or reading.after(motion.verb) != "of":
        return None
    return next((phrase for phrase in reading.phrases if phrase.first == motion.verb + 2), None)


def _subjects_in_parse(verb: int, tokens: Sequence[Word]) -> frozenset[int]:
    """Heads of the phrases that the parse calls subject of a verb, directly or through coordination."""
    found: set[int] = set()
    at = tokens[verb]
    for _ in range(_CHAIN):
        direct = {word.i for word in tokens[:verb] if word.head == at.i and word.dep in _SUBJECT_DEPS}
        found |= direct
        if at.dep in {"acl", "acl:relcl", "amod"}:
            found.add(at.head)
        if direct or at.dep not in {"conj", "xcomp", "advcl", "parataxis"} or at.head == at.i:
            break
        at = tokens[at.head]
    return frozenset(found)
