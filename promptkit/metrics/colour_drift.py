"""Colour that slowly leaves where it was."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, Series, metric
from promptkit.metrics._exposure import DARK, by_exposure
from promptkit.metrics._pairs import LEAST_SEEN, frame_times_s, seen, usable_pairs

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow

F64 = NDArray[np.float64]

WINDOW_S = 3.0
"""The slope of a line over 3 s keeps 91 % of a rate of change that comes and goes at 0.1 Hz, and 3 % at 0.5 Hz."""
HOP_S = 0.5
LEAST_SPAN_S = 1.0
"""Slower than a second is what makes it drift."""
FEWEST_TILES = 6
"""Three numbers a channel are fitted to the tiles; twice as many tiles are a vote."""
AGREED = 1 / 3
"""What two thirds of the tiles do at least counts: water, foliage and errors of the flow drift each their way."""
PRIOR = 0.1
"""Weight of a change of hue or saturation being none, in units of tiles at chroma `CHROMA`."""
CHROMA = 20.0
NOISE = 0.3
"""ΔE*ab per second that clean clips reach by noise, coding and errors of the flow, taken off in energy. It takes 8 s of
it to make a difference that can just be told side by side (2.3, Mahy et al. 1994)."""
_ROUNDS = 8


@metric(unit="ΔE*ab per second", better="lower", version=1, needs=("flow",), margin=0.25, bounds=(0, None))
def colour_drift(flow: "Flow") -> Measurement:
    """Slow change of hue, saturation or white balance: how fast the colours of things leave where they were.

    The change of CIELAB a* and b* along the motion is added up tile by tile; a line fitted over 3 s gives each tile's
    drift; a swing of amplitude A at f Hz, from 0.5 Hz up, moves it by less than A / 4f. A change of colour that the
    tiles share, a cast plus a turn and a stretch of the (a*, b*) plane, is fitted to them robustly; the drift is what
    two thirds of the tiles follow it by at least. It is averaged over windows 0.5 s apart, and 0.3 that noise may make
    is taken off in energy. A cast that grows by d per second all over the picture scores √(d² - 0.3²).

    Lightness does not count: a fade or a change of exposure is no fault of colour (`flicker` sees pumping). As it
    scales a* and b* with L* + 16, that part of their change is taken out by the tiles' median change of lightness.

    The unit is the plain CIE 1976 difference, in which a steady cast adds up to a steady number; ΔE2000 would count the
    same cast as less the more colourful the picture is.

    Zero: no cast grows by more than noise may make, 0.3 a second.
    Shape: P pairs of frames, rows × columns tiles in; one value out; the drift of each window, before the noise is
        taken off, at its middle as series.
    Detail: `a_per_s`, `b_per_s` (of the tiles' median: which way), `lightness_per_s` (L*, not in the value),
        `window_s`, `seen` (share of the picture, over the clip's time), `coverage`, `pairs`, `left_out`.
    Not applicable: less than 1 s or less than half of the pairs can be followed, or fewer than 6 tiles.
    References: CIE 015:2018 (CIELAB); chroma accumulated along the optical flow, as no published metric does.
    """
    usable = usable_pairs(flow)
    span_s = float(flow.dt_s[usable].sum())
    if span_s < LEAST_SPAN_S or 2 * np.count_nonzero(usable) < len(usable):
        raise NotApplicable(
            f"{span_s:.2f} s of the clip can be followed ({np.count_nonzero(usable)} of {len(usable)} pairs of frames);"
            f" colour drift needs {LEAST_SPAN_S:g} s and half of the pairs"
        )
    windows = [found for window in _windows(flow) if (found := _window(flow, usable, window)) is not None]
    if not windows:
        raise NotApplicable(f"fewer than {FEWEST_TILES} parts of the picture can be followed from frame to frame")
    mean = float(np.mean([window.drift for window in windows]))
    lightness, a, b = np.mean([window.median for window in windows], axis=0)
    return Measurement(
        float(np.sqrt(max(0.0, mean**2 - NOISE**2))),
        {
            "a_per_s": float(a),
            "b_per_s": float(b),
            "lightness_per_s": float(lightness),
            "window_s": min(WINDOW_S, float(flow.t_s[-1] + flow.dt_s[-1] - flow.t_s[0])),
            "coverage": float(flow.coverage[usable].mean()),
            "pairs": len(usable),
            "seen": seen(flow.dt_s, usable, flow.coverage),
            "left_out": int(np.count_nonzero(~usable)),
        },
        Series(tuple(w.middle_s for w in windows), tuple(w.drift for w in windows)),
    )


@dataclass(frozen=True)
class _Window:
    middle_s: float
    drift: float
    median: F64
    """(3,) median over the tiles of the drift of L*, a*, b*, per second."""


def _windows(flow: "Flow") -> list[slice]:
    """Pairs of each window: all when the clip is shorter than one, else every `HOP_S` while a whole one is left."""
    end_s = flow.t_s[-1] + flow.dt_s[-1]
    count = max(1, 1 + int((end_s - flow.t_s[0] - WINDOW_S) / HOP_S + 1e-6))
    starts_s = flow.t_s[0] + HOP_S * np.arange(count)
    half_step_s = np.median(flow.dt_s) / 2
    return [slice(*np.searchsorted(flow.t_s, (at - half_step_s, at + WINDOW_S - half_step_s))) for at in starts_s]


def _window(flow: "Flow", usable: NDArray[np.bool_], window: slice) -> _Window | None:
    """The drift in a window; None where too little can be followed."""
    counts = (flow.tile_seen[window] >= LEAST_SEEN) & usable[window, None, None]
    share = counts.mean(axis=0)
    colour = (flow.tile_lab[window] * counts[..., None]).sum(axis=0) / np.maximum(counts.sum(axis=0), 1)[..., None]
    keep = (share >= LEAST_SEEN) & (colour[..., 0] >= DARK)
    if np.count_nonzero(keep) < FEWEST_TILES:
        return None
    exposed = by_exposure(flow.tile_lab[window], flow.tile_lab_change[window], counts) * counts[..., None]
    change = flow.tile_lab_change[window].astype(np.float64) * counts[..., None]
    frames_s = frame_times_s(flow.t_s[window], flow.dt_s[window])
    slopes, plain = (_slopes(of[:, keep], frames_s) / share[keep, None] for of in (change - exposed, change))
    fitted = _shared(slopes[:, 1:], colour[keep, 1:], share[keep])
    along = (slopes[:, 1:] * fitted).sum(axis=1) / np.maximum(1e-9, np.linalg.norm(fitted, axis=1))
    return _Window(
        middle_s=float(frames_s[[0, -1]].mean()),
        drift=max(0.0, float(np.quantile(along, AGREED))),
        median=np.array([*np.median(plain[:, :1], axis=0), *np.median(slopes[:, 1:], axis=0)]),
    )


def _slopes(change: F64, frames_s: F64) -> F64:
    """Slope of the least-squares line through the accumulated change. (P, tiles, 3) in, (tiles, 3) per second out."""
    level = np.concatenate([np.zeros_like(change[:1]), np.cumsum(change, axis=0)])
    off = frames_s - frames_s.mean()
    return np.asarray(np.tensordot(off / (off @ off), level, axes=1))


def _shared(slopes: F64, colours: F64, share: F64) -> F64:
    """What a cast plus a linear map of the (a*, b*) plane gives each tile: Huber's regression with a ridge on the map.

    Shape: slopes (N, 2), colours (N, 2), share (N,) in; (N, 2) out.
    """
    design = np.column_stack([np.ones(len(colours)), colours / CHROMA])
    weight = share
    fitted = np.zeros_like(slopes)
    for _ in range(_ROUNDS):
        ridge = np.diag([0, PRIOR, PRIOR]) * weight.sum()
        fitted = design @ np.linalg.solve((design.T * weight) @ design + ridge, (design.T * weight) @ slopes)
        off = np.linalg.norm(slopes - fitted, axis=1)
        weight = share / np.maximum(1, off / max(1e-6, 1.5 * float(np.median(off))))
    return np.asarray(fitted)
