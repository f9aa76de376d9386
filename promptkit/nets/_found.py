"""What a face detector returns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class Found:
    """Faces in one frame.

    Shape: boxes (N, 4) left, top, width, height; landmarks (N, 5, 2): the five points that the backbone aligns by;
    scores (N,) in the detector's own unit; yaw_deg (N,), see `_align.yaw_deg`. Pixels of the frame given.
    """

    boxes: NDArray[np.float64]
    landmarks: NDArray[np.float64]
    scores: NDArray[np.float64]
    yaw_deg: NDArray[np.float64]

    @classmethod
    def none(cls) -> "Found":
        """No face."""
        return cls(boxes=np.zeros((0, 4)), landmarks=np.zeros((0, 5, 2)), scores=np.zeros(0), yaw_deg=np.zeros(0))

    def __len__(self) -> int:
        """Number of faces."""
        return len(self.boxes)

    def largest(self, most: int) -> "Found":
        """The `most` faces with the largest boxes, largest first; equal ones stay in the detector's order."""
        keep = np.argsort(-self.boxes[:, 2] * self.boxes[:, 3], kind="stable")[:most]
        return Found(
            boxes=self.boxes[keep],
            landmarks=self.landmarks[keep],
            scores=self.scores[keep],
            yaw_deg=self.yaw_deg[keep],
        )
