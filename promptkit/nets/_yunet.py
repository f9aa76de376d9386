"""YuNet face detection through OpenCV (Wu, Peng, Yu 2023, "YuNet: a tiny millisecond-level face detector")."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.errors import WeightsError
from promptkit.nets._align import resized, yaw_deg
from promptkit.nets._found import Found

LONG_SIDE_PX = (320, 640)
"""Frames are brought up or down into this range before detection. 640 is the size the network was made for; below
about 320 its landmarks get coarse (bbt_small, 150 px: AUC 0.9987 as they are, 1.000 brought to 300; see
reports/identity.md)."""
SCORE = 0.6
"""Least confidence of a detection. OpenCV Zoo's demo asks for 0.9; turned and AI-made faces often have less, and what
is no face is told apart by persistence instead (see the `identity` metric)."""
OVERLAP = 0.3
"""Non-maximum suppression, OpenCV's own default."""
CANDIDATES = 5000


def load_yunet(path: Path) -> Callable[[NDArray[np.uint8]], Found]:
    """The detector as a function from one RGB frame (H, W, 3) to the faces in it.

    Not for use from several threads at once: OpenCV keeps the frame size inside the detector.

    Raises:
        WeightsError: OpenCV cannot read the file.
    """
    # OpenCV 5 warns on stderr that its new engine ignores the target, which is the CPU anyway.
    level = cv2.utils.logging.setLogLevel(2)
    try:
        detector = cv2.FaceDetectorYN.create(str(path), "", LONG_SIDE_PX, SCORE, OVERLAP, CANDIDATES)
    except cv2.error as broken:
        raise WeightsError(f"OpenCV cannot read the face detector {path} ({broken.err}); fetch it again") from broken
    finally:
        cv2.utils.logging.setLogLevel(level)

    def detect(rgb: NDArray[np.uint8]) -> Found:
        height, width = rgb.shape[:2]
        seen = resized(rgb, long_side_px=min(max(height, width, LONG_SIDE_PX[0]), LONG_SIDE_PX[1]))
        size = (seen.shape[1], seen.shape[0])
        detector.setInputSize(size)
        _, rows = detector.detect(cv2.cvtColor(seen, cv2.COLOR_RGB2BGR))
        if rows is None:
            return Found.none()
        stretch = np.array([width / size[0], height / size[1]])
        points = rows[:, 4:14].reshape(-1, 5, 2).astype(np.float64) * stretch
        return Found(
            boxes=rows[:, :4].astype(np.float64) * np.tile(stretch, 2),
            landmarks=points,
            scores=rows[:, 14].astype(np.float64),
            yaw_deg=yaw_deg(points[:, 0], points[:, 1], points[:, 2]),
        )

    return detect
