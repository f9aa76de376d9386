"""Shapes that are bent anew in every frame."""

import numpy as np
from numpy.typing import NDArray

from promptkit.metrics._jitter import FEWEST, Places, off, typical, without_sway

F64 = NDArray[np.float64]
Flags = NDArray[np.bool_]

SWAY = 0.15
"""Share taken off of what the fourth difference between every second frame is. At 0.25 a clip whose parts move by
themselves hides a quiver of 2e-3, at 0.05 clean clips reach it."""
CALM, LOWER = 0.5, 1 / 3
"""The blocks that move least, as a share of all; and the quantile over them: a quiver is everywhere, what limbs and
errors of the flow at edges leave is not."""
WHILE = 4
"""Frames over which that is taken: from one to the next a quiver moves all alike."""


def quiver(moved: F64, tile: float, *, told: Flags, usable: Flags, is_repeat: Flags, fewest: int) -> float | None:
    """Mean square strain that is new in every frame, of the calm part of the picture.

    The strain of a block of 2 × 2 tiles is taken twice, from components of motion of which the two share none, and they
    are multiplied: noise, boiling texture and errors of the flow that differ from tile to tile cancel, bends that tiles
    share remain. What is of each frame by itself is told from what moves by fourth differences (`_jitter`).

    Args:
        moved: (P, rows, columns, 2) how far tiles move against the camera from frame to frame; 0 where unknown.
        tile: their side, in the same unit.
        told: (rows, columns) tiles that can be followed.
        usable: (P,) pairs of frames that can be followed.
        is_repeat: (P,) pairs of one frame.
        fewest: blocks needed.

    Returns:
        The mean square, less than 0 where nothing rises above noise and what moves; None where too little is seen.
    """
    whole = told[:-1, :-1] & told[:-1, 1:] & told[1:, :-1] & told[1:, 1:]
    if np.count_nonzero(whole) < fewest:
        return None
    corners = [[_from(moved, down, right)[:, whole] for right in (0, 1)] for down in (0, 1)]
    one, other = (Places.of(strain / tile, usable, is_repeat) for strain in _strains(corners))
    found = []
    for apart in (1, 2):
        departure, again = off(one, apart)[0], off(other, apart)[0]
        if len(departure) < FEWEST:
            return None
        found.append(typical(np.sum(departure * again, axis=-1)))
    way = Places.of(np.mean(corners, axis=(0, 1)), usable, is_repeat).at
    far = np.mean(np.linalg.norm(way[WHILE:] - way[:-WHILE], axis=-1), axis=0)
    calm = np.argsort(far, kind="stable")[: max(fewest, round(CALM * len(far)))]
    return float(np.quantile(without_sway(found[0], found[1], SWAY)[calm], LOWER))


def _from(moved: F64, down: int, right: int) -> F64:
    """The tile of each block in that row and column of it."""
    rows, columns = moved.shape[1:3]
    return moved[:, down : rows - 1 + down, right : columns - 1 + right]


def _strains(corners: list[list[F64]]) -> tuple[F64, F64]:
    """Half of ∂u/∂x - ∂v/∂y and of ∂u/∂y + ∂v/∂x, twice: (P, B, 2) each, of tiles one side apart."""
    ((u00, v00), (u01, v01)), ((u10, v10), (u11, v11)) = (
        [np.moveaxis(corner, -1, 0) for corner in row] for row in corners
    )
    return (
        np.stack([u01 - u00 - v10 + v00, u10 - u00 + v01 - v00], axis=-1) / 2,
        np.stack([u11 - u10 - v11 + v01, u11 - u01 + v11 - v10], axis=-1) / 2,
    )
