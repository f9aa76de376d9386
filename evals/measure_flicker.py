"""Measurements behind `flicker` and `colour_drift`: prints the tables of reports/flicker.md.

    python evals/measure_flicker.py CLIPS SCORES.jsonl [SECONDS]

CLIPS is a folder of video files. Their first three seconds are decoded, brought down to the size the flow works at,
altered in memory, and scored. Scores are kept in SCORES.jsonl, so that a run which is stopped (after SECONDS, if given)
goes on where it was; the tables are of what is there. All of it takes about 20 minutes on one core.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from flicker_changes import CHANGES, DRIFTS, FLICKERS, HARMLESS, Frames, Times
from scipy.stats import spearmanr

from promptkit.clip import Probe, open_clip
from promptkit.decode import frames
from promptkit.errors import ClipError
from promptkit.metrics.colour_drift import colour_drift
from promptkit.metrics.flicker import flicker
from promptkit.observer import Chunk, Observer, Stream
from promptkit.observers._light import small
from promptkit.observers.flow import flow
from promptkit.observers.luma import luma

SECONDS = 3.0
LEAST_FPS, LEAST_FRAMES = 15.0, 28
"""Of the altered clips: 7.5 Hz must be no more than half their rate."""
EVERY = 3
"""One in so many of those is altered."""
UNSOUND = ("text2video-zero", "static_flicker", "distorted", "wan13b_dog")
"""Clips that are known to flicker, or are controls, are no clean ones."""
Values = dict[str, float | None]


@dataclass(frozen=True)
class Scores:
    """Scores by (clip, change); a change of "" is the clip as it is."""

    found: dict[tuple[str, str], dict[str, Any]]

    def value(self, clip: str, change: str, metric: str) -> float | None:
        """The value, None where there is none or it was not measured."""
        row = self.found.get((clip, change))
        return None if row is None else row[metric]["value"]

    def clean(self, metric: str) -> list[float]:
        """Of all clips that are taken for sound."""
        names = {clip for clip, change in self.found if not change and not any(word in clip for word in UNSOUND)}
        values = (self.value(clip, "", metric) for clip in sorted(names))
        return [value for value in values if value is not None]

    def pairs(self, change: str, metric: str) -> Iterator[tuple[float, float]]:
        """Values of the clips as they are and changed."""
        for clip, name in self.found:
            before, after = self.value(clip, "", metric), self.value(clip, change, metric)
            if name == change and before is not None and after is not None:
                yield before, after


def say(*cells: object) -> None:
    """One row of a Markdown table."""
    sys.stdout.write("| " + " | ".join(f"{c:.4f}" if isinstance(c, float) else str(c) for c in cells) + " |\n")


def title(text: str, *header: str) -> None:
    """A heading and the head of a table."""
    sys.stdout.write(f"\n### {text}\n\n")
    say(*header)
    say(*["---"] * len(header))


@lru_cache(maxsize=20)  # the altered clips, about 15 MB each
def decoded(path: Path) -> tuple[Probe, Frames, Times]:
    """A clip's first seconds at working size, with its time stamps."""
    clip = open_clip(path)
    parts = [(small(chunk), chunk.pts_s) for chunk in frames(clip, until_s=SECONDS)]
    return clip.probe, np.concatenate([p for p, _ in parts]), np.concatenate([t for _, t in parts])


def seen(observer: Observer, probe: Probe, rgb: Frames, pts_s: Times) -> object:
    """What an observer makes of frames."""
    watching = observer.watch(Stream(probe=probe))
    next(watching)
    watching.send(Chunk(rgb, pts_s))
    try:
        watching.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError(f"{observer.name} did not end")


def scored(probe: Probe, rgb: Frames, pts_s: Times) -> dict[str, Any]:
    """Both metrics of frames, as JSON values."""
    observed = {observer.name: seen(observer, probe, rgb, pts_s) for observer in (flow, luma)}
    scores = [metric.score(observed, {}) for metric in (flicker, colour_drift)]
    return {one.metric: {"value": one.value, "why": one.why, "detail": dict(one.detail)} for one in scores}


def measure(paths: Sequence[Path], file: Path, until: Callable[[], bool]) -> Scores:
    """Score what the file does not hold yet, the clips as they are first, until told to stop."""
    lines = file.read_text().splitlines() if file.exists() else []
    found = {(row["clip"], row["change"]): row for row in map(json.loads, lines)}

    def add(path: Path, change: str) -> None:
        if until() or (path.name, change) in found:
            return
        probe, rgb, pts_s = decoded(path)
        new = {"clip": path.name, "change": change, "frames": len(rgb), "fps": (len(rgb) - 1) / max(pts_s[-1], 1e-9)}
        if change:
            rgb, pts_s = CHANGES[change](rgb, pts_s)
        new |= scored(probe, rgb, pts_s)
        found[path.name, change] = new
        with file.open("a") as out:
            out.write(json.dumps(new) + "\n")

    for path in paths:
        add(path, "")
    sound = [path for path in paths if not any(word in path.name for word in UNSOUND)]
    rows = {path: found[path.name, ""] for path in sound if (path.name, "") in found}
    fit = [path for path, row in rows.items() if row["fps"] >= LEAST_FPS - 0.1 and row["frames"] >= LEAST_FRAMES]
    for change in CHANGES:
        for path in fit[::EVERY]:
            add(path, change)
    return Scores(found)


