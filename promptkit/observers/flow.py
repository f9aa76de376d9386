"""What moves between consecutive frames, and what changes along the motion."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.nets import flow as optical
from promptkit.observer import Stream, Watching, observer
from promptkit.observers._followed import is_break, likeness
from promptkit.observers._gain import quarter_gain
from promptkit.observers._light import Tiles, lab, log_luminance, small
from promptkit.observers._noise import noise
from promptkit.observers._residual import Step, crawl, fine, fine_energy, is_repeat, three, warp_error

F32 = NDArray[np.float32]
_Row = dict[str, Any]
"""Some of the fields of `Flow`, for one pair."""

MOST_LAB_CHANGE = np.float32(2)
"""ΔE*ab a frame that one pixel may add to its tile's mean: a cast of 8 per second at 8 frames per second is 1 a frame,
and errors of the flow at edges reach 50. At 6 the tiles of clean clips drift up to half as far again."""
MOST_LAB_SWING = np.float32(12)
"""ΔE*ab a frame that one pixel may add where colour flickers: errors of the flow go to and fro, and cancel there."""

PEAK = 95
"""Percentile of the subject's speed over the pixels of a pair that `subject_peak` holds."""


@dataclass(frozen=True)
class Flow:
    """One row for each pair of consecutive frames; P pairs. Lengths are in frame heights, times in seconds."""

    t_s: NDArray[np.float64]
    """(P,) time of the pair's first frame."""
    dt_s: NDArray[np.float64]
    """(P,) from the pair's first frame to its second."""
    coverage: F32
    """(P,) share of the first frame that can be seen in the second."""
    likeness: F32
    """(P,) correlation of the first frame with the second brought back onto it, -1..1; brightness does not matter."""
    is_break: NDArray[np.bool_]
    """(P,) the flow of this pair means nothing: a cut, a flash, a frame without a picture. The rest of its row is 0."""
    speed: F32
    """(P,) mean length of the flow where it can be seen, frame heights per second."""
    camera: F32
    """(P, 4) what the whole frame shares: how its middle moves right and down (frame heights per second), growth (ln of
    scale per second), turning clockwise (radians per second)."""
    camera_speed: F32
    """(P,) mean length over the frame of that shared part, frame heights per second."""
    subject_speed: F32
    """(P,) mean length of what is left of the flow without the shared part."""
    subject_peak: F32
    """(P,) its 95th percentile."""
    warp_error: F32
    """(P,) mean squared difference of RGB (0..1) along the motion, on the mask of Lai et al. 2018."""
    quarter_change: F32
    """(P, 2 rows, 2 columns) change of log luminance along the motion in each quarter of a tile (`_gain`)."""
    quarter_seen: F32
    """(P, 2 rows, 2 columns) share of each quarter of a tile that can be seen in the next frame."""
    tile_seen: F32
    """(P, rows, columns) share of each tile that can be seen in the next frame."""
    warp_seen: F32
    """(P,) share of the first frame that `warp_error` was measured on; 0 where nothing is left."""
    is_repeat: NDArray[np.bool_]
    """(P,) the second frame is the first once more, but for what a codec does to it."""
    tile_flow: F32
    """(P, rows, columns, 2) mean flow of a tile's pixels that can be seen, right and down, frame heights per second."""
    tile_crawl: F32
    """(P, rows, columns) how far the pair's first frame is off both its neighbours alike (`_residual.crawl`; tiles of
    the frame before), squared grey levels; 0 without a frame before or where the pair repeats a frame."""
    tile_texture: F32
    """(P, rows, columns) the squared gradient in which a displacement of one pixel would change as much; may be 0, or
    less where there is only noise."""
    tile_noise: F32
    """(P, rows, columns) variance of noise that is new in every frame, squared grey levels (`_noise.noise`; tiles of
    the frame before); under 0 where other change outdoes it, 0 also where it is not known (`tile_texture` is 0)."""
    tile_fine: F32
    """(P, rows, columns) mean square of fine texture near the tile's pixels that can be seen, in the pair's first frame
    (`_residual.fine_energy`), squared grey levels."""
    tile_fine_next: F32
    """(P, rows, columns) the same of the same things in the second frame; 0 where the pair repeats a frame."""
    size_px: tuple[int, int]
    """Height and width of the frames that the flow was computed on."""
    tile_px: int
    """Side of a tile on those frames."""
    tile_lab: F32
    """(P, rows, columns, 3) mean CIELAB of the same pixels in the pair's first frame."""
    tile_lab_change: F32
    """(P, rows, columns, 3) mean change of their CIELAB along the motion, each pixel's within ±`MOST_LAB_CHANGE`.

    A mean, because slow change is less than one code value a frame: few pixels change at all, and a median sees none.
    """
    tile_lab_swing: F32
    """(P, rows, columns, 3) the same within ±`MOST_LAB_SWING`: for what comes and goes at once."""


