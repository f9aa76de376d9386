"""Light of a place in the picture, whatever moves there, beside the light of the things that move."""

from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from promptkit.observers._display import FLARE

if TYPE_CHECKING:
    from promptkit.observers.luma import Luma

F64 = NDArray[np.float64]
Mask = NDArray[np.bool_]
Kind = TypeVar("Kind", np.float64, np.bool_)

LEFT = 0.8
"""Share of a tile's change of light in place that must be left along the motion, and be explained by it, before it is
taken for flicker that the flow chases. Where things move it is far less."""


def changes_in_place(luma: "Luma", usable: Mask) -> F64:
    """Change of log luminance of each tile from frame to frame, 0 in pairs that do not count. (P, rows, columns)."""
    change = np.diff(np.log(np.asarray(luma.tiles, np.float64) + FLARE), axis=0)
    return np.asarray(np.where(usable[:, None, None], change, 0))


def quarters(tiles: NDArray[Kind]) -> NDArray[Kind]:
    """Each tile's value for its four quarters. (..., rows, columns) in, (..., 2 rows, 2 columns) out."""
    return np.asarray(tiles.repeat(2, axis=-2).repeat(2, axis=-1))


def with_gaps_filled(followed: F64, in_place: F64, seen: Mask) -> F64:
    """Changes along the motion; where a flickering tile could not be followed, that share of those in place.

    A smooth spot that brightens passes for motion, and forward and backward flow disagree: it would hide half of its
    own flicker. Where something moves, little of the change in place is left along the motion. So the slope of the one
    over the other, in the pairs that can be followed, times the share of variance that it explains, tells them apart:
    over `LEFT` it is flicker, and the slope is what is left of a change in place.

    Shape: followed, seen (P, 2 rows, 2 columns); in_place (P, rows, columns).
    """
    there = quarters(in_place)
    known, left = np.where(seen, there, 0), np.where(seen, followed, 0)
    both, own, other = (_by_tile((x * y).sum(axis=0)) for x, y in ((known, left), (known, known), (left, left)))
    slope = np.divide(both, own, out=np.zeros_like(both), where=own > 0).clip(0, 1)
    explained = np.divide(both**2, own * other, out=np.zeros_like(both), where=own * other > 0)
    fill = quarters(np.where(slope * explained >= LEFT, slope, 0))
    return np.asarray(np.where(seen, followed, there * fill))


def _by_tile(of_quarters: F64) -> F64:
    rows, columns = of_quarters.shape
    return np.asarray(of_quarters.reshape(rows // 2, 2, columns // 2, 2).sum(axis=(1, 3)))
