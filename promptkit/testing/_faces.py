"""Degradations of identity: a face turns into another one. Where the faces are is given; no network is loaded."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from promptkit.errors import UsageError
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

    The other face is laid over by the similarity that fits its landmarks best, in the mean colour of the first, with a
    soft elliptic edge. In the ladder 0.2, 0.4, 0.6, 0.8, 1.

    Raises:
        UsageError: there are not as many landmarks as frames.
    """
    del fps
    return _blended(rgb, faces, amount * np.linspace(0, 1, len(rgb)), seed)


def face_swap(rgb: Frames, fps: float, *, amount: float, seed: int = 0, faces: FacePair) -> Frames:
    """From the middle of the clip on, the face is another one; `amount` of it. In the ladder 0.2, 0.4, 0.6, 0.8, 1.

    Raises:
        UsageError: there are not as many landmarks as frames.
    """
    del fps
    return _blended(rgb, faces, np.where(np.arange(len(rgb)) < len(rgb) // 2, 0.0, amount), seed)


def _blended(rgb: Frames, faces: FacePair, shares: NDArray[np.float64], seed: int) -> Frames:
    if faces.landmarks.shape != (len(rgb), 5, 2):
        raise UsageError(f"landmarks must be ({len(rgb)}, 5, 2) for these frames, got {faces.landmarks.shape}")
    pattern, out = thresholds(rgb, seed), rgb.copy()
    for k, (share, landmarks) in enumerate(zip(shares, faces.landmarks, strict=True)):
        if share > 0 and np.isfinite(landmarks).all():
            rows, columns = _around(landmarks, *rgb.shape[1:3])
            here = landmarks - (columns.start, rows.start)
            was = rgb[k, rows, columns].astype(np.float32)
            cover = _cover(here, *was.shape[:2])
            new = _laid_over(here, faces, *was.shape[:2])
            new += was[cover > 0].mean(axis=0) - new[cover > 0].mean(axis=0)
            out[k, rows, columns] = whole(
                was + np.float32(share) * cover[..., None] * (new - was), pattern[rows, columns]
            )
    return out


def _around(landmarks: NDArray[np.float64], height: int, width: int) -> tuple[slice, slice]:
    """Rows and columns that hold the ellipse, however the head is turned."""
    from promptkit.nets._align import ARCFACE_TEMPLATE, similarity  # noqa: PLC0415  (it imports cv2)

    placed = similarity(ARCFACE_TEMPLATE, landmarks)
    middle_x, middle_y = placed[:, :2] @ FACE_MIDDLE + placed[:, 2]
    reach = max(FACE_RADII) * float(np.hypot(placed[0, 0], placed[1, 0])) + 1
    return (
        slice(max(0, int(middle_y - reach)), max(1, min(height, int(middle_y + reach) + 2))),
        slice(max(0, int(middle_x - reach)), max(1, min(width, int(middle_x + reach) + 2))),
    )


def _cover(landmarks: NDArray[np.float64], height: int, width: int) -> F32:
    """How much of each pixel the new face covers at most: (H, W), 0..1."""
    from promptkit.nets._align import ARCFACE_TEMPLATE, similarity  # noqa: PLC0415

    y, x = np.mgrid[:height, :width]
    u, v = (row[0] * x + row[1] * y + row[2] for row in similarity(landmarks, ARCFACE_TEMPLATE))
    radius = np.hypot((u - FACE_MIDDLE[0]) / FACE_RADII[0], (v - FACE_MIDDLE[1]) / FACE_RADII[1])
    cover: F32 = (np.cos(np.pi / 2 * np.clip((radius - SOFT_FROM) / (1 - SOFT_FROM), 0, 1)) ** 2).astype(np.float32)
    return cover


def _laid_over(landmarks: NDArray[np.float64], faces: FacePair, height: int, width: int) -> F32:
    """The other face with its landmarks as close to these as a similarity brings them: (H, W, 3)."""
    import cv2  # noqa: PLC0415

    from promptkit.nets._align import similarity  # noqa: PLC0415

    other, its = faces.other, faces.other_landmarks
    scale = float(np.hypot(*similarity(its, landmarks)[:, 0]))
    if scale < 1:  # a large picture is brought down first: bilinear sampling would skip pixels
        other = np.asarray(cv2.resize(other, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        its = (its + 0.5) * scale - 0.5
    turn, size = similarity(its, landmarks), (width, height)
    laid = cv2.warpAffine(other.astype(np.float32), turn, size, borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(laid, np.float32)
