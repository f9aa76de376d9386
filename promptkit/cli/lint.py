"""`promptkit lint`: what will go wrong with prompts, and fixing it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from promptkit.cli._file_names import file_names
from promptkit.cli._overwriting import refuse_overwriting
from promptkit.cli._say import say
from promptkit.cli._shots import (
    Asked,
    own_rules_option,
    read_asked,
    say_unread,
    shot_options,
    with_config,
)
from promptkit.errors import UnknownName, UsageError
from promptkit.plain_file import is_file, is_folder, is_named, real_path
from promptkit.plug_in import plug_ins

if TYPE_CHECKING:
    from promptkit.config import Config
    from promptkit.lint import Linted, RuleOptions
    from promptkit.rule import Finding, Rule
    from promptkit.shot import Shot
    from promptkit.sources.unread import Unread

_STANDARD = {"/dev/stdout": False, "/dev/stderr": True}
"""Names of what is written to as it is: behind them may be a file that others write to as well."""
COLOURS = {
    "error": "red",
    "warning": "yellow",
    "note": "cyan",
    "fix": "green",
    "gutter": "bright_blue",
    "good": "green",
}
RANK = {"note": 0, "warning": 1, "error": 2}
FORMATS = ("text", "json", "jsonl", "github", "gitlab", "junit", "markdown", "sarif", "rdjson")
"""The names of `promptkit.formats`, said here so that --help need not load them; a test compares."""
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Checks:
    """The rules to run, and their options."""

    rules: "Sequence[Rule]"
    options: "RuleOptions"
    unsafe: bool
    config: "Config"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be done with the findings."""

    form: str
    output: str | None
    fail_on: str
    exit_zero: bool
    statistics: bool
    cache: bool
    jobs: int
    baseline: str | None
    write_baseline: str | None
    against: str | None
    also: tuple[tuple[str, str], ...]
    """Formats with files."""


_OPTIONS: tuple[Callable[[Callable[..., Any]], Callable[..., Any]], ...] = (
    click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Output."),
    click.option(
        "--force-exclude", is_flag=True, help="Leave out of the files named what a search of folders would: for hooks."
    ),
    click.option("--fix", is_flag=True, help="Make the safe fixes, in the files themselves."),
    click.option(
        "--fix-only", is_flag=True, help="Make the safe fixes, and say nothing of what is left; the exit code is 0."
    ),
    click.option("--unsafe-fixes", "unsafe", is_flag=True, help="With --fix or --diff: also fixes that add content."),
    click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing."),
    click.option("--select", multiple=True, metavar="NAME", help="Only these rules or families: hype-words,MOT001."),
    click.option("--extend-select", multiple=True, metavar="NAME", help="These too, besides those that are selected."),
    click.option("--ignore", multiple=True, metavar="NAME", help="Without these rules or families."),
    click.option("--preview", is_flag=True, help="Run the rules that are on trial too."),
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "note"]),
        default="warning",
        show_default=True,
        help="Least severity that gives exit code 1.",
    ),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found."),
    click.option("--statistics", is_flag=True, help="Count findings by rule, instead of showing them."),
    click.option(
        "--baseline", metavar="FILE", shell_complete=file_names, help="Leave out the findings that this file holds."
    ),
    click.option(
        "--write-baseline",
        metavar="FILE",
        shell_complete=file_names,
        help="Write all findings to a file, to live with them.",
    ),
    click.option(
        "--against", metavar="REV", help="Leave out what was found in this git revision; REV: main, a commit."
    ),
    click.option("--also", multiple=True, metavar="FORMAT=FILE", help="Write the findings there too; may be repeated."),
    click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write the findings there."),
    click.option(
        "--config",
        "settings",
        metavar="FILE",
        shell_complete=file_names,
        help="Settings file, instead of the closest one.",
    ),
    click.option("--isolated", is_flag=True, help="Take no settings file."),
    click.option("--cache/--no-cache", default=True, help="Remember findings of shots that do not change [default]."),
    click.option("--jobs", type=click.IntRange(0, 64), default=0, help="Processes; 0: as many as cores, if worth it."),
    click.option(
        "--watch",
        is_flag=True,
        help="Lint again whenever a shot, a file that it names or the settings change, until stopped.",
    ),
    click.option(
        "--show-files",
        "show",
        flag_value="files",
        help="List the files that would be read (of FILE, else of this folder), and end.",
    ),
    click.option("--show-settings", "show", flag_value="settings", help="Show the settings in force, and end."),
)


