"""A marked prompt as what the network should say of each of its words, and as the labels of the scene gold set."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from promptkit.reader.network import BEATS
from promptkit.reader.pieces import Vocabulary, Word
from promptkit.reader.training.markup import ROLES, Mark, MarkedPrompt
from promptkit.scene import CAMERA_MOVES

NO_NAME = -1.0
MOST_BEATS = BEATS.stop - BEATS.start
KINDS = tuple(ROLES)


@dataclass(frozen=True)
class Targets:
    """For the words of one prompt; (words,) each unless it says otherwise."""

    words: tuple[Word, ...]
    name: NDArray[np.int64]
    """0 outside; 1 + 2k begins, 2 + 2k continues the name of an element of role k."""
    motion: NDArray[np.int64]
    """0 outside, 1 begins, 2 continues."""
    cause: NDArray[np.int64]
    beat: NDArray[np.float32]
    """1 where a motion begins that is a new beat."""
    moves: NDArray[np.float32]
    """(words, 12): the camera moves of the motion that the word is in."""
    inert: NDArray[np.float32]
    """Where a name begins: 1 if it cannot move by itself, else 0; `NO_NAME` elsewhere."""
    caused: NDArray[np.float32]
    """Where a name begins: 1 if the prompt gives a cause for its motion, else 0; `NO_NAME` elsewhere."""
    beats: NDArray[np.float32]
    """Where the name of something other than the camera begins: its beats less one, at most 3; `NO_NAME` elsewhere."""
    motion_links: tuple[tuple[int, int], ...]
    """(first word of the motion, first word of the name)."""
    cause_links: tuple[tuple[int, int], ...]


def targets_of(prompt: MarkedPrompt, vocabulary: Vocabulary) -> Targets:
    """What the network should say of `prompt`."""
    words = vocabulary.words(prompt.text)
    size = len(words)
    name, inert = np.zeros(size, np.int64), np.full(size, NO_NAME, np.float32)
    caused, beats = inert.copy(), inert.copy()
    causing = {mark.id for mark in prompt.marks if mark.kind == "k"}
    begins: dict[int, int] = {}
    for mark in prompt.marks:
        if mark.kind not in ROLES:
            continue
        free = [at for at in _inside(words, mark.start, mark.end) if not name[at]]
        if not free:
            continue
        kind = KINDS.index(mark.kind)
        name[free] = 2 + 2 * kind
        name[free[0]] = 1 + 2 * kind
        begins[mark.id] = free[0]
        inert[free[0]], caused[free[0]] = mark.inert, mark.id in causing
        if mark.kind != "c":
            new = sum(other.new_beat for other in prompt.marks if other.kind == "m" and other.id == mark.id)
            beats[free[0]] = min(new, MOST_BEATS - 1)
    motion, motions = _laid(prompt, words, "m")
    cause, causes = _laid(prompt, words, "k")
    beat, moves = np.zeros(size, np.float32), np.zeros((size, len(CAMERA_MOVES)), np.float32)
    for (start, end), marks in motions.items():
        beat[start] = any(mark.new_beat for mark in marks)
        moves[start:end, [CAMERA_MOVES.index(move) for mark in marks for move in mark.moves]] = 1
    links = [
        tuple((start, begins[mark.id]) for (start, _), marks in laid.items() for mark in marks if mark.id in begins)
        for laid in (motions, causes)
    ]
    return Targets(tuple(words), name, motion, cause, beat, moves, inert, caused, beats, links[0], links[1])


def _laid(
    prompt: MarkedPrompt, words: Sequence[Word], kind: str
) -> tuple[NDArray[np.int64], dict[tuple[int, int], list[Mark]]]:
    """Motions or causes in one row: of two that overlap the longer one stands and answers for both."""
    row = np.zeros(len(words), np.int64)
    laid: dict[tuple[int, int], list[Mark]] = {}
    for mark in sorted((m for m in prompt.marks if m.kind == kind), key=lambda m: m.start - m.end):
        inside = _inside(words, mark.start, mark.end)
        if not inside:  # nothing but an article or a mark
            continue
        start, end = inside[0], inside[-1] + 1
        if row[start:end].any():
            start, end = next(other for other in laid if other[0] < end and other[1] > start)
        else:
            row[start:end] = 2
            row[start] = 1
        laid.setdefault((start, end), []).append(mark)
    return row, laid


def _inside(words: Sequence[Word], start: int, end: int) -> list[int]:
    return [at for at, word in enumerate(words) if word.start < end and word.end > start]
