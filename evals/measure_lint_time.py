"""What linting costs on top of reading, and whether memory grows with the number of shots.

    OPENBLAS_NUM_THREADS=1 python evals/measure_lint_time.py $PROMPTKIT_SHARED [--many N]

1,000 prompts of 100 words made of sentences of `datasets/scenes`, and 1,000 drawn from the public corpora as they are:
time of `promptkit scene` alone and of all rules that look at text, one after the other in one process, three times; the
median ratio counts. With `--many N`, N shots are linted and the memory is printed every tenth of them.
"""

import argparse
import resource
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from measure_fixes import OUTSIDE, prompts
from measure_reading_time import PROMPTS, WORDS, made_prompts

from promptkit.lint import check_shots, selected_rules
from promptkit.scene import read
from promptkit.shot import Shot

ROUNDS = 3


def seconds(texts: Sequence[str]) -> tuple[float, float]:
    """Of reading the scenes, and of linting; nothing is remembered from before."""
    rules = [rule for rule in selected_rules() if rule.family not in OUTSIDE]
    read.forget()
    start = time.perf_counter()
    read.read_scenes(texts)
    middle = time.perf_counter()
    read.forget()
    for _ in check_shots((Shot(id=str(at), prompt=text) for at, text in enumerate(texts)), rules):
        pass
    return middle - start, time.perf_counter() - middle


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--many", type=int, default=0)
    asked = parser.parse_args()
    public = prompts(asked.shared)[:PROMPTS]
    seconds(public[:20])
    for name, texts in ((f"{WORDS} words", made_prompts()), ("as they are", public)):
        spent = [seconds(texts) for _ in range(ROUNDS)]
        ratio = median(lint / scene for scene, lint in spent)
        scene, lint = (median(each) for each in zip(*spent, strict=True))
        print(f"{len(texts)} prompts, {name}: scene {scene:.2f} s, lint {lint:.2f} s, ratio {ratio:.2f}")
    if asked.many:
        shots = (Shot(id=str(at), prompt=f"{text} {at}") for at, text in enumerate(islice(cycle(public), asked.many)))
        for at, _ in enumerate(check_shots(shots, selected_rules()), 1):
            if at % (asked.many // 10) == 0:
                print(f"{at} shots: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
