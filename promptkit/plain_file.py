"""What stands at a path, asked so that nothing hangs and nothing but the answer comes of it.

To read from a pipe is to wait for who writes to it, and a device may never end. `Path.is_dir` and its kin raise where a
folder above cannot be entered, `Path.resolve` where links lead in a circle.
"""

import errno
import os
import stat
from pathlib import Path

AnyPath = str | os.PathLike[str]
_OTHERS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def plain_stat(path: AnyPath) -> os.stat_result:
    """What the system knows of a file that can be read to its end.

    Raises:
        OSError: it is not there, may not be looked at, or is a folder, a pipe, a socket or a device.
    """
    facts = Path(path).stat()
    if not stat.S_ISREG(facts.st_mode):
        what = next((name for is_one, name in _OTHERS if is_one(facts.st_mode)), "something else")
        raise OSError(errno.EISDIR if what == "a folder" else errno.EINVAL, f"it is {what}, not a file", str(path))
    return facts


def read_plain(path: AnyPath) -> bytes:
    """The bytes of a file; raises what `plain_stat` raises."""
    plain_stat(path)
    return Path(path).read_bytes()


def is_folder(path: AnyPath) -> bool:
    """Whether a folder is there; False where nobody may look."""
    try:
        return Path(path).is_dir()
    except PermissionError:
        return False


def is_file(path: AnyPath) -> bool:
    """Whether a plain file is there; False where nobody may look."""
    try:
        return Path(path).is_file()
    except PermissionError:
        return False


def is_named(path: AnyPath) -> bool:
    """Whether anything has this name, a link that leads nowhere too; False where nobody can tell."""
    return os.path.lexists(path)


def real_path(path: AnyPath) -> Path:
    """The path from the root, links followed as far as they lead."""
    return Path(os.path.realpath(path))
