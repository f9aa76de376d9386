"""Ways to spoil a picture, from barely visible (strength 0) to plain (strength 1)."""

from collections.abc import Callable, Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Rng = np.random.Generator
_Spoiler = Callable[[Pixels, float, Rng], NDArray[np.floating] | Pixels]


def _between(low: float, high: float, strength: float) -> float:
    """On a geometric scale."""
    return float(low * (high / low) ** strength)


def _blur(rgb: Pixels, strength: float, _rng: Rng) -> Pixels:
    return cv2.GaussianBlur(rgb, (0, 0), _between(0.3, 4.0, strength))


def _noise(rgb: Pixels, strength: float, rng: Rng) -> NDArray[np.floating]:
    grain = rng.normal(0, _between(1.0, 40.0, strength), rgb.shape)
    return rgb + (grain if rng.random() < 0.5 else grain.mean(axis=2, keepdims=True) * 3**0.5)


def _jpeg(rgb: Pixels, strength: float, rng: Rng) -> Pixels:
    quality = round(95 - 87 * strength)
    kind, flag = (".jpg", cv2.IMWRITE_JPEG_QUALITY) if rng.random() < 0.5 else (".webp", cv2.IMWRITE_WEBP_QUALITY)
    encoded = cv2.imencode(kind, cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), [flag, quality])[1]
    return cv2.cvtColor(cv2.imdecode(encoded, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


def _smooth_field(shape: tuple[int, int], cells: int, rng: Rng) -> NDArray[np.float32]:
    """Smooth noise of about unit deviation."""
    coarse = rng.normal(0, 1, (cells, cells)).astype(np.float32)
    return cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)


def _warp(rgb: Pixels, strength: float, rng: Rng) -> Pixels:
    height, width = rgb.shape[:2]
    reach, cells = _between(0.15, 6.0, strength), int(rng.integers(2, 12))
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    x, y = (grid + reach * _smooth_field((height, width), cells, rng) for grid in (x, y))
    return cv2.remap(rgb, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)


def _shift(rgb: Pixels, strength: float, rng: Rng) -> Pixels:
    angle, length = rng.uniform(0, 2 * np.pi), _between(0.1, 10.0, strength)
    matrix = np.array([[1, 0, length * np.cos(angle)], [0, 1, length * np.sin(angle)]], np.float32)
    return cv2.warpAffine(rgb, matrix, rgb.shape[1::-1], flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)


def _turn(rgb: Pixels, strength: float, rng: Rng) -> Pixels:
    height, width = rgb.shape[:2]
    degrees, zoom = rng.normal(0, _between(0.1, 8.0, strength)), np.exp(rng.normal(0, _between(0.001, 0.12, strength)))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, zoom)
    return cv2.warpAffine(rgb, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)


def _colour(rgb: Pixels, strength: float, rng: Rng) -> NDArray[np.floating]:
    reach = _between(0.004, 0.3, strength)
    grey = rgb.mean(axis=2, keepdims=True)
    return (grey + (rgb - grey) * np.exp(rng.normal(0, 2 * reach))) * np.exp(rng.normal(0, reach, 3))


def _flicker(rgb: Pixels, strength: float, rng: Rng) -> NDArray[np.floating]:
    reach = _between(0.004, 0.4, strength)
    return 255 * (rgb / 255.0) ** np.exp(rng.normal(0, reach)) * np.exp(rng.normal(0, reach))


def _local_flicker(rgb: Pixels, strength: float, rng: Rng) -> NDArray[np.floating]:
    field = _smooth_field(rgb.shape[:2], int(rng.integers(2, 8)), rng)
    return rgb * np.exp(_between(0.005, 0.4, strength) * field)[..., None]


def _boiling(rgb: Pixels, strength: float, rng: Rng) -> NDArray[np.floating]:
    texture = cv2.GaussianBlur(rng.normal(0, 1, rgb.shape[:2]), (0, 0), _between(0.7, 4.0, rng.random()))
    return rgb + (_between(1.0, 40.0, strength) / texture.std() * texture)[..., None]


def _coarse(rgb: Pixels, strength: float, _rng: Rng) -> Pixels:
    height, width = rgb.shape[:2]
    scale = 1 / _between(1.1, 6.0, strength)
    small = cv2.resize(rgb, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)


def _flat(rgb: Pixels, strength: float, _rng: Rng) -> NDArray[np.floating]:
    step = _between(2.0, 64.0, strength)
    return np.round(rgb / step) * step


SPOILERS: Mapping[str, _Spoiler] = {
    "blur": _blur, "noise": _noise, "jpeg": _jpeg, "warp": _warp, "shift": _shift, "turn": _turn, "colour": _colour,
    "flicker": _flicker, "local flicker": _local_flicker, "boiling": _boiling, "coarse": _coarse, "flat": _flat,
}  # fmt: skip


def spoilt(rgb: Pixels, kind: str, strength: float, rng: Rng) -> Pixels:
    """The picture (H, W, 3) spoilt in one way; strength 0 to 1."""
    return np.clip(np.rint(SPOILERS[kind](rgb, strength, rng)), 0, 255).astype(np.uint8)