def _options(command: F) -> F:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command("lint")
@shot_options
@own_rules_option
@_options
def command(
    *,
    asked: Asked,
    rule_files: tuple[str, ...],
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    preview: bool,
    fix: bool,
    fix_only: bool,
    unsafe: bool,
    diff: bool,
    settings: str | None,
    isolated: bool,
    show: str | None,
    watch: bool,
    force_exclude: bool,
    **wanted: Any,
) -> None:
    """Find what will go wrong with prompts, and fix it.

    FILE is a file of prompts or shots (.txt .prompt .jsonl .csv .yaml .py), a folder of them, or - for stdin;
    promptkit keys lists all that a shot can say.
    Exit codes: 0 nothing found, 1 findings (with --diff: a change), 2 the request, or a file, cannot be understood.
    What is wrong with each such file goes to stderr; all others are linted.
    """
    if show and not asked.paths and asked.prompt is None:
        asked = replace(asked, paths=(".",))  # what is in force here is asked without a file in mind
    given = replace(asked, force_exclude=force_exclude)

    def settle() -> tuple[Asked, Checks]:
        """The request and what runs, by the settings as they are now."""
        from promptkit.lint import selected_rules

        asked, config = with_config(given, rule_files, settings=settings, isolated=isolated)
        chosen = config.chosen(_names(select), _names(extend_select))
        rules = selected_rules(chosen, (*_names(ignore), *config.ignore), config.own, preview=preview or config.preview)
        return asked, Checks(rules, config.rules, unsafe, config)

    asked, checks = settle()
    todo = Wanted(**{**wanted, "also": tuple(map(_also, wanted["also"]))})
    if show:
        from promptkit.cli._show import shown

        click.echo(shown(show, checks.config, checks.rules, asked, form=todo.form, fail_on=todo.fail_on), nl=False)
    elif watch:
        if fix or fix_only or diff or asked.prompt is not None:
            raise UsageError("--watch looks at files and fixes nothing; leave out --fix, --diff and --prompt")
        _watch(settle, todo, searched=not (isolated or settings))
    else:
        _refuse_idle(todo, fix=fix or fix_only, unsafe=unsafe, diff=diff)
        if fix_only:
            click.get_current_context().exit(_only_fix(asked, checks, todo, diff=diff))
        click.get_current_context().exit(_lint(asked, checks, todo, fix=fix, diff=diff))


def _refuse_idle(todo: Wanted, *, fix: bool, unsafe: bool, diff: bool) -> None:
    """Keep an option that would do nothing from seeming to have been heeded."""
    if todo.statistics and todo.form not in ("text", "json"):
        raise UsageError(f"--statistics is text or json, not {todo.form}; leave --format out")
    if unsafe and not (fix or diff):
        raise UsageError("--unsafe-fixes does nothing by itself; add --fix to make the fixes, or --diff to see them")
    if diff and (todo.against or todo.also):
        raise UsageError("--diff shows what would change, not findings; leave out --against and --also")


def _watch(settle: "Callable[[], tuple[Asked, Checks]]", todo: Wanted, *, searched: bool) -> None:
    from promptkit.cli._watch import Ready, beside, watching

    def prepare() -> Ready:
        asked, checks = settle()
        around = beside(checks.config, todo.baseline, searched=searched)
        return Ready(asked, around, lambda: _lint(asked, checks, todo))

    watching(prepare)


def _only_fix(asked: Asked, checks: Checks, todo: Wanted, *, diff: bool) -> int:
    """Fix, and report nothing of what is left; the exit code."""
    from promptkit.cli._fix import fix_asked

    if diff or todo.statistics or todo.output or todo.also or todo.against or todo.write_baseline:
        raise UsageError(
            "--fix-only makes fixes and reports no findings; leave out "
            "--diff, --statistics, --output, --also, --against and --write-baseline"
        )
    fixed = fix_asked(read_asked(asked), asked, checks, diff=False)
    click.echo(fixed.text, nl=False)
    return say_unread(fixed.unread)


def _lint(asked: Asked, checks: Checks, todo: Wanted, *, fix: bool = False, diff: bool = False) -> int:
    """Check, fix where asked, and print; the exit code."""
    read = read_asked(asked)
    refuse_overwriting(asked, read, checks.config, baseline=todo.baseline, written=_written(todo))
    to_stderr = with_texts = False
    if fix or diff:
        from promptkit.cli._fix import fix_asked

        fixed = fix_asked(read, asked, checks, diff=diff)
        if diff:
            click.echo(fixed.diff, nl=False)
            return say_unread(fixed.unread) or int(bool(fixed.diff))
        shots, unread = fixed.shots, fixed.unread
        to_stderr, with_texts = bool(fixed.text) and todo.form == "text", bool(fixed.text)
        if to_stderr:
            click.echo(fixed.text, nl=False)
    else:
        shots, unread = read.shots, read.unread
    if unread and (todo.write_baseline or (todo.form == "text" and not (shots or todo.output or todo.also))):
        code = say_unread(unread)
        if todo.write_baseline:  # without a file it would call all its findings new
            say(f"{todo.write_baseline} is not written, as not all files could be read; mend them, or leave them out")
        return code
    _say_idle(asked, checks.config, shots, unread)
    _say_untargeted(shots, checks.rules, todo.form)
    from promptkit.cli._checked import checked, memo_for
    from promptkit.cli._known import new_since, only_new
    from promptkit.fixable import held_to_files

    memo = memo_for(checks, cache=todo.cache)
    results = [_heard(one, checks.config) for one in checked(shots, checks, memo=memo, jobs=1 if fix else todo.jobs)]
    if todo.write_baseline:
        return _write_baseline(results, todo.write_baseline)
    results = held_to_files(results, cache=todo.cache)
    baseline = todo.baseline or checks.config.baseline
    if todo.against is None:
        results = only_new(results, baseline, is_whole=not unread)
    else:
        results = new_since(todo.against, results, asked, checks, memo=memo, baseline=baseline, jobs=todo.jobs)
    _print(results, todo, to_stderr=to_stderr, with_texts=with_texts, unread=unread)
    if todo.output:
        from promptkit.formats.text import summary

        say(f"{summary(results)} Written to {', '.join([todo.output, *(file for _, file in todo.also)])}")
    return say_unread(unread) or _code(results, todo)


