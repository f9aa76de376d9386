"""What a GPU changes: numbers against the CPU's, and time. Prints the tables of reports/device.md.

    python evals/measure_device.py CLIP... [--device cuda]

Weights are taken from PROMPTKIT_WEIGHTS. Times are medians of five after a warm-up, of whole scores: the better of two.
"""

import argparse
import os
import statistics
import time
import warnings
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from promptkit.clip import open_clip
from promptkit.decode import frames
from promptkit.nets.face import load_faces
from promptkit.nets.perceptual import PerceptualNet, load_perceptual, lpips_distance
from promptkit.nets.weights import backbone_is_here
from promptkit.plan import plan
from promptkit.score import measure

SIDE_PX = 256
FRAMES = 120
LAGS = (3, 6, 12, 24, 48, 96)
"""An eighth of a second to four seconds, at 24 frames per second."""
FACES = 64


def spent_s(work: Callable[[], object], repeats: int = 5) -> float:
    """Median seconds of `work`, the device's queue emptied before and after."""
    times = []
    for turn in range(repeats + 1):
        _wait()
        begin = time.perf_counter()
        work()
        _wait()
        if turn:
            times.append(time.perf_counter() - begin)
    return statistics.median(times)


def _wait() -> None:
    if torch.cuda.is_available():
        torch.cuda.synchronize()


def first_frames(path: Path) -> NDArray[np.uint8]:
    """(FRAMES or fewer, H, W, 3), brought down as the observer does."""
    kept = np.concatenate([chunk.short_side(SIDE_PX) for chunk in frames(open_clip(path))])
    return np.ascontiguousarray(kept[:FRAMES])


