"""`promptkit lint --watch`: the same again whenever a file changes."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from promptkit.cli._say import say
from promptkit.errors import PromptkitError, UsageError

EVERY_S = 0.5
Seen = dict[str, tuple[int, int]]
"""Time of the last change and size, by file."""


def watching(find: Callable[[], Sequence[str]], lint: Callable[[], int]) -> None:
    """Lint now and after every change of the files that `find` finds, until the user stops it (Ctrl-C).

    A file that cannot be read while it is being edited is said and does not end the watch.
    """
    before: Seen | None = None
    try:
        while True:
            now = _look(find)
            if now != before:
                before = now
                click.clear()
                try:
                    lint()
                except PromptkitError as error:
                    say(str(error))
                files = f"{len(now)} file{'' if len(now) == 1 else 's'}"
                click.echo(f"\n{time.strftime('%H:%M:%S')} watching {files}; Ctrl-C ends it")
            time.sleep(EVERY_S)
    except KeyboardInterrupt:
        click.echo()


def _look(find: Callable[[], Sequence[str]]) -> Seen:
    seen: Seen = {}
    try:
        files = find()
    except UsageError:  # a folder may be empty for a moment; linting says what is wrong
        files = []
    for path in files:
        try:
            stat = Path(path).stat()
        except OSError:  # gone between listing and looking: linting will say so
            seen[path] = (0, 0)
        else:
            seen[path] = (stat.st_mtime_ns, stat.st_size)
    return seen
