"""Brightness that comes and goes although nothing moves."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, Series, metric
from promptkit.metrics._pairs import usable_pairs

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow
    from promptkit.observers.luma import Luma

F64 = NDArray[np.float64]
Response = Callable[[F64], F64]
"""Sensitivity at frequencies in Hz."""

FAST_FROM_HZ, FAST_TO_HZ = 1.5, 30.0
SLOW_FROM_HZ = 0.25
LOCAL_FROM_HZ = 2.5
"""What moves through a tile changes its light slowly and passes for flicker; above this it hardly does."""
LEAST_RATE_HZ = 5.0
"""Below this a frame rate carries too little of the band to be called flicker."""
LEAST_SPAN_S = 1 / FAST_FROM_HZ
LEAST_SPAN_FOR_SLOW_S = 2.0
LEAST_SEEN = 0.5
"""A tile counts in a pair when this share of it can be followed, in a clip when it counts in this share of pairs."""
AGREED = 0.25
"""The quartile nearer to zero stands for a crowd: what three quarters of its members do at least, in one direction.
Flicker is what pixels, tiles and moments agree on; errors of the flow and moving shadows are what they do not."""
SLOW_WEIGHT = 0.5
"""Of the slow contrast in the value: slow changes are less visible, and commoner in clips without a fault."""
MOTION_ERROR = 0.3
"""Local contrast that the flow's errors may make, per frame height that the tile moves from frame to frame. The worst
tiles of clean clips have up to about that; at half the frame rate, where all moves twice as far, twice as much."""
NOISE = 0.003
"""Contrast that noise, coding and rounding leave in a clean clip, taken off in energy. An eye needs 0.005 to see it."""
BLACK = 0.002
"""Tiles darker than this for most of the clip are bars, not picture (relative luminance, sRGB code 6). The luma
observer holds the same level; importing it from there would load OpenCV into the metric."""
WINDOW_S = 0.5
"""Length of the sliding window of the series."""


@metric(unit="visible contrast", better="lower", version=2, needs=("flow", "luma"), margin=0.005)
def flicker(flow: "Flow", luma: "Luma") -> Measurement:
    """Visible flicker: the contrast of the 5 Hz flicker of the whole picture that is as visible as this clip's.

    The change of log luminance along the motion is followed tile by tile, integrated over time, and weighted with the
    eye's transient channel R(f) = exp(-(f^0.1898 - 5^0.1898)² / 0.12314), 1 at 5 Hz, to 30 Hz or half the frame rate.

    Global contrast, from 1.5 Hz: the tiles' median changes, and of these at each moment the tiles' quartile nearer to
    zero, for real flicker has all tiles brighten at once; √2 times the root mean square over time. The same through the
    sustained channel, from 0.25 to 1.5 Hz and without the clip's trend, is the slow part: pumping of the exposure.
    Local contrast, from 2.5 Hz: each tile's change less the median tile's, as the quartile of its pixels that is nearer
    to zero; the envelope's lower quartile over time, for flicker lasts and errors come in bursts; less what the motion
    through the tile explains, in energy; in the worst tile. A sine of contrast c and f Hz gives c R(f) either way.

    The value is √(max(global, local)² + (slow / 2)² - 0.003²), or 0 where nothing rises above that noise.

    Shape: P pairs of frames, rows × columns tiles in; one value out; the fast contrast in a sliding half second as
        series.
    Detail: `global_fast`, `global_slow` (null under 2 s), `global_peak_hz`, `local`, `worst_tile` (left, top, right,
        bottom as shares of the frame; `peak_hz`), `band_hz`, `rate_hz`, `coverage`, `pairs`, `left_out` (pairs),
        `left_out_why`, `left_out_at_s`.
    Not applicable: fewer than 5 frames per second; less than 0.67 s or less than half of the pairs usable; no picture.
    References: temporal channels of ColorVideoVDP (Mantiuk et al. 2024, `get_temporal_filters`); flow-compensated
        comparison as in Lai et al. 2018.
    """
    frames_s, rate_hz, usable = _time_axis(flow)
    counts = _followed(flow, usable) & (np.median(luma.tiles, axis=0) >= BLACK)
    if not counts.any():
        raise NotApplicable("no part of the picture is bright enough and can be followed from frame to frame")
    shared = _shared_change(flow.tile_change[..., 1], counts)
    own = np.where(counts, _nearer_zero(*(flow.tile_change[..., at] - shared[:, None, None] for at in (0, 2))), 0)
    tiles, own = (_evenly(change, frames_s, rate_hz) for change in (np.where(counts, flow.tile_change[..., 1], 0), own))

    there = counts.any(axis=0)
    whole = _agreed(_weighted(tiles, rate_hz, transient).real[:, there])
    local = _weighted(own, rate_hz, local_transient)
    contrast = _beyond_motion(np.quantile(np.abs(local), AGREED, axis=0), flow, usable)
    row, column = (int(at) for at in np.unravel_index(np.argmax(contrast), contrast.shape))
    worst = local[:, row, column].real * (contrast[row, column] > 0)
    global_fast, local_fast = _rms_contrast(whole), float(contrast[row, column])
    slow = None
    if len(tiles) >= LEAST_SPAN_FOR_SLOW_S * rate_hz:
        slow = _rms_contrast(_agreed(_weighted(tiles - tiles.mean(axis=0), rate_hz, sustained).real[:, there]))
    energy = max(global_fast, local_fast) ** 2 + (SLOW_WEIGHT * (slow or 0.0)) ** 2
    return Measurement(
        float(np.sqrt(max(0.0, energy - NOISE**2))),
        {
            "global_fast": global_fast,
            "global_slow": slow,
            "global_peak_hz": _peak_hz(whole, rate_hz),
            "local": local_fast,
            "worst_tile": _place(flow, row, column) | {"peak_hz": _peak_hz(worst, rate_hz)} if local_fast else None,
            "band_hz": [FAST_FROM_HZ, min(FAST_TO_HZ, rate_hz / 2)],
            "rate_hz": rate_hz,
            "coverage": float(flow.coverage[usable].mean()),
            **_left_out(flow, usable),
        },
        _series(np.maximum(_sliding(whole, rate_hz), _sliding(worst, rate_hz)), frames_s[0], rate_hz),
    )


def transient(f_hz: F64, *, from_hz: float = FAST_FROM_HZ) -> F64:
    """Sensitivity of the eye's transient channel, 1 at 5 Hz, faded in at `from_hz` and out above 30 Hz; f_hz > 0."""
    fade_in = 1 / np.sqrt(1 + (from_hz / f_hz) ** 8)
    channel = np.exp(-((f_hz**0.1898 - 5**0.1898) ** 2) / 0.12314)
    return np.asarray(channel * fade_in * (f_hz <= FAST_TO_HZ))


