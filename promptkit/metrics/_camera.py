"""How the camera's part of the motion moves a place of the picture."""

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]


def camera_speed(camera: NDArray[np.floating], right: F64, down: F64) -> F64:
    """Frame heights per second at places of the picture.

    Args:
        camera: (P, 4), as `Flow.camera` has it.
        right: (...) places, from the middle of the picture, frame heights.
        down: The same shape.

    Returns:
        (P, ..., 2).
    """
    parts = np.moveaxis(camera.astype(np.float64), 1, 0).reshape(4, -1, *([1] * right.ndim))
    pan_right, pan_down, growth, turn = parts
    return np.stack([pan_right + growth * right - turn * down, pan_down + growth * down + turn * right], axis=-1)
