"""What a clip was asked to show, as a vector of CLIP."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from promptkit.nets.semantic import load_semantic
from promptkit.observer import Stream, Watching, observer


@dataclass(frozen=True)
class Prompted:
    """The prompt, if it is known."""

    embedding: NDArray[np.float32]
    """(D,) unit vector; (0,) without a prompt."""
    is_cut: bool
    """The prompt has more tokens than the network reads; the rest was left out."""


@observer(version=1, depends_on=("semantic", "device", "prompt"))
def prompt(stream: Stream) -> Watching[Prompted]:
    """Looks at no frame.

    Raises:
        WeightsError: the weights are absent or not the promised ones.
    """
    while (yield) is not None:
        pass
    if not stream.prompt.strip():
        return Prompted(np.zeros(0, np.float32), is_cut=False)
    return Prompted(*load_semantic(stream.semantic, stream.device).text(stream.prompt))
