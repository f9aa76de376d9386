"""Linting for the command line: remembered, in several processes, with a bar."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from promptkit.cli.lint import Checks
    from promptkit.lint import Linted, Reader
    from promptkit.memo import AnyMemo
    from promptkit.repeats import Turn
    from promptkit.rule import Finding
    from promptkit.shot import Shot


def memo_for(checks: "Checks", *, cache: bool) -> "AnyMemo":
    """What was said of shots before, by these rules: on disk, or only for as long as the command runs."""
    from promptkit.memo import DiskMemo, Memo

    return DiskMemo(checks.rules, checks.options) if cache else Memo()


def memo_of(results: "Sequence[Linted]", checks: "Checks", memo: "AnyMemo") -> "AnyMemo":
    """What a memo knows of these shots, wherever else shots like them may stand."""
    from promptkit.memo import Memo
    from promptkit.repeats import orders

    again = Memo()
    for shot, earlier in orders([one.shot for one in results], checks.rules):
        found = memo.find(shot, earlier)
        if found is not None:
            again.keep(shot, earlier, found)
    return again


def checked(shots: "list[Shot]", checks: "Checks", *, memo: "AnyMemo", jobs: int) -> "Iterator[Linted]":
    """Shots with their findings: what is remembered is not read again, and the rest by several processes.

    Args:
        shots: what to check.
        checks: the rules, with their options.
        memo: what these rules said before; one on disk is brought up to date.
        jobs: processes; 0 for as many as there are cores.
    """
    from promptkit.lint import check_shots
    from promptkit.many import WORTH_IT
    from promptkit.memo import DiskMemo

    jobs = jobs or os.cpu_count() or 1
    read = _by_several(checks, jobs) if jobs > 1 and len(shots) >= WORTH_IT else None
    yield from check_shots(shots, checks.rules, options=checks.options, memo=memo, read=read)
    if isinstance(memo, DiskMemo):
        memo.save()


def _by_several(checks: "Checks", jobs: int) -> "Reader":
    """What reads with several processes, and shows how far they are."""
    from promptkit.many import in_processes

    def read(turns: "Sequence[Turn]") -> "list[tuple[Finding, ...]]":
        with _progress() as tick:
            return [*in_processes(checks.rules, checks.options, jobs=jobs, tick=tick)(turns)]

    return read


@contextmanager
def _progress() -> "Iterator[Callable[[int, int], None]]":
    """A bar on a terminal, from the first word of progress on: a thread draws it, and no process should copy that."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _done, _all: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    bar = Progress(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console, transient=True)
    task = bar.add_task("", total=None)

    def tick(done: int, of: int) -> None:
        bar.start()
        bar.update(task, completed=done, total=of)

    try:
        yield tick
    finally:
        bar.stop()