@observer(version=6)
def flow(stream: Stream) -> Watching[Flow]:  # noqa: ARG001  # nothing to know beforehand
    """Forward and backward flow of consecutive frames brought down to 320 px, and what it leaves unexplained."""
    there, back = optical.dis(), optical.dis(finest=2)  # coarse is enough to tell what is hidden
    rows: list[_Row] = []
    last: _Frame | None = None
    step: Step | None = None  # from the last frame that differs from its successor
    size_px = (1, 1)
    while (chunk := (yield)) is not None:
        frames = small(chunk)
        size_px = (frames.shape[1], frames.shape[2])
        for rgb, at_s in zip(frames, chunk.pts_s, strict=True):
            frame = _Frame.of(rgb, float(at_s))
            if last is not None:
                row, step = _pair(there, back, last, frame, step)
                rows.append(row)
            last = frame
    return _gather(rows, size_px)


@dataclass(frozen=True)
class _Frame:
    at_s: float
    grey: NDArray[np.uint8]
    rgb: F32
    """(H, W, 3), 0..1."""
    look: F32
    """(H, W, 2): grey level, log luminance."""
    lab: F32
    """(H, W, 3): L*, a*, b*."""
    fine: F32
    """(H, W) fine texture."""
    energy: F32
    """(H, W) its mean square nearby."""

    @classmethod
    def of(cls, rgb: NDArray[np.uint8], at_s: float) -> "_Frame":
        grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
        look = np.stack([grey.astype(np.float32), log_luminance(rgb)], axis=-1)
        texture, unit = fine(look[..., 0].copy()), rgb.astype(np.float32) / np.float32(255)
        return cls(at_s, grey, unit, look, lab(unit), texture, fine_energy(texture))


def _pair(
    there: optical.Estimator, back: optical.Estimator, first: _Frame, second: _Frame, before: Step | None
) -> tuple[_Row, Step | None]:
    """A pair's row, and the step that the next pair continues: its own, or `before` where the pair repeats a frame."""
    forward, backward = there(first.grey, second.grey), back(second.grey, first.grey)
    agreed = optical.consistent(forward, backward)
    seen = optical.stays(forward) & agreed
    returned = optical.warp(second.look, forward)
    coverage, alike = float(seen.mean()), likeness(first.look[..., 0], returned[..., 0])
    row: _Row = {
        "t_s": first.at_s,
        "dt_s": second.at_s - first.at_s,
        "coverage": coverage,
        "likeness": alike,
        "is_break": is_break(coverage, alike) or second.at_s <= first.at_s,
    }
    if row["is_break"]:
        return row, None
    tiles = Tiles(*seen.shape)
    mean_seen = tiles.mean_over(seen)
    quarter_change, quarter_seen = quarter_gain(tiles, (returned - first.look)[..., 1], seen)
    swing = np.clip(optical.warp(second.lab, forward) - first.lab, -MOST_LAB_SWING, MOST_LAB_SWING)
    change = np.clip(swing, -MOST_LAB_CHANGE, MOST_LAB_CHANGE)
    error, error_seen = warp_error(first.rgb, second.rgb, forward, agreed)
    row |= {
        **_motion(forward, seen, second.at_s - first.at_s),
        "warp_error": error,
        "quarter_change": quarter_change,
        "quarter_seen": quarter_seen,
        "tile_seen": tiles.total(seen.astype(np.float32)) / tiles.side_px**2,
        "warp_seen": error_seen,
        "is_repeat": is_repeat(first.grey, second.grey),
        "tile_flow": mean_seen(forward) / (seen.shape[0] * (second.at_s - first.at_s)),
        "tile_lab": mean_seen(first.lab),
        "tile_lab_change": mean_seen(change),
        "tile_lab_swing": mean_seen(swing),
        "tile_fine": mean_seen(first.energy[..., None])[..., 0],
    }
    if row["is_repeat"]:
        return row, before
    row["tile_fine_next"] = mean_seen(optical.warp(second.energy, forward)[..., None])[..., 0]
    step = Step(first.fine, forward, seen)
    if before is not None:
        shown = three(before, step, second.fine)
        row["tile_crawl"], row["tile_texture"] = crawl(shown)
        row["tile_noise"] = noise(shown)
    return row, step


