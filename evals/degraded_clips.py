"""Clean clips and what becomes of them: files in a work folder, made once, named by what was done.

A file's name holds the amount of its degradation. After a change of the code of a degradation, delete its folders.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from promptkit.clip import open_clip
from promptkit.nets.face import load_faces
from promptkit.testing.degrade import HARMLESS, LADDER, FacePair, Frames, apply_to_file, read_clip, write_exact

SECONDS, SHORT_PX, LARGE_PX = 2.5, 256, 720
SOURCES = (
    "face_lp_d3.mp4", "motion_pool_clean.mp4", "ai_animatediff_man_beard.gif", "ai_lvsa_wan13b_dog_long.mp4",
    "face_lp_d18.mp4", "face_lp_s18.mp4", "face_lp_s32.mp4", "motion_bigbuckbunny.mp4", "motion_cotracker_pillow.mp4",
    "motion_davis_bear.mp4", "ai_ltx2_two_faces.mp4", "ai_aigve_cogvideox_0.mp4", "ai_opens2v_faceobj_14.mp4",
    "ai_videophy2_carpenter.mp4",
)  # fmt: skip
"""Clean clips without cuts: eight real or animated, six generated; plain and textured, standing and moving cameras,
faces, an animal, water, cloth. The first four are the quick ones."""
_UNEVEN = ("dropped_frames", "duplicated_frames")
NOT_CLEAN = {"face_lp_s32": _UNEVEN, "motion_bigbuckbunny": _UNEVEN}
"""Clips that hold, as they come, more of a degradation than severity 1 puts in. Both were stored at a higher rate than
they were made at: face_lp_s32.mp4 repeats every sixth frame, 13 of 75; motion_bigbuckbunny.mp4 3 of 63."""
FEWEST_FACES = 0.9
"""Share of the frames in which a face must be found for a clip to be morphed."""


@dataclass(frozen=True)
class Step:
    """One change of a clip: a degradation at a severity, or a harmless change, or (name "") none."""

    name: str
    severity: int = 0
    is_baseline: bool = False
    """What a harmless change is compared with, where that is not the clip."""

    @property
    def folder(self) -> str:
        """Where its files lie."""
        if self.name in LADDER:
            return f"{self.name}-{LADDER[self.name].amounts[self.severity - 1]:g}"
        return (self.name or "clean") + ("-baseline" if self.is_baseline else "")


def steps(severities: tuple[int, ...], names: set[str]) -> Iterator[Step]:
    """All changes of those names; none at all is always among them."""
    yield Step("")
    for name in LADDER:
        yield from (Step(name, severity) for severity in severities if name in names)
    for name, change in HARMLESS.items():
        if name in names:
            yield Step(name)
            if change.baseline or change.larger_than_px:
                yield Step(name, is_baseline=True)


def stem(source: str) -> str:
    """A clip's name in the work folder."""
    return Path(source).stem


def prepare(source: str, *, clips: Path, work: Path) -> None:
    """Make a clip's clean files, and find its faces."""
    for size_px, folder in ((SHORT_PX, "clean"), (LARGE_PX, "large")):
        path = work / folder / f"{stem(source)}.mp4"
        if not path.exists():
            rgb, fps = read_clip(clips / source, until_s=SECONDS)
            _write(path, partial(write_exact, rgb=_small(rgb, size_px), fps=fps))
    found = work / "faces" / f"{stem(source)}.npz"
    if not found.exists():
        rgb, _ = read_clip(work / "clean" / f"{stem(source)}.mp4")
        found.parent.mkdir(parents=True, exist_ok=True)
        np.savez(found, landmarks=_landmarks(rgb))


def make(source: str, step: Step, *, work: Path) -> Path | None:
    """The file of a changed clip; None where the change cannot be made of this clip."""
    clean = work / "clean" / f"{stem(source)}.mp4"
    if not step.name:
        return clean
    if step.name in LADDER:
        return _degraded(source, step, clean, work=work)
    change = HARMLESS[step.name]
    src = work / "large" / clean.name if change.larger_than_px else clean
    probe = open_clip(src).probe
    if min(probe.width_px, probe.height_px) <= change.larger_than_px:
        return None
    if step.is_baseline and change.baseline is None:
        return src
    path = work / step.folder / f"{stem(source)}{change.suffix}"
    action = change.baseline if step.is_baseline and change.baseline else change.change
    return _write(path, partial(action, src))


def _degraded(source: str, step: Step, clean: Path, *, work: Path) -> Path | None:
    degradation, path = LADDER[step.name], work / step.folder / clean.name
    if path.exists():
        return path
    has_what_it_needs = degradation.needs != "faces" or _has_face(source, work)
    if (open_clip(clean).probe.fps or 0) < degradation.least_fps or not has_what_it_needs:
        return None
    faces = _pair(source, work) if degradation.needs == "faces" else None
    other = read_clip(work / "clean" / f"{stem(_after(source)[0])}.mp4")[0] if degradation.needs == "other" else None
    return _write(path, lambda part: apply_to_file(clean, part, degradation, step.severity, other=other, faces=faces))


def _write(path: Path, action: Callable[[Path], None]) -> Path:
    """Whole or not at all, whoever else is writing it."""
    if not path.exists():
        part = path.with_name(f"part.{os.getpid()}.{path.name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        action(part)
        part.replace(path)
    return path


def _small(rgb: Frames, short_px: int) -> Frames:
    scale = min(1, short_px / min(rgb.shape[1:3]))
    size = tuple(2 * round(side * scale / 2) for side in (rgb.shape[2], rgb.shape[1]))
    return np.stack([cv2.resize(frame, size, interpolation=cv2.INTER_AREA) for frame in rgb])


def _landmarks(rgb: Frames) -> np.ndarray:
    """Of the largest face in each frame, (T, 5, 2); NaN where there is none."""
    detect, out = load_faces("auto").detect, np.full((len(rgb), 5, 2), np.nan)
    for k, frame in enumerate(rgb):
        found = detect(frame).largest(1)
        if len(found):
            out[k] = found.landmarks[0]
    return out


def _has_face(source: str, work: Path) -> bool:
    landmarks = np.load(work / "faces" / f"{stem(source)}.npz")["landmarks"]
    return bool(np.isfinite(landmarks[:, 0, 0]).mean() >= FEWEST_FACES)


def _pair(source: str, work: Path) -> FacePair:
    """A clip's face, and that of the next clip that has one."""
    other = next(name for name in _after(source) if _has_face(name, work))
    mine, its = (np.load(work / "faces" / f"{stem(name)}.npz")["landmarks"] for name in (source, other))
    first = int(np.flatnonzero(np.isfinite(its[:, 0, 0]))[0])
    picture = read_clip(work / "clean" / f"{stem(other)}.mp4")[0][first]
    return FacePair(landmarks=mine, other=picture, other_landmarks=its[first])


def _after(source: str) -> tuple[str, ...]:
    """The other clips, the next one first: whichever clips are scored, the same ones are mixed."""
    at = SOURCES.index(source)
    return SOURCES[at + 1 :] + SOURCES[:at]
