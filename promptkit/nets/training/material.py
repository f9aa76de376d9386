"""What the student is shown: clips that are not held out, photos, simulated clips. Pictures stay uint8 in memory."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.clip import open_clip
from promptkit.decode import frames
from promptkit.providers.simulator import CLEAN, FLAWED, simulate
from promptkit.shot import Shot

Pixels = NDArray[np.uint8]

SHORT_SIDE_PX, FINE_SIDE_PX = 256, 512
"""The observer's size, and a finer one that gives other textures to the same clips."""
RUNS, RUN_FRAMES = 8, 15
"""Of a long clip: so many stretches of so many frames, evenly spread."""
LONGEST_PHOTO_SIDE_PX = 768
PROMPTS = (
    "A woman in a red dress walks along a windy beach.", "A dog runs through a forest.",
    "A man dances in a city street at night.", "A flag waves over a snowy mountain.",
    "A girl with long hair stands in a meadow.", "A boat crosses a harbour at sunset.",
)  # fmt: skip


def names_in(file: str) -> frozenset[str]:
    """The clips that a list beside this file names."""
    return frozenset((Path(__file__).parent / file).read_text(encoding="utf-8").split())


def clip_frames(path: Path, *, side_px: int = SHORT_SIDE_PX, runs: int = RUNS, length: int = RUN_FRAMES) -> Pixels:
    """(N, H, W, 3): a short clip whole, of a long one `runs` stretches of `length` consecutive frames."""
    clip, kept, seen = open_clip(path), [], 0
    total = clip.probe.frames or runs * length
    for chunk in frames(clip):
        index = np.arange(seen, seen + len(chunk.rgb))
        seen += len(index)
        wanted = (index - (index * runs // total) * total / runs < length) | (total <= runs * length)
        if wanted.any():
            kept.append(chunk.short_side(side_px)[wanted])
    return np.concatenate(kept)


def training_sequences(shared: Path, work: Path) -> list[Pixels]:
    """Stretches of the training clips at both sizes, and of simulated ones; kept in `work` for the next time."""
    kept = sorted((work / "sequences").glob("*.npy"))
    if not kept:
        (work / "sequences").mkdir()
        for number, sequence in enumerate(_decoded(shared, work)):
            np.save(work / "sequences" / f"{number:03}.npy", sequence)
            kept.append(work / "sequences" / f"{number:03}.npy")
    return [np.load(path, mmap_mode="r") for path in kept]


def _decoded(shared: Path, work: Path) -> list[Pixels]:
    left_out = names_in("held_out.txt") | names_in("watched.txt")
    found = []
    for path in sorted((shared / "clips").iterdir()):
        if path.suffix == ".md" or path.stem in left_out:
            continue
        found.append(clip_frames(path))
        probe = open_clip(path).probe
        if min(probe.width_px, probe.height_px) > SHORT_SIDE_PX * 1.4:
            found.append(clip_frames(path, side_px=FINE_SIDE_PX, runs=RUNS, length=3))
    return [*found, *_simulated(work)]


def watched_sequences(shared: Path) -> list[Pixels]:
    """Clips to follow the training on: neither trained on nor held out for the report."""
    return [clip_frames(path) for path in sorted((shared / "clips").iterdir()) if path.stem in names_in("watched.txt")]


def photos(shared: Path) -> list[Pixels]:
    """Photos of faces, (1, H, W, 3) each."""
    paths = (path for path in sorted((shared / "faces").rglob("*")) if path.suffix in {".png", ".jpg", ".jpeg", ".pgm"})
    return [photo[None] for path in paths if (photo := _read(path)) is not None]


def _read(path: Path) -> Pixels | None:
    bgr = cv2.imread(str(path))
    if bgr is None or min(bgr.shape[:2]) < 64:
        return None
    scale = min(1.0, LONGEST_PHOTO_SIDE_PX / max(bgr.shape[:2]))
    return cv2.cvtColor(cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2RGB)


def _simulated(work: Path) -> Iterator[Pixels]:
    for number, prompt in enumerate(PROMPTS):
        shot = Shot(id=str(number), prompt=prompt)
        path = simulate(shot, work / f"{number}.mp4", flaws=FLAWED if number % 2 else CLEAN)
        yield clip_frames(path)
