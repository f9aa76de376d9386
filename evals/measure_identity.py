"""Measurements behind `identity`: prints the tables of reports/identity.md.

    PROMPTKIT_WEIGHTS=FOLDER python evals/measure_identity.py SHARED [backbone ...] [--photos FILE.svg]

SHARED holds `faces/` (labelled photos) and `clips/`. Takes about five minutes a backbone; with `--photos` only the
labelled photos and the speed of the embedding are measured, and the curves drawn.
"""

import csv
import sys
import time
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
from identity_roc import draw
from numpy.typing import NDArray
from scipy.stats import rankdata
from tables import say, title

from promptkit.clip import open_clip
from promptkit.decode import frames
from promptkit.errors import UsageError
from promptkit.metric import Score
from promptkit.metrics.identity import identity
from promptkit.nets._align import resized
from promptkit.nets._dlib_resnet import load_dlib_resnet
from promptkit.nets.face import BACKBONES, FaceNets, crops_of, embed_references, load_faces
from promptkit.nets.weights import locate
from promptkit.observer import Chunk, Stream
from promptkit.observers.faces import faces

Vector = NDArray[np.float32]
Edit = Callable[[Chunk], Chunk]


def area_under_curve(same: list[float], different: list[float]) -> float:
    """Share of (same, different) pairs that stand in the right order."""
    ranks = float(rankdata([*same, *different])[: len(same)].sum())
    return (ranks - len(same) * (len(same) + 1) / 2) / len(same) / len(different)


def embedded(nets: FaceNets, paths: list[Path]) -> dict[Path, Vector]:
    """The largest face of each photo; photos without a detection are left out."""
    found = {}
    for path in paths:
        try:
            found[path] = embed_references(nets, (str(path),))[0]
        except UsageError:
            continue
    return found


def labelled_sets(root: Path) -> Iterator[tuple[str, list[Path], Callable[[Path, Path], bool | None]]]:
    """Name, photos, and whether two of them show one person (None: not labelled)."""
    folder = root / "deepface_pairs"
    rows = csv.DictReader((folder / "master.csv").read_text().splitlines())
    pairs = {frozenset((row["file_x"], row["file_y"])): row["Decision"] == "Yes" for row in rows}
    yield "deepface_pairs", sorted(folder.glob("*.jpg")), lambda a, b: pairs.get(frozenset((a.name, b.name)))
    yield (
        "bbt_small",
        sorted((root / "bbt_small").iterdir()),
        lambda a, b: a.stem.rsplit("_", 1)[0] == b.stem.rsplit("_", 1)[0],
    )
    yield "orl", sorted(p for p in (root / "orl").rglob("*") if p.is_file()), lambda a, b: a.parent == b.parent


def photos(nets: FaceNets, root: Path) -> dict[str, tuple[list[float], list[float]]]:
    """Distributions of cosines on labelled photos; same and different by name of backbone and set."""
    curves = {}
    title(
        f"{nets.name}: labelled photos",
        *("set", "found", "AUC", "pairs", "same: min, 5 %, median", "different: median, 99 %, max"),
    )
    for name, paths, label in labelled_sets(root):
        vectors = embedded(nets, paths)
        cosines: dict[bool, list[float]] = {True: [], False: []}
        for a, b in combinations(vectors, 2):
            if (is_same := label(a, b)) is not None:
                cosines[is_same].append(float(vectors[a] @ vectors[b]))
        same, different = curves[f"{nets.name}, {name}"] = cosines[True], cosines[False]
        say(
            name,
            f"{len(vectors)}/{len(paths)}",
            f"{area_under_curve(same, different):.5f}",
            f"{len(same)} + {len(different)}",
            ", ".join(f"{q:.3f}" for q in np.quantile(same, [0, 0.05, 0.5])),
            ", ".join(f"{q:.3f}" for q in np.quantile(different, [0.5, 0.99, 1])),
        )
    return curves