def _code(results: "list[Linted]", todo: Wanted) -> int:
    """The exit code of what was found; where a rule is broken, not all was looked at."""
    if plug_ins().broken or _failures(results):
        return 2
    severities = [finding.severity for one in results for finding in one.findings]
    return int(not todo.exit_zero and any(RANK[severity] >= RANK[todo.fail_on] for severity in severities))


def _write_baseline(results: "list[Linted]", file: str) -> int:
    from promptkit.baseline import write_baseline

    if failures := _failures(results):
        raise UsageError(f"{file} is not written: {failures[0].message}")
    count = write_baseline(results, Path(file))
    found = f"{count} finding{'' if count == 1 else 's'}"
    click.echo(f"Wrote {found} to {file}; from now on: --baseline {file}")
    return 0


def _written(todo: Wanted) -> list[tuple[str, str]]:
    """The files that are written, each behind the option that names it, as it is typed."""
    also = [(f"--also {form}={file}", file) for form, file in todo.also]
    named = {"--output": todo.output, "--write-baseline": todo.write_baseline}
    return also + [(f"{option} {file}", file) for option, file in named.items() if file]


def _say_idle(asked: Asked, config: "Config", shots: "Sequence[Shot]", unread: "Sequence[Unread]") -> None:
    """Patterns of the settings that met no file, though all that they may meet was searched."""
    folders = [path for one in asked.paths if is_folder(path := Path(one))]
    files = {one.origin.document.path for one in shots if one.origin} | {one.path for one in unread}
    for line in config.idle_ignores(folders, map(Path, files)) if folders else ():
        say(line)


def _say_untargeted(shots: "Sequence[Shot]", rules: "Sequence[Rule]", form: str) -> None:
    """That nothing is held against the limits of a model, where they are asked for and no shot says which."""
    is_asked = form == "text" and any(rule.family == "limits" for rule in rules)
    if is_asked and not any(shot.target for shot in shots):
        say(
            'no shot has a target, so the limits of no model are checked; give --target NAME, or target = "NAME" in '
            "promptkit.toml (promptkit targets lists them)"
        )


def _heard(one: "Linted", config: "Config") -> "Linted":
    """Without what the settings ignore in this file."""
    ignored = config.ignored_in(one.shot.origin.document.path) if one.shot.origin else frozenset()
    if not ignored:
        return one
    heard = tuple(f for f in one.findings if not {f.rule, f.family} & ignored)
    return replace(one, findings=heard, silenced=one.silenced + len(one.findings) - len(heard))


def _failures(results: "Sequence[Linted]") -> "list[Finding]":
    """What says that a rule itself failed: as grave as a file that could not be read."""
    return [finding for one in results for finding in one.findings if finding.is_failure]


def _names(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip() for names in given for name in names.split(",") if name.strip())


def _print(
    results: "list[Linted]", todo: Wanted, *, to_stderr: bool, with_texts: bool, unread: "tuple[Unread, ...]"
) -> None:
    from promptkit.formats import Look, all_formats

    here = () if todo.form == "text" and not todo.output else unread
    look = Look(paint=(lambda _, plain: plain) if todo.output else paint, with_texts=with_texts, unread=here)
    if todo.statistics:
        from promptkit.cli._show import statistics

        text = statistics(results, todo.form)
    else:
        text = all_formats()[todo.form].render(results, look)
    if todo.output:
        _save(todo.output, text)
    else:
        click.echo(text, nl=False, err=to_stderr)
    plain = Look(with_texts=with_texts, unread=unread)
    for form, file in todo.also:
        _save(file, all_formats()[form].render(results, plain))


def _also(given: str) -> tuple[str, str]:
    """`FORMAT=FILE`, taken apart."""
    form, _, file = given.partition("=")
    if form not in FORMATS:
        raise UnknownName("format", form, FORMATS)
    if not file:
        raise UsageError(f"--also {given}: it names no file; write --also {form}=FILE")
    return form, file


def _save(file: str, text: str) -> None:
    from promptkit.sources.save import write_whole

    if (to_stderr := _STANDARD.get(file)) is not None:
        click.echo(text, nl=False, err=to_stderr)
    else:  # a pipe has no other name
        write_whole(real_path(file) if is_file(file) or not is_named(file) else Path(file), text)


def paint(what: str, text: str) -> str:
    """Colour for a terminal; click takes it away where the output is none."""
    return click.style(
        text, fg=COLOURS.get(what), bold=what in {"place", "error", "warning", "note"}, dim=what == "code" or None
    )
