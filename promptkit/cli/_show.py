"""What `promptkit lint` shows instead of findings: files, settings, counts."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from promptkit.cli._page import toml
from promptkit.cli._say import say
from promptkit.cli._shots import Asked, check_asked, files_asked
from promptkit.errors import UsageError
from promptkit.plain_file import is_folder
from promptkit.toml_place import line_of

if TYPE_CHECKING:
    from promptkit.config import Config
    from promptkit.lint import Linted
    from promptkit.rule import Rule


def shown(what: str, config: "Config", rules: "Sequence[Rule]", asked: Asked, *, form: str, fail_on: str) -> str:
    """What --show-files or --show-settings prints."""
    if what == "files":
        return "".join(f"{path}\n" for path in files(asked, config))
    return settings(config, rules, asked, form=form, fail_on=fail_on) + "\n"


def files(asked: Asked, config: "Config") -> list[str]:
    """The files that would be read; which patterns leave nothing out is said on stderr."""
    from promptkit.sources.exclude import idle

    check_asked(asked)
    if asked.prompt is not None:
        raise UsageError("--show-files lists files, and --prompt is none; leave one out")
    found = files_asked(asked)
    folders = [path for one in asked.paths if is_folder(path := Path(one))]
    for exclude in asked.exclude:
        for pattern, near in idle(exclude, folders):
            is_set = config.path is not None and exclude in config.excluded
            given = f"{line_of(config.path or '', pattern)}: exclude:" if is_set else "--exclude:"
            hint = f"did you mean {near!r}?" if near else "check the path, or take it out"
            say(f"{given} {pattern!r} fits nothing in the folders that were searched; {hint}")
    return found


def settings(config: "Config", rules: "Sequence[Rule]", asked: Asked, *, form: str, fail_on: str) -> str:
    """The settings in force, as TOML: families of which every rule runs by their name, and the options of all rules."""
    lines = [f"# settings: {config.path or 'no file'}", f"# output: --format {form} --fail-on {fail_on}"]
    filled = {**config.fill, **asked.on_line}
    also = "  # also of shots that give one" if asked.override else ""
    lines += [f"{name} = {toml(value)}{also if name in asked.on_line else ''}" for name, value in filled.items()]
    if patterns := tuple(pattern for each in asked.exclude for pattern in each.patterns):
        lines.append(f"exclude = {toml(patterns)}")
    if config.preview:
        lines.append("preview = true")
    if config.baseline:
        lines.append(f"baseline = {toml(config.baseline)}")
    lines += ["select = [", *_selected(config, rules), "]"]
    if config.per_file_ignores:
        lines.append("\n[per-file-ignores]")
        lines += [f"{toml(pattern)} = {toml(names)}" for pattern, names in config.per_file_ignores.items()]
    for rule in rules:
        if rule.options:
            lines.append(f"\n[rules.{rule.name}]")
            lines += [_option(name, default, config.rules.get(rule.name, {})) for name, default in rule.options.items()]
    return "\n".join(lines)


def _selected(config: "Config", rules: "Sequence[Rule]") -> Iterator[str]:
    """A line for each family that runs as a whole, and for each rule of the others."""
    from promptkit.rule import FAMILIES, rules_with

    every = Counter(rule.family for rule in rules_with(config.own).values() if config.preview or not rule.preview)
    for family in FAMILIES:
        members = [rule for rule in rules if rule.family == family]
        if members and len(members) == every[family]:
            yield f"  {toml(family)},  # all {len(members)}" if len(members) > 1 else f"  {toml(family)},"
        else:
            yield from (f"  {toml(rule.name)},{f'  # {rule.code}' if rule.code else ''}" for rule in members)


def _option(name: str, default: object, chosen: Mapping[str, object]) -> str:
    """An option of a rule with the value that holds."""
    if name in chosen:
        return f"{name} = {toml(chosen[name])}"
    return f"{name} = {toml(default)}  # default" if default is not None else f"# {name} is not set"


def statistics(results: "Sequence[Linted]", form: str) -> str:
    """Findings by rule, the most frequent first; text or JSON."""
    found = [finding for one in results for finding in one.findings]
    counts = Counter(finding.rule for finding in found)
    codes = {finding.rule: finding.code for finding in found}
    fixable = [(one.rule, one.fix) for one in found if one.fix and not one.fix.obstacle]
    safe = Counter(rule for rule, fix in fixable if fix.safe)
    unsafe = Counter(rule for rule, fix in fixable if not fix.safe)
    if form == "json":
        rows = [
            {
                "rule": rule,
                "code": codes[rule] or None,
                "count": count,
                "safe_fixes": safe[rule],
                "unsafe_fixes": unsafe[rule],
            }
            for rule, count in counts.most_common()
        ]
        return json.dumps({"schema": "promptkit.lint-statistics/1", "rules": rows}, indent=2) + "\n"
    width = len(str(max(counts.values(), default=0)))
    lines = []
    for rule, count in counts.most_common():
        mark = "*" if safe[rule] else "+" if unsafe[rule] else " "
        code = click.style(f" {codes[rule]}", dim=True) if codes[rule] else ""
        lines.append(f"{count:>{width}} [{click.style(mark, fg='green')}] {rule}{code}")
    lines.append("[*] has fixes for --fix, [+] for --unsafe-fixes" if safe or unsafe else "")
    return "\n".join(lines).rstrip("\n") + "\n"
