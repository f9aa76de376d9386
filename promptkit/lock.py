"""A file that one process holds at a time; the system lets go of it when the process ends, however it ends."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""What systems answer when another process holds a file."""


def hold(path: Path) -> IO[bytes]:
    """Hold a file, which is made, until what is returned is closed.

    Raises:
        BlockingIOError: another process holds it.
        OSError: it cannot be made.
    """
    file = path.open("ab")
    try:
        _lock(file, wait=False)
    except OSError as error:
        file.close()
        if error.errno not in HELD:
            raise
        raise BlockingIOError(f"{path} is held by another process") from error
    return file


@contextmanager
def waiting(path: Path) -> Iterator[None]:
    """Hold a file, which is made with its folders, as soon as nobody else does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        _lock(file, wait=True)
        yield


def _lock(file: IO[bytes], *, wait: bool) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415

        while True:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:  # LK_LOCK gives up after ten seconds
                if not wait:
                    raise
            else:
                return
    else:
        import fcntl  # noqa: PLC0415

        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
