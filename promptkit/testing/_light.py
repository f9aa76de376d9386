"""Degradations of brightness and colour."""

import numpy as np

from promptkit.errors import UsageError
from promptkit.testing._frames import F32, Floats, Frames, code_of, light_of, thresholds, whole

NEARLY = 0.999
"""Of a frame rate: 23.976 frames per second are called 24, and time stamps are rounded."""

SPOT_FRAME_HEIGHTS = 0.5
"""Across the whole spot of local flicker; half of its amplitude is reached over half of that."""


def global_flicker(rgb: Frames, fps: float, *, amount: float, seed: int = 0, hz: float = 7.5) -> Frames:
    """Brightness of the whole picture goes up and down as a cosine.

    Linear light is multiplied by (1 + m·cos 2πft) / (1 + m): its Michelson contrast over time is m exactly, the first
    frame is as it was, and white is never cut off.

    Args:
        rgb: Frames (T, H, W, 3).
        fps: Frames per second.
        amount: m, 0..1. In the ladder 0.01, 0.02, 0.04, 0.08, 0.16: 1 % is about what an observer can just see of
            uniform flicker at 8 Hz on a bright screen (de Lange 1958), 4 % is plain to everyone.
        seed: Of the rounding.
        hz: Frequency.

    Raises:
        UsageError: frames at this rate cannot show that frequency (`fps` under twice `hz`).
    """
    pattern, light = thresholds(rgb, seed), light_of(np.arange(256, dtype=np.float32))
    gains = (1 + amount * _wave(rgb, fps, hz)) / (1 + amount)
    return np.stack([whole(code_of(light * gain)[frame], pattern) for frame, gain in zip(rgb, gains, strict=True)])


def exposure_pumping(rgb: Frames, fps: float, *, amount: float, seed: int = 0, hz: float = 0.5) -> Frames:
    """Brightness of the whole picture goes slowly up and down, as of a camera that hunts for its exposure.

    The formula of `global_flicker`. In the ladder m = 0.02, 0.04, 0.08, 0.16, 0.32.
    """
    return global_flicker(rgb, fps, amount=amount, seed=seed, hz=hz)


def local_flicker(rgb: Frames, fps: float, *, amount: float, seed: int = 0, hz: float = 7.5) -> Frames:
    """One soft-edged round region flickers; the rest is as it was.

    The formula of `global_flicker` with m·w, where w = cos²(πr/2R) falls from 1 at the middle to 0 at a quarter of the
    frame's height. The middle lies in the middle third of the picture, by the seed (`spot_centre`). In the ladder
    m = 0.02, 0.04, 0.08, 0.16, 0.32.

    Raises:
        UsageError: as `global_flicker`.
    """
    (top, left), weight = _spot(rgb, seed)
    rows, columns = slice(top, top + weight.shape[0]), slice(left, left + weight.shape[1])
    pattern, out = thresholds(rgb, seed), rgb.copy()
    swing = np.float32(amount) * weight[..., None]
    for frame, wave in zip(out, _wave(rgb, fps, hz), strict=True):
        gain = (1 + swing * np.float32(wave)) / (1 + swing)
        frame[rows, columns] = whole(code_of(light_of(frame[rows, columns]) * gain), pattern[rows, columns])
    return out


def spot_centre(rgb: Frames, seed: int = 0) -> tuple[float, float]:
    """Where the middle of the spot of `local_flicker` lies: (y, x) in pixels."""
    y, x = np.random.default_rng(seed).uniform(1 / 3, 2 / 3, 2)
    return float(y * rgb.shape[1]), float(x * rgb.shape[2])


def colour_drift(rgb: Frames, fps: float, *, amount: float, seed: int = 0) -> Frames:
    """The colour cast of the whole picture moves steadily away from where it was; lightness stays.

    CIELAB a*, b* are shifted along one direction, drawn by the seed, by `amount` per second: after t seconds every
    colour that the display can show is ΔE*ab (CIE 1976) = amount·t from where it was. In the ladder 0.5, 1, 2, 4, 8
    per second: 2 is a cast of 6 after 3 s, where about 2.3 can just be told side by side (Mahy et al. 1994).
    """
    return _cast(rgb, amount * np.arange(len(rgb)) / fps, seed)


def colour_flicker(rgb: Frames, fps: float, *, amount: float, seed: int = 0, hz: float = 5.0) -> Frames:
    """The colour cast of the whole picture goes to and fro as a sine; lightness stays.

    CIELAB a*, b* are shifted along one direction, drawn by the seed, by amount·sin 2πft: every colour that the display
    can show swings by that ΔE*ab (CIE 1976) to either side. In the ladder 0.5, 1, 2, 4, 8.

    Raises:
        UsageError: frames at this rate meet the sine where it is 0 (`fps` under three times `hz`).
    """
    return _cast(rgb, amount * _wave(rgb, fps, hz, sine=True), seed)


def _cast(rgb: Frames, shifts: Floats, seed: int) -> Frames:
    """Each frame's CIELAB a*, b* shifted so far in one direction; frames that are not shifted stay as they are."""
    import cv2  # noqa: PLC0415

    angle = np.random.default_rng(seed).uniform(0, 2 * np.pi)
    direction = np.array([0, np.cos(angle), np.sin(angle)], np.float32)
    pattern, out = thresholds(rgb, seed), rgb.copy()
    for k in np.flatnonzero(shifts):
        lab = cv2.cvtColor(rgb[k].astype(np.float32) / np.float32(255), cv2.COLOR_RGB2LAB)
        out[k] = whole(cv2.cvtColor(lab + direction * np.float32(shifts[k]), cv2.COLOR_LAB2RGB) * 255, pattern)
    return out


def _wave(rgb: Frames, fps: float, hz: float, *, sine: bool = False) -> Floats:
    least = (3 if sine else 2) * hz
    if fps < least * NEARLY:
        raise UsageError(
            f"{fps:g} frames per second cannot show flicker at {hz:g} Hz; take a clip of {least:g} or more"
        )
    out: Floats = (np.sin if sine else np.cos)(2 * np.pi * hz * np.arange(len(rgb)) / fps)
    return out


def _spot(rgb: Frames, seed: int) -> tuple[tuple[int, int], F32]:
    """Top left corner, and the weights of the rectangle that the spot touches."""
    height, width = rgb.shape[1:3]
    centre_y, centre_x = spot_centre(rgb, seed)
    radius = SPOT_FRAME_HEIGHTS * height / 2
    top, left = max(0, int(centre_y - radius)), max(0, int(centre_x - radius))
    y, x = np.mgrid[top : min(height, int(centre_y + radius) + 2), left : min(width, int(centre_x + radius) + 2)]
    r = np.minimum(np.hypot(y - centre_y, x - centre_x) / radius, 1)
    return (top, left), (np.cos(np.pi * r / 2) ** 2).astype(np.float32)
