"""`conflicting-camera-moves`: two moves that undo each other in one shot."""

from collections.abc import Iterator
from itertools import combinations

from promptkit.rule import Finding, rule
from promptkit.scene import CameraMove, Scene

OPPOSITE = {
    "in": "out", "left": "right", "up": "down", "forward": "backward", "clockwise": "counterclockwise",
}  # fmt: skip
"""Directions that undo each other; read both ways."""
SAME_PATH = ({"dolly", "zoom"}, {"crane", "tilt"}, {"pan", "track"}, {"pan", "orbit"}, {"fly", "dolly"})
"""Kinds of move that a viewer cannot tell apart well enough to combine them in opposite directions."""
ALONG = {"forward": "in", "backward": "out"}
"""Moving towards the subject and "in" are one direction."""


@rule(family="load", severity="warning")
def conflicting_camera_moves(scene: Scene) -> Iterator[Finding]:
    """Opposite camera moves are asked of one shot.

    Why:
        A shot has one camera path. Asked for two that undo each other, a model averages them into a wobble or
        drops one of them.
    Bad:
        Zoom in on the lighthouse while we pull back from the cliff.
    Good:
        Slow zoom in on the lighthouse.
    Fix:
        None: which of the moves was meant is the author's choice. A contra-zoom ("dolly zoom") is one move and
        is not flagged when it is named so.

    References:
        videoclaw-v3 director preflight 2026-05-30: more than one camera family in a shot is flagged.
        "Prompt Lint Rules" for Kling 3.0: no conflicting camera moves. HunyuanVideo-1.5 text-to-video rewriter:
        one move from a list of 28.
    """
    reported: set[int] = set()
    for first, second in combinations(scene.camera_moves, 2):
        if second.span.start not in reported and _undo(first, second):
            reported.add(second.span.start)
            message = f'"{second.span.text}" undoes "{first.span.text}" in the same shot; keep one of them'
            yield Finding.at(second.span, message)


def _undo(first: CameraMove, second: CameraMove) -> bool:
    if first.span == second.span or not (first.direction and second.direction):
        return False
    one, other = ALONG.get(first.direction, first.direction), ALONG.get(second.direction, second.direction)
    comparable = first.move == second.move or {first.move, second.move} in SAME_PATH
    return comparable and (OPPOSITE.get(one) == other or OPPOSITE.get(other) == one)
