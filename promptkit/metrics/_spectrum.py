"""Signals over the time of a clip, whatever its frame rate, through the sensitivity of an eye."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import NotApplicable, Series
from promptkit.metrics._pairs import frame_times_s, usable_pairs

if TYPE_CHECKING:
    from promptkit.observers.flow import Flow

F64 = NDArray[np.float64]
Response = Callable[[F64], F64]
"""Sensitivity at frequencies in Hz."""

LEAST_RATE_HZ = 5.0
"""Below this a frame rate carries too little of the band to be called flicker."""
WINDOW_S = 0.5
"""Over which a curve says how much there is."""


def time_axis(
    flow: "Flow", *, least_span_s: float, without: NDArray[np.bool_] | None = None
) -> tuple[F64, float, NDArray[np.bool_]]:
    """Times of the frames, the frame rate, and which pairs can be used.

    Args:
        flow: the pairs.
        least_span_s: how long they must be followed.
        without: (P,) pairs that do not count, such as the seams of a loop.

    Raises:
        NotApplicable: a single frame, too low a rate, or too little that can be followed.
    """
    if len(flow.t_s) == 0:
        raise NotApplicable("a single frame cannot flicker")
    frames_s = frame_times_s(flow.t_s, flow.dt_s)
    usable = usable_pairs(flow) if without is None else usable_pairs(flow) & ~without
    step_s = float((frames_s[-1] - frames_s[0]) / len(usable))
    if not is_even(frames_s, step_s) and usable.any():
        step_s = float(np.median(flow.dt_s[usable]))
    rate_hz = 1 / step_s if step_s > 0 else 0.0
    if rate_hz < LEAST_RATE_HZ:
        raise NotApplicable(f"{rate_hz:.3g} frames per second; flicker needs {LEAST_RATE_HZ:g} or more")
    if flow.dt_s[usable].sum() < least_span_s or 2 * np.count_nonzero(usable) < len(usable):
        raise NotApplicable(
            f"{flow.dt_s[usable].sum():.2f} s of the clip can be followed ({np.count_nonzero(usable)} of {len(usable)} "
            f"pairs of frames); flicker needs {least_span_s:.2f} s and half of the pairs"
        )
    return frames_s, rate_hz, usable


def evenly(change: F64, frames_s: F64, rate_hz: float) -> F64:
    """Changes from frame to frame as changes over equal steps of 1 / `rate_hz`.

    Of frames at uneven times (variable frame rate) the accumulated change is interpolated linearly.
    """
    if is_even(frames_s, 1 / rate_hz):
        return change
    even_s = frames_s[0] + np.arange(round((frames_s[-1] - frames_s[0]) * rate_hz) + 1) / rate_hz
    level = np.concatenate([np.zeros_like(change[:1]), np.cumsum(change, axis=0)]).reshape(len(frames_s), -1)
    resampled = np.stack([np.interp(even_s, frames_s, column) for column in level.T], axis=-1)
    return np.diff(resampled, axis=0).reshape(-1, *change.shape[1:])


def weighted(change: F64, rate_hz: float, sensitivity: Response) -> NDArray[np.complex128]:
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


def peak_hz(signal: F64, rate_hz: float) -> float | None:
    """Where a signal is strongest; None for silence."""
    if not np.abs(signal).max() > 1e-6:  # noqa: PLR2004  # rounding of float32 changes
        return None
    padded = 1 << int(np.ceil(np.log2(8 * len(signal))))
    spectrum = np.fft.rfft(signal * np.hanning(len(signal)), padded)
    return float(np.argmax(np.abs(spectrum)) * rate_hz / padded)


def sliding(signal: F64, rate_hz: float) -> F64:
    """√2 times the root mean square in a sliding window of `WINDOW_S`."""
    window = np.ones(min(len(signal), max(1, round(WINDOW_S * rate_hz))))
    power = np.convolve(signal**2, window, mode="same") / np.convolve(np.ones(len(signal)), window, mode="same")
    return np.asarray(np.sqrt(2 * power))


def curve(level: F64, start_s: float, rate_hz: float) -> Series:
    """A level at even times."""
    return Series.of(start_s + np.arange(len(level)) / rate_hz, level)


def is_even(frames_s: F64, step_s: float) -> bool:
    """Whether time stamps are at equal steps but for rounding: off by less than 0.3 of a step (GIF counts in 10 ms)."""
    return bool(np.abs(frames_s - frames_s[0] - np.arange(len(frames_s)) * step_s).max() < 0.3 * step_s)