def speed(nets: FaceNets, root: Path) -> None:
    """Faces embedded in a second of one thread; for dlib, parity with dlib's own network as well."""
    crops = []
    for path in sorted(p for p in (root / "orl").rglob("*") if p.is_file())[::6]:
        rgb = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
        crops += list(crops_of(nets, rgb, nets.detect(rgb).largest(1)))
    batch = np.stack(crops[:50])
    title(f"{nets.name}: speed of the embedding", "network", "faces", "faces a second of processor time")
    say(f"{nets.name} in promptkit", len(batch), _rate(lambda: nets.embed(batch), len(batch)))
    if nets.name != "dlib":
        return
    import dlib  # noqa: PLC0415 - the offline backbone only

    path = locate("dlib-resnet").path
    own = dlib.face_recognition_model_v1(str(path))
    pictures = [np.ascontiguousarray(one) for one in batch]
    say("dlib's own", len(batch), _rate(lambda: own.compute_face_descriptor(pictures), len(batch)))
    theirs = np.array(own.compute_face_descriptor(pictures))
    say("largest difference", len(batch), f"{np.abs(load_dlib_resnet(path, 'cpu')(batch) - theirs).max():.1e}")


def _rate(work: Callable[[], object], count: int) -> float:
    start = time.process_time()
    work()
    return count / (time.process_time() - start)


def degraded(nets: FaceNets, root: Path) -> None:
    """Photos of bbt_small made small or blurred, against the others as they are."""
    from promptkit.nets._align import sharpness  # noqa: PLC0415 - only this table looks inside

    title(f"{nets.name}: bbt_small made worse", "change", "found", "AUC", "same: 5 %, median", "sharpness: median")
    clean = embedded(nets, sorted((root / "bbt_small").iterdir()))
    pictures = {path: cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB) for path in clean}
    boxes = {path: nets.detect(rgb).largest(1).boxes for path, rgb in pictures.items()}
    heights = {path: float(box[0, 3]) for path, box in boxes.items() if len(box)}
    pictures = {path: pictures[path] for path in heights}

    def small(rgb: NDArray[np.uint8], height: float, to_px: float) -> NDArray[np.uint8]:
        """A small face in a 480p frame, as a clip would show it."""
        shrunk = resized(rgb, long_side_px=round(max(rgb.shape) * to_px / height))
        frame = np.full((480, 640, 3), 90, np.uint8)
        frame[100 : 100 + shrunk.shape[0], 200 : 200 + shrunk.shape[1]] = shrunk
        return frame

    changes: list[tuple[str, Callable[[NDArray[np.uint8], float], NDArray[np.uint8]]]] = [
        *((f"face {px} px tall", lambda rgb, h, px=px: small(rgb, h, px)) for px in (100, 64, 48, 40, 32, 28)),
        *(
            (f"Gaussian blur, sigma {s:.3f} face heights", lambda rgb, h, s=s: cv2.GaussianBlur(rgb, (0, 0), s * h))
            for s in (0.005, 0.01, 0.015, 0.02, 0.03)
        ),
    ]
    for name, change in changes:
        same, different, detail, count = [], [], [], 0
        for path, rgb in pictures.items():
            seen = change(rgb, heights[path])
            found = nets.detect(seen).largest(1)
            if not len(found):
                continue
            count += 1
            crops = crops_of(nets, seen, found)
            detail.append(float(sharpness(crops)[0]))
            vector = nets.embed(crops)[0]
            for other, theirs in clean.items():
                if other != path:
                    is_same = other.stem.rsplit("_", 1)[0] == path.stem.rsplit("_", 1)[0]
                    (same if is_same else different).append(float(vector @ theirs))
        if not same:
            say(name, f"0/{len(pictures)}", "", "", "")
            continue
        low, middle = np.quantile(same, [0.05, 0.5])
        area = f"{area_under_curve(same, different):.4f}"
        say(name, f"{count}/{len(pictures)}", area, f"{low:.3f}, {middle:.3f}", float(np.median(detail)))


def scored(
    path: Path, backbone: str, *, edit: Edit | None = None, references: tuple[str, ...] = ()
) -> tuple[Score, float]:
    """The identity score of a clip, and CPU milliseconds for each sampled frame (decoding left out)."""
    clip = open_clip(path)
    watching = faces.watch(Stream(probe=clip.probe, face=backbone, references=references))
    next(watching)
    spent = 0.0
    for chunk in frames(clip):
        changed = edit(chunk) if edit else chunk
        start = time.process_time()
        watching.send(changed)
        spent += time.process_time() - start
    try:
        watching.send(None)
    except StopIteration as end:
        seen = end.value
    return identity.score({"faces": seen}, {}), 1000 * spent / len(seen.sample_t)


