"""Is a prompt that trains the reader close to one that measures it?

    python evals/near_public.py $PROMPTKIT_SHARED [--least 0.6]

Cosine of tf-idf vectors (words, lower case) between every prompt of `datasets/scenes/train` and every prompt of the
gold set and of the public sets; prints the pairs at or above `--least`, nearest first, and how many there are.
"""

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from measure_reader import FOLDER, LABELS, gold, public

from promptkit.reader.training.markup import read_marked

BLOCK, SHOWN = 2000, 40
_WORD = re.compile(r"[a-z]+")


def vectors(texts: Sequence[str], weights: dict[str, tuple[int, float]]) -> np.ndarray:
    """(texts, words): tf-idf, each row of length one."""
    rows = np.zeros((len(texts), len(weights)), np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word, count in Counter(_WORD.findall(text.lower())).items():
            if word in weights:
                place, idf = weights[word]
                row[place] = (1 + np.log(count)) * idf
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


def main(shared: Path, least: float) -> None:
    """Print the nearest pairs."""
    ours = [prompt.text for path in sorted((FOLDER / "train").glob("*.txt")) for prompt in read_marked(path)]
    theirs = [
        read.prompt for reads in (gold(shared), *(public(shared, paths) for paths in LABELS.values())) for read in reads
    ]
    seen = Counter(word for text in (*ours, *theirs) for word in set(_WORD.findall(text.lower())))
    idf = {word: np.log((len(ours) + len(theirs)) / count) for word, count in seen.items()}
    needed = sorted({word for text in theirs for word in _WORD.findall(text.lower())})
    # Words that no measured prompt has would lengthen a vector of ours and meet nothing: left out, cosines only rise.
    weights = {word: (place, float(idf[word])) for place, word in enumerate(needed)}
    measured, near = vectors(theirs, weights), []
    for start in range(0, len(ours), BLOCK):
        block = ours[start : start + BLOCK]
        cosines = vectors(block, weights) @ measured.T
        near += [(float(cosines[i, j]), block[i], theirs[j]) for i, j in np.argwhere(cosines >= least)]
    near.sort(reverse=True)
    print(f"{len(near)} of {len(ours)} x {len(theirs)} pairs at {least} or above")
    for cosine, own, other in near[:SHOWN]:
        print(f"{cosine:.2f} | {own[:90]!r} | {other[:90]!r}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("shared", type=Path)
    parser.add_argument("--least", type=float, default=0.6)
    chosen = parser.parse_args()
    main(chosen.shared, chosen.least)
