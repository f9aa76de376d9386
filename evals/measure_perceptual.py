"""How near the small network `tiny` is to LPIPS-alex: the tables of reports/perceptual.md.

    PROMPTKIT_WEIGHTS=$PROMPTKIT_SHARED python evals/measure_perceptual.py $PROMPTKIT_SHARED

Measured on the clips that `promptkit/nets/training/held_out.txt` names, which neither the training nor the choices
made during it have seen. Times are processor times of one thread, both networks in turn. Takes about three minutes.
"""

import io
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import av
import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from scipy.stats import spearmanr
from tables import say, title

from promptkit.clip import Probe, open_clip
from promptkit.decode import frames
from promptkit.metrics.lpips_drift import lpips_drift
from promptkit.nets.perceptual import SHORT_SIDE_PX, load_perceptual
from promptkit.nets.spatial import lpips_map
from promptkit.nets.training.material import names_in
from promptkit.nets.training.spoil import SPOILERS, spoilt
from promptkit.nets.weights import BACKBONES, locate
from promptkit.observer import Chunk, Stream
from promptkit.observers.perceptual import GRID_HZ, Perceptual, perceptual

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]

TEACHER, STUDENT = "alex", "tiny"
SECONDS = 4.25
"""Of each clip: enough for the longest lag."""
STRENGTHS = (0.25, 0.75)
"""Of each way to spoil a frame: hardly seen, and plain."""
CRFS = ("24", "34", "44")
"""H.264 constant rate factors; x264's default is 23."""
PAIRS_PER_CLIP = 40
"""In a band at most, evenly spread, so that long clips weigh no more than short ones."""
TIMED_SHAPE = (8, 256, 456, 3)
REPEATS = 9
COLUMNS = ("pairs", "median alex", "Spearman", "median error", "90th percentile", "bias")


class Seen(NamedTuple):
    """One clip as both networks see it."""

    distances: dict[str, dict[str, Floats]]
    """By band of lag, then by backbone."""
    drift: dict[str, float | None]
    """The metric `lpips_drift` by backbone; None for clips too short for it."""
    still: Pixels
    """Frames from the middle and from half a second later, (2, H, W, 3)."""
    run: Pixels
    """A few consecutive frames from the middle on, for coding."""


def compared(name: str, alex: Floats, tiny: Floats) -> None:
    """One row: agreement of two sets of distances. Errors are relative, so pairs at distance 0 are not in them."""
    ratio = tiny[alex > 0] / alex[alex > 0]
    half, most = np.percentile(np.abs(ratio - 1), (50, 90))
    ranks = float(spearmanr(alex, tiny).statistic)
    middle = f"{np.median(alex):.4f}"
    say(name, len(alex), middle, ranks, f"{half:.1%}", f"{most:.1%}", f"{np.median(ratio) - 1:+.1%}")


def look(path: Path) -> Seen:
    """Watch a clip with each network."""
    clip = open_clip(path)
    parts = [(chunk.short_side(SHORT_SIDE_PX), chunk.pts_s) for chunk in frames(clip, until_s=SECONDS)]
    rgb, pts_s = np.concatenate([rgb for rgb, _ in parts]), np.concatenate([pts_s for _, pts_s in parts])
    distances, drift = dict[str, dict[str, Floats]](), dict[str, float | None]()
    kept = thinned(pts_s)
    for backbone in (TEACHER, STUDENT):
        watched = watch(clip.probe, rgb[kept], pts_s[kept], backbone)
        drift[backbone] = lpips_drift.measure(watched).value if len(watched.sample_s) > 3 else None
        for band, values in bands(watched, np.diff(kept) == 1):
            distances.setdefault(band, {})[backbone] = values
    middle = len(rgb) // 2
    later = min(int(np.searchsorted(pts_s, pts_s[middle] + 0.5)), len(rgb) - 1)
    return Seen(distances, drift, rgb[[middle, later]], rgb[middle : middle + 9])


def thinned(pts_s: Floats) -> NDArray[np.intp]:
    """The frames nearest to the observer's grid of lags, and the one after every second of them."""
    steps = np.arange(0, pts_s[-1] + 0.5 / GRID_HZ, 1 / GRID_HZ)
    near = np.abs(pts_s[None] - steps[:, None]).argmin(axis=1)
    return np.unique(np.concatenate([near, np.minimum(near[::2] + 1, len(pts_s) - 1)]))


