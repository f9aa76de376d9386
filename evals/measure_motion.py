"""Measurements behind `texture_crawl`, `smoothness` and `warp_error`: prints the tables of reports/motion_metrics.md.

    python evals/measure_motion.py CLIPS [CHANGE ...]

CLIPS is a folder that holds the clips named below. 24 frames of each, brought down to 480 px, are changed in memory by
the ladder of `promptkit.testing.degrade`. CHANGE is a degradation of that ladder with its severity, `noise:3`, or one
of the harmless changes below; by default all of them. The whole ladder on files, for all metrics, is
`measure_metrics.py`.
"""

import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from coding import Frames, coded
from metric_validity import area_under_curve
from numpy.typing import NDArray

from promptkit.clip import open_clip
from promptkit.decode import frames
from promptkit.metric import Metric
from promptkit.metrics.smoothness import smoothness
from promptkit.metrics.texture_crawl import texture_crawl
from promptkit.metrics.warp_error import warp_error
from promptkit.observer import Chunk, Observer, Stream
from promptkit.observers.flow import flow
from promptkit.observers.structure import structure
from promptkit.testing._harmless import brighter, cropped, half_rate, mirrored, pan_over_still, resized, still
from promptkit.testing.degrade import LADDER

CLIPS = (
    "ai_ltx2_two_faces.mp4", "ai_wan21_i2v_cat.mp4", "ai_opens2v_faceobj_14.mp4", "ai_lvsa_wan13b_dog_long.mp4",
    "ai_animatediff_woman_turn.gif", "face_lp_s20.mp4", "face_consisid_fullbody.mp4", "motion_bigbuckbunny.mp4",
    "motion_davis_paragliding.mp4", "motion_davis_bear.mp4", "motion_pool_clean.mp4", "motion_cockatoo.mp4",
)  # fmt: skip
STUTTERING = {
    "ai_animatediff_woman_turn.gif", "face_lp_s20.mp4", "motion_bigbuckbunny.mp4", "ai_wan21_i2v_cat.mp4",
    "ai_lvsa_wan13b_dog_long.mp4",
}  # fmt: skip
"""Unchanged clips that move unevenly, by the lengths of their steps: each frame shown three times; every sixth frame a
repeat; two repeats in a second; steps that alternate between 13 and 25 in 1000 of the height; 3, 4, 7, 5 in turns."""
COUNT, LONG_PX = 24, 480
METRICS = (texture_crawl, smoothness, warp_error)
SEEN = ("texture_crawl", "judder", "duplicated_frames", "dropped_frames")
OTHERS = ("noise", "global_flicker_7.5hz", "local_flicker", "exposure_pumping", "colour_drift", "freeze")
EDITS = {
    "half_rate": half_rate, "half_size": resized, "cropped": cropped, "brighter": brighter, "mirrored": mirrored,
    "pan": pan_over_still, "still": still,
}  # fmt: skip
HARMLESS = ("half_rate", "half_size", "crf_18", "crf_23", "crf_28", "cropped", "brighter", "mirrored", "pan", "still")


@cache
def decoded(path: Path) -> tuple[Frames, float]:
    """A clip's first frames, and their rate."""
    parts, times = [], []
    for chunk in frames(open_clip(path)):
        scale = LONG_PX / max(chunk.rgb.shape[1:3])
        size = tuple(round(side * min(1, scale)) // 2 * 2 for side in chunk.rgb.shape[2:0:-1])
        parts += [cv2.resize(frame, size, interpolation=cv2.INTER_AREA) for frame in chunk.rgb]
        times += list(chunk.pts_s)
        if len(parts) >= COUNT:
            break
    return np.stack(parts[:COUNT]), (len(times) - 1) / (times[-1] - times[0])


def changed(rgb: Frames, fps: float, change: str) -> tuple[Frames, float]:
    """Frames and rate after a change by its name; "" is none."""
    name, _, severity = change.partition(":")
    if name in LADDER:
        return LADDER[name](rgb, fps, severity=int(severity)), fps
    if name.startswith("crf_"):
        return coded(rgb, crf=int(name.removeprefix("crf_"))), fps
    return EDITS[name](rgb, fps) if name else (rgb, fps)


def seen(path: Path, change: str) -> dict[str, Any]:
    """What the observers make of a changed clip, by name."""
    rgb, fps = changed(*decoded(path), change)
    chunk = Chunk(np.ascontiguousarray(rgb), np.arange(len(rgb)) / fps)
    return {one.name: watched(one, chunk, path) for one in (flow, structure)}


def watched(observer: Observer, chunk: Chunk, path: Path) -> Any:
    """What an observer makes of a clip that is one chunk."""
    watching = observer.watch(Stream(probe=open_clip(path).probe))
    next(watching)
    watching.send(chunk)
    try:
        watching.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError(f"{observer.name} did not end")


def auroc(clean: NDArray[np.float64], worse: NDArray[np.float64]) -> float:
    """Of the clips that have a score; NaN where none has."""
    a, b = (of[np.isfinite(of)] for of in (clean, worse))
    return area_under_curve(a, b) if a.size and b.size else float("nan")


def row(metric: Metric, change: str, clean: NDArray[np.float64], now: NDArray[np.float64]) -> None:
    """How a change moves a metric: beside the clean clips' interquartile range and their 10th to 90th percentile."""
    low, quarter, three, high = np.nanpercentile(clean, [10, 25, 75, 90])
    moved = float(np.nanmedian(np.abs(now - clean))) if np.isfinite(now - clean).any() else float("nan")
    even = np.array([name not in STUTTERING for name in CLIPS])
    told = (auroc(clean, now), auroc(clean[even], now[even]))
    figures = (np.nanmedian(now), *told, moved / (three - quarter or np.nan), moved / (high - low or np.nan))
    cells = [metric.name, change, np.isfinite(now).sum(), *(f"{figure:.3f}" for figure in figures)]
    sys.stdout.write("| " + " | ".join(map(str, cells)) + " |\n")


def main(folder: Path, changes: Sequence[str]) -> None:
    """Print the table, change by change."""
    head = ("metric", "change", "scored", "median", "AUROC", "AUROC, even clips", "moved / IQR", "moved / 10–90 %")
    sys.stdout.write("| " + " | ".join(head) + " |\n")
    sys.stdout.write("| --- " * 8 + "|\n")
    clean: dict[str, NDArray[np.float64]] = {}
    for change in ("", *changes):
        found = [seen(folder / name, change) for name in CLIPS]
        for metric in METRICS:
            values = (metric.score(one, {}).value for one in found)
            now = np.array([np.nan if value is None else value for value in values])
            row(metric, change or "none", clean.setdefault(metric.name, now), now)
        sys.stdout.flush()


if __name__ == "__main__":
    every = [f"{name}:{k}" for name in SEEN for k in range(1, 6)] + [f"{name}:3" for name in OTHERS] + list(HARMLESS)
    main(Path(sys.argv[1]), sys.argv[2:] or every)
