"""How much consecutive frames differ, pixel by pixel, at the clip's own size and rate."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.observer import Stream, Watching, observer


@dataclass(frozen=True)
class Differences:
    """T frames, T - 1 pairs of consecutive ones."""

    t_s: NDArray[np.float64]
    """(T,) presentation times."""
    mean_absolute: NDArray[np.float64]
    """(T - 1,) mean over pixels and channels of |difference| in code values, 0..255."""


@observer(version=1)
def differences(stream: Stream) -> Watching[Differences]:  # noqa: ARG001  # nothing to know beforehand
    """Mean absolute difference of each frame from the one before: no resizing, no motion compensation."""
    times: list[NDArray[np.float64]] = [np.zeros(0)]
    means: list[float] = []
    last: NDArray[np.uint8] | None = None
    while (chunk := (yield)) is not None:
        times.append(chunk.pts_s)
        for frame in chunk.rgb:
            if last is not None:
                means.append(float(np.mean(cv2.mean(cv2.absdiff(frame, last))[:3])))
            last = frame
        last = None if last is None else last.copy()  # lets go of the chunk
    return Differences(np.concatenate(times), np.asarray(means, np.float64))
