"""Degradations of detail and shape."""

import numpy as np

from promptkit.testing._frames import F32, Floats, Frames, thresholds, whole
from promptkit.testing._warp import displaced

FINE_FRAME_HEIGHTS = 1 / 128
"""Standard deviation of the blur that parts fine texture from the rest: 2 px at 256 lines."""
GRAIN_FRAME_HEIGHTS = 1 / 32
"""Grid of the field that displaces texture: texture within 8 px at 256 lines moves together."""
WOBBLE_GRID = (3, 4)
WOBBLE_HZ = (0.5, 2.0)
QUIVER_FRAME_HEIGHTS = 1 / 16
"""Standard deviation of the blur of what `quiver` draws: 16 px at 256 lines, bends of half the picture and less."""


def noise(rgb: Frames, fps: float, *, amount: float, seed: int = 0) -> Frames:
    """Gaussian noise, new in every frame, pixel and channel; `amount` is its standard deviation in code values.

    In the ladder 1, 2, 4, 8, 16. Black and white are cut off as in a camera.
    """
    del fps
    rng, pattern = np.random.default_rng(seed), thresholds(rgb, seed)
    strength = np.float32(amount)
    return np.stack([whole(frame + strength * rng.standard_normal(frame.shape, np.float32), pattern) for frame in rgb])


def blur_over_time(rgb: Frames, fps: float, *, amount: float, seed: int = 0) -> Frames:
    """Sharpness is lost steadily: a Gaussian blur that grows from nothing in the first frame.

    `amount` is its standard deviation in the last frame, in frame heights. In the ladder 0.001, 0.002, 0.004, 0.008,
    0.016: 0.004 is 4 px at 1080 lines. A grating of wavelength λ keeps exp(-2π²σ²/λ²) of its contrast.
    """
    import cv2  # noqa: PLC0415

    del fps
    pattern, out = thresholds(rgb, seed), rgb.copy()
    for k, frame in enumerate(rgb[1:], start=1):
        sigma_px = amount * rgb.shape[1] * k / (len(rgb) - 1)
        kernel = _gaussian(sigma_px**2)
        soft: F32 = np.asarray(cv2.sepFilter2D(frame.astype(np.float32), -1, kernel, kernel), np.float32)
        out[k] = whole(soft, pattern)
    return out


def texture_crawl(rgb: Frames, fps: float, *, amount: float, seed: int = 0) -> Frames:
    """Fine texture boils: it is displaced by a random field that is new in every frame; large shapes stand still.

    What a Gaussian blur of 1/128 of the frame's height takes away is displaced, and put back. `amount` is the root mean
    square length of the displacement in frame heights. In the ladder 0.0005, 0.001, 0.002, 0.004, 0.008.
    """
    import cv2  # noqa: PLC0415

    del fps
    rng, pattern, out = np.random.default_rng(seed), thresholds(rgb, seed), np.empty_like(rgb)
    height, width = rgb.shape[1:3]
    grid = tuple(max(2, round(side / (GRAIN_FRAME_HEIGHTS * height))) for side in (height, width))
    for k, frame in enumerate(rgb):
        values = frame.astype(np.float32)
        coarse = cv2.GaussianBlur(values, (0, 0), FINE_FRAME_HEIGHTS * height)
        field = _grown(rng.standard_normal((*grid, 2), np.float32), height, width)
        field *= np.float32(amount * height) / _rms_length(field)
        out[k] = whole(coarse + displaced(values - coarse, field), pattern)
    return out


def warp_wobble(rgb: Frames, fps: float, *, amount: float, seed: int = 0) -> Frames:
    """Shapes wobble as if seen through moving water: a smooth large-scale warp that changes all the time.

    The warp is drawn on a grid of 3 × 4 points, each swinging at its own frequency of 0.5 to 2 Hz. `amount` is the root
    mean square length of the displacement, over picture and time, in frame heights. In the ladder 0.001, 0.002, 0.004,
    0.008, 0.016: 0.004 is 4 px at 1080 lines.
    """
    rng, pattern, out = np.random.default_rng(seed), thresholds(rgb, seed), np.empty_like(rgb)
    height, width = rgb.shape[1:3]
    t_s = np.arange(len(rgb))[:, None, None, None] / fps
    hz, phase = (rng.uniform(low, high, (*WOBBLE_GRID, 2)) for low, high in (WOBBLE_HZ, (0, 2 * np.pi)))
    swings = np.sin(2 * np.pi * hz * t_s + phase).astype(np.float32)
    typical = _rms_length(np.stack([_grown(swing, 48, 64) for swing in swings]))
    for k, swing in enumerate(swings):
        field = _grown(swing, height, width) * np.float32(amount * height) / typical
        out[k] = whole(displaced(rgb[k].astype(np.float32), field), pattern)
    return out


def quiver(rgb: Frames, fps: float, *, amount: float, seed: int = 0) -> Frames:
    """Shapes boil: each frame is bent by a smooth random field of its own, as generated video often is.

    The field is noise after a Gaussian blur of 1/16 of the frame's height. `amount` is its root mean square length in
    frame heights. In the ladder 0.0005, 0.001, 0.002, 0.004, 0.008.
    """
    import cv2  # noqa: PLC0415

    del fps
    rng, pattern, out = np.random.default_rng(seed), thresholds(rgb, seed), np.empty_like(rgb)
    height, width = rgb.shape[1:3]
    for k, frame in enumerate(rgb):
        drawn = rng.standard_normal((height, width, 2), np.float32)
        field = np.asarray(cv2.GaussianBlur(drawn, (0, 0), QUIVER_FRAME_HEIGHTS * height), np.float32)
        field *= np.float32(amount * height) / _rms_length(field)
        out[k] = whole(displaced(frame.astype(np.float32), field), pattern)
    return out


def shake(rgb: Frames, fps: float, *, amount: float, seed: int = 0) -> Frames:
    """The camera jumps about: each frame as a whole is moved by a normally distributed displacement of its own.

    `amount` is its root mean square length in frame heights. In the ladder 0.001, 0.002, 0.004, 0.008, 0.016: 0.004 is
    4 px at 1080 lines. A hand that holds the camera moves it further, but slowly.
    """
    del fps
    rng, pattern, out = np.random.default_rng(seed), thresholds(rgb, seed), np.empty_like(rgb)
    shifts = rng.standard_normal((len(rgb), 2)) * amount * rgb.shape[1] / np.sqrt(2)
    for k, shift in enumerate(shifts):
        field = np.broadcast_to(shift.astype(np.float32), (*rgb.shape[1:3], 2))
        out[k] = whole(displaced(rgb[k].astype(np.float32), field), pattern)
    return out


def _gaussian(variance: float) -> F32:
    """The discrete Gaussian kernel exp(-t)·I_n(t), whose variance is t also where that is far under a pixel.

    Lindeberg 1990, "Scale-space for discrete signals". A sampled Gaussian of a quarter of a pixel blurs nothing.
    """
    from scipy.special import ive  # noqa: PLC0415

    reach = int(4 * variance**0.5) + 2
    kernel = ive(np.abs(np.arange(-reach, reach + 1)), variance)
    out: F32 = (kernel / kernel.sum()).astype(np.float32)
    return out


def _grown(grid: F32, height: int, width: int) -> F32:
    """A coarse field (rows, columns, 2) at the size of the picture."""
    import cv2  # noqa: PLC0415

    return np.asarray(cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def _rms_length(field: Floats) -> np.float32:
    return np.float32(np.sqrt(np.mean(np.sum(np.square(field), axis=-1))))
