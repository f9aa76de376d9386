"""Pictures made of nothing but chance: textures, gratings, shapes, writing."""

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]
Rng = np.random.Generator


def painted(side: int, rng: Rng) -> Pixels:
    """(side, side, 3): a ground of noise or gratings, with shapes on it."""
    ground = np.clip(_spectral(side, rng) if rng.random() < 0.7 else _grating(side, rng), 0, 255).astype(np.uint8)
    for _ in range(int(rng.integers(0, 25))):
        _draw(ground, side, rng)
    return ground if rng.random() < 0.5 else cv2.GaussianBlur(ground, (0, 0), rng.uniform(0.4, 1.5))


def _spectral(side: int, rng: Rng) -> Floats:
    """Noise whose amplitude falls with frequency to a power between 0.5 (sand) and 2.2 (clouds)."""
    fy, fx = np.meshgrid(np.fft.fftfreq(side), np.fft.rfftfreq(side), indexing="ij")
    squeeze = np.exp(rng.normal(0, 0.5))
    amplitude = 1 / np.maximum(np.hypot(fy * squeeze, fx / squeeze), 1 / side) ** rng.uniform(0.5, 2.2)
    planes = np.stack([np.fft.irfft2(amplitude * np.fft.rfft2(rng.normal(0, 1, (side, side)))) for _ in range(3)], -1)
    mixed = planes @ (np.eye(3) * rng.uniform(0, 1) + rng.uniform(0, 1, (3, 1)))
    return rng.uniform(40, 215, 3) + mixed / mixed.std() * _contrast(rng)


def _grating(side: int, rng: Rng) -> Floats:
    y, x = np.mgrid[:side, :side]
    angle, period = rng.uniform(0, np.pi), np.exp(rng.uniform(np.log(3), np.log(80)))
    wave = np.sin(2 * np.pi * (x * np.cos(angle) + y * np.sin(angle)) / period + rng.uniform(0, 6))
    if rng.random() < 0.5:
        wave = np.sign(wave * np.sin(2 * np.pi * (y * np.cos(angle) - x * np.sin(angle)) / period + 0.5))
    return rng.uniform(40, 215, 3) + wave[..., None] * rng.normal(0, 1, 3) * _contrast(rng)


def _contrast(rng: Rng) -> float:
    return float(np.exp(rng.uniform(np.log(4), np.log(70))))


def _draw(ground: Pixels, side: int, rng: Rng) -> None:
    colour, thickness = rng.uniform(0, 255, 3).tolist(), int(rng.choice([-1, 1, 2, 4]))
    points = rng.integers(-side // 8, side * 9 // 8, (int(rng.integers(3, 7)), 2)).astype(np.int32)
    first, radius = (int(points[0, 0]), int(points[0, 1])), int(np.exp(rng.uniform(0.7, np.log(side / 3))))
    match int(rng.integers(4)):
        case 0 if thickness < 0:
            cv2.fillPoly(ground, [points], colour)
        case 0:
            cv2.polylines(ground, [points], True, colour, thickness)
        case 1:
            cv2.circle(ground, first, radius, colour, thickness)
        case 2:
            other = (first[0] + radius, first[1] + int(rng.integers(1, 2 * radius + 1)))
            cv2.rectangle(ground, first, other, colour, thickness)
        case _:
            writing = "".join(chr(c) for c in rng.integers(33, 127, 8))
            cv2.putText(ground, writing, first, int(rng.integers(0, 8)), rng.uniform(0.3, 2.0), colour, 1)
