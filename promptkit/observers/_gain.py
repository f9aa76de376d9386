"""By how much light changes in each quarter of a tile, whatever a minority of its pixels do."""

import numpy as np
from numpy.typing import NDArray

from promptkit.observers._light import Tiles

F32 = NDArray[np.float32]

ROUNDS = 2
"""Of reweighting; a third moves the gains of clean clips by less than their noise."""
LEAST_SPREAD = np.float32(0.003)
"""Log luminance: rounding of 8-bit pixels at mid-grey, one standard deviation."""
EVERY = 3
"""Of the residuals along each axis, this one counts for their spread: a median of 6000 pixels costs a tenth."""


def quarter_gain(tiles: Tiles, change: F32, seen: NDArray[np.bool_]) -> tuple[F32, F32]:
    """Robust mean of a change over each quarter of each tile, and the share of the quarter that is seen.

    Geman and McClure's weights 1 / (1 + (r/c)²)², c twice the spread of the residuals r (1.48 times their median
    size) over the frame: pixels that the flow misses, glints and edges drop out, while of a change under a grey level,
    which only some pixels show, half is kept; a median would see nothing.

    Shape: change, seen (H, W); (2 rows, 2 columns) float32 twice, 0 where nothing is seen.
    """
    keep = seen.astype(np.float32)
    count = tiles.quarter_total(keep)
    gain = _mean(tiles, change, keep)
    for _ in range(ROUNDS):
        left = change - tiles.spread_quarters(gain)
        some = np.abs(left[::EVERY, ::EVERY])[seen[::EVERY, ::EVERY]]
        if not some.size:
            break
        scale = np.float32(2 * 1.4826) * max(LEAST_SPREAD, np.float32(np.median(some)))
        gain = _mean(tiles, change, keep / (1 + (left / scale) ** 2) ** 2)
    return gain, np.asarray(count / tiles.quarter_px, np.float32)


def _mean(tiles: Tiles, change: F32, weight: F32) -> F32:
    total, summed = tiles.quarter_total(weight), tiles.quarter_total(weight * change)
    return np.divide(summed, total, out=np.zeros_like(total), where=total > 0)
