"""Precision and recall of each rule on shots that were labelled without looking at it.

    python evals/measure_rules.py [RULE ...] [--errors]

Reads `datasets/rules/*.yaml`: shots that the rule should flag, and shots that it should leave alone. Prints one row a
rule with Wilson intervals of 95 % (Wilson 1927), and with `--errors` every shot that was judged otherwise.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import yaml

from promptkit.lint import check_shot
from promptkit.rule import Rule, find_rule
from promptkit.shot import Document, Origin, Shot
from promptkit.testing import example_shot

FOLDER = Path(__file__).parents[1] / "datasets" / "rules"
Z = 1.959964
"""Of an interval of 95 %."""


@dataclass(frozen=True)
class Judged:
    """What one rule says about its labelled shots."""

    rule: Rule
    caught: int
    missed: tuple[Shot, ...]
    spared: int
    alarms: tuple[Shot, ...]

    @property
    def precision(self) -> str:
        """Share of flags that are right."""
        return with_interval(self.caught, self.caught + len(self.alarms))

    @property
    def recall(self) -> str:
        """Share of what should be flagged that is."""
        return with_interval(self.caught, self.caught + len(self.missed))


def judged(path: Path) -> Judged:
    """Run the rule of one file over its shots."""
    labelled = yaml.safe_load(path.read_text(encoding="utf-8"))
    rule = find_rule(labelled["rule"])
    flagged = [_shot(row, path) for row in labelled["flagged"]]
    clean = [_shot(row, path) for row in labelled["clean"]]
    missed = tuple(shot for shot in flagged if not check_shot(shot, [rule]))
    alarms = tuple(shot for shot in clean if check_shot(shot, [rule]))
    return Judged(rule, len(flagged) - len(missed), missed, len(clean) - len(alarms), alarms)


def _shot(row: object, path: Path) -> Shot:
    fields = row if isinstance(row, dict) else {"prompt": str(row)}
    return example_shot(yaml.safe_dump(fields), origin=Origin(Document(str(path), "")))


def with_interval(part: int, whole: int) -> str:
    """As a number with its Wilson interval."""
    if not whole:
        return "–"
    share = part / whole
    middle = (share + Z * Z / (2 * whole)) / (1 + Z * Z / whole)
    half = Z / (1 + Z * Z / whole) * sqrt(share * (1 - share) / whole + Z * Z / (4 * whole * whole))
    return f"{share:.3f} [{max(0.0, middle - half):.2f}, {min(1.0, middle + half):.2f}]"


def rows(results: list[Judged]) -> Iterator[str]:
    """A Markdown table."""
    yield "| rule | severity | shots: to flag, to leave | precision | recall |"
    yield "| --- | --- | --- | --- | --- |"
    for one in results:
        count = f"{one.caught + len(one.missed)}, {one.spared + len(one.alarms)}"
        yield f"| `{one.rule.name}` | {one.rule.severity} | {count} | {one.precision} | {one.recall} |"


def main() -> None:
    """Print the table, and the errors when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", nargs="*", metavar="RULE")
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    paths = [FOLDER / f"{name}.yaml" for name in asked.rules] or sorted(FOLDER.glob("*.yaml"))
    results = [judged(path) for path in paths]
    print("\n".join(rows(results)))
    for one in results if asked.errors else ():
        for what, shots in (("missed", one.missed), ("false alarm", one.alarms)):
            for shot in shots:
                print(f"{one.rule.name}: {what}: {shot.prompt!r} {'' if not shot.negative else shot.negative!r}")


if __name__ == "__main__":
    main()
