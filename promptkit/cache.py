"""Where promptkit keeps what it can make or fetch again, and how a file gets there whole or not at all."""

import json
import os
import platform
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

ABANDONED_S = 600
"""Seconds. Of a younger part the writer may be alive in a container, which counts processes for itself."""


def cache_folder() -> Path:
    """`PROMPTKIT_CACHE`, or the platform's folder for caches; it may not exist yet."""
    chosen = os.environ.get("PROMPTKIT_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "promptkit"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "promptkit"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "promptkit"


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that takes its name only when all of it is on disk; readers never see a part.

    What writers left in the folder that were killed on this machine is taken away when it is ten minutes old.

    Raises:
        OSError: the folder cannot be made or written to, or the disk is full; nothing is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    mode = 0o666 & ~umask()
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f"{_part()}{os.getpid()}-", delete=False) as file:
        part = Path(file.name)
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            file.close()
            part.unlink()
            raise
    part.chmod(mode)  # a temporary file is its owner's alone
    part.replace(path)


def _part() -> str:
    """How the names of unfinished files of this machine begin: folders may be shared, process ids are not."""
    return f".part-{zlib.crc32(platform.node().encode()):08x}-"


def _sweep(folder: Path) -> None:
    if sys.platform == "win32":
        return  # to ask after a process by signal would end it there
    begin = _part()
    with suppress(PermissionError):  # a shared folder may not be ours to list, nor its files ours to take away
        for path in folder.glob(f"{begin}*"):
            writer = path.name.removeprefix(begin).partition("-")[0]
            with suppress(FileNotFoundError):  # it has become whole meanwhile
                is_old = time.time() - path.stat().st_mtime > ABANDONED_S
                if is_old and writer.isdecimal() and not _is_alive(int(writer)):
                    path.unlink()


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def umask() -> int:
    """The process's file mode mask; it can be read only by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_json(path: Path, told: object) -> None:
    """A JSON file, whole or not at all; raises as `whole_file`, and `ValueError` for NaN."""
    text = json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False)
    with whole_file(path) as file:
        file.write(text.encode() + b"\n")
