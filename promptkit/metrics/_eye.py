"""How well an eye sees light and colour that come and go: the temporal channels of ColorVideoVDP, in bands.

References: Mantiuk et al. 2024, `get_temporal_filters`.
"""

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

FAST_FROM_HZ, FAST_TO_HZ = 1.5, 30.0
"""What comes and goes more slowly is pumping of the exposure, or drift of colour."""
SLOW_FROM_HZ = 0.25
LOCAL_FROM_HZ = 2.5
"""What moves through a tile changes its light slowly and passes for flicker; above this it hardly does."""
LEAST_SPAN_S = 1 / FAST_FROM_HZ
"""One cycle: in less nothing can be seen to come and go."""


def transient(f_hz: F64, *, from_hz: float = FAST_FROM_HZ) -> F64:
    """Sensitivity of the eye's transient channel, 1 at 5 Hz, faded in at `from_hz` and out above 30 Hz; f_hz > 0."""
    channel = np.exp(-((f_hz**0.1898 - 5**0.1898) ** 2) / 0.12314)
    return np.asarray(channel * _fade_in(f_hz, from_hz) * (f_hz <= FAST_TO_HZ))


def local_transient(f_hz: F64) -> F64:
    """The same for single tiles, faded in around 2.5 Hz."""
    return transient(f_hz, from_hz=LOCAL_FROM_HZ)


def sustained(f_hz: F64) -> F64:
    """Sensitivity of the eye's sustained channel, 1 at rest, kept between about 0.25 and 1.5 Hz; f_hz > 0."""
    fade = 1 / np.sqrt((1 + (SLOW_FROM_HZ / f_hz) ** 8) * (1 + (f_hz / FAST_FROM_HZ) ** 8))
    return np.asarray(np.exp(-(f_hz**1.3314) / 5.79336) * fade)


def red_green(f_hz: F64) -> F64:
    """Sensitivity of the eye to a change of a*, 1 at rest, faded in at 1.5 Hz; f_hz > 0."""
    return np.asarray(np.exp(-(f_hz**1.1196) / 14.1255) * _fade_in(f_hz, FAST_FROM_HZ))


def yellow_violet(f_hz: F64) -> F64:
    """The same of b*."""
    return np.asarray(np.exp(-(f_hz**0.947901) / 6.63661) * _fade_in(f_hz, FAST_FROM_HZ))


def _fade_in(f_hz: F64, from_hz: float) -> F64:
    return np.asarray(1 / np.sqrt(1 + (from_hz / f_hz) ** 8))
