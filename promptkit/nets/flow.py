"""Dense optical flow between two frames: the only place that knows OpenCV's.

Flow is in pixels of the frames given: `flow[y, x] = (dx, dy)` says that what is at (x, y) of the first frame is at
(x + dx, y + dy) of the second.
"""

from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
Estimator = Callable[[NDArray[np.uint8], NDArray[np.uint8]], F32]

SMALLEST_SIDE_PX = 64
"""DIS with 8 px patches needs three pyramid levels: on 24 × 320 pixels OpenCV 5.0 dies of a segmentation fault (compare
its issue 14554)."""


FEWEST_POINTS = 6
"""Two points make a similarity; three times as many are a vote."""


def dis(*, finest: int = 1) -> Estimator:
    """Dense inverse search flow (Kroeger et al., ECCV 2016): OpenCV's preset "fast" but for two settings.

    Its finest pyramid level is given: 1, half the frames' resolution, is right to 0.1 % on pans of 1–4 px at 3 ms for
    320 × 180 on one core; the preset's own 2 is up to 8 % off and takes 1 ms. And the refinement compares gradients
    only, not brightness, so that it does not explain a change of light as motion: of a step of 4 grey levels on real
    frames the preset leaves 3.8 along its flow, this 4.0.

    The returned function takes two grey uint8 frames (H, W) of one size and gives the flow (H, W, 2). It keeps buffers,
    so one thread uses it at a time. Its result does not depend on the number of threads that OpenCV has, nor on the
    pairs seen before. Frames smaller than `SMALLEST_SIDE_PX` are mirrored outwards for the estimate.
    """
    engine = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    engine.setFinestScale(finest)
    engine.setVariationalRefinementDelta(0)

    def estimate(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> F32:
        height, width = first.shape
        down, right = max(0, SMALLEST_SIDE_PX - height), max(0, SMALLEST_SIDE_PX - width)
        if down or right:
            first, second = (np.pad(grey, ((0, down), (0, right)), mode="symmetric") for grey in (first, second))
        flow: F32 = engine.calc(first, second, None)[:height, :width]  # type: ignore[call-overload]  # the stub forgets None
        return flow

    return estimate


@lru_cache(maxsize=4)
def grid(height_px: int, width_px: int) -> F32:
    """Where each pixel is: (H, W, 2), x first; shared, so not to be written to."""
    y, x = np.mgrid[:height_px, :width_px].astype(np.float32)
    here: F32 = np.stack([x, y], axis=-1)
    here.flags.writeable = False
    return here


def length(flow: F32) -> F32:
    """Length of each flow vector: (H, W, 2) in, (H, W) out."""
    out: F32 = np.sqrt(_squared_length(flow))
    return out


def warp(second: F32, flow: F32, *, sharp: bool = False) -> F32:
    """The second frame brought back onto the first, bilinear or (sharp) bicubic; what left it repeats its border.

    Shape: second (H, W) or (H, W, C) float32; same shape out.
    """
    out: F32 = cv2.remap(  # type: ignore[call-overload]  # the stub forgets None; an empty array gives noise
        second,
        grid(*flow.shape[:2]) + flow,
        None,
        interpolation=cv2.INTER_CUBIC if sharp else cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return out


def warp_picture(second: NDArray[np.uint8], flow: F32) -> F32:
    """A picture brought back onto the first, by Lanczos' kernel over 8 pixels: the detail that coarser kernels lose
    would pass for a change.

    Shape: second (H, W, 3); the same float32 out, 0..255.
    """
    brought = cv2.remap(  # type: ignore[call-overload]  # the stub forgets None
        second.astype(np.float32),
        grid(*flow.shape[:2]) + flow,
        None,
        interpolation=cv2.INTER_LANCZOS4,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(np.clip(brought, 0, 255), np.float32)


def visible(forward: F32, backward: F32) -> NDArray[np.bool_]:
    """Which pixels of the first frame can be seen in the second: inside it, and the two flows undo each other.

    Lai et al.'s further test for motion boundaries is left out: their pixels are few, and what is built on this mask
    takes medians or trims, but for their own warping error.
    """
    return stays(forward) & consistent(forward, backward)


def stays(forward: F32) -> NDArray[np.bool_]:
    """Which pixels of the first frame are inside the second."""
    height, width = forward.shape[:2]
    return np.asarray(cv2.inRange(grid(height, width) + forward, (0, 0), (width - 1, height - 1)) > 0)


def consistent(forward: F32, backward: F32) -> NDArray[np.bool_]:
    """Where two flows undo each other: ‖F + B(x + F)‖² ≤ 0.01 (‖F‖² + ‖B(x + F)‖²) + 0.5, in pixels.

    Sundaram, Brox and Keutzer, ECCV 2010; used by Lai et al., ECCV 2018.
    """
    back = warp(backward, forward)
    error = _squared_length(forward + back)
    return np.asarray(error <= 0.01 * (_squared_length(forward) + _squared_length(back)) + 0.5)


def boundary(flow: F32) -> NDArray[np.bool_]:
    """Motion boundaries: where ‖∇F‖² > 0.01 ‖F‖² + 0.002 with differences to the next pixel (Lai et al., ECCV 2018)."""
    gradient = np.zeros(flow.shape[:2], np.float32)
    gradient[:, :-1] += _squared_length(np.diff(flow, axis=1))
    gradient[:-1] += _squared_length(np.diff(flow, axis=0))
    return np.asarray(gradient > 0.01 * _squared_length(flow) + 0.002)


def camera(flow: F32, seen: NDArray[np.bool_], *, step_px: int = 8, tolerance_px: float = 0.5) -> NDArray[np.float64]:
    """The similarity (shift, scale, turn) that most of the frame follows; the identity where too little can be seen.

    RANSAC over a grid of points `step_px` apart, then least squares on those within `tolerance_px`
    (`cv2.estimateAffinePartial2D`); the seed is fixed. Where a subject fills most of the frame, it is the "camera".

    Returns:
        (2, 3): takes (x, y, 1) of the first frame to (x, y) of the second, pixels.
    """
    height, width = seen.shape
    every = slice(min(step_px, height, width) // 2, None, step_px)
    from_px, to_px = grid(height, width)[every, every], (grid(height, width) + flow)[every, every]
    keep = seen[every, every]
    if np.count_nonzero(keep) < FEWEST_POINTS:
        return np.eye(2, 3)
    cv2.setRNGSeed(0)
    found, _ = cv2.estimateAffinePartial2D(
        from_px[keep], to_px[keep], method=cv2.RANSAC, ransacReprojThreshold=tolerance_px
    )
    return np.eye(2, 3) if found is None else np.asarray(found, np.float64)


def field(similarity: NDArray[np.float64], height_px: int, width_px: int) -> F32:
    """The flow that a similarity makes on a frame: (2, 3) in, (H, W, 2) out."""
    here = grid(height_px, width_px)
    out: F32 = cv2.transform(here, similarity).astype(np.float32) - here
    return out


def _squared_length(flow: F32) -> F32:
    return np.asarray(cv2.transform(flow * flow, np.ones((1, 2))), np.float32)
