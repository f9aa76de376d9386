"""The pages that are made from the registries: one a rule, a metric, a target and a command, as Markdown."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

import click

from promptkit.cli import COMMANDS, cli
from promptkit.cli.metric import held_to
from promptkit.cli.targets import page as facts_of
from promptkit.metric import Metric, all_metrics
from promptkit.rule import FAMILIES, Rule, all_rules
from promptkit.target import find_target, target_names

_CODE = re.compile(r"(`[^`]+`)")
_ADDRESS = re.compile(r"(<?https?://[^\s<>\"]*[\w/]>?)")
_SPECIAL = re.compile(r"([\\*_\[\]<>|#~&!]|^\s*[-+=]|^\s*\d+[.)])", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One page of the site."""

    path: str
    """Below the site, without ".html": "rules/uncaused-effect"."""
    title: str
    markdown: str


def pages() -> Iterator[Page]:
    """All of them, each folder with its list first."""
    rules = sorted(all_rules().values(), key=lambda rule: (FAMILIES.index(rule.family), rule.name))
    yield _list("rules", "Rules", ("rule", "code", "family", "severity", "what it finds"), map(_rule_row, rules))
    yield from map(_rule, rules)
    metrics = all_metrics()
    yield _list(
        "metrics", "Metrics", ("metric", "unit", "better", "what it measures"), map(_metric_row, metrics.values())
    )
    yield from map(_metric, metrics.values())
    yield _list("targets", "Targets", ("target", "model", "status", "checked"), map(_target_row, target_names()))
    yield from map(_target, target_names())
    yield _list("commands", "Commands", ("command", "what it does"), map(_command_row, COMMANDS))
    yield from map(_command, COMMANDS)


def prose(text: str) -> str:
    """Words of a docstring as Markdown: code in backticks and addresses stay, nothing else is markup."""
    pieces = []
    for number, piece in enumerate(_CODE.split(text)):
        if number % 2:
            pieces.append(piece)
            continue
        for index, part in enumerate(_ADDRESS.split(piece)):
            pieces.append(f"<{part.strip('<>')}>" if index % 2 else _SPECIAL.sub(_escaped, part))
    return "".join(pieces)


def _escaped(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}\\{found[0][-1]}"


def _list(folder: str, title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Page:
    return Page(f"{folder}/index", title, f"# {title}\n\n{_table(head, rows)}\n")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace(chr(10), ' ') for cell in line)} |" for line in lines)


def _fenced(text: str) -> str:
    return f"```text\n{text}\n```"


def _rule_row(rule: Rule) -> Sequence[str]:
    return f"[{rule.name}]({rule.name}.html)", rule.code, rule.family, rule.severity, prose(rule.page[""])


def _rule(rule: Rule) -> Page:
    parts = [
        f"# {rule.name}",
        prose(rule.page[""]),
        f"Code {rule.code} · family {rule.family} · severity {rule.severity}",
    ]
    for heading, text in rule.page.items():
        if heading:
            parts += [f"## {heading}", _fenced(text) if heading in ("Bad", "Good") else prose(text)]
    if rule.options:
        rows = [(f"`{name}`", f"`{_json(value)}`") for name, value in rule.options.items()]
        parts += ["## Options", f"Under `[tool.promptkit.rules.{rule.name}]`.", _table(("option", "default"), rows)]
    parts += [
        "## Silence it",
        f"`promptkit lint --ignore {rule.name}`, or `# promptkit: ignore[{rule.name}] reason` in the file.",
        f"`{rule.code}` names it too.",
    ]
    return Page(f"rules/{rule.name}", rule.name, "\n\n".join(parts) + "\n")


def _metric_row(metric: Metric) -> Sequence[str]:
    return f"[{metric.name}]({metric.name}.html)", metric.unit, metric.better, prose(metric.page[""])


def _metric(metric: Metric) -> Page:
    better = {"neither": "context, no good direction"}.get(metric.better, f"{metric.better} is better")
    facts = [
        ("unit", prose(metric.unit)), ("better", better), ("margin", f"{metric.margin:g}"),
        ("version", str(metric.version)), ("sees", ", ".join(metric.needs)),
        ("values", held_to(metric) or "of any size"),
        ("a standing picture", "flatters it" if metric.stillness_flatters else "does not flatter it"),
    ]  # fmt: skip
    parts = [f"# {metric.name}", prose(metric.page[""])]
    for heading, text in metric.page.items():
        if heading:
            parts += [f"## {heading}", prose(text)]
    parts += ["## Facts", _table(("what", "value"), facts)]
    if metric.options:
        rows = [(f"`{name}`", f"`{_json(value)}`") for name, value in metric.options.items()]
        parts += ["## Constants", _table(("name", "value"), rows)]
    parts.append(f"`promptkit score CLIP --metric {metric.name}` measures it.")
    return Page(f"metrics/{metric.name}", metric.name, "\n\n".join(parts) + "\n")


def _target_row(name: str) -> Sequence[str]:
    target = find_target(name)
    status = f"{target.status}, use {target.successor}" if target.successor else target.status
    return f"[{name}]({name}.html)", prose(target.title), status, str(target.checked)


def _target(name: str) -> Page:
    table = facts_of(find_target(name))
    what, facts = (map(str, column.cells) for column in table.columns)
    rows = [(prose(one), prose(other).replace("\n", "<br>")) for one, other in zip(what, facts, strict=True)]
    parts = [
        f"# {name}", _table(("what", "facts, with the keys of their sources"), rows),
        f"`promptkit lint FILE --target {name}` checks shots against this.",
    ]  # fmt: skip
    return Page(f"targets/{name}", name, "\n\n".join(parts) + "\n")


def _command_row(name: str) -> Sequence[str]:
    return f"[promptkit {name}]({name}.html)", prose(COMMANDS[name])


def _command(name: str) -> Page:
    command: click.Command = import_module(f"promptkit.cli.{name}").command
    context = click.Context(
        command, info_name=name, parent=click.Context(cli, info_name="promptkit"), max_content_width=92
    )
    parts = [f"# promptkit {name}", prose(COMMANDS[name]), "## Usage", _fenced(command.get_help(context))]
    return Page(f"commands/{name}", f"promptkit {name}", "\n\n".join(parts) + "\n")


def _json(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
