"""What the rules say of public prompts, against two readers who went by the rules' pages alone.

    python evals/measure_rules_public.py $PROMPTKIT_SHARED [--errors]

Each of two readers said of every prompt which of 19 rules about its text apply, surely or arguably, without seeing what
the program says. The prompts may not be shipped: the labels (`rule_labels_a.jsonl`, `rule_labels_b.jsonl`) name them by
the first 16 hex digits of the sha256 of their text. A flag is right where a reader is sure of it, wrong where neither
thinks of it, and open otherwise; to be found is what one reader is sure of and the other at least holds arguable.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from measure_rules import with_interval
from public_texts import texts

from promptkit.lint import check_shots
from promptkit.rule import find_rule
from promptkit.shot import Shot

LABELS = [Path(__file__).with_name(f"rule_labels_{reader}.jsonl") for reader in "ab"]
RULES = (
    "compound-motion", "conflicting-camera-moves", "effect-before-cause", "foreign-flags",
    "freeze-wording", "hype-words", "literal-emotion", "missing-contact", "missing-secondary-motion",
    "negation-in-prompt", "not-english", "several-camera-moves", "several-scenes", "static-description",
    "still-camera-still-scene", "too-many-beats", "too-many-moving-elements", "uncaused-effect", "vague-motion",
)  # fmt: skip
SHOT = {"target": "kling-2.6", "duration": 5.0}
SURE, ARGUABLE, NO = 2, 1, 0


def labels(path: Path) -> dict[str, dict[str, int]]:
    """Prompt → rule → how surely it applies."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: dict.fromkeys(row["unsure"], ARGUABLE) | dict.fromkeys(row["rules"], SURE) for row in rows}


def drawn(shared: Path, wanted: set[str]) -> dict[str, str]:
    """Prompt → its words."""
    files = [path for path in (shared / "corpora").rglob("*") if path.suffix in {".txt", ".csv", ".json"}]
    found = {hashlib.sha256(text.encode()).hexdigest()[:16]: text for path in files for text in texts(path)}
    if missing := wanted - found.keys():
        raise SystemExit(f"{len(missing)} labelled prompts are not in {shared}/corpora")
    return {name: found[name] for name in sorted(wanted)}


def flagged(prompts: dict[str, str]) -> Iterator[tuple[str, set[str]]]:
    """Each prompt with the rules that speak of it."""
    shots = [Shot(id=name, prompt=text, **SHOT) for name, text in prompts.items()]  # type: ignore[arg-type]
    for one in check_shots(shots, [find_rule(name) for name in RULES]):
        yield one.shot.id, {finding.rule for finding in one.findings}


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    first, second = map(labels, LABELS)
    prompts = drawn(asked.shared, {*first, *second})
    said = dict(flagged(prompts))
    print("| rule | flags: right, wrong, open | precision | to find | recall |\n| --- | --- | --- | --- | --- |")
    for rule in RULES:
        judged = {name: sorted((first[name].get(rule, NO), second[name].get(rule, NO))) for name in prompts}
        flags = [name for name in prompts if rule in said[name]]
        right = [name for name in flags if judged[name][1] == SURE]
        wrong = [name for name in flags if judged[name][1] == NO]
        wanted = [name for name, (less, more) in judged.items() if more == SURE and less != NO]
        missed = [name for name in wanted if rule not in said[name]]
        if flags or wanted:
            counts = f"{len(right)}, {len(wrong)}, {len(flags) - len(right) - len(wrong)}"
            caught = len(wanted) - len(missed)
            precision, recall = with_interval(len(right), len(right) + len(wrong)), with_interval(caught, len(wanted))
            print(f"| `{rule}` | {counts} | {precision} | {len(wanted)} | {recall} |")
        for name in (*wrong, *missed) if asked.errors else ():
            print(f"    {'wrong' if name in wrong else 'missed'}: {prompts[name]}")


if __name__ == "__main__":
    main()
