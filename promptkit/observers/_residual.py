"""What the motion leaves unexplained: the warping error, and fine texture that is not where it should be."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.nets import flow as optical
from promptkit.observers._light import Tiles

F32 = NDArray[np.float32]

FINE_FROM_PX, FINE_TO_PX = 0.6, 1.5
"""Standard deviations of the two Gaussian blurs whose difference is fine texture: wavelengths of about 3 to 12 working
pixels. Anything finer is noise and what interpolation blurs, anything coarser is shape that the flow follows."""
STRUCTURE_PX = 1.5
"""Standard deviation of the window over which gradient energy is averaged to part rich from poor pixels."""
NEIGHBOURHOOD_PX = 21
"""Side of the window that a pixel's gradient energy is compared with: about a tile."""
FEWEST_PIXELS = 20
"""Of the richer and of the poorer half of a tile that must be seen in all three frames."""
LIKE = 0.25
"""Share of its energy that texture must have in common with a frame beside it to be known again."""
REPEAT = 0.1
"""Squared grey levels: frames that differ by less on average are one frame shown twice."""


def warp_error(first: F32, second: F32, forward: F32, agreed: NDArray[np.bool_]) -> tuple[float, float]:
    """Warping error of one pair and the share of the first frame that it was measured on.

    Mean over pixels and channels of M · (warp(second, F) - first)². M leaves out pixels where the flows do not undo
    each other and motion boundaries; what left the frame is compared with its border, as in the published code.

    Shape: first, second (H, W, C) float32 in 0..1; forward (H, W, 2) pixels; agreed (H, W), where the flows undo each
        other. (0, 0) where M leaves nothing.
    References: Lai et al., ECCV 2018 (`evaluate_WarpError.py`, `utils.detect_occlusion`).
    """
    where = agreed & ~optical.boundary(forward)
    count = np.count_nonzero(where)
    total = cv2.norm(first, optical.warp(second, forward), cv2.NORM_L2SQR, mask=where.astype(np.uint8))
    return (float(total / (count * first.shape[-1])) if count else 0.0), float(count / where.size)


def is_repeat(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> bool:
    """Whether two grey frames are one shown twice, but for what a codec does to it."""
    return bool(cv2.norm(first, second, cv2.NORM_L2SQR) < REPEAT * first.size)


def fine(grey: F32) -> F32:
    """Fine texture: (H, W) in and out, grey levels, mean about 0; light that changes slowly over the frame is gone."""
    out: F32 = cv2.GaussianBlur(grey, (0, 0), FINE_FROM_PX) - cv2.GaussianBlur(grey, (0, 0), FINE_TO_PX)
    return out


def fine_energy(texture: F32) -> F32:
    """Mean square of fine texture nearby, so smooth that bringing it back along a motion blurs nothing: (H, W)."""
    return np.asarray(cv2.GaussianBlur(texture * texture, (0, 0), STRUCTURE_PX), np.float32)


@dataclass(frozen=True)
class Step:
    """From one frame to the next: the first's fine texture (H, W), the flow between them, where it can be followed."""

    fine: F32
    forward: F32
    seen: NDArray[np.bool_]


@dataclass(frozen=True)
class Three:
    """Fine texture of three consecutive frames, laid onto the first along the motion: (H, W) each."""

    first: F32
    middle: F32
    third: F32
    seen: NDArray[np.bool_]
    """Where all three can be seen."""
    rich: NDArray[np.bool_]
    """Where the first has more gradient than its neighbourhood."""


def three(step: Step, after: Step, last: F32) -> Three:
    """A step, the next one and the fine texture (H, W) of the frame that follows, on each other.

    Rich is told from poor by the first frame alone: the noise of a frame that is also measured would choose the pixels
    in which it happens to be strong, and pass for texture.
    """
    there = step.forward + optical.warp(after.forward, step.forward)
    middle, third = optical.warp(after.fine, step.forward, sharp=True), optical.warp(last, there, sharp=True)
    seen = step.seen & (optical.warp(after.seen.astype(np.float32), step.forward) > 0.99)  # noqa: PLR2004
    right, down = _gradient(step.fine)
    near = cv2.GaussianBlur(right * right + down * down, (0, 0), STRUCTURE_PX)
    return Three(step.fine, middle, third, seen, near >= cv2.boxFilter(near, -1, (NEIGHBOURHOOD_PX, NEIGHBOURHOOD_PX)))


def crawl(shown: Three) -> tuple[F32, F32]:
    """How far the middle one of three frames departs from both its neighbours in the same way, and what could show it.

    With r₊ and r₋ the next and the previous frame minus the middle one, r₊ r₋ is large where the middle frame alone is
    off, as when texture jumps anew in every frame; what goes steadily one way (r₊ = -r₋) gives less than nothing, and
    errors of the two flows, which have little to do with each other, cancel. What is proportional to the texture itself
    (contrast that flickers, blur by interpolation or coding) is regressed out of both, tile by tile. Noise does not ask
    for gradients and displacement does: what is kept is the difference between the half of a tile that is rich in
    gradients and the half that is poor in them.

    Every product that is summed, but r₊ r₋ itself, is of frames whose noise is independent, so that noise adds nothing
    to it on average: the gradient energy is that of the first frame times the third, the texture that r₊ is regressed
    on that of the first, and r₋ of the third.

    Shape: (rows, columns) each: r₊ r₋ and squared gradient, rich minus poor, squared grey levels (per pixel); 0 where
        too little can be seen. Their ratio is the mean square displacement of the middle frame in pixels.
    """
    tiles = Tiles(*shown.seen.shape)
    first, middle, third = shown.first, shown.middle, shown.third
    forth, back = third - middle, first - middle
    forth_fit, back_fit = (
        _gain(tiles, change, middle, other, shown.seen) for change, other in ((forth, first), (back, third))
    )
    change = (forth - forth_fit * middle) * (back - back_fit * middle)
    (right, down), (right_later, down_later) = _gradient(first), _gradient(third)
    energy = right * right_later + down * down_later
    count, change_of, energy_of = (
        [tiles.total(np.where(shown.seen & half, values, np.float32(0))) for half in (shown.rich, ~shown.rich)]
        for values in (np.ones_like(energy), change, energy)
    )
    enough = np.minimum(*count) >= FEWEST_PIXELS
    rich_n, poor_n = (np.maximum(n, 1) for n in count)
    return (
        np.where(enough, change_of[0] / rich_n - change_of[1] / poor_n, np.float32(0)),
        np.where(enough, energy_of[0] / rich_n - energy_of[1] / poor_n, np.float32(0)),
    )


def _gain(tiles: Tiles, change: F32, texture: F32, other: F32, seen: NDArray[np.bool_]) -> F32:
    """Factor of the texture in its change, tile by tile, for every pixel: (H, W).

    Regressed by way of another frame of the same texture, as an instrumental variable. Where that frame has less than
    `LIKE` of it in common there is noise rather than texture, and the factor is drawn to 0.
    """
    both, common, own = (
        tiles.total(np.where(seen, one * two, np.float32(0)))
        for one, two in ((change, other), (texture, other), (texture, texture))
    )
    least = np.maximum(np.float32(LIKE) * own, np.float32(1e-6))
    return tiles.spread(np.asarray(both / np.maximum(common, least), np.float32))


def _gradient(texture: F32) -> tuple[F32, F32]:
    """Change to the right and down, per pixel: (H, W) in and out."""
    right, down = (cv2.Sobel(texture, cv2.CV_32F, *axis, scale=1 / 8) for axis in ((1, 0), (0, 1)))
    return np.asarray(right, np.float32), np.asarray(down, np.float32)
