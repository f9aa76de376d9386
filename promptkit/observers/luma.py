"""How bright the picture is, tile by tile, frame by frame."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from promptkit.observer import Stream, Watching, observer
from promptkit.observers._display import BLACK
from promptkit.observers._light import Tiles, luminance, small


@dataclass(frozen=True)
class Luma:
    """Luminance is linear light, 0..1 of the display's white."""

    t_s: NDArray[np.float64]
    """(T,) presentation times."""
    mean: NDArray[np.float32]
    """(T,) mean over the frame."""
    tiles: NDArray[np.float32]
    """(T, rows, columns) mean over each tile; the same square tiles as the flow observer's."""
    black_share: NDArray[np.float32]
    """(T,) share of the frame's pixels below `BLACK`."""


@observer(version=1)
def luma(stream: Stream) -> Watching[Luma]:  # noqa: ARG001  # nothing to know beforehand
    """Mean luminance of tiles and frames, on frames brought down to 320 px.

    The area filter works on code values, so fine high-contrast detail reads a little darker than it is; changes in
    time, which are what this serves, keep their size.
    """
    times: list[NDArray[np.float64]] = []
    means, by_tile, black = [], [], []
    while (chunk := (yield)) is not None:
        frames = small(chunk)
        tiles = Tiles(*frames.shape[1:3])
        for frame in frames:
            light = luminance(frame)
            means.append(light.mean())
            by_tile.append(tiles.mean(light))
            black.append(np.mean(light < BLACK))
        times.append(chunk.pts_s)
    return Luma(
        t_s=np.concatenate(times) if times else np.zeros(0),
        mean=np.asarray(means, np.float32),
        tiles=np.stack(by_tile) if by_tile else np.zeros((0, 1, 1), np.float32),
        black_share=np.asarray(black, np.float32),
    )
