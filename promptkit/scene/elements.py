"""Everything that moves in a prompt, each thing once, with its role."""

from collections.abc import Sequence
from dataclasses import replace

from promptkit.scene import Element, Role
from promptkit.scene.causes import wind_anywhere
from promptkit.scene.events import is_behind, said_by_nouns
from promptkit.scene.lexicon import words
from promptkit.scene.motion import Motion
from promptkit.scene.movers import fit
from promptkit.scene.moving import Moving, said_by_motions
from promptkit.scene.nouns import INERT, LIVING, NEVER, UNSEEN
from promptkit.scene.phrases import Phrase
from promptkit.scene.reading import Reading

_ENVIRONMENT = frozenset({"nature", "beam", "foliage", "light", "crowd", "force"})
_ATTACHED = frozenset({"cloth", "hair", "trace", "beam"})
_WINDBLOWN = frozenset({"cloth", "hair", "foliage", "loose"})
_CARRIERS = LIVING | {"name", "vehicle"}
_PRONOUNS = frozenset(["he", "she", "him", "her", "they", "who", "both", "each", "one", "them", "it"])
_PEOPLE_PRONOUNS = frozenset({"he", "she", "they", "someone"})
_DEFINITE = frozenset({"the", "this", "that", "each", "these", "those"})
_MASSES = frozenset({"nature", "foliage", "hair", "cloth", "trace", "light"})
"""Kinds whose second mention is the same thing: "waves ... waves"."""


def find_moving(motions: Sequence[Motion], reading: Reading) -> list[Moving]:
    """Everything that moves but the camera, each thing once, in order of mention."""
    found = [*said_by_motions(motions, reading), *said_by_nouns(reading)]
    named = [item for each in found if (item := _with_antecedent(each, reading)) is not None]
    return _merged(sorted(named, key=lambda each: each.phrase.first), reading)


def to_elements(items: Sequence[Moving], reading: Reading) -> tuple[Element, ...]:
    """Elements with roles, causes, and whether each can move by itself."""
    carried = any(item.phrase.kind in _CARRIERS for item in items)
    wind = wind_anywhere(reading)
    elements = []
    for item in items:
        motion = item.phrase.what if item.role == "environment" else None
        if item.motion is not None:
            motion = reading.span(item.motion.first, item.motion.last)
        cause = item.cause or (wind if item.phrase.kind in _WINDBLOWN else None)
        role = item.role or _role(item, reading, carried=carried)
        elements.append(Element(item.phrase.what, role, motion, cause, _can_move_itself(item, reading)))
    return tuple(elements)


def _can_move_itself(item: Moving, reading: Reading) -> bool:
    if item.phrase.kind not in INERT:
        return True
    if item.motion is None:
        return item.role == "environment"
    grows = item.phrase.kind == "foliage" and "change" in item.motion.classes
    shows = reading.words[item.motion.verb].lower in words("motion_other", "adjectives")  # "a steaming cup"
    return grows or shows or item.motion.form == "activity"


def _role(item: Moving, reading: Reading, *, carried: bool) -> Role:
    phrase = item.phrase
    trails = phrase.kind in _ATTACHED or reading.head(phrase).lemma in words("movers_parts", "trailing")
    if trails and carried:
        return "secondary"
    if phrase.kind in _ENVIRONMENT and item.motion is not None and item.motion.form == "active" and phrase.first == 0:
        return "subject"  # the prompt opens with it
    about = next((p.kind for p in reading.phrases if p.kind not in UNSEEN), "")
    if phrase.kind in {"animal", "crowd"} and about in {"place", "thing"} and reading.head(phrase).sentence > 0:
        return "environment"  # birds over the castle that the shot is about
    behind = any(is_behind(p, reading) and phrase.last < p.first <= phrase.last + 4 for p in reading.phrases)
    return "environment" if phrase.kind in _ENVIRONMENT or (behind and phrase.kind in LIVING) else "subject"


def _with_antecedent(item: Moving, reading: Reading) -> Moving | None:
    """Pronouns stand for what was named before."""
    phrase = item.phrase
    if phrase.kind != "pronoun":
        return item
    pronoun = phrase.what.text.lower()
    before = [p for p in reading.phrases if p.last < phrase.first and p.kind != "pronoun" and not p.preposition]
    living = [p for p in before if p.kind in LIVING | {"name"}]
    if pronoun in {"it", "they", "them"} and item.motion is not None:
        sentence = reading.head(phrase).sentence
        near = [
            p for p in before if reading.head(p).sentence >= sentence - 1 and p.kind not in NEVER | {"force", "body"}
        ]
        living = [p for p in near if fit(p, item.motion) >= 1] or living
    if pronoun in _PRONOUNS and living:
        return replace(item, phrase=living[0])
    return replace(item, phrase=replace(phrase, kind="person")) if pronoun in _PEOPLE_PRONOUNS else None


def _merged(items: Sequence[Moving], reading: Reading) -> list[Moving]:
    """One entry for each thing; body parts go to an owner that moves."""
    kept: list[Moving] = []
    for found in items:
        item = replace(found, motions=(found.motion,) if found.motion else ())
        at = next((at for at, other in enumerate(kept) if _is_same(other.phrase, item.phrase, reading)), None)
        if at is None:
            kept.append(item)
            continue
        old = kept[at]
        kept[at] = Moving(
            old.phrase,
            old.motion or item.motion,
            old.cause or item.cause,
            old.role or item.role,
            old.motions + item.motions,
        )
    acting = any(item.phrase.kind in _CARRIERS for item in kept)
    return [item for item in kept if not (acting and item.phrase.kind == "body")]


def _is_same(one: Phrase, other: Phrase, reading: Reading) -> bool:
    if one.last == other.last:
        return True
    if one.kind != other.kind:
        return False
    first, second = reading.head(one), reading.head(other)
    opener = reading.words[other.first].lower
    if first.lemma == second.lemma:
        return opener in _DEFINITE or other.first == other.last or one.kind in _MASSES
    if one.kind in _MASSES and opener in _DEFINITE and second.lemma in words("motion_other", "stand_ins"):
        return True
    single = first.lower == first.lemma and second.lower == second.lemma
    return one.kind == "person" and opener == "the" and single  # "a painter ... the artist"
