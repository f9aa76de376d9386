"""What the marked prompts of `datasets/scenes` hold.

python evals/describe_scenes.py
"""

from collections import Counter
from pathlib import Path

import numpy as np

from promptkit.reader.training.corpus import Part, read_part
from promptkit.reader.training.labels import labels_of
from promptkit.reader.training.markup import ROLES, MarkedPrompt

FOLDER = Path(__file__).parents[1] / "datasets" / "scenes"
PARTS: tuple[Part, ...] = ("train", "dev", "test")


def describe(prompts: list[MarkedPrompt]) -> dict[str, str]:
    """Row → figure of one part of the split."""
    words = np.array([len(prompt.text.split()) for prompt in prompts])
    labels = [labels_of(prompt) for prompt in prompts]
    roles = Counter(ROLES[mark.kind] for prompt in prompts for mark in prompt.marks if mark.kind in ROLES)
    moves = Counter(move for label in labels for move in label.camera)
    return {
        "prompts": str(len(prompts)),
        "words: least, median, mean, most": f"{words.min()}, {np.median(words):.0f}, {words.mean():.0f}, {words.max()}",
        "nothing moves but the camera": str(sum(label.static for label in labels)),
        "load 1, 2, 3, more": ", ".join(str(count) for count in _loads([label.load for label in labels])),
        "elements by role": ", ".join(f"{role} {roles[role]}" for role in ROLES.values()),
        "prompts with a cause": str(sum(label.has_cause for label in labels)),
        "prompts with an uncaused element": str(sum(bool(label.uncaused) for label in labels)),
        "two beats, three or more": f"{_beats(labels, 2)}, {sum(label.beats > 2 for label in labels)}",
        "camera moves": ", ".join(f"{move} {count}" for move, count in moves.most_common()),
    }


def _loads(loads: list[int]) -> list[int]:
    return [*(loads.count(load) for load in (1, 2, 3)), sum(load > 3 for load in loads)]


def _beats(labels: list, beats: int) -> int:
    return sum(label.beats == beats for label in labels)


def main() -> None:
    """Print a table with one column for each part."""
    columns = [describe(read_part(FOLDER, part)) for part in PARTS]
    print(f"| | {' | '.join(PARTS)} |\n" + "| --- " * (len(PARTS) + 1) + "|")
    for row in columns[0]:
        print(f"| {row} | {' | '.join(column[row] for column in columns)} |")


if __name__ == "__main__":
    main()
