"""Is the reader as sure as it is right?

    python evals/measure_confidence.py [test | dev]

Elements: how often one that is named with a probability in a bin is also named by a reader of the prompt. Scenes: how
often load and stillness are both right where `Scene.sure` is in a bin. The last line of each table is the expected
calibration error (Naeini et al. 2015): the mean distance of the two, weighted by count.
"""

import sys
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from measure_reader import Labels, counts, labels_of_scene, ours, same_thing

from promptkit.scene.read import read_scene

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


def hits(names: Sequence[str], labels: Labels) -> list[bool]:
    """For each name, does it stand for an element of its own among the labels?"""
    left, found = list(labels.what), []
    for name in names:
        match = next((other for other in left if same_thing(name, other)), None)
        found.append(match is not None)
        if match is not None:
            left.remove(match)
    return found


def print_table(title: str, said: list[float], right: list[bool]) -> None:
    """Bin, count, mean confidence, share right."""
    sure, truth = np.array(said), np.array(right, dtype=float)
    print(f"\n| {title} | count | mean | right |\n| --- | --- | --- | --- |")
    error = 0.0
    for low, high in pairwise(BINS):
        inside = (sure >= low) & (sure < high)
        if inside.any():
            mean, share = sure[inside].mean(), truth[inside].mean()
            error += abs(mean - share) * inside.mean()
            print(f"| {low:.2f}-{min(high, 1):.2f} | {inside.sum()} | {mean:.3f} | {share:.3f} |")
    print(f"| calibration error | {len(sure)} | | {error:.3f} |")


def main(part: str) -> None:
    """Print both tables."""
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
    print_table("element", element_sure, element_right)
    print_table("scene", scene_sure, scene_right)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "test")
