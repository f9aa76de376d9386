"""Perceptual observations that follow a formula."""

import numpy as np

from promptkit.observers.perceptual import LAGS_S, Perceptual


def made(*, adjacent=None, pts_s=None, scale="LPIPS", seconds=5.0, distance=lambda lag_s: 0.1 * lag_s, offset_s=0.0):
    """Samples at 8 Hz over `seconds`; distance is a function of lag alone, taken `offset_s` beside the nominal lags."""
    sample_s = np.arange(round(seconds * 8)) / 8
    lags_s = np.array(LAGS_S)
    taken_s = np.where(sample_s[:, None] >= lags_s - 1e-9, lags_s + offset_s, np.nan)
    pts_s = np.arange(round(seconds * 24)) / 24 if pts_s is None else pts_s
    return Perceptual(
        backbone="fake", scale=scale, height_px=256, width_px=455, pts_s=pts_s,
        adjacent=np.full(len(pts_s) - 1, distance(1 / 24)) if adjacent is None else adjacent,
        sample_s=sample_s, lags_s=lags_s, lagged=distance(taken_s), lagged_s=taken_s, to_first=distance(sample_s),
    )  # fmt: skip
