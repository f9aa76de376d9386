"""Hard cuts, as far as the face tracker must know of them."""

import cv2
import numpy as np
from numpy.typing import NDArray

SIDE = 32
DIFFERENCE = 12.0
DISSIMILARITY = 0.45
"""Measured on 70 clips: 0.70 and more at the eight hard cuts of two multi-shot clips, at most 0.24 inside a shot of
every clip that shows a face (roll, pan, zoom, hand-held). Fast trains and redrawn frames reach 0.8: for a tracker
a cut too many only means that resemblance, not place, must link the faces."""


def thumbnail(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The frame as 32×32 RGB means, 0 to 255."""
    return cv2.resize(rgb, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)


def is_cut(before: NDArray[np.float32], after: NDArray[np.float32]) -> bool:
    """Whether the thumbnails of two consecutive frames show different shots.

    They differ by at least `DIFFERENCE` levels on average, and their correlation (over pixels and channels, blind to a
    change of exposure) is below 1 − `DISSIMILARITY`. A frame of one colour correlates with nothing.
    """
    if float(np.abs(after - before).mean()) < DIFFERENCE:
        return False
    a, b = (one.ravel().astype(np.float64) - one.mean(dtype=np.float64) for one in (before, after))
    energy = float((a @ a) * (b @ b))
    return energy == 0.0 or 1 - float(a @ b) / energy**0.5 >= DISSIMILARITY
