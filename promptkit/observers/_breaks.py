"""Hard cuts and flashes: pairs of frames that neither a motion nor a change of light explains, among pairs that do."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from promptkit.nets import flow as optical
from promptkit.observers._cuts import DIFFERENCE

Grey = NDArray[np.uint8]
F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

LEAST_COVERAGE = 0.3
"""Share of a frame that can be followed into the next. 700 joints between frames of 71 clips: 0.25 at most; fast
trains, pans and hand-held shots: 0.4 and more; frames redrawn one by one, a paddle before the lens: 0.04 and more."""
NOTHING_FOLLOWED = 0.05
LEAST_UNCHANGED = 0.37
"""Share of the lit thumbnail that keeps its colour within `COLOUR_STEP`. Those joints: 0.34 at most, nearly all below
0.2; an apple redrawn on the same gravel 0.57 and more."""
COLOUR_STEP = 16
LIT = 32
"""Grey levels of 255; what is darker in both frames says nothing."""
FEWEST_LIT = 20
UNLIKE = 0.4
"""Correlation distance of the thumbnails at a cut: 0.43 and more at those joints but for one look-alike."""
SUSPECT = 0.15
"""Correlation distance from which a pair is worth an optical flow."""
OTHER_SHOT = 0.45
"""Correlation distance above which two pictures on both sides of a black frame are of two shots."""
UNSTEADY = 2
"""So many of the pairs around a break that cannot be followed either, and it is no cut: frames redrawn one by one, a
lens that is covered."""
AROUND = 3
"""Pairs on each side of a break that are looked at."""
SHARPER = 1.8
"""A break this much farther apart than any pair around it is a cut, whatever those are."""
LONGEST_FLASH_S = 0.15
"""A picture that comes back after no more than this was interrupted, not cut: eight frames of a 50 Hz flash."""
SAME_SHOT = 0.2
"""Correlation distance below which two thumbnails are of one shot: inside a shot, neighbours have 0.24 at most."""


@dataclass(frozen=True)
class Pair:
    """How two consecutive frames hang together."""

    distance: float
    """One less the correlation of their thumbnails: 0 is the same picture, whatever the light."""
    is_break: bool
    is_unsteady: bool
    """It cannot be followed."""


class Follower:
    """Looks at pairs of frames; holds the flow estimators, whose buffers one thread uses at a time."""

    def __init__(self) -> None:
        self._there, self._back = optical.dis(), optical.dis(finest=2)

    def pair(self, thumbnails: tuple[F32, F32], greys: tuple[Grey, Grey]) -> Pair:
        """Most pairs are settled by their thumbnails; only doubtful ones are followed."""
        distance = correlation_distance(*thumbnails)
        far = float(np.abs(thumbnails[1] - thumbnails[0]).mean()) >= DIFFERENCE
        if distance < SUSPECT or not far:
            return Pair(distance, is_break=False, is_unsteady=False)
        forward = self._there(*greys)
        coverage = float(optical.visible(forward, self._back(*greys[::-1])).mean())
        is_unsteady = coverage < LEAST_COVERAGE
        unlike = distance >= UNLIKE or coverage < NOTHING_FOLLOWED
        return Pair(distance, is_unsteady and unlike and _unchanged(*thumbnails) < LEAST_UNCHANGED, is_unsteady)


def _unchanged(one: F32, other: F32) -> float:
    """Share of the lit pixels of two thumbnails that keep their colour; all of them where hardly any is lit."""
    lit = np.maximum(one, other).max(axis=-1) > LIT
    if np.count_nonzero(lit) < FEWEST_LIT:
        return 1.0
    return float((np.abs(one - other).max(axis=-1) <= COLOUR_STEP)[lit].mean())


def correlation_distance(one: NDArray[np.generic], other: NDArray[np.generic]) -> float:
    """One less the correlation of two pictures, 0..2; a picture of one colour correlates with nothing."""
    a, b = (x.ravel().astype(np.float32) - np.float32(x.mean(dtype=np.float64)) for x in (one, other))
    energy = float(a @ a) * float(b @ b)
    return 1.0 if energy == 0 else 1 - float(a @ b) / energy**0.5


def cuts_and_flashes(
    t_s: F64, pairs: Sequence[Pair], thumbnails: NDArray[np.uint8], blank: NDArray[np.bool_]
) -> tuple[list[int], list[tuple[float, float]]]:
    """Index of the first frame of each new shot, and the spans, in seconds, in which a picture is interrupted.

    A frame without a picture parts no shots by itself: what counts is whether the picture before it comes back.

    Shape: t_s, blank (T,), thumbnails (T, 32, 32), T - 1 pairs.
    """
    cuts: list[int] = []
    flashes: list[tuple[float, float]] = []
    over = -1
    joints = _joints(pairs, thumbnails, blank)
    for place, (index, is_cut) in enumerate(joints):
        if index <= over:
            continue
        back = next((later for later, _ in joints[place + 1 :] if _comes_back(t_s, thumbnails, index, later)), None)
        if back is not None:
            flashes.append((float(t_s[index]), float(t_s[back])))
            over = back
        elif is_cut:
            cuts.append(index)
    return cuts, flashes


def _joints(pairs: Sequence[Pair], thumbnails: NDArray[np.uint8], blank: NDArray[np.bool_]) -> list[tuple[int, bool]]:
    """First frames after a break, and whether it stands out as cuts do.

    Over frames without a picture the pictures at both ends are compared.
    """
    found = []
    for before, after in pairwise(map(int, np.flatnonzero(~blank))):
        if after > before + 1:
            if correlation_distance(thumbnails[before], thumbnails[after]) > OTHER_SHOT:
                found.append((after, True))
        elif pairs[before].is_break:
            found.append((after, _stands_out(before, pairs)))
    return found


def _comes_back(t_s: F64, thumbnails: NDArray[np.uint8], index: int, later: int) -> bool:
    return (
        t_s[later] - t_s[index] <= LONGEST_FLASH_S
        and correlation_distance(thumbnails[index - 1], thumbnails[later]) <= SAME_SHOT
    )


def _stands_out(index: int, pairs: Sequence[Pair]) -> bool:
    around = [*pairs[max(0, index - AROUND) : index], *pairs[index + 1 : index + 1 + AROUND]]
    if sum(pair.is_unsteady for pair in around) < UNSTEADY:
        return True
    return pairs[index].distance >= SHARPER * max(pair.distance for pair in around)
