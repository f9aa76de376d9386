"""`promptkit run`: make and score the clips of a suite."""

import shlex
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from promptkit.cli._say import say
from promptkit.errors import UsageError

if TYPE_CHECKING:
    from promptkit.study import Done, Shard
    from promptkit.suite import Suite

_FAILED = 1


@click.command("run")
@click.argument("suite_file", metavar="SUITE", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="The run; default: runs/NAME."
)
@click.option("--shard", metavar="I/N", help="Do only this part of the cases; put parts together with promptkit merge.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that score.")
@click.option("--device", default="cpu", show_default=True, metavar="NAME", help="Torch device for the networks.")
@click.option("--dry-run", is_flag=True, help="List arms, cases and clips that lack, and make nothing.")
def command(suite_file: Path, out: Path | None, shard: str | None, jobs: int, device: str, *, dry_run: bool) -> None:
    """Make and score every clip of a suite, or what is still missing of it.

    A run that was stopped goes on where it was: clips and scores that are there are not made again, failed ones are
    tried again. promptkit keys --suite lists what SUITE can say.

    Exit code 0; 1 when a case has no score or a score failed; 2 when the request cannot be understood.
    """
    from promptkit.extras import require_video

    require_video("promptkit run")
    from promptkit.study import run_suite
    from promptkit.suite import read_suite

    suite = read_suite(suite_file)
    folder = out or Path("runs") / suite.name
    part = _shard(shard)
    if dry_run:
        _list(suite, part)
        return
    total = sum(part is None or part.holds(arm.name, case.id) for arm in suite.arms for case in arm.cases)
    wrong = 0
    with _progress(total) as tick:
        for done in run_suite(suite, folder, shard=part, jobs=jobs, device=device):
            tick(done)
            wrong += _say(done)
    click.echo(f"{total - wrong} of {total} cases scored in {folder}" + (f"; {wrong} not" if wrong else ""))
    _next(suite, folder)
    click.get_current_context().exit(_FAILED if wrong else 0)


def _list(suite: "Suite", part: "Shard | None") -> None:
    """Every case that would be done, by arm, and which clips are to be there and are not."""
    from promptkit.make_clip import place_of

    for arm in suite.arms:
        cases = [case for case in arm.cases if part is None or part.holds(arm.name, case.id)]
        click.echo(f"{arm.name}: {len(cases)} cases")
        for case in cases:
            place = place_of(suite, arm, case)
            click.echo(f"  {case.id}" + (f": there is no {place}" if place and not place.is_file() else ""))


def _say(done: "Done") -> bool:
    """Say what is wrong with a case; whether something is."""
    where = f"{done.arm}/{done.case}"
    if done.error is not None:
        say(f"{where}: {done.error}")
        return True
    failed = [score for score in (done.entry.scores.values() if done.entry else ()) if score.status == "failed"]
    for score in failed:
        say(f"{where}: {score.metric} failed: {score.why}")
    return bool(failed)


def _next(suite: "Suite", folder: Path) -> None:
    if suite.compare:
        a, b = suite.compare
        click.echo(f"compare: {shlex.join(['promptkit', 'compare', str(folder / a), str(folder / b)])}")
    if suite.limits or suite.baseline:
        click.echo(f"gate:    {shlex.join(['promptkit', 'gate', str(suite.path), str(folder)])}")


def _shard(text: str | None) -> "Shard | None":
    from promptkit.study import Shard

    if text is None:
        return None
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise UsageError(f"--shard {text}: expected I/N with 1 <= I <= N, as in --shard 2/4")
    return Shard(int(number), int(of))


@contextmanager
def _progress(total: int) -> "Iterator[Callable[[Done], None]]":
    """A bar with the time left on a terminal; elsewhere a line every ten seconds."""
    console = Console(stderr=True)
    if console.is_terminal:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.fields[case]}"))
        with Progress(*columns, console=console) as progress:
            task = progress.add_task("", total=total, case="")
            yield lambda done: progress.update(task, advance=1, case=f"{done.arm}/{done.case}")
        return
    begin = last = time.monotonic()
    count = 0

    def tick(_done: "Done") -> None:
        nonlocal last, count
        count += 1
        now = time.monotonic()
        if now - last > 10:  # noqa: PLR2004  (seconds)
            last = now
            left = (now - begin) / count * (total - count)
            say(f"{count} of {total} cases, about {left:.0f} s left")

    yield tick
