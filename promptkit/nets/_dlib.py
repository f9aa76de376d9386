"""dlib's face pipeline: HOG detector, five-point predictor, ResNet descriptor (King 2009; dlib.net/face_recognition).

Works with no download: the data files are in the package `face_recognition_models` (CC0), which is located and not
imported, because its import needs `pkg_resources`. Faces are found by dlib on the CPU; the descriptor runs in torch on
the scoring device, eight times as fast as dlib's own on one thread (reports/identity.md).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from promptkit.errors import MissingExtra, WeightsError
from promptkit.nets._align import resized, yaw_deg
from promptkit.nets._exact import torch_for
from promptkit.nets._found import Found

SHORT_SIDE_PX = 720
"""Frames are brought up or down to this short side: the HOG window is 80 px, so the smallest face that can be seen is
a ninth of the short side at every resolution."""
SCORE = 0.0
"""dlib's own decision boundary for its linear classifier."""
CROP_PX = 150
PADDING = 0.25


def load_detector(landmarks: Path) -> Callable[[NDArray[np.uint8]], Found]:
    """The function detect of `FaceNets` alone; needs no torch.

    Raises:
        MissingExtra: dlib is not installed.
        WeightsError: the data file cannot be read.
    """
    dlib = _dlib()
    detector = dlib.get_frontal_face_detector()
    try:
        predictor = dlib.shape_predictor(str(landmarks))
    except RuntimeError as broken:
        raise WeightsError(
            f"dlib cannot read {landmarks.name} ({broken}); run: pip install --force-reinstall face_recognition_models"
        ) from broken

    def detect(rgb: NDArray[np.uint8]) -> Found:
        height, width = rgb.shape[:2]
        seen = resized(rgb, long_side_px=round(SHORT_SIDE_PX * max(height, width) / min(height, width)))
        boxes, scores, _ = detector.run(seen, 0, SCORE)
        if not boxes:
            return Found.none()
        stretch = np.array([width / seen.shape[1], height / seen.shape[0]])
        points = np.array([[(p.x, p.y) for p in predictor(seen, box).parts()] for box in boxes]) * stretch
        # Corners of the eye on the right of the image, then of the left one, then the base of the nose.
        left_eye, right_eye = (points[:, 2] + points[:, 3]) / 2, (points[:, 0] + points[:, 1]) / 2
        corners = np.array([(b.left(), b.top(), b.width(), b.height()) for b in boxes], dtype=np.float64)
        return Found(
            boxes=corners * np.tile(stretch, 2),
            landmarks=points,
            scores=np.array(scores, dtype=np.float64),
            yaw_deg=yaw_deg(left_eye, right_eye, points[:, 4]),
        )

    return detect


def _dlib() -> Any:
    try:
        import dlib  # noqa: PLC0415 - an optional part, only needed by this backbone
    except ModuleNotFoundError as absent:
        raise MissingExtra("video", "the face backbone 'dlib'", "the package dlib-bin") from absent
    return dlib


def load_dlib(
    landmarks: Path,
    descriptor: Path,
    device: str,
) -> tuple[
    Callable[[NDArray[np.uint8]], Found],
    Callable[[NDArray[np.uint8], NDArray[np.float64]], NDArray[np.uint8]],
    Callable[[NDArray[np.uint8]], NDArray[np.float32]],
]:
    """The functions detect, crop and embed of `FaceNets`.

    Descriptors live in a Euclidean space where dlib calls two faces the same person below a distance of 0.6; here they
    are brought to unit length, as cosines are asked for. Their cosines crowd near 1 (see reports/identity.md).

    Raises:
        MissingExtra: dlib is not installed.
        WeightsError: a data file cannot be read.
    """
    torch_for("the face backbone 'dlib'")
    from promptkit.nets._dlib_resnet import load_dlib_resnet  # noqa: PLC0415 - torch, which finding faces needs not

    dlib, detect = _dlib(), load_detector(landmarks)
    describe = load_dlib_resnet(descriptor, device)

    def crop(rgb: NDArray[np.uint8], landmarks: NDArray[np.float64]) -> NDArray[np.uint8]:
        points = [dlib.point(round(x), round(y)) for x, y in landmarks.tolist()]
        shape = dlib.full_object_detection(dlib.rectangle(), points)
        chip: NDArray[np.uint8] = dlib.get_face_chip(np.ascontiguousarray(rgb), shape, CROP_PX, PADDING)
        return chip

    def embed(crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        vectors = describe(crops)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    return detect, crop, embed
