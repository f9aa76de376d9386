"""The course of motion in a clip, on scales that two different clips share."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metrics._camera import camera_speed
from promptkit.metrics._pairs import frame_times_s, usable_pairs

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow
    from promptkit.observers.reference_flow import ReferenceFlow

F64 = NDArray[np.float64]

CELLS = 4
"""Cells along each side of the frame: coarse, because another body in the same pose is not in the same place."""


@dataclass(frozen=True)
class Course:
    """How far each cell has moved since the first frame; T frames, the cells of a `CELLS` by `CELLS` grid in a row.

    Shape: t_s (T,) increasing; followed_s (T,), how much of the time since the first frame can be followed; whole and
    camera (T, cells, 2), right and down, frame heights: all of the motion, and what the whole frame shares.
    """

    t_s: F64
    followed_s: F64
    whole: F64
    camera: F64


def course_of(flow: "Flow | ReferenceFlow") -> Course:
    """Sum up the motion of a clip's pairs, at least one; pairs that cannot be followed move nothing."""
    lasts_s = np.where(usable_pairs(flow), flow.dt_s, 0)
    rows, columns = (
        _overlaps(tiles, flow.tile_px / side_px)
        for tiles, side_px in zip(flow.tile_seen.shape[1:], flow.size_px, strict=True)
    )
    seen = np.asarray(flow.tile_seen, np.float64)
    weight = np.einsum("ir,prc,jc->pij", rows, seen, columns)
    moved = np.einsum("ir,prcd,jc->pijd", rows, flow.tile_flow * seen[..., None], columns)
    cells = np.divide(moved, weight[..., None], out=np.zeros_like(moved), where=weight[..., None] > 0)
    return Course(
        t_s=frame_times_s(flow.t_s, flow.dt_s),
        followed_s=_summed(lasts_s),
        whole=_summed(cells.reshape(len(seen), -1, 2) * lasts_s[:, None, None]),
        camera=_summed(_field(flow) * lasts_s[:, None, None]),
    )


def at(times_s: F64, course: Course, values: F64) -> F64:
    """Values of a course at other times, linear between frames and constant outside: (T, ...) in, (N, ...) out."""
    last = len(course.t_s) - 1
    after = np.clip(np.searchsorted(course.t_s, times_s, side="right"), 1, last)
    share = np.clip((times_s - course.t_s[after - 1]) / (course.t_s[after] - course.t_s[after - 1]), 0, 1)
    share = share.reshape(-1, *(1,) * (values.ndim - 1))
    return np.asarray(values[after - 1] * (1 - share) + values[after] * share)


def _summed(steps: F64) -> F64:
    return np.concatenate([np.zeros_like(steps[:1]), np.cumsum(steps, axis=0)])


def _overlaps(tiles: int, tile: float) -> F64:
    """How much of each cell each tile covers, a tile being that share of the frame's side: (CELLS, tiles)."""
    edges, cells = np.minimum(np.arange(tiles + 1) * tile, 1), np.arange(CELLS + 1) / CELLS
    ends = np.minimum(cells[1:, None], edges[None, 1:])
    return np.asarray(np.maximum(ends - np.maximum(cells[:-1, None], edges[None, :-1]), 0))


def _field(flow: "Flow | ReferenceFlow") -> F64:
    """Speed of the camera's part at the middle of each cell: (P, cells, 2), frame heights per second."""
    height, width = flow.size_px
    places = (np.arange(CELLS) + 0.5) / CELLS - 0.5
    down, right = (one.ravel() for one in np.meshgrid(places, places * width / height, indexing="ij"))
    return camera_speed(flow.camera, right, down)
