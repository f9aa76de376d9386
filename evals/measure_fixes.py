"""What fixing promises, held against many prompts.

    python evals/measure_fixes.py $PROMPTKIT_SHARED [--count N]

Every prompt of the public corpora and of `datasets/scenes`, in an order drawn once, each for a target and a duration
drawn with it. Counted: fixing twice is fixing once; no finding that a fix took away comes back; safe fixes lose no
content word, number, quotation, name or camera instruction (what the rules of `MAY_TAKE_OUT` take out on purpose is not
content); unsafe ones neither, and add no camera move or person; what is fixed fits the target. Prints a table, and the
first breaches of each kind.
"""

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from public_texts import texts as texts_in

from promptkit.fix import Fixed, fix_shot
from promptkit.lint import check_shot, guarded, selected_rules
from promptkit.preserve import breaches
from promptkit.reader.training.corpus import read_part
from promptkit.rewrite import MAY_TAKE_OUT
from promptkit.scene.read import read_scene
from promptkit.shot import Shot
from promptkit.target import find_target, target_names

SEED, SHOWN = 3, 5
LEAST, MOST = 2, 400
"""Words of a prompt."""
DURATIONS = (None, 5.0, 10.0)
FOLDER = Path(__file__).parents[1] / "datasets" / "scenes"
OUTSIDE = {"assets"}
"""Families that look at files, which these prompts have none of."""


def prompts(shared: Path) -> list[str]:
    """All prompts, each once, shuffled."""
    found = {prompt.text: None for part in ("train", "dev", "test") for prompt in read_part(FOLDER, part)}
    for path in sorted((shared / "corpora").rglob("*")):
        if path.suffix in {".txt", ".csv", ".json"}:
            found |= dict.fromkeys(text for text in texts_in(path) if LEAST <= len(text.split()) <= MOST)
    ordered = sorted(found)
    random.Random(SEED).shuffle(ordered)
    return ordered


def shots(texts: list[str]) -> Iterator[Shot]:
    """One for each text."""
    generator = random.Random(SEED)
    names = [name for name in target_names() if find_target(name).prompt.accepted]
    for number, text in enumerate(texts):
        yield Shot(id=str(number), prompt=text, target=generator.choice(names), duration=generator.choice(DURATIONS))


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--count", type=int, default=12_000)
    asked = parser.parse_args()
    rules = [rule for rule in selected_rules() if rule.family not in OUTSIDE]
    purposely = [rule for rule in rules if rule.name in MAY_TAKE_OUT]
    broken: dict[str, list[str]] = defaultdict(list)
    done = changed = 0
    for shot in shots(prompts(asked.shared)[: asked.count]):
        done += 1
        allowed = fix_shot(shot, purposely).shot
        for kind, unsafe in (("safe", False), ("unsafe", True)):
            fixed = fix_shot(shot, rules, unsafe=unsafe)
            changed += fixed.shot.prompt != shot.prompt and unsafe
            for breach in wrong(shot, allowed, fixed, rules, unsafe=unsafe):
                broken[f"{kind}: {breach.split(':')[0]}"].append(f"{breach} | {shot.prompt!r} -> {fixed.shot.prompt!r}")
        if done % 500 == 0:
            print(f"{done} ...", file=sys.stderr, flush=True)
    print(f"{done} prompts, {changed} of them changed by unsafe fixes\n\n| breach | prompts |\n| --- | --- |")
    for kind, found in sorted(broken.items()):
        print(f"| {kind} | {len(found)} |")
    for kind, found in sorted(broken.items()):
        for line in found[:SHOWN]:
            print(f"{kind}: {line}")


def wrong(shot: Shot, allowed: Shot, made: Fixed, rules: list, *, unsafe: bool) -> Iterator[str]:
    """Every promise that the fixed shot breaks."""
    fixed = made.shot
    again = fix_shot(fixed, rules, unsafe=unsafe).shot
    if (again.prompt, again.negative) != (fixed.prompt, fixed.negative):
        yield f"not at rest: {again.prompt!r} {again.negative!r}"
    left = check_shot(fixed, rules)
    offered = guarded(fixed, left, rules, {}) if unsafe else left  # a fix that is held back says why
    if open_ := [one.rule for one in offered if one.fix and not one.fix.obstacle and (one.fix.safe or unsafe)]:
        yield f"comes back: {open_}"
    if any(finding.rule == "overlong-prompt" and finding.severity == "error" for finding in left) and not any(
        finding.rule == "overlong-prompt" for finding in check_shot(shot, rules)
    ):
        yield "too long"
    if fixed.prompt != allowed.prompt:
        for breach in breaches(read_scene(allowed.prompt), read_scene(fixed.prompt)):
            yield f"{breach.split(':')[0]}: {breach}"


if __name__ == "__main__":
    main()