def watch(probe: Probe, rgb: Pixels, pts_s: Floats, backbone: str) -> Perceptual:
    """What the observer makes of frames."""
    watching = perceptual.watch(Stream(probe=probe, perceptual=backbone))
    next(watching)
    watching.send(Chunk(rgb, pts_s))
    try:
        watching.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError("the observer did not end")


def bands(watched: Perceptual, are_neighbours: NDArray[np.bool_]) -> Iterator[tuple[str, Floats]]:
    """Distances by lag, the same frames whatever the backbone."""
    yield "next frame", spread(watched.adjacent[are_neighbours])
    for column, lag_s in enumerate(watched.lags_s):
        yield f"{lag_s:g} s", spread(watched.lagged[:, column][~np.isnan(watched.lagged_s[:, column])])


def spread(values: Floats) -> Floats:
    """At most `PAIRS_PER_CLIP` of them."""
    if len(values) <= PAIRS_PER_CLIP:
        return values
    return values[np.linspace(0, len(values) - 1, PAIRS_PER_CLIP).round().astype(int)]


def by_lag(clips: list[Seen]) -> None:
    """Print the table of lags, and how near values of whole clips are."""
    title("By lag", "lag", *COLUMNS)
    pooled: dict[str, list[Floats]] = {TEACHER: [], STUDENT: []}
    for band in clips[0].distances:
        for name, values in pooled.items():
            values.append(np.concatenate([seen.distances[band][name] for seen in clips]))
        compared(band, pooled[TEACHER][-1], pooled[STUDENT][-1])
    compared("**all**", *(np.concatenate(pooled[name]) for name in (TEACHER, STUDENT)))
    title("Over clips, one value each", "value", "clips", *COLUMNS[1:])
    drifts = np.array([list(seen.drift.values()) for seen in clips if None not in seen.drift.values()])
    compared("`lpips_drift`", *drifts.T)
    steps = [[seen.distances["next frame"][name].mean() for name in (TEACHER, STUDENT)] for seen in clips]
    compared("mean distance of the next frame", *np.array(steps).T)


def by_clip(paths: list[Path], clips: list[Seen]) -> None:
    """Print each clip's factor, and the errors that are left when each clip's own factor is taken out."""
    title("By clip", "clip", "pairs", "tiny / alex, median", "median error without that factor", "90th percentile")
    left = []
    for path, seen in zip(paths, clips, strict=True):
        alex, tiny = (np.concatenate([band[name] for band in seen.distances.values()]) for name in (TEACHER, STUDENT))
        ratio = tiny[alex > 0] / alex[alex > 0]
        factor = float(np.median(ratio))
        left.append(np.abs(ratio / factor - 1))
        say(path.stem, len(ratio), factor, *(f"{share:.1%}" for share in np.percentile(left[-1], (50, 90))))
    over_all = np.concatenate(left)
    say("**all**", len(over_all), "", *(f"{share:.1%}" for share in np.percentile(over_all, (50, 90))))


def between_clips(clips: list[Seen]) -> None:
    """Print how near distances between frames of different clips are, on their middle."""
    stills = np.stack([middle_of(seen.still[0], 144) for seen in clips])
    pairs = list(zip(*np.triu_indices(len(stills), 1), strict=True))
    apart = []
    for name in (TEACHER, STUDENT):
        net = load_perceptual(name)
        features = net.features(stills)
        apart.append(net.distances([(features[i], features[j]) for i, j in pairs]))
    title("Frames of different clips, their middle 144 × 144 pixels", "", *COLUMNS)
    compared("one frame a clip, all pairs", *apart)


