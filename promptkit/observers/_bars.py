"""Black bars: edges of the picture that stay black all the time and end in a straight line."""

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

BLACK = 14
"""Grey level of 255 that a bar never passes: black, and what coding makes of it beside a bright picture."""
LIT = 24
"""Grey level that the picture reaches at some time."""
STRAIGHT = 0.5
"""Share of an edge that must be lit just inside the line. Dark scenery ends in no straight line: a night sky above
roofs is lit along a few per cent of any one row."""
THINNEST = 0.02
"""Share of the picture's side below which a dark edge is no bar: encoders pad to multiples of 16 px, 1.5 % of 1080."""
BLUR_PX = 3
"""Lines that the working size and the coder blur between bar and picture."""


def bars(brightest: Grey) -> tuple[float, float, float, float]:
    """The bars at top, bottom, left and right, as shares of the height and width; 0 where there is none.

    Shape: brightest (H, W), the largest grey level of every pixel over the clip.
    """
    top, bottom = _edge(brightest), _edge(brightest[::-1])
    left, right = _edge(brightest.T), _edge(brightest.T[::-1])
    height, width = brightest.shape
    return top / height, bottom / height, left / width, right / width


def _edge(brightest: Grey) -> int:
    """Rows of the bar at the top."""
    dark = np.percentile(brightest, 99, axis=1) <= BLACK
    rows = len(dark) if dark.all() else int(np.argmin(dark))
    inside = brightest[rows + 1 : rows + 1 + BLUR_PX]
    if rows < THINNEST * len(dark) or not len(inside):
        return 0
    lit = (inside.max(axis=0) >= LIT)[(brightest >= LIT).any(axis=0)]
    return rows if lit.size and lit.mean() >= STRAIGHT else 0
