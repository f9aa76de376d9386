"""What linting costs on top of reading, and whether memory grows with the number of shots.

    OPENBLAS_NUM_THREADS=1 python evals/measure_lint_time.py $PROMPTKIT_SHARED [--count N] [--many N]

1,000 prompts of 100 words made of sentences of `datasets/scenes`, and 1,000 drawn from the public corpora as they are
(`--count` takes fewer): processor time of `promptkit scene` alone and of all rules that look at text, a hundred prompts
of the one and then of the other, three times over; the median ratio counts. Nothing is remembered from before, but the
word lists and patterns are loaded. With `--many N`, N shots are linted and the most memory that the process held is
printed every tenth of them.
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
WARM = 100
"""Other prompts that are linted first."""
TURN = 100
"""Prompts that are read, and then linted, before the next are: other work on the machine slows both alike."""


def seconds(texts: Sequence[str]) -> tuple[float, float]:
    """Of reading the scenes, and of linting; nothing is remembered from before."""
    rules = [rule for rule in selected_rules() if rule.family not in OUTSIDE]
    scene = lint = 0.0
    for first in range(0, len(texts), TURN):
        some = texts[first : first + TURN]
        read.forget()
        start = time.process_time()
        read.read_scenes(some)
        scene += time.process_time() - start
        read.forget()
        start = time.process_time()
        for _ in check_shots((Shot(id=str(at), prompt=text) for at, text in enumerate(some)), rules):
            pass
        lint += time.process_time() - start
    return scene, lint


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--count", type=int, default=PROMPTS)
    parser.add_argument("--many", type=int, default=0)
    asked = parser.parse_args()
    known = prompts(asked.shared)
    public, others = known[: asked.count], known[-WARM:]
    seconds(others)
    for name, texts in ((f"{WORDS} words", made_prompts()[: asked.count]), ("as they are", public)):
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