def local_transient(f_hz: F64) -> F64:
    """The same for single tiles, faded in around 2.5 Hz."""
    return transient(f_hz, from_hz=LOCAL_FROM_HZ)


def sustained(f_hz: F64) -> F64:
    """Sensitivity of the eye's sustained channel, 1 at rest, kept between about 0.25 and 1.5 Hz; f_hz > 0."""
    fade = 1 / np.sqrt((1 + (SLOW_FROM_HZ / f_hz) ** 8) * (1 + (f_hz / FAST_FROM_HZ) ** 8))
    return np.asarray(np.exp(-(f_hz**1.3314) / 5.79336) * fade)


def _time_axis(flow: "Flow") -> tuple[F64, float, NDArray[np.bool_]]:
    """Times of the frames, the frame rate, and which pairs can be used; or why the question has no answer."""
    if len(flow.t_s) == 0:
        raise NotApplicable("a single frame cannot flicker")
    frames_s = np.append(flow.t_s, flow.t_s[-1] + flow.dt_s[-1])
    usable = usable_pairs(flow)
    step_s = float((frames_s[-1] - frames_s[0]) / len(usable))
    if not _is_even(frames_s, step_s):
        step_s = float(np.median(flow.dt_s))
    rate_hz = 1 / step_s
    if rate_hz < LEAST_RATE_HZ:
        raise NotApplicable(f"{rate_hz:.3g} frames per second; flicker needs {LEAST_RATE_HZ:g} or more")
    if flow.dt_s[usable].sum() < LEAST_SPAN_S or 2 * np.count_nonzero(usable) < len(usable):
        raise NotApplicable(
            f"{flow.dt_s[usable].sum():.2f} s of the clip can be followed ({np.count_nonzero(usable)} of {len(usable)} "
            f"pairs of frames); flicker needs {LEAST_SPAN_S:.2f} s and half of the pairs"
        )
    return frames_s, rate_hz, usable


def _is_even(frames_s: F64, step_s: float) -> bool:
    """Whether time stamps are at equal steps but for rounding: off by less than 0.3 of a step (GIF counts in 10 ms)."""
    return bool(np.abs(frames_s - frames_s[0] - np.arange(len(frames_s)) * step_s).max() < 0.3 * step_s)


