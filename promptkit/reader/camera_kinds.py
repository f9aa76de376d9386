"""Which kinds of camera move one motion is: several only if they are ways of one path."""

import re
from collections.abc import Sequence
from enum import IntEnum, auto

from promptkit.reader.stretches import LIKELY


class Kind(IntEnum):
    """Kinds of camera move by their number in `promptkit.scene.CAMERA_MOVES`."""

    PAN = 0
    TILT = auto()
    DOLLY = auto()
    ZOOM = auto()
    TRACK = auto()
    ORBIT = auto()
    CRANE = auto()
    FLY = auto()
    HANDHELD = auto()
    ROLL = auto()
    RACK_FOCUS = auto()
    OTHER = auto()


_GO_TOGETHER = frozenset({
    frozenset({Kind.FLY, Kind.ORBIT}),
    frozenset({Kind.FLY, Kind.TRACK}),
    frozenset({Kind.CRANE, Kind.ORBIT}),
    frozenset({Kind.DOLLY, Kind.ORBIT}),
    frozenset({Kind.DOLLY, Kind.TRACK}),
    frozenset({Kind.DOLLY, Kind.ZOOM}),
    *(frozenset({kind, Kind.HANDHELD}) for kind in Kind),
})  # fmt: skip
"""A drone that circles or follows, a spiral, a push round a corner or after somebody, a dolly zoom; anything from the
hand. No view that is raised is both craned and tilted, and none that turns is both panned and rolled."""


_LISTS = re.compile(r"[+,&/;>\u2192]|\b(?:and|then)\b", re.IGNORECASE)
"""What stands in words of several moves: "dolly in + tilt up"."""


def kinds_of(said: str, chances: Sequence[float]) -> tuple[int, ...]:
    """The likeliest kind, and the likely ones that go together with those that are likelier; ascending numbers.

    Args:
        said: The words of the motion. If they list several moves, each may be of any kind.
        chances: Probability of each `Kind`, in order.
    """
    lists = _LISTS.search(said) is not None
    by_chance = sorted(Kind, key=lambda kind: -chances[kind])
    kept = by_chance[:1]
    for kind in by_chance[1:]:
        if chances[kind] > LIKELY and (lists or all(frozenset({kind, other}) in _GO_TOGETHER for other in kept)):
            kept.append(kind)
    return tuple(sorted(int(kind) for kind in kept))
