"""Published LPIPS values, the cost of starting, and what the cache saves: the tables of reports/conformance.md.

    python evals/measure_conformance.py $PROMPTKIT_SHARED

Weights are taken from `weights/` of that folder. Times are the best of five, on an otherwise idle machine.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from promptkit.nets.perceptual import lpips_distance

PROMPT = "A woman in a white dress standing on a beach."
PUBLISHED = {"alex": (0.722, 0.138), "squeeze": (0.711, 0.148)}
"""LPIPS v0.1 of (ref, p0) and (ref, p1): richzhang/PerceptualSimilarity issue 120; squeeze computed in float64."""
DOCTEST = (0.1024, 0.0938)
"""torchmetrics, functional/image/lpips.py: generator seed 42, two batches of (2, 3, 100, 100), squeeze."""


def lpips_rows(shared: Path) -> None:
    """Distances between the example images of the LPIPS authors, and of torchmetrics' doctest tensors."""

    def image(name: str) -> NDArray[np.uint8]:
        return cv2.cvtColor(cv2.imread(str(shared / "lpips" / f"ex_{name}.png")), cv2.COLOR_BGR2RGB)[None]

    def pixels(signed: torch.Tensor) -> NDArray[np.float32]:
        return (signed.permute(0, 2, 3, 1).numpy() + 1) * np.float32(127.5)

    print("| network | pair | published | ours |\n| --- | --- | --- | --- |")
    for network, published in PUBLISHED.items():
        for name, value in zip(("p0", "p1"), published, strict=True):
            ours = float(lpips_distance(image("ref"), image(name), backbone=network)[0])
            print(f"| {network} | ref, {name} | {value:.3f} | {ours:.5f} |")
    generator = torch.Generator().manual_seed(42)
    first, second = (pixels(torch.rand(2, 3, 100, 100, generator=generator) * 2 - 1) for _ in range(2))
    for number, (value, ours) in enumerate(
        zip(DOCTEST, lpips_distance(first, second, backbone="squeeze"), strict=True)
    ):
        print(f"| squeeze | torchmetrics doctest {number} | {value:.4f} | {float(ours):.5f} |")


def seconds(*command: str, repeats: int = 5) -> float:
    """Best wall time of a promptkit command."""
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        subprocess.run(["promptkit", *command], check=False, capture_output=True)  # noqa: S607
        times.append(time.perf_counter() - begin)
    return min(times)


def main(shared: Path) -> None:
    """Print every table."""
    os.environ["PROMPTKIT_WEIGHTS"] = str(shared / "weights")
    lpips_rows(shared)
    print("\n| command | seconds |\n| --- | --- |")
    print(f"| `promptkit --help` | {seconds('--help'):.2f} |")
    print(f"| `promptkit lint --prompt ...`, cold | {seconds('lint', '--prompt', PROMPT):.2f} |")
    clips = [
        str(shared / "clips" / f"{name}.mp4") for name in ("motion_cotracker_cat", "face_lp_d18", "ai_wan21_i2v_cat")
    ]
    with tempfile.TemporaryDirectory() as cache:
        os.environ["PROMPTKIT_CACHE"] = cache
        first, second = seconds("score", *clips, repeats=1), seconds("score", *clips, repeats=1)
    print(f"| `promptkit score` on three clips, first | {first:.2f} |")
    print(f"| the same again, from the cache | {second:.2f} (1 : {first / second:.0f}) |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
