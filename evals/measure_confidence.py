"""Is the reader as sure as it is right?

    python evals/measure_confidence.py [test | dev] [--plot FILE.svg]
    python evals/measure_confidence.py dev --fit

Elements: how often one that is named with a probability in a bin is also named by a reader of the prompt. Scenes: how
often load and stillness are both right where `Scene.sure` is in a bin. The last line of each table is the expected
calibration error (Naeini et al. 2015): the mean distance of the two, weighted by count. `--plot` draws both tables: on
the diagonal a reading is right as often as it says. The temperature of the logits was chosen on `dev`. `--fit` prints
the power of the product of all words' probabilities that makes what is right and wrong likeliest (`SHARED_DOUBT`).
"""

import argparse
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from measure_reader import Labels, counts, labels_of_scene, ours, same_thing

from promptkit.reader.decode import SHARED_DOUBT
from promptkit.scene.read import read_scene

SIDE, EDGE = 320, 40
"""Of the plot, in pixels."""
COLOURS = {"element": "#1f77b4", "scene": "#d62728"}
POWERS = np.arange(0.2, 1.001, 0.01)
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


class Bin(NamedTuple):
    """Readings that are about equally sure."""

    low: float
    high: float
    count: int
    mean: float
    """Of what they say."""
    share: float
    """That is right."""


def hits(names: Sequence[str], labels: Labels) -> list[bool]:
    """For each name, does it stand for an element of its own among the labels?"""
    left, found = list(labels.what), []
    for name in names:
        match = next((other for other in left if same_thing(name, other)), None)
        found.append(match is not None)
        if match is not None:
            left.remove(match)
    return found


def table(said: list[float], right: list[bool]) -> list[Bin]:
    """The bins that hold anything."""
    sure, truth = np.array(said), np.array(right, dtype=float)
    rows = []
    for low, high in pairwise(BINS):
        inside = (sure >= low) & (sure < high)
        if inside.any():
            mean, share = float(sure[inside].mean()), float(truth[inside].mean())
            rows.append(Bin(low, min(high, 1), int(inside.sum()), mean, share))
    return rows


def print_table(title: str, rows: list[Bin]) -> None:
    """As Markdown, with the calibration error."""
    print(f"\n| {title} | count | mean | right |\n| --- | --- | --- | --- |")
    for low, high, count, mean, share in rows:
        print(f"| {low:.2f}-{high:.2f} | {count} | {mean:.3f} | {share:.3f} |")
    total = sum(row[2] for row in rows)
    error = sum(abs(mean - share) * count for _, _, count, mean, share in rows) / total
    print(f"| calibration error | {total} | | {error:.3f} |")


def likeliest_power(said: list[float], right: list[bool]) -> float:
    """Of `POWERS`, the one at which powers of what is said give what is right the greatest likelihood."""
    sure, truth = np.clip(said, 1e-6, 1 - 1e-6), np.array(right)
    likelihood = [np.log(np.where(truth, sure**power, 1 - sure**power)).sum() for power in POWERS]
    return float(POWERS[np.argmax(likelihood)])


def plot(tables: dict[str, list[Bin]], path: Path) -> None:
    """A reliability diagram: confidence to the right, share right upwards, discs by the root of their count."""

    def at(x: float, y: float) -> tuple[float, float]:
        return EDGE + SIDE * x, EDGE + SIDE * (1 - y)

    corners = [at(0, 0), at(1, 1)]
    size = SIDE + 2 * EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" font-family="sans-serif" font-size="12">',
        f'<rect width="{size}" height="{size}" fill="white"/>',
        f'<rect x="{EDGE}" y="{EDGE}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#999"/>',
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="#999" stroke-dasharray="4"/>'.format(*corners[0], *corners[1]),
        f'<text x="{EDGE + SIDE / 2}" y="{size - 12}" text-anchor="middle">said, 0 to 1</text>',
        f'<text transform="translate(20 {EDGE + SIDE / 2}) rotate(-90)" text-anchor="middle">right, 0 to 1</text>',
    ]
    for number, (title, rows) in enumerate(tables.items()):
        colour = COLOURS[title]
        points = [(*at(mean, share), 2 + np.sqrt(count) / 4) for _, _, count, mean, share in rows]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}"/>')
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{colour}" opacity="0.7"/>' for x, y, r in points
        ]
        parts.append(f'<text x="{EDGE + 12}" y="{EDGE + 22 + 18 * number}" fill="{colour}">{title}s</text>')
    path.write_text("\n".join([*parts, "</svg>", ""]), encoding="utf-8")


def main(part: str, drawing: Path | None, *, fit: bool) -> None:
    """Print both tables, draw them, or print the power that fits."""
    element_sure, element_right, scene_sure, scene_right = [], [], [], []
    for read in ours("dev" if part == "dev" else "test"):
        scene = read_scene(read.prompt)
        mine = labels_of_scene(scene)
        best = max((hits(mine.what, labels) for labels in read.readers), key=sum)
        element_sure += [element.sure for element in scene.elements if element.role != "camera"]
        element_right += best
        cell = counts(mine, read.readers)
        scene_sure.append(scene.sure)
        scene_right.append(bool(cell["load_exact"][0]) and not any(cell["static_f1"][1:]))
    if fit:
        products = [sure ** (1 / SHARED_DOUBT) for sure in scene_sure]
        print(f"SHARED_DOUBT = {likeliest_power(products, scene_right):.2f}, from {len(products)} prompts")
        return
    tables = {"element": table(element_sure, element_right), "scene": table(scene_sure, scene_right)}
    for title, rows in tables.items():
        print_table(title, rows)
    if drawing:
        plot(tables, drawing)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("part", nargs="?", default="test", choices=["test", "dev"])
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--fit", action="store_true")
    chosen = parser.parse_args()
    main(chosen.part, chosen.plot, fit=chosen.fit)
