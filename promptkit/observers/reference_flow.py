"""How the video moves whose motion a clip should have."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from promptkit.clip import Clip, open_clip
from promptkit.decode import frames
from promptkit.observer import Stream, Watching, find_observer, observer


@dataclass(frozen=True)
class ReferenceFlow:
    """What the `flow` observer sees in the reference video, as far as it tells motion; its fields, P pairs of frames.

    P is 0 where there is no reference video, and where it has a single frame.
    """

    sha256: str
    """Of the reference video; empty where there is none."""
    t_s: NDArray[np.float64]
    dt_s: NDArray[np.float64]
    is_break: NDArray[np.bool_]
    camera: NDArray[np.float32]
    tile_flow: NDArray[np.float32]
    tile_seen: NDArray[np.float32]
    size_px: tuple[int, int]
    tile_px: int


@observer(version=6, depends_on=("reference_video",))  # the version of `flow`, whose numbers these are
def reference_flow(stream: Stream) -> Watching[ReferenceFlow]:
    """Looks at no frame of the clip.

    Raises:
        ClipError: the reference video cannot be read.
    """
    while (yield) is not None:
        pass
    if not stream.reference_video:
        return _NOTHING
    clip = open_clip(stream.reference_video)
    seen = _seen(clip)
    told = {name: getattr(seen, name) for name in ReferenceFlow.__annotations__ if name != "sha256"}
    return ReferenceFlow(sha256=clip.sha256, **told)


_NOTHING = ReferenceFlow(
    sha256="",
    t_s=np.zeros(0),
    dt_s=np.zeros(0),
    is_break=np.zeros(0, np.bool_),
    camera=np.zeros((0, 4), np.float32),
    tile_flow=np.zeros((0, 1, 1, 2), np.float32),
    tile_seen=np.zeros((0, 1, 1), np.float32),
    size_px=(1, 1),
    tile_px=1,
)


@lru_cache(maxsize=2)
def _seen(clip: Clip) -> Any:
    """One reference serves many clips; what is kept of it is small, and belongs to its content."""
    watching = find_observer("flow").watch(Stream(probe=clip.probe))
    next(watching)
    for chunk in frames(clip):
        watching.send(chunk)
    try:
        watching.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError("the flow observer did not end: a defect")
