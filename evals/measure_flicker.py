"""Measurements behind `flicker`: prints the tables of reports/flicker.md.

    python evals/measure_flicker.py CLIPS

CLIPS is a folder of video files. The first two seconds of each clip are decoded once, brought down to the size the
flow works at, and, of every other clip, altered in memory. Takes about eight minutes on two cores.
"""

import io
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.clip import open_clip
from promptkit.decode import frames
from promptkit.errors import ClipError
from promptkit.metric import Score
from promptkit.metrics.flicker import flicker
from promptkit.observer import Chunk, Observer, Stream
from promptkit.observers._light import small
from promptkit.observers.flow import flow
from promptkit.observers.luma import luma

Frames = NDArray[np.uint8]
Times = NDArray[np.float64]
Edit = Callable[[Frames, Times], tuple[Frames, Times]]
SECONDS = 2.0
LEAST_FPS = 20.0
"""Of the altered clips: 7.5 Hz must be below half their rate."""


def say(*cells: object) -> None:
    """One row of a Markdown table."""
    sys.stdout.write("| " + " | ".join(f"{c:.4f}" if isinstance(c, float) else str(c) for c in cells) + " |\n")
    sys.stdout.flush()


def title(text: str, *header: str) -> None:
    """A heading and the head of a table."""
    sys.stdout.write(f"\n### {text}\n\n")
    say(*header)
    say(*["---"] * len(header))


def decoded(path: Path) -> tuple[Stream, Frames, Times]:
    """A clip's first seconds at working size, with its time stamps."""
    clip = open_clip(path)
    parts = [(small(chunk), chunk.pts_s) for chunk in frames(clip, until_s=SECONDS)]
    return Stream(probe=clip.probe), np.concatenate([p for p, _ in parts]), np.concatenate([t for _, t in parts])


def seen(observer: Observer, stream: Stream, rgb: Frames, pts_s: Times) -> object:
    """What an observer makes of frames."""
    watching = observer.watch(stream)
    next(watching)
    watching.send(Chunk(rgb, pts_s))
    try:
        watching.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError(f"{observer.name} did not end")


def score(stream: Stream, rgb: Frames, pts_s: Times) -> Score:
    """The clip's flicker score."""
    return flicker.score({observer.name: seen(observer, stream, rgb, pts_s) for observer in (flow, luma)}, {})


def blink(levels: float, f_hz: float, *, local: bool) -> Edit:
    """Add a sine of `levels` grey levels; local: in a soft spot of a tenth of the height right of the middle."""

    def edit(rgb: Frames, pts_s: Times) -> tuple[Frames, Times]:
        height, width = rgb.shape[1:3]
        y, x = np.mgrid[:height, :width]
        spot = np.exp(-((x - 0.62 * width) ** 2 + (y - 0.4 * height) ** 2) / (2 * (0.09 * height) ** 2))
        swing = levels * np.sin(2 * np.pi * f_hz * pts_s + 0.3)[:, None, None, None]
        return np.uint8(np.clip(np.round(rgb + swing * (spot[..., None] if local else 1)), 0, 255)), pts_s

    return edit


def half_rate(rgb: Frames, pts_s: Times) -> tuple[Frames, Times]:
    """Every other frame."""
    return rgb[::2], pts_s[::2]


def half_size(rgb: Frames, pts_s: Times) -> tuple[Frames, Times]:
    """Half as wide and high."""
    size = (rgb.shape[2] // 2, rgb.shape[1] // 2)
    return np.stack([cv2.resize(f, size, interpolation=cv2.INTER_AREA) for f in rgb]), pts_s


def darker(rgb: Frames, pts_s: Times) -> tuple[Frames, Times]:
    """Code values times 0.8."""
    return np.uint8(np.round(rgb * 0.8)), pts_s


def panned(rgb: Frames, pts_s: Times) -> tuple[Frames, Times]:
    """A window of 85 % that travels from left to right."""
    width = round(rgb.shape[2] * 0.85)
    starts = np.round(np.linspace(0, rgb.shape[2] - width, len(rgb))).astype(int)
    return np.stack([f[:, s : s + width] for f, s in zip(rgb, starts, strict=True)]), pts_s


def coded(rgb: Frames, pts_s: Times) -> tuple[Frames, Times]:
    """Through H.264 at constant rate factor 28."""
    rgb = rgb[:, : rgb.shape[1] // 2 * 2, : rgb.shape[2] // 2 * 2]
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as out:
        stream = out.add_stream("libx264", rate=25, options={"crf": "28"})
        stream.height, stream.width, stream.pix_fmt = rgb.shape[1], rgb.shape[2], "yuv420p"
        for frame in rgb:
            out.mux(stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), "rgb24")))
        out.mux(stream.encode())
    file.seek(0)
    with av.open(file) as back:
        return np.stack([f.to_ndarray(format="rgb24") for f in back.decode(video=0)]), pts_s


