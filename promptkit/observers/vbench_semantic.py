"""CLIP's cosines of every frame with the one before and with the first, on pixels as VBench makes them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from promptkit.nets.semantic import BATCH, load_semantic
from promptkit.observer import Stream, Watching, observer


@dataclass(frozen=True)
class VBenchSemantic:
    """T frames, each but the first."""

    t_s: NDArray[np.float64]
    """(T - 1,) presentation times."""
    to_previous: NDArray[np.float64]
    """(T - 1,) cosine with the frame before."""
    to_first: NDArray[np.float64]
    """(T - 1,) cosine with the first frame."""


@observer(version=1, depends_on=("semantic", "device"))
def vbench_semantic(stream: Stream) -> Watching[VBenchSemantic]:
    """Every frame, brought to size without a low pass, as VBench does: fine detail aliases.

    Raises:
        WeightsError: the weights are absent or not the promised ones.
    """
    net = load_semantic(stream.semantic, stream.device)
    times: list[float] = []
    previous: list[float] = []
    first: list[float] = []
    anchor: NDArray[np.float32] | None = None
    last: NDArray[np.float32] | None = None
    while (chunk := (yield)) is not None:
        times += chunk.pts_s.tolist()
        for start in range(0, len(chunk), BATCH):
            for vector in net.images(chunk.rgb[start : start + BATCH], is_smoothed=False):
                if anchor is None or last is None:
                    anchor = vector
                else:
                    previous.append(float(vector @ last))
                    first.append(float(vector @ anchor))
                last = vector
    return VBenchSemantic(np.array(times[1:]), np.array(previous), np.array(first))