def _motion(forward: F32, seen: NDArray[np.bool_], dt_s: float) -> _Row:
    """Speeds of one pair in frame heights per second; the camera stands still where no camera could be fitted."""
    height, width = seen.shape
    per_second = 1 / (height * dt_s)
    shared = optical.camera(forward, seen)
    ahead = optical.field(shared, height, width)
    left = optical.length(forward - ahead)[seen]
    middle = np.array([(width - 1) / 2, (height - 1) / 2])
    scale, turn = np.hypot(shared[0, 0], shared[1, 0]), np.arctan2(shared[1, 0], shared[0, 0])
    return {
        "speed": float(optical.length(forward)[seen].mean() * per_second),
        "camera": (*((shared @ [*middle, 1] - middle) * per_second), np.log(scale) / dt_s, turn / dt_s),
        "camera_speed": float(optical.length(ahead).mean() * per_second),
        "subject_speed": float(left.mean() * per_second),
        "subject_peak": float(np.partition(left, PEAK * len(left) // 100)[PEAK * len(left) // 100] * per_second),
    }


def _gather(rows: list[_Row], size_px: tuple[int, int]) -> Flow:
    """The pairs' rows as columns; what a break leaves out is 0."""
    tiles = Tiles(*size_px)
    grid, quarters = (tiles.rows, tiles.columns), (2 * tiles.rows, 2 * tiles.columns)

    def column(name: str, *shape: int, kind: type = np.float32) -> NDArray[Any]:
        out: NDArray[Any] = np.zeros((len(rows), *shape), kind)
        for index, row in enumerate(rows):
            out[index] = row.get(name, 0)
        return out

    return Flow(
        t_s=column("t_s", kind=np.float64),
        dt_s=column("dt_s", kind=np.float64),
        coverage=column("coverage"),
        likeness=column("likeness"),
        is_break=column("is_break", kind=np.bool_),
        speed=column("speed"),
        camera=column("camera", 4),
        camera_speed=column("camera_speed"),
        subject_speed=column("subject_speed"),
        subject_peak=column("subject_peak"),
        warp_error=column("warp_error"),
        quarter_change=column("quarter_change", *quarters),
        quarter_seen=column("quarter_seen", *quarters),
        tile_seen=column("tile_seen", *grid),
        warp_seen=column("warp_seen"),
        is_repeat=column("is_repeat", kind=np.bool_),
        tile_flow=column("tile_flow", *grid, 2),
        tile_crawl=column("tile_crawl", *grid),
        tile_texture=column("tile_texture", *grid),
        tile_noise=column("tile_noise", *grid),
        tile_fine=column("tile_fine", *grid),
        tile_fine_next=column("tile_fine_next", *grid),
        size_px=size_px,
        tile_px=tiles.side_px,
        tile_lab=column("tile_lab", *grid, 3),
        tile_lab_change=column("tile_lab_change", *grid, 3),
        tile_lab_swing=column("tile_lab_swing", *grid, 3),
    )
