"""Degradations of timing: frames shown twice, left out, at the wrong moment, or from elsewhere."""

from typing import Any

import numpy as np

from promptkit.testing._frames import F32, Floats, Frames, thresholds, whole
from promptkit.testing._warp import displaced


def freeze(rgb: Frames, fps: float, *, amount: float, seed: int = 0) -> Frames:
    """The picture stands still in the middle of the clip for `amount` seconds, then goes on where it would be by then.

    In the ladder 0.1, 0.2, 0.4, 0.8, 1.6 s, one frame at least, all but the ends at most. No randomness.
    """
    del seed
    held = min(max(1, round(amount * fps)), max(0, len(rgb) - 2))
    start = (len(rgb) - held) // 2
    index = np.arange(len(rgb))
    index[start : start + held] = max(0, start - 1)
    return rgb[index]


def duplicated_frames(rgb: Frames, fps: float, *, amount: float, seed: int = 0) -> Frames:
    """Frames drawn at random are shown twice, which delays all later ones; as many are missing at the end.

    `amount` is the share of the frames that are copies of the one before, at least one. In the ladder 0.02, 0.05, 0.1,
    0.2, 0.4.
    """
    del fps
    copies = _count(rgb, amount)
    kept = len(rgb) - copies
    again = np.random.default_rng(seed).choice(kept, copies, replace=copies > kept)
    shown: Frames = rgb[np.sort(np.r_[np.arange(kept), again])]
    return shown


def dropped_frames(rgb: Frames, fps: float, *, amount: float, seed: int = 0) -> Frames:
    """Frames drawn at random are missing and the others close up: movement jumps, and the clip is shorter.

    `amount` is the share of missing frames, at least one; the first and last stay. In the ladder 0.02, 0.05, 0.1, 0.2,
    0.4.
    """
    del fps
    gone = 1 + np.random.default_rng(seed).choice(max(0, len(rgb) - 2), _count(rgb, amount), replace=False)
    return np.delete(rgb, gone, axis=0)


def judder(rgb: Frames, fps: float, *, amount: float, seed: int = 0) -> Frames:
    """Frames show moments that are not evenly spaced, at a constant frame rate.

    Frame k shows the moment k/fps plus a normally distributed error of standard deviation `amount` (seconds), never
    earlier than the frame before. Between two frames the picture is made by moving both along their optical flow. In
    the ladder 0.004, 0.008, 0.016, 0.032, 0.064 s.
    """
    import cv2  # noqa: PLC0415

    moments = np.clip(judder_moments(len(rgb), fps, amount=amount, seed=seed) * fps, 0, len(rgb) - 1)
    pattern, flow = thresholds(rgb, seed), cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    return np.stack([_between(rgb, float(at), pattern, flow) for at in moments])


def judder_moments(frames: int, fps: float, *, amount: float, seed: int = 0) -> Floats:
    """The moments of the original that `judder` shows, in seconds."""
    wrong = np.random.default_rng(seed).standard_normal(frames) * amount
    moments: Floats = np.sort(np.arange(frames) / fps + wrong)
    return moments


def hard_cut(rgb: Frames, fps: float, *, amount: float, seed: int = 0, other: Frames) -> Frames:
    """Hard cuts to another clip and back, evenly spaced; both go on meanwhile.

    `amount` is the number of cuts. In the ladder 1, 2, 3, 4, 5. The other clip is brought to the same size, and starts
    again where it is shorter. Nothing is drawn at random.
    """
    import cv2  # noqa: PLC0415

    del fps, seed
    height, width = rgb.shape[1:3]
    part = np.arange(len(rgb)) * (round(amount) + 1) // len(rgb)
    out = rgb.copy()
    for k in np.flatnonzero(part % 2):
        out[k] = cv2.resize(other[k % len(other)], (width, height), interpolation=cv2.INTER_AREA)
    return out


def loop(rgb: Frames, fps: float, *, amount: float, seed: int = 0) -> Frames:
    """The beginning of the clip is played again and again: `amount` times in all, in the length of the clip.

    In the ladder 2, 3, 4, 5, 6. Nothing is drawn at random.
    """
    del fps, seed
    return rgb[np.arange(len(rgb)) % -(-len(rgb) // round(amount))]


def _count(rgb: Frames, share: float) -> int:
    return max(1, round(share * len(rgb)))


def _between(rgb: Frames, at: float, pattern: F32, flow: Any) -> Frames:
    """The picture at a moment counted in frames; `flow` is a `cv2.DISOpticalFlow` (Kroeger et al. 2016).

    The flow at the place that is filled stands for that at the place it comes from.
    """
    import cv2  # noqa: PLC0415

    first = min(int(at), len(rgb) - 2)
    share = at - first
    if share in {0.0, 1.0}:
        as_it_is: Frames = rgb[first + round(share)]
        return as_it_is
    one, other = rgb[first], rgb[first + 1]
    grey = [cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY) for frame in (one, other)]
    ahead = displaced(one.astype(np.float32), -np.float32(share) * flow.calc(*grey, None))
    back = displaced(other.astype(np.float32), -np.float32(1 - share) * flow.calc(*grey[::-1], None))
    return whole((1 - share) * ahead + share * back, pattern)
