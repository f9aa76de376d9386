"""Light and tiles: what observers of brightness share.

Frames are taken as sRGB (IEC 61966-2-1), as `decode` delivers them; luminance is relative, 0..1 of the display's white.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.observer import Chunk
from promptkit.observers._display import FLARE

F32 = NDArray[np.float32]

LONG_SIDE_PX = 320
"""Frames are brought down to this by area filtering: it averages sensor and coding noise as an eye at viewing distance
does, makes all resolutions one scale, and costs 5 ms a pair; tiles of 20 px are still 1/9 of the picture's height."""

TILES_ALONG_SHORT_SIDE = 9
"""Square tiles, 16 × 9 of them on a 16:9 frame: a tile is about 1.7° of a full-HD picture seen from three heights."""

SMALLEST_TILE_PX = 8

_code = np.arange(256) / 255.0
_toe = 0.04045
LINEAR_OF_CODE: F32 = np.where(_code <= _toe, _code / 12.92, ((_code + 0.055) / 1.055) ** 2.4).astype(np.float32)
"""IEC 61966-2-1, code value to linear light."""

LUMINANCE_OF_RGB: F32 = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""ITU-R BT.709 primaries, D65."""


def small(chunk: Chunk) -> NDArray[np.uint8]:
    """The frames with their long side at about `LONG_SIDE_PX`, never enlarged; shared between observers."""
    height, width = chunk.rgb.shape[1:3]
    return chunk.short_side(max(1, round(LONG_SIDE_PX * min(height, width) / max(height, width))))


def luminance(rgb: NDArray[np.uint8]) -> F32:
    """Relative luminance 0..1 of one sRGB-coded frame: (H, W, 3) uint8 in, (H, W) float32 out."""
    return np.asarray(cv2.transform(cv2.LUT(rgb, LINEAR_OF_CODE), LUMINANCE_OF_RGB[None]), np.float32)


def log_luminance(rgb: NDArray[np.uint8]) -> F32:
    """Natural logarithm of luminance plus viewing flare: a change of 0.01 is a contrast of 1 %."""
    out: F32 = np.log(luminance(rgb) + np.float32(FLARE))
    return out


def lab(rgb: F32) -> F32:
    """CIELAB (D65) of one sRGB-coded frame, 0..1: (H, W, 3) float32; L* 0..100."""
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB), np.float32)


@dataclass(frozen=True)
class Tiles:
    """Square tiles over a frame, row by row from the top left; the last row and column may hang over the edge."""

    height_px: int
    width_px: int

    @property
    def side_px(self) -> int:
        """Side of a tile."""
        return max(SMALLEST_TILE_PX, -(-min(self.height_px, self.width_px) // TILES_ALONG_SHORT_SIDE))

    @property
    def rows(self) -> int:
        """Tiles from top to bottom."""
        return -(-self.height_px // self.side_px)

    @property
    def columns(self) -> int:
        """Tiles from left to right."""
        return -(-self.width_px // self.side_px)

    def pixels(self, values: F32, *, outside: float) -> F32:
        """A frame's values by tile: (H, W) in, (rows, columns, side²) out; what hangs over the edge is `outside`."""
        side, rows, columns = self.side_px, self.rows, self.columns
        below, beside = rows * side - self.height_px, columns * side - self.width_px
        padded = np.pad(values, ((0, below), (0, beside)), constant_values=outside) if below or beside else values
        return padded.reshape(rows, side, columns, side).swapaxes(1, 2).reshape(rows, columns, side * side)

    def mean(self, values: F32) -> F32:
        """Mean of a frame's values in each tile: (H, W) in, (rows, columns) out."""
        out: F32 = np.nanmean(self.pixels(values, outside=np.nan), axis=-1)
        return out

    def total(self, values: F32) -> F32:
        """Sum of a frame's values in each tile: (H, W) in, (rows, columns) out."""
        down, right = (np.arange(0, size, self.side_px) for size in values.shape)
        out: F32 = np.add.reduceat(np.add.reduceat(values, right, axis=1), down, axis=0)
        return out

    @property
    def quarter_px(self) -> NDArray[np.int64]:
        """Pixels of each quarter of a tile that lies whole inside the frame: (2 rows, 2 columns)."""
        halves = np.array([(self.side_px + 1) // 2, self.side_px // 2])
        return np.tile(np.outer(halves, halves), (self.rows, self.columns))

    def quarter_total(self, values: F32) -> F32:
        """Sum of a frame's values in each quarter of each tile: (H, W) in, (2 rows, 2 columns) out."""
        below, beside = self.rows * self.side_px - self.height_px, self.columns * self.side_px - self.width_px
        whole = np.pad(values, ((0, below), (0, beside))) if below or beside else values
        down, right = (self._halves(count) for count in (self.rows, self.columns))
        out: F32 = np.add.reduceat(np.add.reduceat(whole, right, axis=1), down, axis=0)
        return out

    def spread_quarters(self, values: F32) -> F32:
        """Each pixel gets its quarter's value: (2 rows, 2 columns) in, (H, W) out."""
        down, right = (np.diff(self._halves(count), append=count * self.side_px) for count in (self.rows, self.columns))
        return values.repeat(down, axis=0).repeat(right, axis=1)[: self.height_px, : self.width_px]

    def _halves(self, tiles: int) -> NDArray[np.intp]:
        """Where the halves of so many tiles in a row begin."""
        halves: NDArray[np.intp] = np.add.outer(np.arange(tiles) * self.side_px, [0, (self.side_px + 1) // 2])
        return halves.ravel()

    def spread(self, values: F32) -> F32:
        """Each pixel gets its tile's value: (rows, columns) in, (H, W) out."""
        side = self.side_px
        return values.repeat(side, axis=0).repeat(side, axis=1)[: self.height_px, : self.width_px]

    def mean_over(self, keep: NDArray[np.bool_]) -> Callable[[F32], F32]:
        """What takes the mean of the kept pixels (H, W) in each tile.

        It takes values (H, W, C), C at most 4, and gives (rows, columns, C), 0 where no pixel is kept.
        """
        below, beside = self.rows * self.side_px - self.height_px, self.columns * self.side_px - self.width_px

        def mean(of: F32) -> F32:  # over the whole tile; area filtering by a whole factor is exactly that
            whole = cv2.copyMakeBorder(of, 0, below, 0, beside, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0))
            return np.asarray(cv2.resize(whole, (self.columns, self.rows), interpolation=cv2.INTER_AREA), np.float32)

        share = mean(keep.astype(np.float32)).reshape(self.rows, self.columns, 1)

        def mean_kept(values: F32) -> F32:
            kept = mean(values * keep[..., None]).reshape(self.rows, self.columns, -1)
            return np.divide(kept, share, out=np.zeros_like(kept), where=share > 0)

        return mean_kept
