"""The project as it was at another revision: in a folder of its own, which is gone afterwards.

Git writes every file of that revision, the images and videos that shots name among them, by an index of its own:
neither the work tree nor the repository is touched. (`git archive` would leave out what `export-ignore` names.)
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from promptkit.errors import UsageError

_LONGEST_S = 600
"""A checkout that takes longer hangs, on a credential prompt or a dead disk."""


@dataclass(frozen=True)
class Tree:
    """The files of a revision."""

    top: Path
    """The root of the project as it is now."""
    folder: Path
    """The same root as it was then."""
    moved: Mapping[str, str]
    """Files that git takes to have been renamed since: name of then → name of now, from the root."""

    def then(self, path: str) -> list[Path]:
        """What was then the file or folder of now: nothing where it is new, several where files were moved into it.

        Raises:
            UsageError: it lies outside of the repository.
        """
        whole = Path(path).resolve()
        if not whole.is_relative_to(self.top):
            raise UsageError(f"{path} lies outside of the repository {self.top}; leave it out, or leave out --against")
        same = self.folder / whole.relative_to(self.top)
        moved = [self.folder / old for old, new in self.moved.items() if (self.top / new).is_relative_to(whole)]
        return [then for then in (same, *moved) if then.exists()]

    def home(self, folder: Path) -> Path:
        """Where a folder of now lay then; one outside of the repository lies where it does."""
        whole = folder.resolve()
        return self.folder / whole.relative_to(self.top) if whole.is_relative_to(self.top) else folder

    def now(self, path: str) -> str:
        """Where a file of then lies now; what a link led out of the repository lies where it did."""
        if not Path(path).is_relative_to(self.folder):
            return path
        name = Path(path).relative_to(self.folder).as_posix()
        return (self.top / self.moved.get(name, name)).as_posix()


@contextmanager
def tree_of(revision: str) -> Iterator[Tree]:
    """The files of the last commit that a revision shares with HEAD; of the revision where history ends before that.

    Raises:
        UsageError: no git, no repository here, no such revision, or no room for its files.
    """
    top = Path(_git("rev-parse", "--show-toplevel", remedy="run inside the project, or leave out --against"))
    found = _run(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"])
    if found.returncode:
        raise UsageError(
            f"--against {revision}: git has no such commit here; fetch it, or name a branch, tag or commit"
        )
    shared = _run(["merge-base", found.stdout.strip(), "HEAD"])
    commit = (found if shared.returncode else shared).stdout.strip()
    with TemporaryDirectory(prefix="promptkit-") as scratch:
        folder = Path(scratch).resolve() / "tree"
        folder.mkdir()
        index = {"GIT_INDEX_FILE": str(folder.parent / "index")}
        room = "look for room in the folder for temporary files"
        _git("read-tree", commit, remedy=room, env=index)
        _git("checkout-index", "--all", "--quiet", f"--prefix={folder.as_posix()}/", remedy=room, env=index, cwd=top)
        yield Tree(top.resolve(), folder, _renames(commit))


def _renames(commit: str) -> dict[str, str]:
    """Files renamed since a commit: `R100`, old name and new name for each, all ended by zero bytes."""
    renames = ["diff", "--find-renames", "--diff-filter=R", "--name-status", "--no-ext-diff", "-z", commit, "--"]
    words = _git(*renames, remedy="try it by hand").split("\0")
    return dict(zip(words[1::3], words[2::3], strict=False))


def _git(*arguments: str, remedy: str, env: dict[str, str] | None = None, cwd: Path | None = None) -> str:
    done = _run(arguments, env=env, cwd=cwd)
    if done.returncode:
        raise UsageError(f"git {arguments[0]}: {done.stderr.strip()}; {remedy}")
    return done.stdout.strip()


def _run(
    arguments: Sequence[str], *, env: dict[str, str] | None = None, cwd: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    program = shutil.which("git")
    if program is None:
        raise UsageError("--against asks git for the other revision, and git is not installed; install it")
    try:
        return subprocess.run(  # noqa: S603  (arguments are a list; the revision stands behind --end-of-options)
            [program, *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, **(env or {})},
            cwd=cwd,
            timeout=_LONGEST_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UsageError(f"git {arguments[0]} was not done after {_LONGEST_S} s; try it by hand") from error
