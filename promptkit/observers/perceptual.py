"""How far frames are from each other to the eye of a network: consecutive ones, and ones some seconds apart."""

import math
from collections import deque
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from promptkit.nets.perceptual import SHORT_SIDE_PX, PerceptualNet, load_perceptual
from promptkit.observer import Stream, Watching, observer
from promptkit.observers._large_enough import size_for

F64 = NDArray[np.float64]

GRID_HZ = 8.0
"""Rate of the time grid that lags are read on: the smallest lag is one step of it."""
LAGS_S = (0.125, 0.25, 0.5, 1.0, 2.0, 4.0)
_HALF_STEP_S = 0.5 / GRID_HZ
_TINY_S = 1e-6
_BATCH = 8
"""Frames that a network sees at once: more is no faster on a CPU and only takes memory."""


@dataclass(frozen=True, kw_only=True)
class Perceptual:
    """Distances between frames, in the unit of the backbone.

    T frames; G samples of them, one near each step of an 8 Hz grid that starts at the first frame; L lags.
    Shape: pts_s (T,), adjacent (T - 1,), sample_s (G,), lags_s (L,), lagged (G, L), lagged_s (G, L), to_first (G,).
    """

    backbone: str
    scale: str
    """The unit: "LPIPS", "LPIPS (tiny)" or "1 − MS-SSIM"."""
    height_px: int
    """Size at which frames were compared."""
    width_px: int
    pts_s: F64
    adjacent: F64
    """Distance of frame i + 1 from frame i, at the clip's own rate."""
    sample_s: F64
    """Time stamps of the samples; no frame is sampled twice, so below 8 fps they are all frames."""
    lags_s: F64
    lagged: F64
    """Distance of each sample from the one nearest to `lags_s` before; NaN where none is within half a grid step."""
    lagged_s: F64
    """The lags really taken, where `lagged` is not NaN."""
    to_first: F64


@observer(version=1, depends_on=("perceptual", "device"))
def perceptual(stream: Stream) -> Watching[Perceptual]:
    """Watch with the stream's perceptual backbone; each frame goes through the network once.

    Memory: the features of one batch and of four seconds of samples, however long the clip.

    Raises:
        NotApplicable: the frames are too small for the backbone.
    """
    net = load_perceptual(stream.perceptual, stream.device)
    pts_s: list[F64] = []
    adjacent: list[F64] = []
    samples = _Samples(net)
    last: list[Any] = []
    size = (0, 0)
    while (chunk := (yield)) is not None:
        frames = chunk.short_side(SHORT_SIDE_PX)
        size = size_for(net, frames)
        pts_s.append(chunk.pts_s)
        for start in range(0, len(frames), _BATCH):
            features = net.features(frames[start : start + _BATCH])
            adjacent.append(net.distances(list(pairwise([*last, *features]))))
            for t, feature in zip(chunk.pts_s[start : start + _BATCH], features, strict=True):
                samples.offer(float(t), feature)
            last = [features[-1]]
    return Perceptual(
        backbone=net.name, scale=net.scale, height_px=size[0], width_px=size[1],
        pts_s=np.concatenate(pts_s), adjacent=np.concatenate(adjacent),
        sample_s=np.array(samples.times_s), lags_s=np.array(LAGS_S), lagged=np.array(samples.lagged),
        lagged_s=np.array(samples.lagged_s), to_first=np.array(samples.to_first),
    )  # fmt: skip


@dataclass
class _Samples:
    """The frames nearest to the grid, decided as they come, so that a cut clip has the samples of the whole one."""

    net: PerceptualNet
    times_s: list[float] = field(default_factory=list)
    lagged: list[F64] = field(default_factory=list)
    lagged_s: list[F64] = field(default_factory=list)
    to_first: list[float] = field(default_factory=list)
    _first: Any = None
    _window: deque[tuple[float, Any]] = field(default_factory=deque)
    _previous_s: float | None = None
    _next_step: int = 0

    def offer(self, t: float, feature: Any) -> None:
        """Take the frame if the next one would be farther from the next step of the grid (at a steady rate)."""
        step_s = 0.0 if self._previous_s is None else min(t - self._previous_s, 2 * _HALF_STEP_S)
        self._previous_s = t
        start_s = self.times_s[0] if self.times_s else t
        reach_s = t - start_s + step_s / 2 + _TINY_S
        if reach_s * GRID_HZ < self._next_step:
            return
        self._next_step = math.floor(reach_s * GRID_HZ) + 1
        self._take(t, feature)

    def _take(self, t: float, feature: Any) -> None:
        if not self.times_s:
            self._first = feature
        while self._window and self._window[0][0] < t - LAGS_S[-1] - _HALF_STEP_S - _TINY_S:
            self._window.popleft()
        partners = [self._nearest(t - lag_s) for lag_s in LAGS_S]
        pairs = [(feature, self._first)] + [(feature, partner[1]) for partner in partners if partner]
        to_first, *found = self.net.distances(pairs)
        lagged, lagged_s = np.full((2, len(LAGS_S)), np.nan)
        present = [index for index, partner in enumerate(partners) if partner]
        lagged[present] = found
        lagged_s[present] = [t - partner[0] for partner in partners if partner]
        self.times_s.append(t)
        self.to_first.append(float(to_first))
        self.lagged.append(lagged)
        self.lagged_s.append(lagged_s)
        self._window.append((t, feature))

    def _nearest(self, t: float) -> tuple[float, Any] | None:
        """The sample nearest to a time, if it is within half a grid step."""
        best = min(self._window, key=lambda sample: abs(sample[0] - t), default=None)
        return best if best and abs(best[0] - t) <= _HALF_STEP_S + _TINY_S else None
