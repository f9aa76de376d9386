"""How fast prompts are read, on one core.

    OPENBLAS_NUM_THREADS=1 python evals/measure_reading_time.py

The prompts are made of sentences of `datasets/scenes`, 100 words each. Prints loading time, prompts a second, time by
length, and the most memory the process held.
"""

import random
import resource
import time
from itertools import chain
from pathlib import Path

PROMPTS, WORDS, SEED = 1000, 100, 5
LENGTHS = (500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
"""Characters."""
FOLDER = Path(__file__).parents[1] / "datasets" / "scenes"


def made_prompts() -> list[str]:
    """`PROMPTS` prompts of `WORDS` words, from the sentences of the hard test part."""
    from promptkit.reader.training.corpus import read_part  # noqa: PLC0415 - not part of the product

    sentences = [prompt.text.replace("\n", " ") for prompt in read_part(FOLDER, "test")]
    generator = random.Random(SEED)
    prompts = []
    for _ in range(PROMPTS):
        generator.shuffle(sentences)
        prompts.append(" ".join(list(chain.from_iterable(text.split() for text in sentences[:40]))[:WORDS]))
    return prompts


def main() -> None:
    """Measure and print."""
    start = time.perf_counter()
    from promptkit.scene.read import read_scene, read_scenes  # noqa: PLC0415 - its import is part of what is measured

    read_scene("A dog runs.")
    print(f"first prompt, import and model included: {time.perf_counter() - start:.2f} s")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    prompts = made_prompts()
    start = time.perf_counter()
    for prompt in prompts[: PROMPTS // 2]:
        read_scene(prompt)
    middle = time.perf_counter()
    read_scenes(prompts[PROMPTS // 2 :])
    spent = (middle - start, time.perf_counter() - middle)
    one, together = (PROMPTS / 2 / seconds for seconds in spent)
    print(f"prompts of {WORDS} words a second: {one:.0f} one by one, {together:.0f} from a list")
    long = " ".join(prompts)
    print("| characters | ms | ms for 1,000 |\n| --- | --- | --- |")
    for length in LENGTHS:
        text = (long * (length // len(long) + 1))[:length]
        start = time.perf_counter()
        read_scene(text)
        spent = 1000 * (time.perf_counter() - start)
        print(f"| {length} | {spent:.0f} | {1000 * spent / length:.1f} |")
    print(f"memory after the first prompt {memory:.0f} MB, at the end {_most():.0f} MB")


def _most() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