def _followed(flow: "Flow", usable: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where tiles count. (P, rows, columns)."""
    counts = (flow.tile_seen >= LEAST_SEEN) & usable[:, None, None]
    return np.asarray(counts & (counts[usable].mean(axis=0) >= LEAST_SEEN))


def _shared_change(change: NDArray[np.float32], counts: NDArray[np.bool_]) -> F64:
    """Median over the tiles that count; 0 where none does. Shape: (P, rows, columns) in, (P,) out."""
    return np.array([np.median(now[keep]) if keep.any() else 0.0 for now, keep in zip(change, counts, strict=True)])


def _nearer_zero(low: F64, high: F64) -> F64:
    """Of a lower and an upper quartile the one nearer to zero; 0 where their signs differ."""
    return np.asarray(np.maximum(low, 0) + np.minimum(high, 0))


def _agreed(signals: F64) -> F64:
    """What three quarters of the tiles do at least, moment by moment. Shape: (T, tiles) in, (T,) out."""
    return _nearer_zero(*np.quantile(signals, [AGREED, 1 - AGREED], axis=1))


def _beyond_motion(contrast: F64, flow: "Flow", usable: NDArray[np.bool_]) -> F64:
    """Contrast without what errors in following the tile may make of its motion. Shape: (rows, columns) both.

    Motion is the upper quartile over time of how far the tile moves from frame to frame, in frame heights.
    """
    step = np.hypot(flow.tile_flow[..., 0], flow.tile_flow[..., 1])[usable] * flow.dt_s[usable, None, None]
    return np.asarray(np.sqrt(np.maximum(0, contrast**2 - (MOTION_ERROR * np.quantile(step, 1 - AGREED, axis=0)) ** 2)))


def _evenly(change: F64, frames_s: F64, rate_hz: float) -> F64:
    """Changes from frame to frame as changes over equal steps of 1 / `rate_hz`.

    Of frames at uneven times (variable frame rate) the accumulated change is interpolated linearly.
    """
    if _is_even(frames_s, 1 / rate_hz):
        return change
    even_s = frames_s[0] + np.arange(round((frames_s[-1] - frames_s[0]) * rate_hz) + 1) / rate_hz
    level = np.concatenate([np.zeros_like(change[:1]), np.cumsum(change, axis=0)]).reshape(len(frames_s), -1)
    resampled = np.stack([np.interp(even_s, frames_s, column) for column in level.T], axis=-1)
    return np.diff(resampled, axis=0).reshape(-1, *change.shape[1:])


def _weighted(change: F64, rate_hz: float, sensitivity: Response) -> NDArray[np.complex128]:
    """The level whose changes are given, filtered by a sensitivity, as an analytic signal.

    A difference over one frame multiplies the spectrum by exp(2πif / rate) - 1, which is 2 sin(πf / rate) in size;
    dividing by that integrates it. The level is taken to rest before and after the clip.

    Returns:
        Real part: visible contrast over time. Absolute value: its envelope, which does not depend on where in a cycle
        the frames happen to lie.
    """
    count = len(change)
    padded = 1 << int(np.ceil(np.log2(count + 4 * rate_hz)))
    f_hz: F64 = np.asarray(np.fft.rfftfreq(padded, 1 / rate_hz)[1:], np.float64)
    response = np.zeros(padded, complex)
    response[1 : padded // 2 + 1] = 2 * sensitivity(f_hz) / (np.exp(2j * np.pi * f_hz / rate_hz) - 1)
    response[padded // 2] /= 2  # half the rate is its own negative frequency
    spectrum = np.fft.fft(change, padded, axis=0) * response.reshape(-1, *[1] * (change.ndim - 1))
    return np.asarray(np.fft.ifft(spectrum, axis=0)[:count])


def _rms_contrast(signal: F64) -> float:
    return float(np.sqrt(2 * np.mean(signal**2)))


def _peak_hz(signal: F64, rate_hz: float) -> float | None:
    """Where a signal is strongest; None for silence."""
    if not np.abs(signal).max() > 1e-6:  # noqa: PLR2004  # rounding of float32 changes
        return None
    padded = 1 << int(np.ceil(np.log2(8 * len(signal))))
    spectrum = np.fft.rfft(signal * np.hanning(len(signal)), padded)
    return float(np.argmax(np.abs(spectrum)) * rate_hz / padded)


def _sliding(signal: F64, rate_hz: float) -> F64:
    """√2 times the root mean square in a sliding window."""
    window = np.ones(min(len(signal), max(1, round(WINDOW_S * rate_hz))))
    power = np.convolve(signal**2, window, mode="same") / np.convolve(np.ones(len(signal)), window, mode="same")
    return np.asarray(np.sqrt(2 * power))


def _series(contrast: F64, start_s: float, rate_hz: float) -> Series:
    times = start_s + np.arange(len(contrast)) / rate_hz
    return Series(tuple(map(float, times)), tuple(map(float, contrast)))


def _place(flow: "Flow", row: int, column: int) -> dict[str, Any]:
    """A tile's box as shares of the frame's width and height."""
    height, width = flow.size_px
    left, top = column * flow.tile_px, row * flow.tile_px
    return {
        "left": left / width,
        "top": top / height,
        "right": min(1.0, (left + flow.tile_px) / width),
        "bottom": min(1.0, (top + flow.tile_px) / height),
    }


def _left_out(flow: "Flow", usable: NDArray[np.bool_]) -> dict[str, Any]:
    return {
        "pairs": len(usable),
        "left_out": int(np.count_nonzero(~usable)),
        "left_out_why": None if usable.all() else "cut, flash or frames too unlike each other to be followed",
        "left_out_at_s": [float(at) for at in flow.t_s[~usable]],
    }