def clips(backbone: str, root: Path) -> None:
    """The score of every clip."""
    title(
        f"{backbone}: clips",
        *("clip", "identity", "worst 5 %", "coverage", "slope /s", "switches", "people", "excluded", "CPU ms a sample"),
    )
    for path in sorted(p for p in root.iterdir() if p.suffix != ".md"):
        score, spent = scored(path, backbone)
        detail = score.detail
        if score.value is None:
            say(path.name, f"{score.status}: {score.why}", *[""] * 6, f"{spent:.0f}")
            continue
        slope = detail["slope_per_s"]
        say(
            path.name,
            score.value,
            detail["worst_5_percent"],
            f"{detail['coverage']:.2f}",
            "too short" if slope is None else slope,
            len(detail["switches"]),
            len(detail["tracks"]),
            ", ".join(f"{count} {why}" for why, count in detail["excluded"].items() if count),
            f"{spent:.0f}",
        )


def invariance(backbone: str, root: Path) -> None:
    """The same clip at half the frame rate and at half the size."""
    title(f"{backbone}: the same clip sampled otherwise", "clip", "as it is", "every second frame", "half size")
    for name in ("face_lp_d3.mp4", "face_lp_s18.mp4", "face_consisid_fullbody.mp4", "ai_ltx2_two_faces.mp4"):
        seen = [0]

        def half_rate(chunk: Chunk, seen: list[int] = seen) -> Chunk:
            first, seen[0] = seen[0] % 2, seen[0] + len(chunk)
            return Chunk(chunk.rgb[first::2], chunk.pts_s[first::2])

        def half_size(chunk: Chunk) -> Chunk:
            long_side = max(chunk.rgb.shape[1:3]) // 2
            return Chunk(np.stack([resized(rgb, long_side_px=long_side) for rgb in chunk.rgb]), chunk.pts_s)

        values = [scored(root / name, backbone, edit=edit)[0].value for edit in (None, half_rate, half_size)]
        say(name, *(value if value is not None else "none" for value in values))


def references(backbone: str, root: Path, scratch: Path) -> None:
    """Clips of six people against the first frame of each."""
    names = [f"face_lp_{one}.mp4" for one in ("d18", "d20", "d3", "s18", "s20", "s32")]
    stills = []
    for name in names:
        chunk = next(frames(open_clip(root / name)))
        stills.append(str(scratch / f"{name}.png"))
        cv2.imwrite(stills[-1], cv2.cvtColor(chunk.rgb[0], cv2.COLOR_RGB2BGR))
    title(f"{backbone}: clips against first frames", "clip", *names)
    for name in names:
        say(name, *(scored(root / name, backbone, references=(still,))[0].value for still in stills))


def main(shared: Path, backbones: list[str]) -> None:
    """All tables."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - only here

    for backbone in backbones:
        nets = load_faces(backbone)
        photos(nets, shared / "faces")
        degraded(nets, shared / "faces")
        invariance(backbone, shared / "clips")
        with TemporaryDirectory() as scratch:
            references(backbone, shared / "clips", Path(scratch))
        clips(backbone, shared / "clips")


def only_photos(shared: Path, backbones: list[str], picture: Path) -> None:
    """The labelled photos, their curves, and the speed of the embeddings."""
    curves = {}
    for backbone in backbones:
        nets = load_faces(backbone)
        curves |= photos(nets, shared / "faces")
        speed(nets, shared / "faces")
    draw(curves, picture)


if __name__ == "__main__":
    given = sys.argv[2:]
    chosen = [one for one in given if one in BACKBONES] or ["mobilefacenet", "dlib"]
    if "--photos" in given:
        only_photos(Path(sys.argv[1]), chosen, Path(given[given.index("--photos") + 1]))
    else:
        main(Path(sys.argv[1]), chosen)
