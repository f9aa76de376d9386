"""What `promptkit lint --fix` and `--diff` do with what they are given."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from typing import TYPE_CHECKING

import click

from promptkit.cli._say import say
from promptkit.cli._shots import Asked, Readable
from promptkit.shot import Shot

if TYPE_CHECKING:
    from promptkit.cli.lint import Checks
    from promptkit.fix import Made, Refused
    from promptkit.sources.unread import Unread


@dataclass(frozen=True)
class FixedInput:
    """The shots after fixing, and what there is to print."""

    shots: list[Shot]
    unread: "tuple[Unread, ...]" = ()
    """What is wrong with files that were left as they are."""
    diff: str = ""
    """Unified diff of all files."""
    text: str = ""
    """The fixed text of what stands in no file: --prompt or stdin."""


def fix_asked(read: Readable, asked: Asked, checks: "Checks", *, diff: bool) -> FixedInput:
    """Fix the prompt or the files; files are written unless a diff is wanted. What could not be done goes to stderr."""
    fixing = _fix_files if asked.prompt is None else _fix_prompt
    return fixing(read, asked, checks, diff=diff)


def _fix_prompt(read: Readable, asked: Asked, checks: "Checks", *, diff: bool) -> FixedInput:
    from promptkit.fix import fix_shot
    from promptkit.sources.read import shot_from_text

    [shot] = read.shots
    done = fix_shot(shot, checks.rules, unsafe=checks.unsafe, options=checks.options)
    fixed = done.shot
    if done.applied and not diff:
        click.echo(f"Fixed {', '.join(done.applied)}.", err=True)
    new = shown(fixed, shot)
    again = shot_from_text(fixed.prompt, fill={**asked.fill, "negative": fixed.negative})
    return FixedInput([again], diff=_diff("<prompt>", shown(shot, shot), new), text=new)


def _fix_files(read: Readable, asked: Asked, checks: "Checks", *, diff: bool) -> FixedInput:
    from promptkit.fix import fix_document
    from promptkit.sources.kinds import STDIN
    from promptkit.sources.read import read_document
    from promptkit.sources.save import save

    shots: list[Shot] = []
    diffs: list[str] = []
    text, made, settled = "", 0, 0
    for document in read.documents:
        fixed = fix_document(
            document,
            checks.config.speaking_of(document.path, checks.rules),
            unsafe=checks.unsafe,
            options=checks.options,
            fill=asked.fill,
        )
        _say_refused(document.path, fixed.refused)
        made, settled = made + fixed.made, settled + fixed.settled
        diffs.append(_diff(document.path, document.text, fixed.document.text))
        shots += (there := read_document(fixed.document, fill=asked.fill))
        if not diff:
            _say_made(document.path, fixed.done, there)
        if document.path == STDIN:
            text = fixed.document.text
        elif not diff and fixed.document != document:
            save(fixed.document)
    if made and not diff:
        more = f"; {settled} more {'is' if settled == 1 else 'are'} settled by these" if settled else ""
        click.echo(f"Fixed {made} finding{'s' * (made != 1)}{more}.", err=True)
    return FixedInput(shots, read.unread, "".join(diffs), text)


def shown(shot: Shot, given: Shot) -> str:
    """A shot that stands in no file: its prompt, and its negative where that is not the one given."""
    changed = shot.negative is not None and shot.negative != given.negative
    return f"{shot.prompt}\n" + (f"negative: {shot.negative}\n" if changed else "")


def _say_made(path: str, done: "Sequence[Made]", shots: Sequence[Shot]) -> None:
    """What was fixed, with the lines of its shots in the file as it is now; the same of several shots once."""
    from promptkit.formats import both_names, runs

    lines: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in done:
        origin, fix = shots[one.number].origin, one.finding.fix
        if origin and fix:
            lines[both_names(one.finding), fix.title].append(origin.line)
    for (name, title), numbers in lines.items():
        click.echo(f"{path}:{', '.join(runs(numbers))}: fixed {name}: {title}", err=True)


def _say_refused(path: str, refused: "tuple[Refused, ...]") -> None:
    for (rule, reason), number in Counter((one.finding.rule, one.reason) for one in refused).items():
        shots = f"{number} shot{'s' * (number > 1)}"
        say(f"{path}: {rule} not fixed in {shots}: {reason}")


def _diff(path: str, old: str, new: str) -> str:
    """A unified diff; a last line without a newline is said to be so, as diff(1) says it."""
    lines = unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), path, path)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
