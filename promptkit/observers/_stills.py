"""Faces in one picture, found without an embedding network: what `_looks` knows of photos and of single frames."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.assets import read_image
from promptkit.errors import UsageError
from promptkit.nets._align import resized
from promptkit.nets._found import Found
from promptkit.nets.weights import find, locate
from promptkit.observers._looks import Box, Photo

SIDES_PX = (640, 320, 160)
"""Long sides that a photo is tried at: what the detector is made for, then smaller, where a close-up is found."""
MOST_MEGAPIXELS = 64
"""A picture of 32000 × 32000 takes 3 GB once it is decoded."""
SURE = {"yunet": 0.78, "dlib": 0.2}
"""Detector scores from which detections are seldom wrong (as `nets.face` has them; see reports/identity.md)."""


def look(path: Path) -> Photo:
    """What an image file shows. Of 114 photos of `faces/` every one has a sure face, also darkened by five stops.

    Raises:
        UsageError: OpenCV cannot read the file, or it has more than `MOST_MEGAPIXELS`.
        WeightsError, MissingExtra: there is no face detector.
    """
    rgb = _read(path)
    height, width = rgb.shape[:2]
    found, seen = Found.none(), rgb
    for side in SIDES_PX:
        seen = resized(rgb, long_side_px=min(side, max(height, width)))
        found = detect(seen)
        if len(found):
            break
    stretch = width / seen.shape[1]
    faces = sure_faces(found)
    return Photo(
        width_px=width,
        height_px=height,
        faces=tuple((x * stretch, y * stretch, w * stretch, h * stretch) for x, y, w, h in faces),
        is_doubtful=bool(len(found)) and not faces,
        grey=_grey(seen, faces[0]) if faces else 0.0,
    )


def detect(rgb: NDArray[np.uint8]) -> Found:
    """The faces of a picture (H, W, 3), largest first, sure or not."""
    found = _detector()[1](rgb)
    return found.largest(len(found))


def sure_faces(found: Found) -> tuple[Box, ...]:
    """Boxes of the detections that are seldom wrong."""
    least = SURE[_detector()[0]]
    boxes = found.boxes[found.scores >= least].tolist()
    return tuple((left, top, width, height) for left, top, width, height in boxes if min(width, height) > 0)


@cache
def _detector() -> tuple[str, Callable[[NDArray[np.uint8]], Found]]:
    """The name of this machine's detector, and the detector; not for several threads at once."""
    if find("yunet"):
        from promptkit.nets._yunet import load_yunet  # noqa: PLC0415 - one of two is needed

        return "yunet", load_yunet(locate("yunet").path)
    from promptkit.nets._dlib import load_detector  # noqa: PLC0415 - one of two is needed

    return "dlib", load_detector(locate("dlib-landmarks").path)


def _read(path: Path) -> NDArray[np.uint8]:
    """The picture upright, as its EXIF says."""
    facts = read_image(path)
    if (facts.width_px or 0) * (facts.height_px or 0) > MOST_MEGAPIXELS * 10**6:
        sides = f"{facts.width_px}×{facts.height_px} px"
        raise UsageError(f"{path}: it is {sides}; {MOST_MEGAPIXELS} megapixels are looked at at most: save it smaller")
    data = np.frombuffer(path.read_bytes(), np.uint8)
    try:
        bgr = cv2.imdecode(data, cv2.IMREAD_COLOR) if len(data) else None
    except cv2.error as error:  # more pixels than OpenCV takes
        raise UsageError(f"{path}: OpenCV cannot read this image ({error.err}); save it smaller") from error
    if bgr is None:
        raise UsageError(f"{path}: OpenCV cannot read this image; save it as PNG or JPEG")
    return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), np.uint8)


def _grey(rgb: NDArray[np.uint8], face: Box) -> float:
    left, top, width, height = (round(value) for value in face)
    inside = rgb[max(0, top) : top + height, max(0, left) : left + width]
    return float(np.median(cv2.cvtColor(inside, cv2.COLOR_RGB2GRAY))) if inside.size else 0.0
