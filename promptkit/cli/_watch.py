"""`promptkit lint --watch`: the same again whenever a file changes that the answer depends on."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from promptkit.cli._say import say
from promptkit.cli._shots import Asked, files_asked
from promptkit.errors import PromptkitError, UsageError

if TYPE_CHECKING:
    from promptkit.config import Config

EVERY_S = 0.5
Seen = dict[str, tuple[int, int]]
"""Time of the last change and size, by file; zeros where there is none."""


@dataclass(frozen=True)
class Ready:
    """A request whose settings were read."""

    asked: Asked
    beside: Sequence[str]
    """Settings, rules and baselines that it depends on, those that may yet come as well."""
    lint: Callable[[], int]


def watching(prepare: Callable[[], Ready]) -> None:
    """Lint now and after every change of shots, of the files that they name and of the settings, until Ctrl-C.

    What cannot be read while it is being edited is said and does not end the watch.

    Raises:
        PromptkitError: the settings cannot be read to begin with.
    """
    ready, beside = prepare(), list[str]()
    before: Seen | None = None
    try:
        while True:
            now = _look([*_shots(ready), *beside])
            if now != before:
                click.clear()
                named = _look(_named(beside))
                try:
                    ready = prepare()
                    shots = _shots(ready)
                    beside = [*ready.beside, *_assets(shots, ready)]
                    # a file that changed since the first look is seen to have changed by the next
                    now = {path: now.get(path, seen) for path, seen in _look([*shots, *beside]).items()}
                    ready.lint()
                except PromptkitError as error:
                    say(str(error))
                    now, beside = now | named, [*beside, *named]  # what is missing may come
                before = now
                click.echo(f"\n{time.strftime('%H:%M:%S')} watching {_counted(now, beside)}; Ctrl-C ends it")
            time.sleep(EVERY_S)
    except KeyboardInterrupt:
        click.echo()


def beside(config: "Config", baseline: str | None, *, searched: bool) -> list[str]:
    """What the findings depend on besides shots: a file that comes to stand closer than the settings takes their place.

    Args:
        config: the settings.
        baseline: the file of findings that the command line names.
        searched: whether the settings were looked for.
    """
    from promptkit.config import places

    named = [*config.files, *(file for file in (baseline, config.baseline) if file)]
    return [*named, *(map(str, places(Path.cwd())) if searched else ())]


def _named(files: Iterable[str]) -> list[str]:
    """What those of the files that are settings name, whether or not it is there."""
    from promptkit.config import named_in

    known = [*files]
    return [name for file in known if file.endswith(".toml") for name in named_in(file) if name not in known]


def _shots(ready: Ready) -> list[str]:
    try:
        return files_asked(ready.asked)
    except UsageError:  # a folder may be empty for a moment; linting says what is wrong
        return []


def _assets(files: Iterable[str], ready: Ready) -> Iterator[str]:
    """The images and videos that shots name; of a file that cannot be read, linting says so."""
    from promptkit.assets import local_path
    from promptkit.memo import ASSETS
    from promptkit.sources.kinds import STDIN
    from promptkit.sources.read import read_document, read_file

    for file in files:
        try:
            shots = read_document(read_file(file), fill=ready.asked.fill) if file != STDIN else []
        except UsageError:
            continue
        named = [(shot, value) for shot in shots for name in ASSETS if isinstance(value := getattr(shot, name), str)]
        yield from (str(path) for shot, value in named if (path := local_path(shot, value)))


def _look(files: Iterable[str]) -> Seen:
    seen: Seen = {}
    for path in files:
        try:
            stat = Path(path).stat()
        except (OSError, ValueError):  # gone, or not there yet: linting says so
            seen[path] = (0, 0)
        else:
            seen[path] = (stat.st_mtime_ns, stat.st_size)
    return seen


def _counted(seen: Seen, beside: Sequence[str]) -> str:
    aside = {*beside}
    shots, others = len(seen.keys() - aside), sum(any(seen.get(path, ())) for path in aside)
    return f"{shots} file{'' if shots == 1 else 's'}{f' and {others} that they depend on' if others else ''}"
