"""Motion-compensated LPIPS: how much of what changes is new in every frame."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, Series, metric
from promptkit.metrics._pairs import LEAST_SEEN

if TYPE_CHECKING:
    from promptkit.observers.warped import Warped

F64 = NDArray[np.float64]

LEAST_CHANGE, LEAST_FINE = 2e-3, 2e-4
"""LPIPS, and its finest layer's part: change of this size, too little to be seen, counts half."""
NATURAL = 0.15
"""Share that half of the clean clips have, by what the flow misses; taken off. Water and spray have up to 0.4."""
LEAST_THREES = 3
"""Fewer are an accident."""


@metric(unit="share", better="lower", version=1, needs=("warped",), margin=0.05, by_request=True, bounds=(0, 3))
def lpips_warped(warped: "Warped") -> Measurement:
    """Motion-compensated LPIPS: the share of change that is new in every frame, as noise and boiling are; by request.

    Three consecutive frames, without repeats, are laid onto the first along the optical flow; what cannot be seen in
    all three is left out. LPIPS is a squared distance, so with d₁₂, d₂₃ and d₁₃ between them, (d₁₂ + d₂₃ - d₁₃) / 2 is
    what the middle frame has alone. Noise that is new in every frame has all three alike and half of each alone; what
    goes on (motion that the flow misses, a face that turns, light) has d₁₃ largest, up to the sum of the others, and
    little or nothing alone. Twice that over the mean of the three (plus 0.002, under which nothing can be seen) is the
    share: 1 for noise, 0 for what goes on, up to 3 for a frame that differs from two equal ones. It is taken in each of
    12 × 21 cells, of all layers and of the finest one, which still sees grain where motion blinds the others; the
    median over cells and time, the larger of the two, less the 0.15 that clean clips have; under 0 is 0.

    A share, and not a distance, because LPIPS along the motion itself does not tell noise from motion: with DIS flow
    and Lai et al.'s mask it has an AUROC of 0.7 on noise and on boiling, as much of what is left is the flow's
    error, and grows with the time between frames. The share does not. What the flow follows (`wobble` and `shake` see
    that), what turns slowly into something else (`identity`, `lpips_drift`) and a single cut (`cuts`) are not in it.
    `temporal_noise` and `texture_crawl` say which of the two it is, in units of their own.

    Zero: what changes goes on; or nothing changes.
    Shape: N threes of frames, 3 distances in rows × columns cells in; one value out; that of each three as series.
    Detail: `share` and `fine` (before 0.15 was taken off), `alone` (median over cells and time), `change` (the mean of
        the three distances, likewise), `scale` (their unit), `threes`, `lag_s` (median time between frames), `seen`
        (share of the picture), `repeats`, `left_out` (threes).
    Not applicable: fewer than 3 threes of frames can be followed; backbones without layers (`msssim`). A clip whose
        frames all repeat the one before scores 0.
    References: Zhang et al., CVPR 2018 (LPIPS); warped frames and mask: Lai et al., ECCV 2018; LPIPS of consecutive
        frames as a measure of time: Chu et al., "Learning Temporal Coherence via Self-Supervision for GAN-based Video
        Generation" (TecoGAN's tLP), SIGGRAPH 2020. The share is ours.
    """
    if not warped.has_layers:
        raise NotApplicable(f"{warped.backbone} does not say where pictures differ; take another backbone")
    if warped.frames > 1 and warped.repeats == warped.frames - 1:
        return Measurement(0.0, {"threes": 0, "repeats": warped.repeats})
    threes = len(warped.t_s)
    if threes < LEAST_THREES:
        raise NotApplicable(f"{threes} threes of frames can be followed; {LEAST_THREES} are needed")
    counts = warped.seen >= LEAST_SEEN
    if not counts.any():
        raise NotApplicable("no part of the picture can be followed over three frames")
    alone, change = _alone(warped.distance)
    of_all = 2 * alone / (change + LEAST_CHANGE)
    fine, fine_change = _alone(warped.fine)
    of_fine = 2 * fine / (fine_change + LEAST_FINE)
    share, fine_share = (float(np.median(of[counts])) for of in (of_all, of_fine))
    shown = counts.any(axis=(1, 2))
    series = [
        _above(max(float(np.median(of[now])) for of in (here, here_fine)))
        for here, here_fine, now in zip(of_all[shown], of_fine[shown], counts[shown], strict=True)
    ]
    return Measurement(
        _above(max(share, fine_share)),
        {
            "share": share,
            "fine": fine_share,
            "alone": float(np.median(alone[counts])),
            "change": float(np.median(change[counts])),
            "scale": warped.scale,
            "threes": threes,
            "lag_s": float(np.median(warped.lag_s)),
            "seen": float(warped.seen.mean()),
            "repeats": warped.repeats,
            "left_out": warped.left_out,
        },
        Series.of(warped.t_s[shown], np.array(series)),
    )


def _alone(distances: "NDArray[np.float32]") -> tuple[F64, F64]:
    """What the middle frame has alone, and the mean of the three distances: (N, 3, ...) in, (N, ...) each out."""
    before, after, across = distances.astype(np.float64).swapaxes(0, 1)
    return (before + after - across) / 2, (before + after + across) / 3


def _above(share: float) -> float:
    return max(0.0, share - NATURAL)
