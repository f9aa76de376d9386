"""Where one path of the camera ends and the next begins."""

import re
from collections.abc import Iterator
from itertools import pairwise

from promptkit.patterns import lazy
from promptkit.scene import CameraMove, Scene

UNCOUNTED = frozenset({"handheld", "rack_focus", "other"})
"""Kinds that set out on no path of their own: how the camera is held, where it is sharp, and what no kind fits."""
SAME_WAY = ({"dolly", "zoom"}, {"dolly", "fly"}, {"crane", "fly"}, {"track", "fly"}, {"dolly", "track"})
"""Kinds that, going the same way, are one move told in two words: "zoom in ... pushing in further"."""
WITH_IT = ({"track", "dolly"}, {"track", "fly"})
"""Whoever follows a river goes forward by that."""
_FORWARD = lazy(r"\bforwards?\b", re.IGNORECASE)
_SHOT_BREAK = lazy(r"\b(?:shot|scene|clip)\s*#?\d+\b|\bcut(?:s|ting)?\s+(?:back\s+)?to\b", re.IGNORECASE)
_JOINT = lazy(r"[,.;:/+&|\n→]|\b(?:and|then|before|after|while|as|finally|followed|into|until|with)\b", re.IGNORECASE)
_TWO_VERBS = lazy(
    r"(?:[,/&+]|\b(?:and|then)\b)\s*(?!and\b|then\b|away\b|up|down|back|out|over|in\b|forward|across|left|right|to\b)\w",
    re.IGNORECASE,
)
"""In one phrase: "turns and runs" are two moves, "pulls up and away" is one."""
_FOLLOWING = lazy(r"(?:following|tracking|trailing|chasing|keeping|matching|staying|pacing)\b", re.IGNORECASE)
_CONTINUES = lazy(
    r"(?:lands?|landing|settles|settling|com(?:es?|ing)\s+to\s+rest|"
    r"still|continu(?:es?|ing)|go(?:es)? on|keeps?|carr(?:y|ies) on|"
    r"pass(?:es|ing)(?:\s+(?:by|through|under|over|between))?)\b",
    re.IGNORECASE,
)
"""Goes on, comes to its end, or passes something on its way."""
CIRCLES = lazy(r"spiral|circl|orbit|corkscrew", re.IGNORECASE)
"""A drone that flies in and one that circles take two paths, though both fly."""
_SENTENCE = lazy(r"[.!?;\n]")
_ON_THE_WAY = lazy(r"[\s,]*(?:(?:while|as|closely|slowly|smoothly)\s+)?", re.IGNORECASE)
_AIRBORNE = lazy(
    r"(?:[\w-]+\s+){0,3}?(?:drone|aerial|fpv|helicopter|quadcopter)(?:\s+(?:shot|view|footage|video|camera|drone))?",
    re.IGNORECASE,
)


def paths(scene: Scene) -> Iterator[list[CameraMove]]:
    """For each shot that the prompt numbers or cuts to, the moves that begin a path of their own."""
    breaks = [0, *(match.start() for match in _SHOT_BREAK.finditer(scene.prompt)), len(scene.prompt) + 1]
    for start, end in pairwise(breaks):
        yield _begun(scene.prompt, [move for move in scene.camera_moves if start <= move.span.start < end])


def _begun(prompt: str, moves: list[CameraMove]) -> list[CameraMove]:
    """The moves that begin a path of their own."""
    kept: list[CameraMove] = []
    last: CameraMove | None = None
    for move in moves:
        if move.move in UNCOUNTED or (_AIRBORNE.fullmatch(move.span.text) and len(moves) > 1):
            continue
        if last is None or not (any(_goes_on(move, other) for other in kept) or _is_one(prompt, last, move)):
            kept.append(move)
        last = move
    return kept


_ANYHOW = lazy(r"(?:\w+ly\s+)?(?:drift|glid|mov|travel|float)\w*", re.IGNORECASE)
"""How a camera goes in no way of its own."""
_BY_NAME = lazy(
    r"(?:(?:very|slow|smooth|gentle|steady|soft)\s+)*(?:dolly|gimbal|slider|tracking|steadi-?cam)(?:\s+(?:shot|move|movement))?",
    re.IGNORECASE,
)
"""The name of a move, with no way told: beside "drifts past the tables" it says by what that is done."""


def _goes_on(move: CameraMove, other: CameraMove) -> bool:
    if move.span == other.span and not _TWO_VERBS.search(move.span.text):
        return True
    if _CONTINUES.match(move.span.text) or _is_its_name(move, other):
        return True
    if move.move == other.move == "fly" and bool(CIRCLES.search(move.span.text)) != bool(
        CIRCLES.search(other.span.text)
    ):
        return False
    if move.move == other.move:
        return move.direction == other.direction or not (move.direction and other.direction)
    if {move.move, other.move} in WITH_IT and None in (move.direction, other.direction):
        return bool(_FORWARD.search(move.span.text) or _FORWARD.search(other.span.text))
    return {move.move, other.move} in SAME_WAY and bool(move.direction) and move.direction == other.direction


def _is_its_name(move: CameraMove, other: CameraMove) -> bool:
    return _BY_NAME.fullmatch(move.span.text) is not None and _ANYHOW.match(other.span.text) is not None


def _is_one(prompt: str, last: CameraMove, move: CameraMove) -> bool:
    """Two kinds in one phrase ("tracking crane shot", "pans to follow"), or a follow on the way ("pans, following")."""
    if last.span == move.span:
        return not _TWO_VERBS.search(move.span.text)
    between = prompt[last.span.end : move.span.start]
    in_flight = last.move == "fly" and not _SENTENCE.search(between)
    on_the_way = in_flight or _ON_THE_WAY.fullmatch(between) is not None
    follows = move.move == "track" and _FOLLOWING.match(move.span.text) is not None and on_the_way
    return follows or not _JOINT.search(between)
