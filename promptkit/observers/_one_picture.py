"""A still that only pans, zooms, turns or fades: one movement of one picture explains everything that changes."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.observers._still import tiles, united

Grey = NDArray[np.uint8]
F32 = NDArray[np.float32]

EVERY_S = 0.15
"""Time between the frames that are looked at; movements of a camera are slower."""
ANEW_S = 0.9
"""Time after which the next frame is the picture to explain: zooms bring out detail, pans bring in scenery."""
SHORTEST_S = 1.5
SHORTEST_WHOLE_S = 0.75
"""Of a shorter clip that one picture explains from its first look to its last. Within a second of 23 clips that move,
one picture explained 0.33 s at most, and 0.56 s of dunes under a slow drone."""
LOOKS = 2
"""Times that a frame's movement is estimated, each from the last estimate."""
STILL = np.eye(2, 3)
POINTS = 160
FEWEST_POINTS = 12
TOLERANCE_PX = 1.0
MIDDLE, SPREAD = 128.0, 40.0
LEFT_PX = 0.6
"""What may be left over at the 98th percentile of the tiles, as a shift in pixels of the working size: the difference
above coding noise divided by the gradient. Moved and faded stills at CRF 28, over a second: 0.54 at most for nine of
ten, 0.84 for a fast zoom; clips in which something moves: 0.73 at the least."""
WORST_PX = 1.2
"""The same for the mean of the five worst tiles, where something small moves in a still scene: 0.9, and 1.4."""
WORST = 5
CODING_NOISE = 0.8
"""Grey levels."""
GRADIENT_NOISE = 1.5
"""Gradient, in grey levels per pixel, of a tile without detail."""
TEXTURED = 1.5
LEAST_TEXTURED = 0.15
"""Share of the tiles that must have detail, else nothing can be said."""
FEWEST_TILES = 20
LEAST_SEEN = 0.35
"""Share of the frame that must show what the picture showed."""


@dataclass(frozen=True)
class _Picture:
    at_s: float
    grey: Grey
    levelled: Grey
    points: F32


class OnePicture:
    """Follows a clip with one picture after another; holds two frames."""

    def __init__(self) -> None:
        self._picture: _Picture | None = None
        self._movement = STILL
        """Of the picture to the frame that was last looked at."""
        self._before: tuple[float, Grey] | None = None
        self._first_s: float | None = None
        self._spans: list[tuple[float, float]] = []

    def add(self, at_s: float, grey: Grey) -> None:
        """The next frame; most are passed over."""
        if self._before is not None and at_s - self._before[0] < EVERY_S - 1e-6:
            return
        levelled = _levelled(grey)
        if self._before is not None and self._picture is not None:
            if self._explains(grey, levelled):
                self._spans.append((self._before[0], at_s))
                if at_s - self._picture.at_s >= ANEW_S - 1e-6:
                    self._picture = None
            else:
                self._picture = None
        if self._picture is None:
            found = cv2.goodFeaturesToTrack(levelled, POINTS, 0.01, 6)
            points = np.zeros((0, 1, 2), np.float32) if found is None else np.asarray(found, np.float32)
            self._picture, self._movement = _Picture(at_s, grey, levelled, points), STILL
        self._before = (at_s, grey)
        self._first_s = at_s if self._first_s is None else self._first_s

    def spans(self) -> list[tuple[float, float]]:
        """Seconds in which one moved picture is all there is: 1.5 s and longer, or all of a clip of 0.75 s."""
        whole_s = self._before[0] - (self._first_s or 0.0) if self._before else 0.0
        least_s = min(SHORTEST_S, max(SHORTEST_WHOLE_S, whole_s)) - 1e-6
        return [span for span in united(self._spans) if span[1] - span[0] >= least_s]

    def _explains(self, grey: Grey, levelled: Grey) -> bool:
        """Whether the picture, moved, is the frame."""
        picture = self._picture
        if picture is None or len(picture.points) < FEWEST_POINTS:
            return False
        movement: NDArray[np.float64] | None = self._movement
        for _ in range(LOOKS):
            movement = _movement(picture, levelled, movement) if movement is not None else None
        if movement is None:
            return False
        self._movement = movement
        return is_explained(picture.grey, grey, movement)


def _movement(picture: _Picture, levelled: Grey, guess: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """The affine movement (2, 3) that brings the picture's points to where they are in a frame.

    The points are followed from the picture as the guess moves it: patches that have turned are not found again.
    """
    height, width = levelled.shape
    expected = np.asarray(cv2.transform(picture.points, guess), np.float32)
    inside = ((expected > 0) & (expected < (width - 1, height - 1))).all(axis=(1, 2))
    if np.count_nonzero(inside) < FEWEST_POINTS:
        return None
    points, expected = picture.points[inside], expected[inside]
    placed = np.asarray(cv2.warpAffine(picture.levelled, guess, (width, height), borderMode=cv2.BORDER_REPLICATE))
    moved, found, _ = cv2.calcOpticalFlowPyrLK(placed, levelled, expected, expected.copy())
    keep = found.ravel() == 1
    if np.count_nonzero(keep) < FEWEST_POINTS:
        return None
    cv2.setRNGSeed(0)
    movement, _ = cv2.estimateAffine2D(points[keep], moved[keep], method=cv2.RANSAC, ransacReprojThreshold=TOLERANCE_PX)
    return None if movement is None else np.asarray(movement, np.float64)


def _levelled(grey: Grey) -> Grey:
    """The picture at one brightness and contrast: points are tracked by their grey levels, which a fade changes."""
    level, spread = float(grey.mean()), max(float(grey.std()), 1.0)
    return np.asarray(np.clip((grey - level) * (SPREAD / spread) + MIDDLE, 0, 255), np.uint8)


def is_explained(picture: Grey, grey: Grey, movement: NDArray[np.float64]) -> bool:
    """Whether an affine movement of the picture, (2, 3), and one change of its light are all there is to a frame.

    Where too little of the picture is seen or has detail, it cannot be told, and so is not.
    """
    height, width = grey.shape
    inside = cv2.warpAffine(np.full((height, width), 255, np.uint8), movement, (width, height))
    seen = cv2.erode(inside, np.ones((5, 5), np.uint8)) == 255  # noqa: PLR2004
    if seen.mean() < LEAST_SEEN:
        return False
    moved = cv2.warpAffine(picture, movement, (width, height), borderMode=cv2.BORDER_REPLICATE)
    was, now = (np.asarray(cv2.GaussianBlur(x, (0, 0), 1.0), np.float32) for x in (moved, grey))
    was, now = was - was[seen].mean(), now - now[seen].mean()
    gain = float((was[seen] * now[seen]).sum() / max((was[seen] ** 2).sum(), 1.0))
    whole = tiles(seen.astype(np.float32)) > 0.99  # noqa: PLR2004
    left, detail = tiles(np.abs(now - gain * was))[whole], tiles(_slope(now))[whole]
    if len(left) < FEWEST_TILES or (tiles(_slope(was))[whole] >= TEXTURED).mean() < LEAST_TEXTURED:
        return False
    left_px = np.sort(np.maximum(left - CODING_NOISE, 0) / (detail + GRADIENT_NOISE))
    return bool(np.percentile(left_px, 98) <= LEFT_PX and left_px[-WORST:].mean() <= WORST_PX)


def _slope(values: F32) -> F32:
    """Gradient, grey levels per pixel."""
    right, down = (cv2.Sobel(values, cv2.CV_32F, *axis, scale=1 / 8) for axis in ((1, 0), (0, 1)))
    return np.asarray(np.abs(right) + np.abs(down), np.float32)