def middle_of(rgb: Pixels, side: int) -> Pixels:
    """A square from the middle."""
    top, left = ((length - side) // 2 for length in rgb.shape[:2])
    return rgb[top : top + side, left : left + side]


def by_spoiling(clips: list[Seen]) -> None:
    """Print the table of degradations, one frame a clip against its own spoilt copies."""
    found: dict[str, list[Floats]] = {}
    nets = [load_perceptual(name) for name in (TEACHER, STUDENT)]
    for number, seen in enumerate(clips):
        clean = [net.features(seen.still[:1])[0] for net in nets]
        for kind, copies in spoilt_copies(seen, number):
            apart = [
                net.distances([(first, f) for f in net.features(copies)])
                for net, first in zip(nets, clean, strict=True)
            ]
            found.setdefault(kind, []).append(np.stack(apart))
    title(f"By degradation, one frame of each of {len(clips)} clips", "kind", *COLUMNS)
    for kind, pairs in found.items():
        compared(kind, *np.concatenate(pairs, axis=1))
    compared("**all**", *np.concatenate([part for pairs in found.values() for part in pairs], axis=1))


def spoilt_copies(seen: Seen, seed: int) -> Iterator[tuple[str, Pixels]]:
    """The middle frame at both strengths of each way to spoil it, and out of three H.264 encodings."""
    rng = np.random.default_rng(seed)
    for kind in SPOILERS:
        yield kind, np.stack([spoilt(seen.still[0], kind, strength, rng) for strength in STRENGTHS])
    height, width = seen.run.shape[1:3]
    even = np.pad(seen.run, ((0, 0), (0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    yield "H.264", np.stack([h264(even, crf)[:height, :width] for crf in CRFS])


def h264(rgb: Pixels, crf: str) -> Pixels:
    """The first frame of a run, as it comes out of an encoder that saw the run."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=24, options={"crf": crf, "preset": "veryfast"})
        stream.height, stream.width, stream.pix_fmt = *rgb.shape[1:3], "yuv420p"
        for frame in rgb:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(stream.encode(None))
    file.seek(0)
    with av.open(file) as container:
        return next(container.decode(video=0)).to_ndarray(format="rgb24")


def of_maps(clips: list[Seen]) -> None:
    """Print how alike the maps are: Pearson's correlation over the pixels of a pair."""
    alike, found = [], []
    for number, seen in enumerate(clips):
        flickering = spoilt(seen.still[0], "local flicker", 0.5, np.random.default_rng(number))
        for other in (seen.still[1], flickering):
            alex, tiny = (lpips_map(seen.still[:1], other[None], backbone=name)[0] for name in (TEACHER, STUDENT))
            if alex.std() == 0:  # a still clip: nothing to correlate
                continue
            alike.append(float(np.corrcoef(alex.ravel(), tiny.ravel())[0, 1]))
            worst = [each >= np.quantile(each, 0.9) for each in (alex, tiny)]
            found.append(float((worst[0] & worst[1]).sum() / worst[0].sum()))
    title("Maps", "pairs", "correlation, median", "10th percentile", "share of alex's worst tenth found, median")
    say(len(alike), float(np.median(alike)), float(np.percentile(alike, 10)), float(np.median(found)))


def of_cost() -> None:
    """Print size and speed: features of a batch, and as many distances."""
    rgb = np.random.default_rng(0).integers(0, 256, TIMED_SHAPE, dtype=np.uint8)
    nets = {name: load_perceptual(name) for name in (TEACHER, STUDENT)}
    spent: dict[str, list[float]] = {name: [] for name in nets}
    for _ in range(REPEATS):
        for name, net in nets.items():
            begin = time.process_time()
            net.distances([(feature, feature) for feature in net.features(rgb)])
            spent[name].append((time.process_time() - begin) / len(rgb))
    title("Cost, 456 × 256, one thread", "network", "files, MB", "ms per frame, best", "median")
    for name, times in spent.items():
        size = sum(locate(part).path.stat().st_size for part in BACKBONES[name]) / 1e6
        say(name, f"{size:.2f}", *(f"{1000 * float(t):.1f}" for t in (min(times), np.median(times))))
    print(f"\nRatio of the best times: {min(spent[TEACHER]) / min(spent[STUDENT]):.2f}.")


def main(shared: Path) -> None:
    """Print every table."""
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    held_out = names_in("held_out.txt")
    paths = sorted(path for path in (shared / "clips").iterdir() if path.stem in held_out)
    clips = [look(path) for path in paths]
    print(f"{len(clips)} clips.")
    by_lag(clips)
    by_clip(paths, clips)
    between_clips(clips)
    by_spoiling(clips[::2])
    of_maps(clips)
    of_cost()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
