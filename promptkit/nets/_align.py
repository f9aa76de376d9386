"""Faces brought to one pose and size, so that an embedding sees the person and not the framing."""

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Pixels = NDArray[np.uint8]

ARCFACE_TEMPLATE = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)
"""Where eyes, nose tip and mouth corners (image left to right) lie in a 112×112 crop.

Source: InsightFace, `python-package/insightface/utils/face_align.py`, `arcface_dst` (Deng et al., ArcFace, CVPR 2019).
"""
TEMPLATE_PX = 112
NOSE_DEPTH = 0.7


def resized(rgb: Pixels, *, long_side_px: int) -> Pixels:
    """The image brought to a long side: area filtering downwards, bilinear upwards, as it is where it fits."""
    height, width = rgb.shape[:2]
    scale = long_side_px / max(height, width)
    if scale == 1.0:
        return rgb
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return cv2.resize(rgb, size, interpolation=how)  # type: ignore[return-value]


def similarity(source: Floats, target: Floats) -> Floats:
    """The rotation, uniform scaling and shift that bring `source` closest to `target` in the least-squares sense.

    With points as complex numbers z and w the map is w = a·z + b and the normal equations give
    a = Σ conj(z−z̄)(w−w̄) / Σ|z−z̄|²: Umeyama 1991 (IEEE TPAMI 13-4) in the plane, reflections excluded.

    Shape: (N, 2) and (N, 2) in; (2, 3) out, for `cv2.warpAffine`.

    Raises:
        ValueError: all source points coincide.
    """
    z, w = source @ np.array([1, 1j]), target @ np.array([1, 1j])
    spread = z - z.mean()
    energy = float(np.sum(np.abs(spread) ** 2))
    if energy == 0.0:
        raise ValueError("landmarks coincide; no similarity transform is defined")
    a = np.sum(spread.conj() * (w - w.mean())) / energy
    b = w.mean() - a * z.mean()
    return np.array([[a.real, -a.imag, b.real], [a.imag, a.real, b.imag]])


def aligned_crop(rgb: Pixels, landmarks: Floats) -> Pixels:
    """The face at 112×112 with its five landmarks on the ArcFace template.

    Bilinear sampling skips pixels when a large face is brought down; the neighbourhood of the face is therefore first
    brought down by a whole factor with area filtering, so that 4K and 480p versions of a face give the same crop.
    Outside of the frame is black, as in InsightFace.

    Shape: rgb (H, W, 3), landmarks (5, 2) in pixels; (112, 112, 3) out.
    """
    matrix = similarity(landmarks, ARCFACE_TEMPLATE)
    factor = int(1 / np.hypot(matrix[0, 0], matrix[1, 0]))
    if factor >= 2:  # noqa: PLR2004 - less than a whole factor leaves nothing to filter
        rgb, landmarks = _shrunk_surroundings(rgb, landmarks, factor, matrix)
        matrix = similarity(landmarks, ARCFACE_TEMPLATE)
    return cv2.warpAffine(rgb, matrix, (TEMPLATE_PX, TEMPLATE_PX), flags=cv2.INTER_LINEAR)  # type: ignore[return-value]


def _shrunk_surroundings(rgb: Pixels, landmarks: Floats, factor: int, matrix: Floats) -> tuple[Pixels, Floats]:
    """What the crop will show, `factor` times smaller, and the landmarks in it (pixel centres at whole numbers)."""
    corners = np.array([[0, 0], [TEMPLATE_PX, 0], [0, TEMPLATE_PX], [TEMPLATE_PX, TEMPLATE_PX]], dtype=np.float64)
    seen = (corners - matrix[:, 2]) @ np.linalg.inv(matrix[:, :2]).T
    height, width = rgb.shape[:2]
    left, top = (max(0, int(v) - 2 * factor) for v in seen.min(axis=0))
    right, bottom = (int(v) + 2 * factor for v in seen.max(axis=0))
    patch = rgb[top : min(bottom, height), left : min(right, width)]
    rows, columns = patch.shape[0] // factor, patch.shape[1] // factor
    if min(rows, columns) == 0:
        return rgb, landmarks
    patch = patch[: rows * factor, : columns * factor]
    small = cv2.resize(patch, (columns, rows), interpolation=cv2.INTER_AREA)
    return small, (landmarks - (left, top) + 0.5) / factor - 0.5  # type: ignore[return-value]


def yaw_deg(left_eye: Floats, right_eye: Floats, nose: Floats) -> Floats:
    """How far heads are turned, in degrees, from three landmarks; negative towards the left of the image.

    The nose tip stands about 0.7 eye distances before the line of the eyes, so that a head turned by yaw shows it
    0.7·tan(yaw) eye distances off the middle of the eyes, measured along their line. A proxy good to some ten degrees;
    roll and nodding leave it alone. Where the eyes coincide the answer is 90.

    Shape: three arrays (N, 2) in pixels, left and right as in the image; (N,) out, −90 to 90.
    """
    line = right_eye - left_eye
    square = np.sum(line**2, axis=1)
    along = np.sum((nose - (left_eye + right_eye) / 2) * line, axis=1)
    return np.where(square > 0, np.degrees(np.arctan2(along, NOSE_DEPTH * square)), 90.0)


def sharpness(crops: Pixels) -> Floats:
    """Variance of the Laplacian relative to the variance of the grey levels: fine detail per contrast.

    Pech-Pacheco et al. 2000 (ICPR) propose the variance of the Laplacian; dividing by the crop's own variance makes it
    blind to contrast and exposure. Taken on the middle half of aligned crops at 112 px, eyes to mouth: an enlarged
    small face counts as blurred, and the black beyond the frame's edge is not taken for detail. One colour gives 0.

    Shape: (N, S, S, 3) uint8 in; (N,) out, at least 0.
    """
    middle = slice(TEMPLATE_PX // 4, -TEMPLATE_PX // 4)
    answers = []
    for crop in crops:
        seen = resized(crop, long_side_px=TEMPLATE_PX)[middle, middle]
        grey = cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY).astype(np.float64)
        contrast = float(grey.var())
        answers.append(float(cv2.Laplacian(grey, cv2.CV_64F).var()) / contrast if contrast > 0 else 0.0)
    return np.array(answers, dtype=np.float64)
