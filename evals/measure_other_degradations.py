"""Do the metrics see degradations that were not written for them?

    python evals/measure_other_degradations.py [--metric NAME]... [--change NAME]... [--work FOLDER]

The ladder of `promptkit.testing.degrade` was written beside the metrics, in linear light and CIELAB. These were written
without looking at it, the way others write them: on code values, frame by frame, with plain numpy and OpenCV. The clips
are those of `degraded_clips.SOURCES`, the first seconds at a short side of 256 px. Prints, for each change, every
metric's AUROC of the changed clips against the same clips clean (0.5: it does not see it), and of how many clips; bold
is the metric that should see it. Metrics that score none of the clips are left out.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from os import environ
from pathlib import Path

import cv2
import numpy as np
from degraded_clips import SOURCES, prepare, stem
from measure_metrics import PROCESSES, one_thread
from metric_validity import area_under_curve, worse_by
from numpy.typing import NDArray
from tables import head, say

from promptkit.cache import cache_folder
from promptkit.clip import open_clip
from promptkit.metric import default_metrics, find_metric
from promptkit.plan import plan
from promptkit.score import measure
from promptkit.testing.degrade import read_clip, write_exact

F32 = NDArray[np.float32]
Change = Callable[[F32, float], F32]
"""Frames (T, H, W, 3), 0..255, and their rate → changed frames, perhaps fewer or more, perhaps out of range."""
CLEAN = "clean"
SEED = 5


def _random() -> np.random.Generator:
    return np.random.default_rng(SEED)


def _gains(rgb: F32, gains: NDArray[np.float64]) -> F32:
    return np.asarray(rgb * gains[:, None, None, None], np.float32)


def gain_jitter(rgb: F32, _: float) -> F32:
    """Each frame is up to 6 % brighter or darker than it was."""
    return _gains(rgb, 1 + _random().uniform(-0.06, 0.06, len(rgb)))


def alternate(rgb: F32, _: float) -> F32:
    """Every other frame is 6 % brighter."""
    return _gains(rgb, 1 + 0.03 * (-1.0) ** np.arange(len(rgb)))


def dark_frames(rgb: F32, _: float) -> F32:
    """A tenth of the frames is 15 % darker."""
    gains = np.ones(len(rgb))
    gains[_random().choice(len(rgb), max(2, len(rgb) // 10), replace=False)] = 0.85
    return _gains(rgb, gains)


def patch_flicker(rgb: F32, _: float) -> F32:
    """A rectangle of a sixteenth of the picture flickers by 10 %."""
    out = rgb.copy()
    height, width = rgb.shape[1:3]
    gains = 1 + _random().normal(0, 0.1, len(rgb))
    out[:, height // 4 : height // 2, width // 4 : width // 2] *= gains[:, None, None, None].astype(np.float32)
    return out


def brightness_wave(rgb: F32, fps: float) -> F32:
    """12 code values are added and taken away, four times a second."""
    return np.asarray(rgb + 12 * np.sin(8 * np.pi * np.arange(len(rgb)) / fps)[:, None, None, None], np.float32)


def chroma_jitter(rgb: F32, _: float) -> F32:
    """Red and blue of each frame are off by up to 8 code values, green makes up for the luma."""
    out, off = rgb.copy(), _random().uniform(-8, 8, (len(rgb), 2))
    out[..., 0] += off[:, 0, None, None]
    out[..., 2] += off[:, 1, None, None]
    out[..., 1] -= ((0.3 * off[:, 0] + 0.11 * off[:, 1]) / 0.59)[:, None, None]
    return out


def warm_ramp(rgb: F32, _: float) -> F32:
    """Red goes up by 25 code values over the clip, blue down."""
    out, along = rgb.copy(), np.linspace(0, 25, len(rgb), dtype=np.float32)[:, None, None]
    out[..., 0] += along
    out[..., 2] -= along
    return out


def hue_turn(rgb: F32, _: float) -> F32:
    """Hue turns by 30 degrees over the clip."""

    def turned(frame: F32, by: float) -> F32:
        hsv = cv2.cvtColor(frame.clip(0, 255).astype(np.uint8), cv2.COLOR_RGB2HSV).astype(int)
        hsv[..., 0] = (hsv[..., 0] + by) % 180
        return np.asarray(cv2.cvtColor(hsv.astype(np.uint8), cv2.COLOR_HSV2RGB), np.float32)

    return np.stack([turned(frame, 15 * k / len(rgb)) for k, frame in enumerate(rgb)])


def desaturate(rgb: F32, _: float) -> F32:
    """Three fifths of the colour go."""
    share = np.linspace(0, 0.6, len(rgb), dtype=np.float32)[:, None, None, None]
    return np.asarray(rgb * (1 - share) + rgb.mean(axis=-1, keepdims=True) * share, np.float32)


def blur_ramp(rgb: F32, _: float) -> F32:
    """Sharp at first, a Gaussian of 2.5 px at last."""
    return np.stack([cv2.GaussianBlur(frame, (0, 0), 0.01 + 2.5 * k / len(rgb)) for k, frame in enumerate(rgb)])


def jpeg_boil(rgb: F32, _: float) -> F32:
    """Each frame is a JPEG of quality 8 to 29."""

    def coded(frame: NDArray[np.uint8], quality: int) -> F32:
        _, data = cv2.imencode(".jpg", frame[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
        return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1], np.float32)

    qualities = _random().integers(8, 30, len(rgb))
    return np.stack(
        [
            coded(frame.clip(0, 255).astype(np.uint8), int(quality))
            for frame, quality in zip(rgb, qualities, strict=True)
        ]
    )


def elastic(rgb: F32, _: float) -> F32:
    """Each frame is bent by a random field of its own: 0.6 px on a side, over 16 px."""
    draw = _random()
    height, width = rgb.shape[1:3]
    down, right = np.mgrid[0:height, 0:width].astype(np.float32)

    def field() -> F32:
        return np.asarray(cv2.GaussianBlur(draw.normal(0, 1, (height, width)).astype(np.float32), (0, 0), 16) * 32)

    return np.stack([
        cv2.remap(frame, right + field(), down + field(), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        for frame in rgb
    ])  # fmt: skip


def camera_jitter(rgb: F32, _: float) -> F32:
    """Each frame is moved by up to 2 px, at random."""
    height, width = rgb.shape[1:3]
    moves = _random().uniform(-2, 2, (len(rgb), 2))
    return np.stack([
        cv2.warpAffine(frame, np.array([[1, 0, x], [0, 1, y]]), (width, height), borderMode=cv2.BORDER_REFLECT)
        for frame, (x, y) in zip(rgb, moves, strict=True)
    ])  # fmt: skip


def grain(rgb: F32, _: float) -> F32:
    """White noise of 8 code values."""
    return np.asarray(rgb + _random().normal(0, 8, rgb.shape), np.float32)


def lost_frames(rgb: F32, _: float) -> F32:
    """An eighth of the frames is missing."""
    keep = _random().random(len(rgb)) > 0.12
    keep[0] = True
    return rgb[keep]


def repeated_frames(rgb: F32, _: float) -> F32:
    """An eighth of the frames repeats the one before."""
    shown, again = np.arange(len(rgb)), _random().random(len(rgb)) < 0.12
    for k in np.flatnonzero(again[1:]) + 1:
        shown[k] = shown[k - 1]
    return rgb[shown]


def hold(rgb: F32, fps: float) -> F32:
    """The middle stands for half a second."""
    shown, first = np.arange(len(rgb)), len(rgb) // 2
    shown[first : first + round(fps / 2)] = first
    return rgb[shown]


def splice(rgb: F32, _: float) -> F32:
    """The second half is mirrored: a cut to a like picture."""
    half = len(rgb) // 2
    return np.concatenate([rgb[:half], rgb[half:, :, ::-1]])


def three_plays(rgb: F32, fps: float) -> F32:
    """The first 0.8 s, three times."""
    return np.concatenate([rgb[: max(8, round(0.8 * fps))]] * 3)


CHANGES: dict[str, Change] = {
    change.__name__: change
    for change in (
        gain_jitter, alternate, dark_frames, patch_flicker, brightness_wave, chroma_jitter, warm_ramp, hue_turn,
        desaturate, blur_ramp, jpeg_boil, elastic, camera_jitter, grain, lost_frames, repeated_frames, hold, splice,
        three_plays,
    )
}  # fmt: skip
SHOULD_SEE = {
    **dict.fromkeys(("gain_jitter", "alternate", "dark_frames", "patch_flicker", "brightness_wave"), "flicker"),
    "chroma_jitter": "colour_flicker",
    **dict.fromkeys(("warm_ramp", "hue_turn", "desaturate"), "colour_drift"),
    "blur_ramp": "detail_loss",
    "jpeg_boil": "temporal_noise",
    "elastic": "wobble",
    "camera_jitter": "shake",
    "grain": "temporal_noise",
    **dict.fromkeys(("lost_frames", "repeated_frames"), "smoothness"),
    "hold": "frozen",
    "splice": "cuts",
    "three_plays": "loop",
}
"""The metric of each change, in bold."""


def scores(job: tuple[str, str], *, work: Path, metrics: tuple[str, ...]) -> dict[str, float]:
    """A changed clip's score by metric, where it has one."""
    change, source = job
    path = work / change / f"{stem(source)}.mp4"
    if not path.exists():
        rgb, fps = read_clip(work / CLEAN / path.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        changed = CHANGES[change](rgb.astype(np.float32), fps)
        write_exact(path, np.rint(changed).clip(0, 255).astype(np.uint8), fps)
    found = measure(open_clip(path), plan(metrics=metrics, backbone="alex", face="mobilefacenet")).scores
    return {name: one.value for name, one in found.items() if one.value is not None}


def cell(change: str, metric: str, clean: dict[str, float], changed: dict[str, float]) -> str:
    """The chance that a changed clip is worse than a clean one, and how many clips have both scores."""
    both, sign = sorted(clean.keys() & changed.keys()), worse_by(find_metric(metric).better)
    if not both:
        return "–"
    before, after = (sign * np.array([of[clip] for clip in both]) for of in (clean, changed))
    text = f"{area_under_curve(before, after):.2f} ({len(both)})"
    return f"**{text}**" if SHOULD_SEE[change] == metric else text


def main() -> None:
    """Score everything, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--metric", action="append", default=[], metavar="NAME", help="only this; repeatable")
    parser.add_argument("--change", action="append", default=[], choices=[*CHANGES], help="only this; repeatable")
    parser.add_argument("--work", type=Path, default=cache_folder() / "measure_metrics", help="folder of the files")
    asked = parser.parse_args()
    metrics = tuple(asked.metric) or tuple(
        name for name, one in default_metrics().items() if one.better != "neither" and name != "delivery"
    )
    jobs = [(change, source) for change in (CLEAN, *(asked.change or CHANGES)) for source in SOURCES]
    found: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    with ProcessPoolExecutor(PROCESSES, get_context("spawn"), initializer=one_thread) as pool:
        list(pool.map(partial(prepare, clips=Path(environ["PROMPTKIT_SHARED"]) / "clips", work=asked.work), SOURCES))
        for (change, source), values in zip(
            jobs, pool.map(partial(scores, work=asked.work, metrics=metrics), jobs), strict=True
        ):
            for metric, value in values.items():
                found[change][metric][stem(source)] = value
    scored = [metric for metric in metrics if found[CLEAN][metric]]
    head("change", *scored)
    for change in asked.change or CHANGES:
        say(change, *(cell(change, metric, found[CLEAN][metric], found[change][metric]) for metric in scored))


if __name__ == "__main__":
    main()
