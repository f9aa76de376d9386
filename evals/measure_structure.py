"""Measurements behind `structure`: prints the tables of reports/structure.md.

    python evals/measure_structure.py CLIPS [KIND...]

CLIPS is a folder of video files; KINDs are "clean" and the names in `MAKE`, all of them when none is given. Clips with
no flag of their own are taken 2 s at a time, brought down to 320 px, altered in memory, and sent through H.264 at a
constant rate factor of 28 at their own frame rate, and, from 20 frames per second, at half of it in every other case.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from coding import Frames, coded
from numpy.typing import NDArray
from tables import say

from promptkit.clip import open_clip
from promptkit.decode import frames
from promptkit.errors import ClipError
from promptkit.flags import flags
from promptkit.observer import Chunk, Stream
from promptkit.observers._light import small
from promptkit.observers._still import apart
from promptkit.observers.structure import Structure, structure

Spans = list[tuple[float, float]]
SECONDS, CRF, CASES, MOVES = 2.0, 28, 32, 6.0
SHORTEST_S = 1.5
"""Of a clip that is altered."""


@dataclass(frozen=True)
class Taken:
    """A stretch of a clip."""

    name: str
    rgb: Frames
    fps: float


def seen(rgb: Frames, pts_s: NDArray[np.float64], stream: Stream) -> Structure:
    """What the observer makes of frames."""
    watching = structure.watch(stream)
    next(watching)
    for start in range(0, len(rgb), 16):
        watching.send(Chunk(rgb[start : start + 16], pts_s[start : start + 16]))
    try:
        watching.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError("the observer did not end")


def taken(path: Path, until_s: float) -> tuple[Stream, Frames, NDArray[np.float64]]:
    """Frames of a clip at the working size."""
    clip = open_clip(path)
    parts = [(small(chunk), chunk.pts_s) for chunk in frames(clip, until_s=until_s)]
    return Stream(probe=clip.probe), np.concatenate([p for p, _ in parts]), np.concatenate([t for _, t in parts])


Made = tuple[Frames, Spans]
Maker = Callable[[Taken, Taken, np.random.Generator], Made]


def freeze(one: Taken, _: Taken, rng: np.random.Generator) -> Made:
    """A frame stands for 0.25 to 1 s longer."""
    at, more = int(rng.integers(2, len(one.rgb) - 2)), max(2, int(np.ceil(rng.uniform(0.25, 1.0) * one.fps)))
    rgb = np.concatenate([one.rgb[: at + 1], np.repeat(one.rgb[at : at + 1], more, axis=0), one.rgb[at + 1 :]])
    return rgb, [(at / one.fps, (at + more + 1) / one.fps)]


def duplicate(one: Taken, _: Taken, rng: np.random.Generator) -> Made:
    """A frame is replaced by the one before, where the clip moves by more than a coder changes: 6 grey levels."""
    greys = [cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY) for frame in one.rgb]
    moves = [n for n in range(4, len(greys) - 4) if apart(greys[n - 1], greys[n]).most >= MOVES]
    if not moves:
        return one.rgb, []
    at, rgb = int(rng.choice(moves)), one.rgb.copy()
    rgb[at] = rgb[at - 1]
    return rgb, [(at / one.fps, (at + 1) / one.fps)]


def cut(one: Taken, other: Taken, rng: np.random.Generator) -> Made:
    """Another clip goes on."""
    at = int(rng.integers(len(one.rgb) // 3, len(one.rgb)))
    height, width = one.rgb.shape[1:3]
    rest = [
        cv2.resize(frame, (width, height), interpolation=cv2.INTER_AREA) for frame in other.rgb[: len(one.rgb) // 2]
    ]
    return np.concatenate([one.rgb[:at], np.stack(rest)]), [(at / one.fps, (at + 1) / one.fps)]


def loop(one: Taken, _: Taken, rng: np.random.Generator) -> Made:
    """The clip begins anew and goes on for 0.8 s to its whole length."""
    again = int(rng.integers(int(np.ceil(0.8 * one.fps)), len(one.rgb)))
    return np.concatenate([one.rgb, one.rgb[:again]]), [(len(one.rgb) / one.fps, (len(one.rgb) + again) / one.fps)]


def black(one: Taken, _: Taken, rng: np.random.Generator) -> Made:
    """One black frame to 0.4 s of black."""
    at, count = int(rng.integers(2, len(one.rgb) - 2)), max(1, int(rng.uniform(0, 0.4) * one.fps))
    nothing = np.zeros((count, *one.rgb.shape[1:]), np.uint8)
    return np.concatenate([one.rgb[:at], nothing, one.rgb[at:]]), [(at / one.fps, (at + count) / one.fps)]


def fade(one: Taken, _: Taken, rng: np.random.Generator) -> Made:
    """Out to black, or in from black, over 0.4 to 1.2 s."""
    count = int(rng.uniform(0.4, 1.2) * one.fps)
    gain = np.linspace(1, 0, count)[:, None, None, None]
    rgb, is_in = one.rgb.astype(np.float32), bool(rng.random() < 0.5)
    place = slice(0, count) if is_in else slice(len(rgb) - count, len(rgb))
    rgb[place] *= gain[::-1] if is_in else gain
    start = place.start / one.fps
    return rgb.round().astype(np.uint8), [(start, start + count / one.fps)]


def bars(one: Taken, _: Taken, rng: np.random.Generator) -> Made:
    """Bars of 6 to 16 % at top and bottom, or left and right."""
    rgb = one.rgb.copy()
    axis, share = int(rng.integers(1, 3)), float(rng.uniform(0.06, 0.16))
    thick = round(share * rgb.shape[axis])
    for side in (slice(0, thick), slice(rgb.shape[axis] - thick, None)):
        rgb[(slice(None),) * axis + (side,)] = 0
    return rgb, [(2 * axis - 2, share), (2 * axis - 1, share)]


MAKE: dict[str, Maker] = {made.__name__: made for made in (freeze, duplicate, cut, loop, black, fade, bars)}


def found(kind: str, what: Structure, fps: float) -> Spans:
    """The events of a kind that were seen."""
    if kind == "bars":
        return [(side, share) for side, share in enumerate(what.bars) if share]
    if kind in ("duplicate", "cut"):
        return [(float(t), float(t) + 1 / fps) for t in (what.cuts_s if kind == "cut" else what.duplicates_s)]
    by_kind = {"freeze": what.frozen_s, "loop": what.repeats_s, "black": what.black_s, "fade": what.fades_s}
    return [(float(span[0]), float(span[1])) for span in by_kind[kind]]


def is_match(kind: str, truth: tuple[float, float], event: tuple[float, float]) -> bool:
    """Half of the true span is covered; bars within 2 % of the picture; cuts and duplicates to the frame."""
    if kind == "bars":
        return truth[0] == event[0] and abs(truth[1] - event[1]) <= 0.02
    return min(truth[1], event[1]) - max(truth[0], event[0]) > 0.5 * (truth[1] - truth[0])


def measured(kind: str, clips: list[Taken]) -> None:
    """One row: how many events of a kind are found in altered clips, and how many are made up there."""
    rng = np.random.default_rng(sorted(MAKE).index(kind))
    hits, events, wrong, wrong_others, missed, rates = 0, 0, 0, 0, [], set()
    for case in range(CASES):
        one, other = (clips[int(i)] for i in rng.choice(len(clips), 2, replace=False))
        if case % 2 and one.fps >= 20:
            one = Taken(one.name, one.rgb[::2], one.fps / 2)
        rgb, truths = MAKE[kind](one, other, rng)
        rgb = coded(rgb, crf=CRF, fps=one.fps, preset="fast", threads="1")
        what = seen(rgb, np.arange(len(rgb)) / one.fps, STREAM[0])
        told = found(kind, what, one.fps)
        matched = [truth for truth in truths if any(is_match(kind, truth, event) for event in told)]
        extra = [event for event in told if not any(is_match(kind, truth, event) for truth in truths)]
        hits, events, wrong = hits + len(matched), events + len(truths), wrong + len(extra)
        others = [f"{k} {e}" for k in MAKE if k != kind for e in found(k, what, one.fps)]
        wrong_others += len(others)
        rates.add(round(one.fps, 1))
        if len(matched) < len(truths) or extra or others:
            missed.append(f"{one.name} {one.fps:.1f} fps true {truths} told {told} others {others}")
    precision = hits / (hits + wrong) if hits + wrong else 0.0
    say(kind, CASES, events, hits / events, precision, wrong_others, f"{min(rates):g}-{max(rates):g}")
    for line in missed:
        sys.stderr.write(f"{kind}: {line}\n")


def clean(paths: list[Path]) -> None:
    """Every clip as it is, and what is flagged in it."""
    say("clip", "flags", "ms a frame")
    say("---", "---", "---")
    for path in paths:
        stream, rgb, pts_s = taken(path, 10.0)
        start = time.process_time()
        what = seen(rgb, pts_s, stream)
        spent_s = time.process_time() - start
        say(path.name, "; ".join(flag["text"] for flag in flags(what)), f"{1000 * spent_s / len(rgb):.1f}")


def unflagged(paths: list[Path]) -> Iterator[Taken]:
    """Stretches of clips that are long enough and in which nothing is flagged."""
    for path in paths:
        stream, rgb, pts_s = taken(path, SECONDS)
        if len(rgb) < 8 or pts_s[-1] < SHORTEST_S:
            continue
        if not flags(seen(rgb, pts_s, stream)):
            STREAM.append(stream)
            yield Taken(path.name, rgb, 1 / float(np.median(np.diff(pts_s))))


STREAM: list[Stream] = []
"""The observer asks nothing of it; any clip's will do."""


def videos(folder: Path) -> Iterator[Path]:
    """The files that can be read."""
    for path in sorted(folder.iterdir()):
        try:
            open_clip(path)
        except ClipError:
            continue
        yield path


def main(folder: str, *kinds: str) -> None:
    """Print what was asked for."""
    paths = [*videos(Path(folder))]
    if not kinds or "clean" in kinds:
        clean(paths)
    if altered := [kind for kind in MAKE if not kinds or kind in kinds]:
        clips = [*unflagged(paths)]
        say("kind", "cases", "events", "recall", "precision", "events of other kinds", "frames per second")
        say(*["---"] * 7)
        for kind in altered:
            measured(kind, clips)


if __name__ == "__main__":
    main(*sys.argv[1:])
