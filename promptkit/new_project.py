"""A project to begin with: prompts, two suites that run at once, and the baseline of one of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from promptkit.errors import os_refusals

_NAMES = {"gitignore": ".gitignore"}
"""Files that cannot be called in a package as they are called in a project."""


@dataclass(frozen=True)
class Written:
    """What became of the files of a new project, by path."""

    made: tuple[Path, ...]
    kept: tuple[Path, ...]
    """Those that were there, and are as they were."""


def write_project(folder: Path) -> Written:
    """Put the files of a new project into a folder, which is made; no file that is there is touched.

    Raises:
        UsageError: the folder cannot be written to.
    """
    made: list[Path] = []
    kept: list[Path] = []
    for source, name in _files(files("promptkit") / "init_data"):
        path = folder / name
        with os_refusals(path, remedy="name a folder that can be written to"):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with path.open("xb") as file:
                    file.write(source.read_bytes())
            except FileExistsError:
                kept.append(path)
            else:
                made.append(path)
    return Written(tuple(made), tuple(kept))


def _files(folder: Traversable, where: Path = Path()) -> Iterator[tuple[Traversable, Path]]:
    for one in sorted(folder.iterdir(), key=lambda each: each.name):
        if one.is_dir():
            yield from _files(one, where / one.name)
        else:
            yield one, where / _NAMES.get(one.name, one.name)
