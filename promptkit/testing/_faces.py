"""Degradations of identity: a face turns into another one. Where the faces are is given; no network is loaded."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from promptkit.testing._frames import F32, Frames, thresholds, whole

FACE_MIDDLE = (56.0, 68.0)
FACE_RADII = (40.0, 52.0)
"""The ellipse that holds a face aligned at 112 × 112 (x, y): brow to chin, ear to ear."""
SOFT_FROM = 0.7
"""Share of the radius from which the new face fades out."""


@dataclass(frozen=True, kw_only=True)
class FacePair:
    """The face of a clip, and the one that it turns into.

    Landmarks are eyes, nose tip and mouth corners (image left to right), (x, y) in pixels, as detectors give them.
    """

    landmarks: NDArray[np.float64]
    """(T, 5, 2), in each frame; NaN where there is no face: such a frame stays as it was."""
    other: NDArray[np.uint8]
    """(H, W, 3): a picture of another person."""
    other_landmarks: NDArray[np.float64]
    """(5, 2)."""


def identity_morph(rgb: Frames, fps: float, *, amount: float, seed: int = 0, faces: FacePair) -> Frames:
    """The face turns steadily into another one, from nothing in the first frame to `amount` of it in the last.

    The other face is laid over by the similarity that fits its landmarks best, in the colours of the first, with a soft
    elliptic edge. In the ladder 0.2, 0.4, 0.6, 0.8, 1.
    """
    del fps
    return _blended(rgb, faces, amount * np.linspace(0, 1, len(rgb)), seed)


def face_swap(rgb: Frames, fps: float, *, amount: float, seed: int = 0, faces: FacePair) -> Frames:
    """From the middle of the clip on, the face is another one; `amount` of it. In the ladder 0.2, 0.4, 0.6, 0.8, 1."""
    del fps
    return _blended(rgb, faces, np.where(np.arange(len(rgb)) < len(rgb) // 2, 0.0, amount), seed)


def _blended(rgb: Frames, faces: FacePair, shares: NDArray[np.float64], seed: int) -> Frames:
    pattern, out = thresholds(rgb, seed), rgb.copy()
    for k, (share, landmarks) in enumerate(zip(shares, faces.landmarks, strict=True)):
        if share > 0 and np.isfinite(landmarks).all():
            new, cover = _laid_over(rgb[k], landmarks, faces)
            weight = np.float32(share) * cover[..., None]
            out[k] = whole(rgb[k] * (1 - weight) + new * weight, pattern)
    return out


def _laid_over(frame: NDArray[np.uint8], landmarks: NDArray[np.float64], faces: FacePair) -> tuple[F32, F32]:
    """The other face where the first one is, in its colours (H, W, 3); and how much of each pixel it covers (H, W)."""
    import cv2  # noqa: PLC0415

    from promptkit.nets._align import ARCFACE_TEMPLATE, similarity  # noqa: PLC0415  (cv2, which the import budget bars)

    height, width = frame.shape[:2]
    turn = similarity(faces.other_landmarks, landmarks)
    scale = min(1.0, float(np.hypot(turn[0, 0], turn[1, 0])))
    other = faces.other.astype(np.float32)
    if scale < 1:  # a large picture is brought down first: bilinear sampling would skip pixels
        other = np.asarray(cv2.resize(other, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.float32)
        turn = similarity((faces.other_landmarks + 0.5) * scale - 0.5, landmarks)
    new = cv2.warpAffine(other, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    upright = similarity(landmarks, ARCFACE_TEMPLATE)
    y, x = np.mgrid[:height, :width]
    u, v = (row[0] * x + row[1] * y + row[2] for row in upright)
    radius = np.hypot((u - FACE_MIDDLE[0]) / FACE_RADII[0], (v - FACE_MIDDLE[1]) / FACE_RADII[1])
    cover = (np.cos(np.pi / 2 * np.clip((radius - SOFT_FROM) / (1 - SOFT_FROM), 0, 1)) ** 2).astype(np.float32)
    return _in_colours_of(frame[cover > 0], np.asarray(new, np.float32), cover > 0), cover


def _in_colours_of(model: NDArray[np.uint8], picture: F32, inside: NDArray[np.bool_]) -> F32:
    """Mean and spread of each channel inside the mask as in the model's pixels (N, 3) (Reinhard et al. 2001)."""
    mine = picture[inside]
    spread = model.std(axis=0) / np.maximum(mine.std(axis=0), 1)
    out: F32 = ((picture - mine.mean(axis=0)) * spread + model.mean(axis=0)).astype(np.float32)
    return out
