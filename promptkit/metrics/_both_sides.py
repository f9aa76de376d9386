"""Frames that can be followed to the one before and to the one behind: only of these is known what they have alone."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow

LEAST_FRAMES = 3
"""Fewer of them are an accident."""
LEAST_TEXTURE = 0.05
"""Mean squared gradient (grey levels per pixel) by which the richer half of a tile must exceed the poorer one for the
tile to have a say: less is what coding and rounding to 8 bits leave on a flat wall, whose motion is a guess."""


def on_both_sides(flow: "Flow") -> NDArray[np.bool_]:
    """(P,) pairs whose first frame has such neighbours, and texture somewhere."""
    return np.asarray(flow.tile_texture.any(axis=(1, 2)))
