"""What is off by itself in every frame, told from what moves."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow

F64 = NDArray[np.float64]

TAPS = np.array([1, -4, 6, -4, 1]) / np.sqrt(70)
"""Fourth difference: places that are off independently keep their variance, and a movement whose course is a cubic
leaves nothing. Divided by the root of 1, 16, 36, 16, 1 added up."""
FEWEST = 4
"""Comparisons at each spacing."""
SLOWEST_HZ = 6
"""At fewer frames a sway looks like a shake."""


@dataclass(frozen=True)
class Places:
    """Where things are in frame after frame; repeats of a frame are taken away."""

    at: F64
    """(K + 1, ...) added up from steps."""
    is_joined: NDArray[np.bool_]
    """(K,) the step from one to the next is known."""
    pair: NDArray[np.int64]
    """(K,) the pair of frames that the step is of."""

    @classmethod
    def of(cls, step: F64, usable: NDArray[np.bool_], is_repeat: NDArray[np.bool_]) -> "Places":
        """Add up steps (P, ...) of pairs of frames, 0 where they are unknown."""
        pair = np.flatnonzero(~(usable & is_repeat))
        return cls(np.concatenate([np.zeros_like(step[:1]), np.cumsum(step[pair], axis=0)]), usable[pair], pair)


def off(places: Places, apart: int) -> tuple[F64, NDArray[np.int64]]:
    """How far places are off those before and after them, `apart` frames from each other; and which places.

    Returns:
        (D, ...) departures, with the variance of independent errors; (D,) indices of the places.
    """
    reach = 4 * apart
    count = max(0, len(places.at) - reach)
    whole = np.array([bool(places.is_joined[k : k + reach].all()) for k in range(count)], bool)
    departure = sum(tap * places.at[k * apart : k * apart + count] for k, tap in enumerate(TAPS))
    return np.asarray(departure)[whole], np.flatnonzero(whole) + 2 * apart


def typical(square: F64) -> F64:
    """Mean over time of the sum of two squared errors, from its median: cuts and single jumps do not count."""
    return np.asarray(np.median(square, axis=0) / np.log(2))


def without_sway(every: F64, second: F64, share: float) -> F64:
    """Mean square error of places, from that of departures among all frames and among every second one.

    Where every frame is off by itself the two are the same; where things move the second is up to 2⁸ times as large,
    and still four times in footage that is thrown about. `share` of it is taken off, and what is left scaled so that
    independent errors keep their size.
    """
    return np.asarray((every - share * second) / (1 - share))


def different_hz(flow: "Flow", usable: NDArray[np.bool_]) -> float:
    """Frames per second that differ from the one before, of pairs (P,) that can be followed; 0 where none does."""
    different = usable & ~flow.is_repeat
    return 1 / float(np.median(flow.dt_s[different])) if different.any() else 0.0


def per_mille(square: float) -> float:
    """Thousand times the root of a square, with its sign."""
    return float(1000 * np.sign(square) * np.sqrt(abs(square)))
