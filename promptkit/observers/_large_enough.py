"""Whether frames are large enough for a perceptual backbone."""

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import NotApplicable
from promptkit.nets.perceptual import PerceptualNet


def size_for(net: PerceptualNet, frames: NDArray[np.uint8]) -> tuple[int, int]:
    """Height and width of (N, H, W, 3) frames that a backbone compares.

    Raises:
        NotApplicable: they are too small for it.
    """
    height, width = frames.shape[1:3]
    if min(height, width) < net.smallest_side_px:
        raise NotApplicable(
            f"the frames are {width}×{height}; {net.name} needs {net.smallest_side_px} pixels on the short side"
        )
    return height, width
