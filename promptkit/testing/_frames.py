"""What degradations share: frames, sRGB light, and rounding that is right on average."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Frames: TypeAlias = NDArray[np.uint8]
"""(T, H, W, 3), full range, sRGB-coded."""
Floats: TypeAlias = NDArray[np.floating]
F32: TypeAlias = NDArray[np.float32]

_TOE_CODE, _TOE_LIGHT = 0.04045, 0.0031308
_OWN = 0x0D17
"""Keeps the rounding from being drawn from the same numbers as the degradation."""


def light_of(code: Floats) -> F32:
    """Linear light 0..1 of sRGB code values 0..255 (IEC 61966-2-1)."""
    share = np.asarray(code, np.float32) / np.float32(255)
    bent = ((np.maximum(share, _TOE_CODE) + np.float32(0.055)) / np.float32(1.055)) ** np.float32(2.4)
    out: F32 = np.where(share <= _TOE_CODE, share / np.float32(12.92), bent)
    return out


def code_of(light: Floats) -> F32:
    """sRGB code values 0..255, not rounded, of linear light 0..1."""
    known = np.asarray(light, np.float32)
    bent = np.float32(1.055) * np.maximum(known, _TOE_LIGHT) ** np.float32(1 / 2.4) - np.float32(0.055)
    out: F32 = np.where(known <= _TOE_LIGHT, known * np.float32(12.92), bent) * np.float32(255)
    return out


def thresholds(rgb: Frames, seed: int) -> F32:
    """What is added to values before they are cut to whole code values: one picture of numbers in 0.001..0.999.

    A value of 100.3 becomes 101 in 30 % of the pixels and 100 in the others: changes under one grey level are right on
    average. The pattern stands still, so that what does not change is the same in every frame, and keeps clear of 0 and
    1, so that whole values stay what they are also where the arithmetic missed them by 0.0001.

    Shape: (H, W, 3).
    """
    drawn = np.random.default_rng((seed, _OWN)).random(rgb.shape[1:], np.float32)
    return np.float32(0.001) + np.float32(0.998) * drawn


def whole(values: Floats, pattern: Floats) -> Frames:
    """Values 0..255 as uint8 by the pattern of `thresholds`; what lies outside is cut off."""
    out: Frames = np.clip(np.floor(values + pattern), 0, 255).astype(np.uint8)
    return out
