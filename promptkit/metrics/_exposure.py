"""Colour that goes along with the exposure, and is no fault of colour."""

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

DARK = 2.0
"""L* under which a tile is a bar, not picture: sRGB code 6, as in `flicker`."""


def by_exposure(lab: NDArray[np.float32], change: NDArray[np.float32], counts: NDArray[np.bool_]) -> F64:
    """The change of a* and b* that goes with the change of lightness which the tiles share; 0 for L*.

    Linear light times g is L* + 16, a* and b* times the cube root of g, so long as the tile is not next to black.

    Args:
        lab: (P, rows, columns, 3) CIELAB of each tile.
        change: (P, rows, columns, 3) how it changes from frame to frame.
        counts: (P, rows, columns) tiles that have a say.

    Returns:
        (P, rows, columns, 3).
    """
    rate = change[..., 0] / (lab[..., 0] + 16)
    shared = np.array([np.median(now[on]) if on.any() else 0.0 for now, on in zip(rate, counts, strict=True)])
    return np.asarray(lab * (0, 1, 1) * shared[:, None, None, None])
