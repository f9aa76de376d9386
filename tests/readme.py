"""The README's tables, made from the registries: `python tests/readme.py --write` brings them up to date."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from promptkit.cli import COMMANDS
from promptkit.metric import all_metrics
from promptkit.rule import FAMILIES, all_rules
from promptkit.target import find_target, target_names

README = Path(__file__).parents[1] / "README.md"


def commands() -> str:
    """Commands with what they do."""
    rows = [f"| `promptkit {name}` | {line} |" for name, line in COMMANDS.items()]
    return "\n".join(["| command | what it does |", "| --- | --- |", *rows])


def rules() -> str:
    """Rules by family."""
    by_family = sorted(all_rules().values(), key=lambda rule: (FAMILIES.index(rule.family), rule.name))
    rows = [
        f"| {rule.family} | `{rule.name}` | {rule.code} | {rule.severity} | {' '.join(rule.page[''].split())} |"
        for rule in by_family
    ]
    return "\n".join(["| family | rule | code | severity | what it finds |", "| --- | --- | --- | --- | --- |", *rows])


def metrics() -> str:
    """Metrics with unit and direction."""
    rows = [f"| `{m.name}` | {m.unit} | {m.better} | {m.page['']} |" for m in all_metrics().values()]
    return "\n".join(["| metric | unit | better | what it measures |", "| --- | --- | --- | --- |", *rows])


def targets() -> str:
    """Targets with status and the day their facts were checked."""
    rows = []
    for name in target_names():
        target = find_target(name)
        status = target.status if target.successor is None else f"{target.status}: use `{target.successor}`"
        rows.append(f"| `{name}` | {target.title} | {status} | {target.negative.goes_into} | {target.checked} |")
    head = ["| target | model | status | negative into | checked |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *rows])


TABLES: dict[str, Callable[[], str]] = {"commands": commands, "rules": rules, "metrics": metrics, "targets": targets}


def filled(text: str) -> str:
    """The README with every generated table as it should be."""
    for name, make in TABLES.items():
        block = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = block.sub(lambda found, made=make: f"{found[1]}{made()}\n{found[2]}", text)
    return text


if __name__ == "__main__":
    if "--write" in sys.argv:
        README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
