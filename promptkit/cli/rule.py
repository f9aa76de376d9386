"""`promptkit rule`: the page of a rule, or all rules by family."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from promptkit.cli._page import body, one_line, options, plain, quiet
from promptkit.cli._shots import own_rules_option
from promptkit.cli.lint import paint

if TYPE_CHECKING:
    from promptkit.rule import Rule

SCHEMA = "promptkit.rule/1"
_EXAMPLES = ("Bad", "Good")


def _names(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[str]:
    """The rules whose names, or codes, begin with what is typed."""
    from promptkit.rule import all_rules

    rules = all_rules().values()
    codes = [rule.code for rule in rules if typed and rule.code.startswith(typed.upper())]
    return [*(rule.name for rule in rules if rule.name.startswith(typed)), *codes]


@click.command("rule")
@click.argument("name", required=False, shell_complete=_names)
@own_rules_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output."
)
def command(name: str | None, rule_files: tuple[str, ...], form: str) -> None:
    """Explain the rule NAME, or list the family NAME, called by name or code (MOT001, MOT).

    Without NAME all rules are listed by family, those of the project among them.
    """
    from promptkit.config import find_config
    from promptkit.rule import FAMILIES, canonical, rules_with, unknown_rule

    own = find_config().with_rule_files(rule_files).own
    rules = rules_with(own)
    meant = canonical(name) if name else None
    if meant:
        chosen = {rule.name: rule for rule in rules.values() if meant in (rule.name, rule.family)}
        if not chosen and meant not in FAMILIES:
            aside = "" if own else " (one of your own is found with --rules FILE)"
            raise unknown_rule(meant, [*rules, *FAMILIES], aside=aside)
        rules = chosen
    if form == "json":
        answer = {"schema": SCHEMA, "rules": [as_json(rule) for rule in rules.values()]}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_page(rules[meant]) if meant in rules else _overview(rules)))


def as_json(rule: "Rule") -> dict[str, Any]:
    """One rule with its page."""
    page = {heading.lower(): text for heading, text in rule.page.items() if heading}
    return {
        "name": rule.name,
        "code": rule.code or None,
        "family": rule.family,
        "severity": rule.severity,
        "preview": rule.preview,
        "summary": rule.page[""],
        **page,
        "options": plain(rule.options),
    }


def _overview(rules: "Mapping[str, Rule]") -> Iterator[str]:
    from promptkit.codes import PREFIXES
    from promptkit.rule import FAMILIES

    width = max(map(len, rules), default=0)
    for family in FAMILIES:
        members = [rule for rule in rules.values() if rule.family == family]
        if not members:
            continue
        yield click.style(family, bold=True) + quiet(f"  {PREFIXES[family]}" if family in PREFIXES else "")
        for rule in members:
            severity = paint(rule.severity, f"{rule.severity:<7}")
            trial = "(preview) " if rule.preview else ""
            yield f"  {rule.name:<{width}}  {quiet(f'{rule.code:<6}')}  {severity}  {trial}{one_line(rule.page[''])}"
        yield ""
    yield f"{len(rules)} rules. promptkit rule NAME explains one; promptkit lint --select NAME runs one rule or family."


def _page(rule: "Rule") -> Iterator[str]:
    trial = ", preview" if rule.preview else ""
    code = quiet(f"  {rule.code}" if rule.code else "")
    name = click.style(rule.name, bold=True)
    yield f"{name}{code}  {paint(rule.severity, rule.severity)}, family {rule.family}{trial}"
    yield from body(rule.page, as_they_stand=_EXAMPLES)
    yield from options("Options", f"  in [tool.promptkit.rules.{rule.name}]", rule.options)
