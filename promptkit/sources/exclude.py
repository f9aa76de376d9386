"""What a search of folders leaves out: what is never a file of shots, and what a project says.

A file that is named is read whatever stands here.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cached_property
from glob import escape
from itertools import takewhile
from os.path import normpath
from pathlib import Path, PurePath

from promptkit.plain_file import real_path

NEVER_SHOTS = (
    "requirements*.txt", "license.txt", "readme.txt", "cmakelists.txt", "robots.txt",
    "docker-compose*.y*ml", "compose.y*ml", "action.y*ml", ".pre-commit-config*", "mkdocs.yml", "environment.y*ml",
    "node_modules", "site-packages", "__pycache__",
)  # fmt: skip
"""Names of files and folders, in small letters, that other programs have settled the meaning of."""


_WILD = re.compile(r"[*?\[]")


@dataclass(frozen=True)
class Exclude:
    """Patterns of files and folders, and the folder that they count from. A link goes by its own name."""

    home: Path
    patterns: tuple[str, ...]

    def takes(self, path: Path) -> bool:
        """Whether a pattern fits a file or folder itself."""
        whole = real_path(path.parent) / path.name
        inside = below(self.home, whole)
        return any(fits(inside, each) for each in self.patterns) or any(
            fnmatchcase(whole.as_posix(), each) for each in self._from_root
        )

    def takes_file(self, path: Path) -> bool:
        """Whether a pattern fits a file, or a folder that it lies in."""
        return any(map(self.takes, (path, *path.parents)))

    @cached_property
    def _from_root(self) -> tuple[str, ...]:
        """The patterns from the root: one may begin with `/` or `..`."""
        home = escape(str(self.home.resolve()))
        return tuple(PurePath(normpath(PurePath(home, each))).as_posix() for each in self.patterns)


def is_never_shots(name: str) -> bool:
    """Whether a file or folder of this name is left out of every search."""
    return any(fnmatchcase(name.lower(), pattern) for pattern in NEVER_SHOTS)


def is_left_out(path: Path, exclude: Sequence[Exclude]) -> bool:
    """Whether a search leaves out a file or folder that it comes to."""
    return is_never_shots(path.name) or any(each.takes(path) for each in exclude)


def below(home: Path, whole: Path) -> PurePath:
    """A whole path from a folder on; as it is where it lies outside."""
    home = real_path(home)
    return whole.relative_to(home) if whole.is_relative_to(home) else whole


def fits(path: PurePath, pattern: str) -> bool:
    """`old/*` takes all below that folder, as in ruff; `*.txt` takes a name in any folder; `old/` is `old`."""
    whole = path.as_posix()
    pattern = pattern.removeprefix("./").removeprefix("**/").rstrip("/")
    if "/" not in pattern:  # a name: its wild cards reach no further than that
        return fnmatchcase(path.name, pattern)
    return fnmatchcase(whole, pattern) or fnmatchcase(whole, f"*/{pattern}")


def fits_below(path: PurePath, pattern: str) -> bool:
    """Whether a pattern fits a file, or a folder that it lies in: `old` and `old/` take what `old/**` takes.

    One that ends in a name with wild cards means files: `a*` takes `a.txt`, not what lies in `archive`.
    """
    is_of_files = not pattern.endswith("/") and _WILD.search(PurePath(pattern).name)
    tried = (path,) if is_of_files else (path, *path.parents)
    return any(fits(one, pattern) for one in tried if one.name)


def fixed_part(pattern: str) -> PurePath:
    """The path that a pattern begins with, before its first wild card; none where it is a name in any folder."""
    parts = PurePath(pattern).parts
    if len(parts) == 1:
        return PurePath()
    return PurePath(*takewhile(lambda part: not _WILD.search(part), parts))


def idle(exclude: Exclude, folders: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """The patterns that fit nothing in folders that were searched, each with a name there that it may be a slip of.

    Nothing is said of one that may fit something elsewhere.
    """
    searched = [folder.resolve() for folder in folders]
    homes = {pattern: exclude.home.resolve() / fixed_part(pattern) for pattern in exclude.patterns}
    open_ones = [pattern for pattern, home in homes.items() if any(map(home.is_relative_to, searched))]
    if not open_ones:
        return
    names = set[str]()
    for path in (path for folder in searched for path in _all_in(folder)):
        names.add(path.name)
        open_ones = [pattern for pattern in open_ones if not Exclude(exclude.home, (pattern,)).takes(path)]
    for pattern in open_ones:
        yield pattern, next(iter(get_close_matches(PurePath(pattern).name, names, n=1)), "")


def _all_in(folder: Path) -> Iterator[Path]:
    """All files and folders that a search comes to, were nothing excluded."""
    for parent, folders, files in os.walk(folder):
        yield from (Path(parent) / name for name in (*folders, *files))
        folders[:] = [name for name in folders if not name.startswith(".") and not is_never_shots(name)]


def pattern_of(path: str) -> str:
    """A pattern that takes this file: its path where that counts from here, else its name."""
    given = PurePath(path)
    is_from_here = not given.is_absolute() and ".." not in given.parts
    return escape(given.as_posix() if is_from_here else given.name)
