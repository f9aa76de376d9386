"""Scores of words → what moves, with its motions, its cause and how sure the reading is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np

from promptkit.reader.encoder import Floats
from promptkit.reader.network import BEAT, CAUSE, INERT, MOTION, MOVES, NAME, Scores, network
from promptkit.reader.pieces import Word

Role = Literal["subject", "environment", "camera", "secondary"]
ROLES: tuple[Role, ...] = ("subject", "environment", "camera", "secondary")
LIKELY = 0.5
"""Probability from which something is taken for true."""
REACH = 200
"""Words between a motion or a cause and the name it belongs to, at most: what one window holds."""
_AGAIN = re.compile(r"\b(?:the|this|that|these|those|same|its|his|her|their)\s+$", re.IGNORECASE)
"""What stands before a thing that was named already."""
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Motion:
    """Words that say how something moves: characters `start` to `end` of the text."""

    start: int
    end: int
    moves: tuple[int, ...]
    """Camera moves by their number in `CAMERA_MOVES`; empty unless the camera moves."""
    new_beat: bool
    """It comes after an earlier motion of the same mover."""


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
    sure: float
    """Probability that this is a moving element."""


@dataclass(frozen=True)
class Read:
    """What one text asks to move."""

    movers: tuple[Mover, ...]
    sure: float
    """Probability that exactly these move."""


def read(text: str) -> Read:
    """What `text` asks to move; any string is allowed."""
    learned = network()
    words = learned.vocabulary.words(text)
    return decode(text, words, learned(words)) if words else Read((), 1.0)


def decode(text: str, words: Sequence[Word], scores: Scores) -> Read:
    """The likeliest movers: a name, motion or cause begins where its probability is above one half."""
    name, motion, cause = (_softmax(scores.tags[:, columns]) for columns in (NAME, MOTION, CAUSE))
    begins = name[:, 1::2]
    names = _joined(_stretches(begins.sum(axis=1), name[:, 2::2].sum(axis=1)))
    motions = _stretches(motion[:, 1], motion[:, 2])
    causes = _stretches(cause[:, 1], cause[:, 2])
    moving = _linked(motions, names, scores.links[:, 0], scores.links[:, 1], scores.bias[0])
    caused = _linked(causes, names, scores.links[:, 2], scores.links[:, 3], scores.bias[1])
    inert, beat = _sigmoid(scores.tags[:, INERT]), _sigmoid(scores.tags[:, BEAT])
    moves = _sigmoid(scores.tags[:, MOVES])
    movers = []
    for at, (start, end) in enumerate(names):
        role = ROLES[int(begins[start].argmax())]
        own = [motions[k] for k in moving[at]] or ([(start, end)] if role == "camera" else [])
        movers.append(
            Mover(
                words[start].start,
                words[end - 1].end,
                role,
                tuple(
                    Motion(
                        words[first].start,
                        words[last - 1].end,
                        _kinds(moves[first:last]) if role == "camera" else (),
                        bool(beat[first] > LIKELY),
                    )
                    for first, last in own
                ),
                next(((words[causes[k][0]].start, words[causes[k][1] - 1].end) for k in caused[at]), None),
                bool(inert[start] > LIKELY) and role != "camera",
                float(begins[start].sum()),
            )
        )
    total = begins.sum(axis=1)
    return Read(
        tuple(_merged(movers, text)), float(np.exp(np.log(np.maximum(np.maximum(total, 1 - total), 1e-6)).sum()))
    )


def _merged(movers: list[Mover], text: str) -> list[Mover]:
    """A thing named again as "the ..." is the same thing."""
    kept: dict[str, int] = {}
    merged: list[Mover] = []
    for mover in movers:
        head = text[mover.start : mover.end].lower().split()[-1]
        if head in kept and mover.role != "camera" and _AGAIN.search(text[max(0, mover.start - 12) : mover.start]):
            first = merged[kept[head]]
            merged[kept[head]] = replace(first, motions=first.motions + mover.motions, cause=first.cause or mover.cause)
            continue
        kept.setdefault(head, len(merged))
        merged.append(mover)
    return merged


def _kinds(moves: Floats) -> tuple[int, ...]:
    """The camera moves of one motion; the likeliest one if none is likely."""
    best = moves.max(axis=0)
    return tuple(int(k) for k in np.flatnonzero(best > LIKELY)) or (int(best.argmax()),)


def _stretches(begin: Floats, inside: Floats) -> list[Stretch]:
    """Runs of words, each from a likely begin through likely insides."""
    found: list[Stretch] = []
    starts = np.flatnonzero(begin > LIKELY)
    for start, limit in pairwise([*starts.tolist(), len(begin)]):
        end = start + 1
        while end < limit and inside[end] > LIKELY:
            end += 1
        found.append((start, end))
    return found


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """Two names never stand side by side, so neighbours are one: "cumulus" "clouds"."""
    joined: list[Stretch] = []
    for start, end in stretches:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _linked(parts: list[Stretch], names: list[Stretch], left: Floats, right: Floats, bias: float) -> list[list[int]]:
    """For each name the parts that belong to it; a part that fits none goes to the best, if any is in reach."""
    owned: list[list[int]] = [[] for _ in names]
    heads = np.array([start for start, _ in names], dtype=np.intp)
    for k, (start, _) in enumerate(parts):
        near = np.flatnonzero(np.abs(heads - start) <= REACH)
        if not len(near):
            continue
        fits = right[heads[near]] @ left[start] / np.sqrt(left.shape[1]) + bias
        for at in near[fits > 0] if (fits > 0).any() else near[[fits.argmax()]]:
            owned[at].append(k)
    return owned


def _softmax(x: Floats) -> Floats:
    e: Floats = np.exp(x - x.max(axis=1, keepdims=True))
    e /= e.sum(axis=1, keepdims=True)
    return e


def _sigmoid(x: Floats) -> Floats:
    y: Floats = np.reciprocal(1 + np.exp(-np.clip(x, -60, 60)))
    return y
