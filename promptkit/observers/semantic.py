"""What the frames of a clip show, as vectors of CLIP."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from promptkit.nets.semantic import BATCH, load_semantic
from promptkit.observer import Stream, Watching, observer

RATE_HZ = 8.0
_TINY_S = 1e-6


@dataclass(frozen=True)
class Semantic:
    """S samples, at most 8 a second."""

    t_s: NDArray[np.float64]
    """(S,) their times."""
    embeddings: NDArray[np.float32]
    """(S, D) unit vectors."""


@observer(version=1, depends_on=("semantic", "device"))
def semantic(stream: Stream) -> Watching[Semantic]:
    """Look at the first frame at or after each tick of an 8 Hz grid that starts with the clip.

    Raises:
        WeightsError: the weights are absent or not the promised ones.
    """
    net = load_semantic(stream.semantic, stream.device)
    times: list[float] = []
    found: list[NDArray[np.float32]] = []
    while (chunk := (yield)) is not None:
        wanted: list[NDArray[np.uint8]] = []
        for rgb, t in zip(chunk.rgb, chunk.pts_s.tolist(), strict=True):
            if not times or int((t - times[0] + _TINY_S) * RATE_HZ) > int((times[-1] - times[0] + _TINY_S) * RATE_HZ):
                times.append(t)
                wanted.append(rgb)
        found += [net.images(wanted[first : first + BATCH]) for first in range(0, len(wanted), BATCH)]
    return Semantic(np.array(times), np.concatenate(found) if found else np.zeros((0, 1), np.float32))