def area_under_curve(clean: Sequence[float], altered: Sequence[float]) -> float:
    """Share of (clean, altered) pairs in which the altered clip scores higher."""
    a, b = np.array(clean), np.array(altered)[:, None]
    return float((b > a).mean() + (b == a).mean() / 2)


def ranking(clips: dict[str, tuple[Stream, Frames, Times]]) -> dict[str, Score]:
    """Score and print every clip as it is."""
    scores, spent_s, pairs = {}, 0.0, 0
    for name, clip in clips.items():
        start_s = time.perf_counter()
        scores[name] = score(*clip)
        spent_s, pairs = spent_s + time.perf_counter() - start_s, pairs + len(clip[1]) - 1
    title(
        f"All clips as they are, {spent_s / pairs * 1000:.1f} ms a pair",
        "clip", "value", "global", "slow", "local", "peak Hz", "worst tile x, y", "left out", "rate",
    )  # fmt: skip
    for name, found in sorted(scores.items(), key=lambda item: -(item[1].value or 0)):
        about, tile = found.detail, found.detail.get("worst_tile") or {}
        if found.value is None:
            say(name, found.why, *[""] * 7)
            continue
        where = f"{tile['left']:.2f}, {tile['top']:.2f}" if tile else ""
        is_local = found.value != about["global_fast"]
        peak = tile.get("peak_hz") if is_local else about["global_peak_hz"]
        slow, local = (f"{about[key]:.4f}" if about[key] is not None else "" for key in ("global_slow", "local"))
        say(
            name, found.value, about["global_fast"], slow, local, f"{peak:.1f}" if peak else "", where,
            f"{about['left_out']}/{about['pairs']}", f"{about['rate_hz']:.1f}",
        )  # fmt: skip
    return scores


def ladder(clips: dict[str, tuple[Stream, Frames, Times]], clean: dict[str, Score]) -> None:
    """Print how added flicker is told from the same clips without it."""
    title(
        f"Added flicker, {len(clips)} clips of {LEAST_FPS:g} fps and more", "added", "median value", "median global",
        "median local", "above its clean clip", "AUROC value", "AUROC global", "AUROC local",
    )  # fmt: skip

    def row(text: str, scores: dict[str, Score]) -> None:
        both = [name for name in clips if scores[name].value is not None and clean[name].value is not None]
        parts = [
            ([pick(clean[name]) for name in both], [pick(scores[name]) for name in both])
            for pick in (lambda s: s.value, lambda s: s.detail["global_fast"], lambda s: s.detail["local"] or 0.0)
        ]
        above = float(np.mean(np.array(parts[0][1]) > np.array(parts[0][0])))
        say(text, *(float(np.median(new)) for _, new in parts), above, *(area_under_curve(*part) for part in parts))

    row("nothing", clean)
    steps = [(n, 7.5, False) for n in (1, 2, 4, 8)] + [(2, 3.0, False), (2, 9.0, False)]
    for levels, f_hz, local in [*steps, *((n, 7.5, True) for n in (2, 4, 8))]:
        edit = blink(levels, f_hz, local=local)
        scores = {name: score(stream, *edit(rgb, pts_s)) for name, (stream, rgb, pts_s) in clips.items()}
        row(f"{'local' if local else 'global'}, {levels} levels at {f_hz:g} Hz", scores)


def invariance(clips: dict[str, tuple[Stream, Frames, Times]]) -> None:
    """Print what harmless changes do to clips with 4 levels of global flicker at 3 Hz."""
    flickering = {
        name: (stream, *blink(4, 3.0, local=False)(rgb, pts_s)) for name, (stream, rgb, pts_s) in clips.items()
    }
    before = {name: score(*clip) for name, clip in flickering.items()}
    title("Harmless changes of clips with 4 levels at 3 Hz: value after / before", "change", "median", "5 %", "95 %")
    for edit in (half_rate, half_size, darker, panned, coded):
        after = {name: score(stream, *edit(rgb, pts_s)) for name, (stream, rgb, pts_s) in flickering.items()}
        ratios = [after[n].value / before[n].value for n in after if after[n].value is not None and before[n].value]
        say(edit.__doc__, *(float(np.percentile(ratios, at)) for at in (50, 5, 95)))


def main() -> None:
    """Print all tables."""
    clips = {}
    for path in sorted(Path(sys.argv[1]).iterdir()):
        try:
            clips[path.name] = decoded(path)
        except ClipError as error:
            sys.stderr.write(f"{error}\n")
    clean = ranking(clips)
    fast = [name for name in clips if clean[name].value is not None and clean[name].detail["rate_hz"] >= LEAST_FPS]
    usable = {name: clips[name] for name in fast[::2]}
    ladder(usable, clean)
    invariance(usable)


if __name__ == "__main__":
    main()