def area_under_curve(clean: Sequence[float], altered: Sequence[float]) -> float:
    """Share of (clean, altered) pairs in which the altered clip scores higher."""
    a, b = np.array(clean), np.array(altered)[:, None]
    return float((b > a).mean() + (b == a).mean() / 2)


def as_they_are(scores: Scores) -> None:
    """All clips, by flicker."""
    title(
        "All clips as they are", "clip", "flicker", "global", "slow", "local", "worst tile x, y", "colour drift",
        "a*, b* a second", "left out", "rate",
    )  # fmt: skip
    rows = [row for (_, change), row in scores.found.items() if not change]
    for row in sorted(rows, key=lambda row: (-(row["flicker"]["value"] or 0), row["clip"])):
        light, colour = row["flicker"], row["colour_drift"]
        about, tile = light["detail"], light["detail"].get("worst_tile")
        parts = [about.get(key) for key in ("global_fast", "global_slow", "local")]
        which_way = f"{colour['detail']['a_per_s']:.1f}, {colour['detail']['b_per_s']:.1f}" if colour["detail"] else ""
        say(
            row["clip"], light["why"] if light["value"] is None else light["value"],
            *("" if part is None else part for part in parts), f"{tile['left']:.2f}, {tile['top']:.2f}" if tile else "",
            colour["why"] if colour["value"] is None else colour["value"], which_way,
            f"{about['left_out']}/{about['pairs']}" if about else "", f"{row['fps']:.1f}",
        )  # fmt: skip


def ladders(scores: Scores, metric: str, groups: dict[str, list[str]]) -> None:
    """How well what was added is told from all clean clips, and whether more of it scores higher."""
    clean = scores.clean(metric)
    title(
        f"{metric}: what was added, against {len(clean)} clean clips", "added", "clips", "median value", "AUROC",
        "median Spearman of the ladder", "least",
    )  # fmt: skip
    for group in groups.values():
        clips = sorted({clip for clip, change in scores.found if change in group})
        ladder = [[scores.value(clip, change, metric) for change in ("", *group)] for clip in clips]
        rho = [float(spearmanr(range(len(v)), v)[0]) if len(set(v)) > 1 else 0.0 for v in ladder if None not in v]
        for change in group:
            after = [value for _, value in scores.pairs(change, metric)]
            if after:
                last = (float(np.median(rho)), min(rho)) if change == group[-1] and rho and len(group) > 1 else ("", "")
                say(change, len(after), float(np.median(after)), area_under_curve(clean, after), *last)


def others(scores: Scores, metric: str, changes: Sequence[str]) -> None:
    """What should not matter."""
    clean = scores.clean(metric)
    spread = max(1e-9, float(np.std(clean)))
    title(
        f"{metric}: what should not move it; clean clips have median {np.median(clean):.4f}, "
        f"standard deviation {spread:.4f}",
        "change", "clips", "median of the change", "in standard deviations", "largest", "median / before",
        "least / before", "most / before",
    )  # fmt: skip
    for change in changes:
        pairs = list(scores.pairs(change, metric))
        if pairs:
            moved = [abs(after - before) for before, after in pairs]
            base = [(scores.value(clip, CHANGES[change].before, metric), scores.value(clip, change, metric))
                    for clip, name in scores.found if name == change]  # fmt: skip
            ratios = [after / before for before, after in base if before and after is not None]
            low, high = (min(ratios), max(ratios)) if ratios else ("", "")
            middle = float(np.median(ratios)) if ratios else ""
            away = float(np.median(moved)) if not CHANGES[change].before else ""
            say(change, len(pairs), away, away / spread if away != "" else "", max(moved) if away != "" else "",
                middle, low, high)  # fmt: skip


def main() -> None:
    """Measure and print all tables."""
    cv2.setNumThreads(1)
    folder, file, *limit = sys.argv[1:]
    end_s = time.monotonic() + (float(limit[0]) if limit else float("inf"))
    paths = []
    for path in sorted(Path(folder).iterdir()):
        try:
            open_clip(path)
        except ClipError as error:
            sys.stderr.write(f"{error}\n")
        else:
            paths.append(path)
    scores = measure(paths, Path(file), lambda: time.monotonic() > end_s)
    as_they_are(scores)
    ladders(scores, "flicker", FLICKERS)
    others(scores, "flicker", [*(change for group in DRIFTS.values() for change in group), *HARMLESS])
    ladders(scores, "colour_drift", DRIFTS)
    others(scores, "colour_drift", [*(change for group in FLICKERS.values() for change in group), *HARMLESS])


if __name__ == "__main__":
    main()
