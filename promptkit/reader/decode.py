"""Scores of words → what moves, with its motions, its cause and how sure the reading is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from promptkit.reader.beats import likeliest_beats
from promptkit.reader.camera_kinds import kinds_of
from promptkit.reader.encoder import Floats
from promptkit.reader.network import BEAT, BEATS, CAUSE, CAUSED, INERT, MOTION, MOVES, NAME, Scores, network
from promptkit.reader.pieces import Word
from promptkit.reader.rivals import without_rivals
from promptkit.reader.stretches import LIKELY, REACH, Stretch, joined, likely_at_start, linked, stretches, trimmed

Role = Literal["subject", "environment", "camera", "secondary"]
ROLES: tuple[Role, ...] = ("subject", "environment", "camera", "secondary")
FAINT = 0.05
"""Probability below which words are not taken for a cause, however surely there is one."""
CAUSED_IF_FREE = -2.0
"""Score from which what can move by itself is said to be given a cause, and its words are found: a probability of 0.12.
What is learned from says causes more plainly than public prompts do. Chosen on two sets of those, where F1 rises by
0.04 and 0.05 (0.07 on a third one); what cannot move by itself is held to 0, for there a wrong cause hides a fault."""
CAMERA_SOONER = 0.6
"""Added to the score of a word as the first that names the camera. Moves in any words but the textbook's were missed
five times as often as something else was taken for one. Chosen on the dev part of such prompts, where F1 rises by
0.035, and on two sets of public ones, where it does not change."""
_SOONER = np.zeros(NAME.stop - NAME.start, np.float32)
_SOONER[1 + 2 * ROLES.index("camera")] = CAMERA_SOONER
_NO_NAME = frozenset(["of", "and"])
_OWNER = frozenset(["his", "her", "its", "their"])
"""No motion begins with them, and none of ours ends with any but "her": "bows to her"."""
SHARED_DOUBT = 0.47
"""Power of the probabilities of all words taken together. Doubts about words of one prompt come together, so that their
plain product is right far more often than it says. Fitted by `python evals/measure_confidence.py dev --fit`."""
SHORTEST_PART = 3
"""Letters of either half of a compound that its second half names again: "softball", "ball", but not "woman", "man"."""
LONGEST_CLAUSE = 10
"""Words."""
_OPENS_A_CAUSE = re.compile(r"as|with|by|because|when|whenever|while|since|from|through|under", re.IGNORECASE)
_NO_WORD = re.compile(r"(?:[\W_]|\b(?:a|an|the)\b)*+", re.IGNORECASE)
"""Marks and articles alone: nothing that could move."""
_BARE = re.compile(r"(?:^|[.!?:;,)\n]|\b(?:and|then|as|while|when|but))\s*$", re.IGNORECASE)
"""What stands before a noun that has neither article nor adjective."""
_OF_SEVERAL = frozenset(["one", "another", "other", "each", "somebody", "someone", "this", "that"])
"""Without an article, and may be somebody else each time."""
_AGAIN = re.compile(r"\b(?:the|this|that|these|those|same|its|his|her|their)\s+$", re.IGNORECASE)
"""What stands before a thing that was named already."""


@dataclass(frozen=True)
class Motion:
    """Words that say how something moves: characters `start` to `end` of the text."""

    start: int
    end: int
    moves: tuple[int, ...]
    """Camera moves by their number in `CAMERA_MOVES`; empty unless the camera moves."""


@dataclass(frozen=True)
class Mover:
    """One thing that moves, named by characters `start` to `end` of the text."""

    start: int
    end: int
    role: Role
    motions: tuple[Motion, ...]
    cause: tuple[int, int] | None
    """Characters of the words that give the cause."""
    inert: bool
    """It cannot move by itself."""
    beats: int
    """Things that it does one after another, at least 1."""
    sure: float
    """Probability that this is a moving element."""
    unaided: float
    """Probability that it cannot move by itself, and that nothing is said to move it."""


@dataclass(frozen=True)
class Read:
    """What one text asks to move."""

    movers: tuple[Mover, ...]
    sure: float
    """Probability that exactly these move."""


def read(texts: Sequence[str]) -> list[Read]:
    """What each text asks to move; any string is allowed."""
    learned = network()
    words = [learned.vocabulary.words(text) for text in texts]
    return [
        Read((), 1.0) if _NO_WORD.fullmatch(text) else decode(text, own, scores)
        for text, own, scores in zip(texts, words, learned(words), strict=True)
    ]


def decode(text: str, words: Sequence[Word], scores: Scores) -> Read:
    """The likeliest movers: words that are likelier in a name, motion or cause than outside of one belong to it."""
    name = _softmax(scores.tags[:, NAME] + _SOONER)
    motion, cause = (_softmax(scores.tags[:, columns]) for columns in (MOTION, CAUSE))
    begins = name[:, 1::2]
    found = joined(stretches(begins.sum(axis=1), name[:, 2::2].sum(axis=1)), words, text)
    names = trimmed(found, words, text, lead=_NO_NAME, tail=_NO_NAME)
    heads = np.array([start + int(begins[start:end].sum(axis=1).argmax()) for start, end in names], np.intp)
    motions = trimmed(
        stretches(motion[:, 1], motion[:, 2]), words, text, lead=_OWNER | {"and"}, tail=(_OWNER - {"her"}) | {"and"}
    )
    tied = linked(motions, heads, scores.links[:, 0], scores.links[:, 1], scores.bias[0])
    roles = [ROLES[int(begins[head].argmax())] for head in heads]
    named, moved_by = ([_characters(words, part) for part in parts] for parts in (names, motions))
    moving = _kept(text, named, roles, tied, moved_by)
    causes = stretches(cause[:, 1], cause[:, 2])
    caused = linked(causes, heads, scores.links[:, 2], scores.links[:, 3], scores.bias[1])
    movers, still = [], name[:, 0].copy()
    for stretch in found:  # what grammar takes away or shortens is no longer in doubt
        still[slice(*stretch)] = 1
    for stretch, head, role, own, because_of in zip(names, heads.tolist(), roles, moving, caused, strict=True):
        if own is None:
            continue
        moved = [motions[k] for k in own]
        if role == "camera":
            moved = _beyond_the_name(moved, stretch) or [stretch]
        sure = 1 - float(name[slice(*stretch), 0].min())
        still[stretch[0]] = sure
        unaided = float(_sigmoid(scores.tags[head, INERT]) * _sigmoid(-scores.tags[head, CAUSED]))
        inert = bool(scores.tags[head, INERT] > 0) and role != "camera"
        because = None
        if scores.tags[head, CAUSED] > (0 if inert else CAUSED_IF_FREE):
            because = causes[because_of[0]] if because_of else _likeliest_cause(stretch, head, moved, cause, scores)
            because = _with_what_it_opens(because, words, text)
        movers.append(
            Mover(
                *_characters(words, stretch),
                role,
                tuple(_motion(text, words, scores, part, is_filming=role == "camera") for part in moved),
                _characters(words, because) if because else None,
                inert and (because is not None or unaided > LIKELY),
                likeliest_beats(
                    scores.tags[head, BEATS].tolist(), [float(scores.tags[first, BEAT]) for first, _ in moved]
                ),
                sure,
                unaided,
            )
        )
    sure = np.exp(SHARED_DOUBT * np.log(np.maximum(still, 1e-6)).sum())
    return Read(tuple(_merged(movers, text)), float(sure))


def _kept(
    text: str,
    names: Sequence[tuple[int, int]],
    roles: Sequence[Role],
    owned: Sequence[Sequence[int]],
    motions: Sequence[tuple[int, int]],
) -> list[Sequence[int] | None]:
    """The motions of each name, or None for a name that is none of a mover; what the camera does is left alone."""
    kept: list[Sequence[int] | None] = [*owned]
    others = [k for k, role in enumerate(roles) if role != "camera"]
    found = without_rivals(text, [names[k] for k in others], [owned[k] for k in others], motions)
    for k, own in zip(others, found, strict=True):
        kept[k] = own
    return kept


def _beyond_the_name(moved: list[Stretch], name: Stretch) -> list[Stretch]:
    """Motions of a camera without the one word of its name, where the motion goes on behind it: "camera" "shake"."""
    goes_on = len(moved) > 1 and moved[0] == name and name[1] - name[0] == 1 and moved[1][0] == name[1]
    return moved[1:] if goes_on else moved


def _likeliest_cause(name: Stretch, head: int, moved: list[Stretch], cause: Floats, scores: Scores) -> Stretch:
    """The likeliest words in reach of a name, or its motion if none is likely at all: "is poured" carries its own."""
    near = slice(max(0, head - REACH), head + REACH)
    fits = scores.links[near, 2] @ scores.links[head, 3] / np.sqrt(scores.links.shape[2]) + scores.bias[1]
    chances = cause[near, 1] * _sigmoid(fits)
    chances[max(0, name[0] - near.start) : name[1] - near.start] = 0
    if moved and chances.max() < FAINT:
        return moved[0]
    best = near.start + int(chances.argmax())
    return best, best + 1 + likely_at_start(cause[best + 1 :, 2])


def _with_what_it_opens(cause: Stretch, words: Sequence[Word], text: str) -> Stretch:
    """A cause that is found by its first word alone ("as", "with") up to the end of its clause, or `LONGEST_CLAUSE`."""
    start, end = cause
    if end - start > 1 or not _OPENS_A_CAUSE.fullmatch(text, *_characters(words, cause)):
        return cause
    while end < len(words) and end - start < LONGEST_CLAUSE and not text[words[end - 1].end : words[end].start].strip():
        if _NO_WORD.fullmatch(text, words[end].start, words[end].end) and not text[words[end].start].isalpha():
            break
        end += 1
    return start, end


def _motion(text: str, words: Sequence[Word], scores: Scores, part: Stretch, *, is_filming: bool) -> Motion:
    """One motion, with its kinds if it is one of the camera."""
    start, end = _characters(words, part)
    if not is_filming:
        return Motion(start, end, ())
    chances = _sigmoid(scores.tags[slice(*part), MOVES]).max(axis=0)
    return Motion(start, end, kinds_of(text[start:end], chances.tolist()))


def _merged(movers: list[Mover], text: str) -> list[Mover]:
    """A thing named again is the same thing: "a softball ... the ball".

    So are surroundings, and who is called by a bare noun, by the very same words: "Grandma ... Grandma".
    """
    merged: list[Mover] = []
    by_head: dict[str, int] = {}
    by_part: dict[str, int] = {}
    by_name: dict[tuple[Role, str], int] = {}
    for mover in movers:
        name = text[mover.start : mover.end].lower()
        head = name.split()[-1]
        is_noun = not head.endswith("s") and head not in _OF_SEVERAL
        is_bare = is_noun and _BARE.search(text, max(0, mover.start - 12), mover.start) is not None
        by_itself = mover.role == "environment" or (mover.role == "subject" and is_bare)
        at = by_name.get((mover.role, name)) if by_itself else None
        if at is None and mover.role != "camera" and _AGAIN.search(text[max(0, mover.start - 12) : mover.start]):
            at = by_head.get(head, by_part.get(head))
        if at is None:
            merged.append(mover)
            if by_itself:
                by_name.setdefault((mover.role, name), len(merged) - 1)
            if mover.role != "camera":
                by_head.setdefault(head, len(merged) - 1)
                for cut in range(SHORTEST_PART, len(head) - SHORTEST_PART + 1):
                    by_part.setdefault(head[cut:], len(merged) - 1)
            continue
        first = merged[at]
        merged[at] = replace(
            first,
            motions=first.motions + mover.motions,
            cause=first.cause or mover.cause,
            beats=max(first.beats, mover.beats),
            unaided=min(first.unaided, mover.unaided),
        )
    return merged


def _characters(words: Sequence[Word], stretch: Stretch) -> tuple[int, int]:
    return words[stretch[0]].start, words[stretch[1] - 1].end


def _softmax(x: Floats) -> Floats:
    e: Floats = np.exp(x - x.max(axis=1, keepdims=True))
    e /= e.sum(axis=1, keepdims=True)
    return e


def _sigmoid(x: Floats) -> Floats:
    y: Floats = np.reciprocal(1 + np.exp(-np.clip(x, -60, 60)))
    return y
