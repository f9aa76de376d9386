"""How far consecutive frames are from each other to the eye of a network once what moves is brought back."""

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.nets import flow as optical
from promptkit.nets.perceptual import SHORT_SIDE_PX, PerceptualNet, load_perceptual
from promptkit.nets.spatial import layer_maps
from promptkit.observer import Stream, Watching, observer
from promptkit.observers._followed import is_break, likeness
from promptkit.observers._large_enough import size_for
from promptkit.observers._light import small
from promptkit.observers._residual import is_repeat

F32 = NDArray[np.float32]
Mask = NDArray[np.bool_]

RATE_HZ = 8.0
"""Threes of frames looked at in a second, at most: each costs three passes through the network."""
CELLS_ALONG_SHORT_SIDE = 12
"""12 × 21 cells on a 16:9 frame: of about two pixels of the deepest layer on a side."""
MARGIN_PX = 2
"""What is hidden is widened by this: at its edge two pictures meet that the flow does not know apart."""
PAIRS = ((0, 1), (1, 2), (0, 2))
"""First and middle frame, middle and third, first and third."""


@dataclass(frozen=True, kw_only=True)
class Warped:
    """Distances within threes of consecutive frames laid onto the first along the motion; N threes, `PAIRS` in each.

    Frames that repeat the one before are passed over. Where a part of the first cannot be seen in both others it does
    not count.
    """

    backbone: str
    scale: str
    """The unit of the distances, as in `Perceptual`."""
    has_layers: bool
    """Whether the backbone says where pictures differ; without that nothing is measured."""
    size_px: tuple[int, int]
    """Height and width at which frames were compared."""
    t_s: NDArray[np.float64]
    """(N,) time of the middle frame."""
    lag_s: NDArray[np.float64]
    """(N,) mean time between the frames of a three."""
    seen: F32
    """(N, rows, columns) share of each cell that can be seen in all three frames."""
    distance: F32
    """(N, 3, rows, columns) mean distance of what is seen; 0 where nothing is."""
    fine: F32
    """(N, 3, rows, columns) the first layer's part of it."""
    frames: int
    repeats: int
    """Frames passed over."""
    left_out: int
    """Threes with a cut, a flash or motion that cannot be followed."""


@observer(version=1, depends_on=("perceptual", "device"))
def warped(stream: Stream) -> Watching[Warped]:
    """Watch with the stream's perceptual backbone: up to eight times a second, three consecutive frames.

    The first frame at or after each tick of a grid fixed to the clip's start begins a three, so that a cut clip has
    those of the whole one. Flow is `nets.flow.dis` on frames brought down to 320 px.

    Raises:
        NotApplicable: the frames are too small for the backbone.
    """
    net = load_perceptual(stream.perceptual, stream.device)
    there, back = optical.dis(), optical.dis(finest=2)  # as `observers.flow`
    notes = _Notes()
    while (chunk := (yield)) is not None:
        large = chunk.short_side(SHORT_SIDE_PX)
        notes.size_px = size_for(net, large)
        for rgb, little, at_s in zip(large, small(chunk), chunk.pts_s.tolist(), strict=True):
            grey = np.asarray(cv2.cvtColor(little, cv2.COLOR_RGB2GRAY), np.uint8)
            if notes.is_due(rgb, grey, at_s) and net.layers is not None:
                notes.take(net, _laid(there, back, notes.last))
    return notes.observation(net)


@dataclass(frozen=True)
class _Frame:
    rgb: NDArray[np.uint8]
    grey: NDArray[np.uint8]
    at_s: float


