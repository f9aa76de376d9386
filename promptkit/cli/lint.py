"""`promptkit lint`: what will go wrong with prompts, and mending it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from promptkit.cli._shots import Asked, own_rules_option, read_asked, shot_options, with_config

if TYPE_CHECKING:
    from promptkit.lint import Linted, RuleOptions
    from promptkit.rule import Rule

COLOURS = {
    "error": "red",
    "warning": "yellow",
    "note": "cyan",
    "fix": "green",
    "gutter": "bright_blue",
    "good": "green",
}
RANK = {"note": 0, "warning": 1, "error": 2}


@dataclass(frozen=True)
class Checks:
    """The rules to run, and their options."""

    rules: "Sequence[Rule]"
    options: "RuleOptions"
    unsafe: bool


@click.command("lint")
@shot_options
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output."
)
@click.option("--fix", is_flag=True, help="Make the safe fixes, in the files themselves.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="With --fix or --diff: also fixes that add content.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@own_rules_option
@click.option("--select", multiple=True, metavar="NAME", help="Only these rules or families (comma-separated).")
@click.option("--ignore", multiple=True, metavar="NAME", help="Without these rules or families.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note"]),
    default="warning",
    show_default=True,
    help="Least severity that gives exit code 1.",
)
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write the findings there.")
def command(
    *,
    asked: Asked,
    form: str,
    fix: bool,
    unsafe: bool,
    diff: bool,
    rule_files: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    output: str | None,
) -> None:
    """Find what will go wrong with prompts, and mend it.

    FILE is a file of prompts or shots (.txt .prompt .jsonl .csv .yaml), a folder of them, or - for stdin.
    Exit codes: 0 nothing found, 1 findings (with --diff: a change), 2 the request cannot be understood.
    """
    from promptkit.lint import check_shots, selected_rules

    asked, config = with_config(asked, rule_files)
    rules = selected_rules(_names(select) or config.select, (*_names(ignore), *config.ignore), config.own)
    checks = Checks(rules, config.rules, unsafe)
    to_stderr = with_texts = False
    if fix or diff:
        from promptkit.cli._fix import fix_asked

        fixed = fix_asked(asked, checks, diff=diff)
        if diff:
            click.echo(fixed.diff, nl=False)
            click.get_current_context().exit(1 if fixed.diff else 0)
        shots, to_stderr, with_texts = fixed.shots, bool(fixed.text) and form == "text", bool(fixed.text)
        if to_stderr:
            click.echo(fixed.text, nl=False)
    else:
        shots = read_asked(asked)
    results = list(check_shots(shots, checks.rules, options=checks.options))
    _print(results, form, output, to_stderr=to_stderr, with_texts=with_texts)
    found = [finding.severity for one in results for finding in one.findings]
    click.get_current_context().exit(int(any(RANK[severity] >= RANK[fail_on] for severity in found)))


def _names(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip() for names in given for name in names.split(",") if name.strip())


def _print(results: "list[Linted]", form: str, output: str | None, *, to_stderr: bool, with_texts: bool) -> None:
    from promptkit.formats.as_json import lint_json
    from promptkit.formats.text import lint_text

    if form == "json":
        text = json.dumps(lint_json(results, with_texts=with_texts), ensure_ascii=False, indent=2) + "\n"
    else:
        text = lint_text(results, paint=(lambda _, plain: plain) if output else paint)
    if output:
        from promptkit.sources.save import write_whole

        write_whole(Path(output).resolve(), text)
    else:
        click.echo(text, nl=False, err=to_stderr)


def paint(what: str, text: str) -> str:
    """Colour for a terminal; click takes it away where the output is none."""
    return click.style(text, fg=COLOURS.get(what), bold=what in {"place", "error", "warning", "note"})
