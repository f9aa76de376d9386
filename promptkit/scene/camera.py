"""The camera moves that a prompt asks for, told apart from race tracks, frying pans and tilted heads."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from promptkit.scene import CameraMove, Span
from promptkit.scene.camera_verbs import direction_of, performed
from promptkit.scene.lexicon import table
from promptkit.scene.reading import Reading

_DENIED_WITHIN = 40
"""Characters before a move in which "no", "without", "static" deny it."""


@dataclass(frozen=True)
class Shooting:
    """The camera part of a prompt."""

    moves: tuple[CameraMove, ...]
    words: frozenset[int]
    """Indices of the words that the camera uses up: they move nothing else."""


def read_camera(reading: Reading) -> Shooting:
    """The camera moves of a prompt, in order, each stretch of text used once."""
    moves: list[CameraMove] = []
    for move in sorted((*performed(reading), *_named(reading.prompt)), key=lambda move: move.span.start):
        clash = next((other for other in moves if move.span.start < other.span.end), None)
        if clash is None:
            moves.append(move)
        elif move.move != "other" and (clash.move == "other" or (clash.direction is None and clash.move == move.move)):
            moves[moves.index(clash)] = move  # it says more
    return Shooting(tuple(moves), frozenset(_used_up(moves, reading)))


def _used_up(moves: Sequence[CameraMove], reading: Reading) -> Iterator[int]:
    for word in reading.words:
        inside = any(word.start < move.span.end and word.end > move.span.start for move in moves)
        if inside or word.lower in {"camera", "cameraman", "fpv"}:
            yield word.i


def _named(prompt: str) -> Iterator[CameraMove]:
    """Moves that a phrase names by itself: "tracking shot", "zoom in"."""
    patterns = _patterns()
    barred = [found.span() for pattern in patterns.namesakes for found in pattern.finditer(prompt)]
    for move, pattern in patterns.named:
        for found in pattern.finditer(prompt):
            start, end = found.span("m") if "m" in pattern.groupindex else found.span()
            text = prompt[start:end]
            is_namesake = any(start < other_end and end > other_start for other_start, other_end in barred)
            if not is_namesake and not patterns.denied.search(prompt[max(0, start - _DENIED_WITHIN) : start]):
                yield CameraMove(move, direction_of(move, re.findall(r"[a-z]+", text.lower())), Span(text, start, end))


@dataclass(frozen=True)
class _Patterns:
    named: tuple[tuple[str, re.Pattern[str]], ...]
    namesakes: tuple[re.Pattern[str], ...]
    denied: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    phrases = table("camera_moves")["phrases"]

    def compiled(pattern: str) -> re.Pattern[str]:
        for name in ("WAY", "SLOW", "SHOT", "START"):
            pattern = pattern.replace(name, f"(?:{phrases[name].replace(chr(10), '')})")
        return re.compile(pattern, re.IGNORECASE)

    return _Patterns(
        tuple((move, compiled(pattern)) for move, pattern in phrases["named"]),
        tuple(compiled(pattern) for pattern in phrases["namesakes"]),
        compiled(phrases["denied_after"]),
    )
