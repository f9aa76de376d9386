"""Motions with their movers: who walks, what is thrown, which dust rises behind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from promptkit.scene import Role, Span
from promptkit.scene.causes import cause_of, caused_by_verb
from promptkit.scene.lexicon import ACTIVE, words
from promptkit.scene.motion import Motion
from promptkit.scene.movers import is_still, mover_of, object_of, together
from promptkit.scene.nouns import INERT, LIVING, NEVER
from promptkit.scene.phrases import Phrase
from promptkit.scene.reading import Reading

_MOVES = ACTIVE | {"send", "tool"}
_PUSHERS = LIVING | {"body", "pronoun", "name", "thing", "loose", "machine", "vehicle"}
_NEVER_SENT = NEVER | {"body", "force", "pronoun"}
_WIND = frozenset({"wind", "snake", "meander", "zigzag"})
_HAULING = frozenset({"pull", "tow", "drag"})
_WETTING = frozenset({"splash", "spray", "spill"})


@dataclass(frozen=True)
class Moving:
    """Something that moves, once for each motion until mentions are merged."""

    phrase: Phrase
    motion: Motion | None
    cause: Span | None
    role: Role | None = None
    """Set when the way it was found settles the role."""
    motions: tuple[Motion, ...] = ()
    """Everything it does, once its mentions are merged."""


def said_by_motions(motions: Sequence[Motion], reading: Reading) -> Iterator[Moving]:
    """What the verbs and adjectives of motion set moving."""
    movers = [mover_of(motion, reading) for motion in motions]
    for motion, mover in zip(motions, movers, strict=True):
        sentence = reading.words[motion.verb].sentence
        starts = [other.first for other in movers if other is not None and other.first > motion.last]
        until = min((at for at in starts if reading.words[at].sentence == sentence), default=None)
        if mover is None:
            if "send" in motion.classes and motion.form == "active":
                yield from _sent(motion, None, reading)
        elif _only_a_look(mover, motion, reading) or is_still(mover, reading):
            continue
        elif mover.first > motion.last:  # "the rustling of leaves" has no object
            if mover.kind != "force":
                yield Moving(mover, motion, cause_of(mover, motion, reading))
        elif mover.kind == "force":
            yield from _pushed(motion, mover, movers, reading)
        else:
            yield from _moved(motion, mover, until, reading)


def _moved(motion: Motion, mover: Phrase, until: int | None, reading: Reading) -> Iterator[Moving]:
    moves = not motion.classes or bool(motion.classes & _MOVES) or motion.form != "active"
    if not moves and "trace" in motion.classes:
        yield from _sent(motion, mover, reading)
    if not moves and not ("force" in motion.classes and mover.kind in _PUSHERS):
        return
    for one in together(mover, reading):
        near = caused_by_verb(one, motion, reading) or cause_of(one, motion, reading, until=until)
        yield Moving(one, motion, near or cause_of(one, motion, reading))
    if motion.form == "active":
        yield from _sent(motion, mover, reading)


def _pushed(motion: Motion, force: Phrase, movers: Sequence[Phrase | None], reading: Reading) -> Iterator[Moving]:
    """As in "a breeze rustles through the reeds": the reeds move, the breeze is why."""
    target = object_of(motion, reading, through=True)
    if target is not None and target not in movers and target.kind in INERT | {"trace", "nature"}:
        yield Moving(target, motion, reading.span(force.first, motion.last))


def _sent(motion: Motion, doer: Phrase | None, reading: Reading) -> Iterator[Moving]:
    """What the doer sets going: "kicks *a ball*", "walking *her dog*", "kicking up *dust*"."""
    target = object_of(motion, reading)
    if target is None or target.kind == "pronoun":
        return
    cause = reading.span(doer.first if doer is not None else motion.first, motion.last)
    head = reading.head(target)
    is_trace = bool({head.lower, head.lemma} & words("movers_parts", "traces"))
    if "trace" in motion.classes and is_trace:
        aimed = motion.lemma in _WETTING and target.kind == "nature"  # "spraying water"
        yield Moving(target, motion, cause, None if aimed else "secondary")
    elif motion.lemma == "walk" and target.kind == "animal":
        yield Moving(target, motion, None)
    elif motion.lemma in _HAULING and target.kind == "vehicle":
        yield Moving(target, motion, cause, "secondary")
    elif "send" in motion.classes and target.kind not in _NEVER_SENT:
        yield Moving(target, motion, cause)


def _only_a_look(mover: Phrase, motion: Motion, reading: Reading) -> bool:  # noqa: PLR0911 - a decision list
    """A flowing gown, cascading hair, a floating island, a river winding through a valley: how it looks."""
    if motion.lemma in _WIND and mover.kind in {"place", "nature", "thing"}:
        return True
    if motion.lemma == "grow" and mover.kind in {"nature", "foliage"} and motion.first == motion.last:
        return not any(word.lower in {"timelapse", "lapse"} for word in reading.words)
    if motion.form != "adjective":
        return False
    said = reading.words[motion.verb].lower
    if said in words("motion_other", "adjectives"):
        return said == "swirling" and mover.kind in {"cloth", "thing"}
    if motion.lemma in words("motion_other", "looks") and mover.kind not in {"nature", "foliage"} | LIVING:
        return True
    if mover.kind in LIVING:
        return not motion.classes & ACTIVE
    return not motion.classes & (ACTIVE - {"act"})
