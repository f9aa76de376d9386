"""MS-SSIM (Wang, Simoncelli, Bovik 2003): a perceptual distance that needs no weights and no torch.

Computed on the R, G and B code values (0..255), means taken over the three channels together, so that a change of
colour counts too; Gaussian windows of 11×11, σ 1.5, only where they fit; 2×2 averages from scale to scale.
(torchmetrics lets the coarsest scale's windows hang over a mirrored border, and so differs by about 0.001.)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]

WEIGHTS = (0.0448, 0.2856, 0.3001, 0.2363, 0.1333)
"""Exponents of the five scales, finest first (Wang et al. 2003, section 3.2); as printed they sum to 1.0001."""
WINDOW_PX = 11
FEWEST_SCALES = 3
SMALLEST_SIDE_PX = WINDOW_PX * 2 ** (FEWEST_SCALES - 1)
"""Below this fewer than three scales are left, and it is MS-SSIM no more."""
_SIGMA = 1.5
MIDDLE = np.float32(127.5)
"""Taken off all code values: variance as a difference of squares loses fewer digits around zero."""
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
"""Stabilising constants K1 = 0.01, K2 = 0.03 (Wang et al. 2004)."""
_taps = np.exp(-((np.arange(WINDOW_PX) - WINDOW_PX // 2) ** 2) / (2 * _SIGMA**2))
_KERNEL: F32 = (_taps / _taps.sum()).astype(np.float32)


@dataclass(frozen=True)
class Scale:
    """A frame at one scale: (h, w, 3) code values less `MIDDLE`, and their local mean and variance."""

    image: F32
    mean: F32
    variance: F32


def scales_for(height_px: int, width_px: int) -> int:
    """How many of the five scales have room for the window; the others' exponents go to those, in proportion."""
    side, scales = min(height_px, width_px), 0
    while scales < len(WEIGHTS) and side >= WINDOW_PX:
        side, scales = side // 2, scales + 1
    return scales


def pyramid(frame: F32) -> tuple[Scale, ...]:
    """A frame (H, W, 3), 0..255, at all its scales, finest first."""
    return tuple(_pyramid(np.asarray(frame, np.float32) - MIDDLE, scales_for(*frame.shape[:2])))


def distance(first: Sequence[Scale], second: Sequence[Scale]) -> float:
    """1 − MS-SSIM of two frames of one size: 0 for equal ones, at most 1.

    With fewer than five scales, the exponents that are left are raised in proportion to the sum of all five. Mean
    contrast–structure below 0 (an inverted picture) counts as 0, as the power of a negative number is none.
    """
    exponents = np.array(WEIGHTS[: len(first)]) * (sum(WEIGHTS) / sum(WEIGHTS[: len(first)]))
    terms = [_terms(a, b) for a, b in zip(first, second, strict=True)]
    factors = [contrast for _, contrast in terms[:-1]] + [terms[-1][0]]
    return float(1 - np.prod(np.maximum(factors, 0) ** exponents))


def _pyramid(image: F32, scales: int) -> Iterator[Scale]:
    for scale in range(scales):
        if scale:
            height, width = image.shape[0] // 2 * 2, image.shape[1] // 2 * 2
            half = cv2.resize(image[:height, :width], (width // 2, height // 2), interpolation=cv2.INTER_AREA)
            image = np.asarray(half, np.float32)
        mean = _window(image)
        yield Scale(image, mean, _window(image * image) - mean * mean)


def _terms(a: Scale, b: Scale) -> tuple[float, float]:
    """Mean SSIM and mean contrast–structure of one scale."""
    covariance = _window(a.image * b.image) - a.mean * b.mean
    contrast = (2 * covariance + _C2) / (a.variance + b.variance + _C2)
    first, second = a.mean + MIDDLE, b.mean + MIDDLE
    luminance = (2 * first * second + _C1) / (first * first + second * second + _C1)
    return float((luminance * contrast).mean(dtype=np.float64)), float(contrast.mean(dtype=np.float64))


def _window(image: F32) -> F32:
    """Gaussian-weighted local mean, only where the window fits."""
    edge = WINDOW_PX // 2
    local = cv2.sepFilter2D(image, cv2.CV_32F, _KERNEL, _KERNEL)[edge:-edge, edge:-edge]
    return np.asarray(local, np.float32)