def parity(paths: list[Path], device: str) -> None:
    """Distances of neighbouring frames and embeddings, CPU against the device, and the device against itself."""
    print("\n| network | values | largest | CPU against it | twice on it | in other batches |")
    print("| --- | --- | --- | --- | --- | --- |")
    pictures = [first_frames(path) for path in paths]
    for name in ("alex", "squeeze", "vgg", "tiny"):
        if not backbone_is_here(name):
            continue
        told = {}
        for run, where in (("cpu", "cpu"), ("once", device), ("again", device)):
            told[run] = np.concatenate(
                [lpips_distance(x[:-1][:40], x[1:][:40], backbone=name, device=where) for x in pictures]
            )
        alone = np.concatenate([
            lpips_distance(x[i : i + 1], x[i + 1 : i + 2], backbone=name, device=device)
            for x in pictures for i in range(len(x[:-1][:40]))
        ])  # fmt: skip
        _row(name, told["cpu"], told["once"], told["again"], alone)
    crops = {"mobilefacenet": 112, "dlib": 150}
    for name, side in crops.items():
        if not backbone_is_here(name):
            continue
        stills = [still for x in pictures for still in x[:: max(1, len(pictures) * len(x) // FACES)]]
        faces = np.stack([cv2.resize(still, (side, side), interpolation=cv2.INTER_AREA) for still in stills])
        cpu, gpu = load_faces(name, "cpu"), load_faces(name, device)
        alone = np.concatenate([gpu.embed(faces[i : i + 1]) for i in range(len(faces))])
        _row(name, cpu.embed(faces), gpu.embed(faces), gpu.embed(faces), alone)


def _row(name: str, cpu: NDArray[np.floating], *runs: NDArray[np.floating]) -> None:
    once, again, alone = runs
    apart = (np.abs(once - cpu).max(), np.abs(again - once).max(), np.abs(alone - once).max())
    print(f"| {name} | {cpu.size} | {np.abs(cpu).max():.3f} | " + " | ".join(f"{x:.1e}" for x in apart) + " |")


def speed(path: Path, devices: list[str]) -> None:
    """The networks on 120 frames, and the package of LPIPS' authors on the same pairs."""
    rgb = first_frames(path)
    print(f"\n{len(rgb)} frames of {path.stem}, {rgb.shape[2]}×{rgb.shape[1]}; milliseconds (speed-up)")
    rows: dict[str, list[float]] = {}
    for device in devices:
        for name in ("alex", "tiny"):
            net = load_perceptual(name, device)
            rows.setdefault(f"{name}: neighbours", []).append(spent_s(partial(neighbours, net, rgb)))
            rows.setdefault(f"{name}: neighbours and six lags", []).append(spent_s(partial(lags, net, rgb)))
        if authors := authors_loop(rgb, device):
            rows.setdefault("alex: neighbours, the lpips package pair by pair", []).append(spent_s(authors, 3))
        faces = np.repeat(cv2.resize(rgb[0], (112, 112))[None], FACES, axis=0)
        embed = partial(load_faces("mobilefacenet", device).embed, faces)
        rows.setdefault(f"mobilefacenet: {FACES} faces", []).append(spent_s(embed))
    print("| what | " + " | ".join(devices) + " |\n| --- |" + " --- |" * len(devices))
    for what, times in rows.items():
        cells = [f"{1000 * t:.1f}" + (f" ({times[0] / t:.1f}×)" if i else "") for i, t in enumerate(times)]
        print(f"| {what} | " + " | ".join(cells) + " |")


def neighbours(net: PerceptualNet, rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Distances of consecutive frames, each frame through the network once."""
    features = [one for start in range(0, len(rgb), 8) for one in net.features(rgb[start : start + 8])]
    return net.distances(list(pairwise(features)))


def lags(net: PerceptualNet, rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Of consecutive frames and at all lags."""
    features = [one for start in range(0, len(rgb), 8) for one in net.features(rgb[start : start + 8])]
    return net.distances([pair for lag in (1, *LAGS) for pair in zip(features, features[lag:], strict=False)])


def authors_loop(rgb: NDArray[np.uint8], device: str) -> Callable[[], object] | None:
    """The `lpips` package, pair by pair, with random weights, for its time; None where it cannot be imported."""
    try:
        import lpips  # noqa: PLC0415
    except (ImportError, RuntimeError):  # a torchvision that was built for another torch
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = lpips.LPIPS(net="alex", pnet_rand=True, verbose=False).eval().to(device)
    signed = torch.from_numpy(rgb).permute(0, 3, 1, 2).float() / 127.5 - 1

    def loop() -> None:
        with torch.inference_mode():
            for first, second in pairwise(signed):
                theirs(first[None].to(device), second[None].to(device)).item()

    return loop


def whole(paths: list[Path], devices: list[str]) -> None:
    """The default metrics end to end, nothing cached: how far values are apart, and frames per second."""
    print(
        "\n| clip | size | frames | " + " | ".join(f"{d}, frames/s" for d in devices) + " | furthest apart, relative |"
    )
    print("| --- | --- | --- |" + " --- |" * (len(devices) + 1))
    for path in paths:
        clip, values, rates = open_clip(path), [], []
        for device in devices:
            how = plan(backbone="alex", face="mobilefacenet", device=device, cache=False)
            times = []
            for _ in range(2):
                begin = time.perf_counter()
                told = measure(clip, how)
                times.append(time.perf_counter() - begin)
            rates.append(told.frames / min(times))
            values.append({n: s.value for n, s in told.scores.items() if s.value is not None})
        apart = {n: abs(values[-1][n] - v) / max(abs(v), 1e-6) for n, v in values[0].items()}
        worst = max(apart, key=lambda n: apart[n])
        size = f"{clip.probe.width_px}×{clip.probe.height_px}"
        same = sum(x == 0 for x in apart.values())
        print(f"| {path.stem} | {size} | {told.frames} | " + " | ".join(f"{r:.1f}" for r in rates)
              + f" | {worst} {apart[worst]:.1e}; {same} of {len(apart)} equal to the bit |", flush=True)  # fmt: skip


def main() -> None:
    """All tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", type=Path, nargs="+", help="the first one is timed")
    parser.add_argument("--device", default="cuda")
    asked = parser.parse_args()
    torch.zeros(1, device=asked.device)
    name = torch.cuda.get_device_name() if asked.device.startswith("cuda") else "no GPU"
    print(f"torch {torch.__version__}, {name}, {os.cpu_count()} cores")
    parity(asked.clips, asked.device)
    speed(asked.clips[0], ["cpu", asked.device])
    whole(asked.clips, ["cpu", asked.device])


if __name__ == "__main__":
    main()
