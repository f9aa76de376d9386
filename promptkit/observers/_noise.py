"""Noise that is new in every frame: where the picture is plain, what no motion and no light can have done."""

import numpy as np
from numpy.typing import NDArray

from promptkit.observers._light import Tiles
from promptkit.observers._residual import FEWEST_PIXELS, Three

F32 = NDArray[np.float32]

WHITE_IN_FINE = 0.3978
"""Standard deviation that white noise of 1 keeps in fine texture: the root of the sum of squares of its kernel."""
NORMAL = 0.6745
"""Median of the absolute value of a standard normal."""
EVERY_PX = 2
"""Pixels of a row from one that is looked at to the next: fine texture is smooth over about two."""


def noise(shown: Three) -> F32:
    """Variance of noise that is white in time, in the poorer half of each tile.

    With σ₁₂, σ₂₃ and σ₁₃ the spread of the differences between three frames, (σ₁₂² + σ₂₃² - σ₁₃²) / 2 is the variance
    of what the middle frame has alone. Noise that is new in every frame has all three alike; what goes on, such as
    texture that the flow misses, has the last one largest and gives less than nothing. Spreads are medians of the
    absolute value: glitter and edges strike few pixels, noise all of them.

    Shape: (rows, columns), squared grey levels, as of white noise; 0 where too little can be seen.
    """
    tiles = Tiles(*shown.seen.shape)
    plain = shown.seen & ~shown.rich
    pairs = ((shown.middle, shown.first), (shown.third, shown.middle), (shown.third, shown.first))
    (before, count), (after, _), (across, _) = (_spread(tiles, one - other, plain) for one, other in pairs)
    alone = (before**2 + after**2 - across**2) / np.float32(2 * WHITE_IN_FINE**2)
    return np.where(count * EVERY_PX >= FEWEST_PIXELS, alone, np.float32(0))


def _spread(tiles: Tiles, values: F32, keep: NDArray[np.bool_]) -> tuple[F32, NDArray[np.intp]]:
    """Robust standard deviation about 0 of the kept values in each tile, and how many of them were looked at."""
    kept = np.where(keep, np.abs(values), np.float32(np.inf))
    ordered = np.sort(tiles.pixels(kept, outside=np.inf)[..., ::EVERY_PX], axis=-1)
    count = np.count_nonzero(np.isfinite(ordered), axis=-1)
    middle = np.take_along_axis(ordered, (count // 2)[..., None], axis=-1)[..., 0]
    return np.asarray(np.where(count > 0, middle, 0) / NORMAL, np.float32), count
