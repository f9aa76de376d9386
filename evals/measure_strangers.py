"""What the rules say of prompts by people who knew nothing of them, against strict judges.

    python evals/measure_strangers.py [--errors]

The 1,130 prompts of `strangers.jsonl` were written in the roles of those who type such prompts (makers of ads, film
students, hobbyists, teachers, shop owners ...), by writers who knew neither the rules nor promptkit. Judges said of
each finding of that day whether it is true and does no harm to the clip (`right`, `wrong`), and what was plainly
missed. A flag is open where nobody judged it: the rule was silent that day, or the finding was a note that was not
drawn. The last 200 tell of contacts and motion of loose things. Actions that were missed are judged in the
prompts `v2` alone; how many others were missed is no count of all that there is to find, so no recall is given.
"""

import argparse
import json
from pathlib import Path

from measure_rules import with_interval

from promptkit.lint import check_shots
from promptkit.rule import find_rule
from promptkit.shot import Shot

FILE = Path(__file__).with_name("strangers.jsonl")
TARGET = "kling-3.0"


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    rows = {row["id"]: row for row in map(json.loads, FILE.read_text(encoding="utf-8").splitlines())}
    rules = sorted({rule for row in rows.values() for kind in ("right", "wrong", "missed") for rule in row[kind]})
    shots = (Shot(id=name, prompt=row["prompt"], target=TARGET) for name, row in rows.items())
    checked = check_shots(shots, [find_rule(name) for name in rules])
    said = {one.shot.id: {finding.rule for finding in one.findings} for one in checked}
    print("| rule | flags: right, wrong, open | precision | missed then, found now |\n| --- | --- | --- | --- |")
    for rule in rules:
        flags = [name for name in rows if rule in said[name]]
        right = [name for name in flags if rule in rows[name]["right"] or rule in rows[name]["missed"]]
        wrong = [name for name in flags if rule in rows[name]["wrong"]]
        missed = [name for name in rows if rule in rows[name]["missed"]]
        found = sum(name in flags for name in missed)
        counts = f"{len(right)}, {len(wrong)}, {len(flags) - len(right) - len(wrong)}"
        print(
            f"| `{rule}` | {counts} | {with_interval(len(right), len(right) + len(wrong))} | {len(missed)}, {found} |"
        )
        for name in wrong if asked.errors else ():
            print(f"    wrong: {name} {rows[name]['prompt']}")


if __name__ == "__main__":
    main()
