"""A small clip in which every metric has something to see: a drawn face that nods before a textured place."""

import cv2
import numpy as np
from assets.draw import head
from moving import pan, texture

from promptkit.testing.degrade import FacePair

COUNT, HEIGHT, WIDTH, FPS = 60, 144, 192, 24.0
FACE_PX = 88
_LANDMARKS = np.array([(-0.165, -0.06), (0.165, -0.06), (-0.05, 0.14), (-0.07, 0.15), (0.07, 0.15)])
"""Eyes, nose tip and mouth corners of a drawn head, in face heights from its middle."""


def scenery(*, moves: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """Frames (60, 144, 192, 3) and the landmarks of the face in them: the camera pans and the face nods, or neither."""
    frames, landmarks = pan(COUNT, (int(moves), 0), HEIGHT, WIDTH), []
    for k, frame in enumerate(frames):
        x, y = WIDTH / 2 + moves * 6 * np.sin(k / 9), HEIGHT / 2 + moves * 4 * np.sin(k / 6)
        head(frame, x, y, FACE_PX)
        landmarks.append(_LANDMARKS * FACE_PX + (x, y))
    return frames, np.array(landmarks)


def someone_else(landmarks: np.ndarray) -> FacePair:
    """That face, and one half as wide again."""
    picture = texture(HEIGHT, WIDTH, seed=3)
    head(picture, WIDTH / 2, HEIGHT / 2, 110)
    wide = (1.5, 1.0)
    other = cv2.resize(picture, None, fx=wide[0], fy=wide[1])
    its = (_LANDMARKS * 110 + (WIDTH / 2, HEIGHT / 2)) * wide
    return FacePair(landmarks=landmarks, other=np.asarray(other, np.uint8), other_landmarks=its)


def elsewhere() -> np.ndarray:
    """Frames of another place."""
    return pan(COUNT, (0, 2), HEIGHT, WIDTH, seed=8)