@dataclass
class _Notes:
    """The last three frames that differ, and what was measured."""

    size_px: tuple[int, int] = (1, 1)
    last: list[_Frame] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    next_tick: int = 0
    frames: int = 0
    repeats: int = 0
    left_out: int = 0

    def is_due(self, rgb: NDArray[np.uint8], grey: NDArray[np.uint8], at_s: float) -> bool:
        """Take a frame; whether it ends a three that is to be looked at."""
        self.frames += 1
        if self.last and is_repeat(self.last[-1].grey, grey):
            self.repeats += 1
            return False
        self.last = [*self.last[-2:], _Frame(rgb.copy(), grey, at_s)]  # a view would keep the whole chunk
        tick = int((self.last[0].at_s + 1e-6) * RATE_HZ)
        if len(self.last) < len(PAIRS) or tick < self.next_tick:
            return False
        self.next_tick = tick + 1
        return True

    def take(self, net: PerceptualNet, laid: "tuple[F32, Mask] | None") -> None:
        """Measure the last three frames, laid onto the first, where they can be followed."""
        if laid is None:
            self.left_out += 1
            return
        pictures, seen = laid
        cells = _cells(*self.size_px)
        maps = layer_maps(net, pictures, PAIRS)
        by_layer = [_mean_seen(of, seen, cells) for of in maps]
        self.rows.append({
            "t_s": self.last[1].at_s,
            "lag_s": (self.last[2].at_s - self.last[0].at_s) / 2,
            "seen": _shrunk(seen.astype(np.float32), cells),
            "distance": np.sum(by_layer, axis=0),
            "fine": by_layer[0],
        })  # fmt: skip

    def observation(self, net: PerceptualNet) -> Warped:
        """All that was measured."""
        rows, columns = _cells(*self.size_px)
        empty: F32 = np.zeros((0, rows, columns), np.float32)
        of_pairs: F32 = np.zeros((0, len(PAIRS), rows, columns), np.float32)
        seen, distance, fine = (
            np.asarray([row[name] for row in self.rows], np.float32) if self.rows else none
            for name, none in (("seen", empty), ("distance", of_pairs), ("fine", of_pairs))
        )
        return Warped(
            backbone=net.name, scale=net.scale, has_layers=net.layers is not None, size_px=self.size_px,
            t_s=np.array([row["t_s"] for row in self.rows], np.float64),
            lag_s=np.array([row["lag_s"] for row in self.rows], np.float64),
            seen=seen, distance=distance, fine=fine,
            frames=self.frames, repeats=self.repeats, left_out=self.left_out,
        )  # fmt: skip


def _laid(there: optical.Estimator, back: optical.Estimator, three: list[_Frame]) -> "tuple[F32, Mask] | None":
    """Three frames on the first, (3, H, W, 3), and where all can be seen, (H, W); None where they cannot be followed.

    What cannot be seen is filled from the first, so that its edges are no difference.
    """
    first, middle, third = three
    steps = [_step(there, back, one, other) for one, other in ((first, middle), (middle, third))]
    if any(step is None for step in steps) or not first.at_s < middle.at_s < third.at_s:
        return None
    (forward, seen), (onward, seen_on) = (step for step in steps if step is not None)
    far = forward + optical.warp(onward, forward)
    seen = seen & (optical.warp(seen_on.astype(np.float32), forward) > 0.99)  # noqa: PLR2004
    size = first.rgb.shape[:2]
    shown = _enlarged_mask(seen, size)
    base = first.rgb.astype(np.float32)
    brought = [
        np.where(shown[..., None], optical.warp_picture(frame.rgb, _enlarged_flow(flow, size)), base)
        for frame, flow in ((middle, forward), (third, far))
    ]
    return np.stack([base, *brought]), shown


def _step(there: optical.Estimator, back: optical.Estimator, one: _Frame, other: _Frame) -> "tuple[F32, Mask] | None":
    """Flow from a frame to the next and where it can be followed; None for what `observers.flow` calls a break."""
    forward = there(one.grey, other.grey)
    seen = optical.visible(forward, back(other.grey, one.grey))
    alike = likeness(one.grey.astype(np.float32), optical.warp(other.grey.astype(np.float32), forward))
    return None if is_break(float(seen.mean()), alike) else (forward, seen)


def _enlarged_flow(flow: F32, size: tuple[int, ...]) -> F32:
    height, width = size[:2]
    large = cv2.resize(flow, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large * np.array([width / flow.shape[1], height / flow.shape[0]], np.float32), np.float32)


def _enlarged_mask(seen: Mask, size: tuple[int, ...]) -> Mask:
    large = cv2.resize(seen.astype(np.float32), (size[1], size[0]), interpolation=cv2.INTER_LINEAR)
    side = 2 * MARGIN_PX + 1
    return np.asarray(cv2.erode((large > 0.99).astype(np.uint8), np.ones((side, side), np.uint8)) > 0)  # noqa: PLR2004


def _cells(height: int, width: int) -> tuple[int, int]:
    short = min(height, width)
    return round(CELLS_ALONG_SHORT_SIDE * height / short), round(CELLS_ALONG_SHORT_SIDE * width / short)


def _mean_seen(of: F32, seen: Mask, cells: tuple[int, int]) -> F32:
    """A layer's distances by cell, of what is seen: (h, w, 3) in, (3, rows, columns) out."""
    weight = _shrunk(seen.astype(np.float32), (of.shape[0], of.shape[1]))
    total, share = _shrunk(of * weight[..., None], cells), _shrunk(weight, cells)[..., None]
    return np.divide(total, share, out=np.zeros_like(total), where=share > 0).transpose(2, 0, 1)


def _shrunk(values: F32, size: tuple[int, int]) -> F32:
    return np.asarray(cv2.resize(values, (size[1], size[0]), interpolation=cv2.INTER_AREA), np.float32)
