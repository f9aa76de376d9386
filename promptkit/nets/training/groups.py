"""Groups of crops that belong together: a moment, what follows it, and spoilt copies, all in one window."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.nets.training.painted import painted
from promptkit.nets.training.spoil import SPOILERS, spoilt

Pixels = NDArray[np.uint8]
Rng = np.random.Generator

SIZE = 6
"""Two neighbouring frames, one a few frames off, one from anywhere in the clip, two spoilt ones."""
KINDS = tuple(SPOILERS)


@dataclass(frozen=True)
class Material:
    """All there is to learn from."""

    sequences: Sequence[Pixels]
    photos: Sequence[Pixels]


def group(material: Material, side: int, rng: Rng) -> Pixels:
    """(SIZE, side, side, 3) uint8."""
    chance = rng.random()
    if chance < 0.72:
        frames = _of_clip(material.sequences[rng.integers(len(material.sequences))], side, rng)
    elif chance < 0.86:
        frames = _moved(material.photos[rng.integers(len(material.photos))][0], side, rng)
    else:
        frames = _moved(painted(side + 40, rng), side, rng)
    if rng.random() < 0.1:
        frames = _pasted(frames, group(material, side, rng)[: len(frames)], rng)
    frames = _dressed(frames, rng)
    return np.stack([*frames, *(_spoilt(frames[rng.integers(2)], rng) for _ in range(SIZE - len(frames)))])


def _spoilt(rgb: Pixels, rng: Rng) -> Pixels:
    for kind in rng.choice(KINDS, size=1 if rng.random() < 0.8 else 2, replace=False):
        rgb = spoilt(rgb, kind, rng.random(), rng)
    return rgb


def _of_clip(clip: Pixels, side: int, rng: Rng) -> Pixels:
    last = len(clip) - 1
    at = int(rng.integers(0, last + 1))
    after = min(at + 1, last) if at < last else max(at - 1, 0)
    few = int(np.clip(at + rng.integers(-8, 9), 0, last))
    return _window(clip[[at, after, few, int(rng.integers(0, last + 1))]], side, rng)


def _window(frames: Pixels, side: int, rng: Rng) -> Pixels:
    """One window of all frames: as it is in half of the cases, else enlarged or brought down."""
    height, width = frames.shape[1:3]
    zoom = 1.0 if rng.random() < 0.5 else np.exp(rng.uniform(np.log(0.6), np.log(1.8)))
    size = min(round(side * zoom), height, width)
    top, left = rng.integers(0, height - size + 1), rng.integers(0, width - size + 1)
    cut = frames[:, top : top + size, left : left + size]
    if size == side:
        return cut
    how = cv2.INTER_AREA if size > side else cv2.INTER_LINEAR
    return np.stack([cv2.resize(frame, (side, side), interpolation=how) for frame in cut])


def _moved(still: Pixels, side: int, rng: Rng) -> Pixels:
    """A still picture under a moving camera: four moments of a random path."""
    height, width = still.shape[:2]
    scale = max(side / min(height, width), np.exp(rng.uniform(np.log(0.5), np.log(1.3))))
    middle = np.array([width, height]) / 2 + rng.uniform(-0.5, 0.5, 2) * np.maximum(
        np.array([width, height]) - side / scale, 0
    )
    step = np.exp(rng.uniform(np.log(0.1), np.log(5.0)))
    path = rng.normal(0, 1, 4) * (step, step, step / 4, step / 250)  # pixels, pixels, degrees, relative zoom
    moments = (0.0, 1.0, rng.uniform(-8, 8), rng.uniform(-30, 30))
    taken = []
    for moment in moments:
        x, y, degrees, zoom = path * moment
        matrix = cv2.getRotationMatrix2D(tuple(middle.tolist()), degrees, scale * np.exp(np.clip(zoom, -0.4, 0.4)))
        matrix[:, 2] += side / 2 - middle + (x, y)
        taken.append(
            cv2.warpAffine(still, matrix, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
        )
    return np.stack(taken)


def _pasted(frames: Pixels, others: Pixels, rng: Rng) -> Pixels:
    """A patch of another group on this one, with a soft edge."""
    side = frames.shape[1]
    y, x = np.mgrid[:side, :side]
    across = np.hypot(x - rng.uniform(0, side), y - rng.uniform(0, side)) - rng.uniform(0.1, 0.5) * side
    mask = np.clip(0.5 - across / rng.uniform(1, 30), 0, 1)[..., None]
    return (frames * (1 - mask) + others * mask).astype(np.uint8)


def _dressed(frames: Pixels, rng: Rng) -> Pixels:
    """Mirrored, turned, in other colours: the same for all frames."""
    if rng.random() < 0.5:
        frames = frames[:, :, ::-1]
    if rng.random() < 0.15:
        frames = np.rot90(frames, int(rng.integers(1, 4)), axes=(1, 2))
    if rng.random() < 0.15:
        frames = frames[..., rng.permutation(3)]
    if rng.random() < 0.3:
        tone = np.exp(rng.normal(0, 0.25, 3)) * (np.arange(256)[:, None] / 255) ** np.exp(rng.normal(0, 0.3))
        table = np.clip(255 * tone, 0, 255).astype(np.uint8)
        frames = np.stack([table[frames[..., channel], channel] for channel in range(3)], axis=-1)
    return np.ascontiguousarray(frames)
