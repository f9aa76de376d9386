"""Frames and flow observations built by hand: textures that stand, move, flicker."""

from collections.abc import Iterable
from typing import Any

import cv2
import numpy as np

from promptkit.clip import Probe
from promptkit.observer import Chunk, Observer, Stream
from promptkit.observers.flow import Flow

STREAM = Stream(
    probe=Probe(
        width_px=0, height_px=0, fps=None, frames=None, duration_s=None, codec="made", pixel_format="rgb24",
        colour_matrix="bt709", full_range=True, rotation_deg=0, has_audio=False,
    )
)  # fmt: skip


def texture(height: int, width: int, *, seed: int = 0, grain_px: float = 4) -> np.ndarray:
    """Smooth coloured noise, (H, W, 3) uint8, between 60 and 180: detail to follow and room to brighten."""
    noise = cv2.GaussianBlur(np.random.default_rng(seed).random((height, width, 3)), (0, 0), grain_px)
    return np.asarray(60 + 120 * (noise - noise.min()) / np.ptp(noise), np.uint8).reshape(height, width, 3)


def pan(count: int, shift_px: tuple[int, int], height: int, width: int, *, seed: int = 0) -> np.ndarray:
    """A texture that moves right and down by whole pixels a frame: (N, H, W, 3)."""
    right, down = shift_px
    world = texture(height + abs(down) * count, width + abs(right) * count, seed=seed)
    starts = [((count - n) * down if down > 0 else -n * down, (count - n) * right if right > 0 else -n * right)
              for n in range(count)]  # fmt: skip
    return np.stack([world[y : y + height, x : x + width] for y, x in starts])


def watch(observer: Observer, frames: Iterable[np.ndarray], *, fps: float = 24, at_once: int = 8) -> Any:
    """What an observer makes of frames at an even rate, sent in chunks."""
    frames = list(frames)
    watching = observer.watch(STREAM)
    next(watching)
    for first in range(0, len(frames), at_once):
        some = np.stack(frames[first : first + at_once])
        watching.send(Chunk(some, np.arange(first, first + len(some)) / fps))
    try:
        watching.send(None)
    except StopIteration as end:
        return end.value
    raise AssertionError("the observer did not end")


def still_flow(pairs: int, *, fps: float = 24, rows: int = 9, columns: int = 16, **changed: Any) -> Flow:
    """A flow observation in which everything can be followed and nothing happens, but for the fields given."""
    nothing = np.zeros(pairs, np.float32)
    made: dict[str, Any] = {
        "t_s": np.arange(pairs) / fps,
        "dt_s": np.full(pairs, 1 / fps),
        "coverage": nothing + 1,
        "likeness": nothing + 1,
        "is_break": np.zeros(pairs, bool),
        **dict.fromkeys(("speed", "camera_speed", "subject_speed", "subject_peak", "warp_error"), nothing),
        "camera": np.zeros((pairs, 4), np.float32),
        "quarter_change": np.zeros((pairs, 2 * rows, 2 * columns), np.float32),
        "quarter_seen": np.ones((pairs, 2 * rows, 2 * columns), np.float32),
        "tile_seen": np.ones((pairs, rows, columns), np.float32),
        "warp_seen": nothing + 1,
        "is_repeat": np.zeros(pairs, bool),
        "tile_flow": np.zeros((pairs, rows, columns, 2), np.float32),
        **{
            name: np.zeros((pairs, rows, columns), np.float32)
            for name in ("tile_crawl", "tile_texture", "tile_noise", "tile_fine", "tile_fine_next")
        },
        "size_px": (20 * rows, 20 * columns),
        "tile_px": 20,
        "tile_lab": np.full((pairs, rows, columns, 3), (50, 0, 0), np.float32),
        "tile_lab_change": np.zeros((pairs, rows, columns, 3), np.float32),
        "tile_lab_swing": np.zeros((pairs, rows, columns, 3), np.float32),
    }
    return Flow(**(made | changed))
