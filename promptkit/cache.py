"""Where promptkit keeps what it can make or fetch again, and how a file gets there whole or not at all."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


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

    Raises:
        OSError: the folder cannot be made or written to, or the disk is full; nothing is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = 0o666 & ~umask()
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
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
