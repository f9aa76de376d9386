"""How many well-made shots get an error or a warning, and from which rule.

    python evals/measure_false_alarms.py

The 60 shots of `datasets/well_made.yaml` were written as an experienced author would hand them in, by a writer who did
not run the linter on them.
"""

from collections import Counter
from pathlib import Path

from promptkit.lint import lint
from promptkit.sources.read import read_shots

FILE = Path(__file__).parents[1] / "datasets" / "well_made.yaml"


def main() -> None:
    """Print the share, and every loud finding."""
    results = lint(read_shots([FILE]))
    loud = {one.shot.id: [f for f in one.findings if f.severity != "note"] for one in results}
    flagged = {name: findings for name, findings in loud.items() if findings}
    print(f"{len(flagged)} of {len(results)} well-made shots get an error or a warning")
    for rule, count in Counter(finding.rule for findings in flagged.values() for finding in findings).most_common():
        print(f"- `{rule}`: {count}")
    for name, findings in flagged.items():
        for finding in findings:
            print(f"{name}: {finding.rule}: {finding.message}")


if __name__ == "__main__":
    main()
