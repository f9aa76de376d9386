"""Where promptkit keeps what it can make or fetch again, and how a file gets there whole or not at all."""

import hashlib
import json
import logging
import os
import platform
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

ABANDONED_S = 600
"""Seconds. Of a younger part the writer may be alive in a container, which counts processes for itself."""
_log = logging.getLogger(__name__)


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


def kept_file(kind: str, told: str) -> Path:
    """Where the cache keeps what hangs on `told`, of one kind."""
    return cache_folder() / kind / f"{hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()}.json"


def read_kept(path: Path, instead: str) -> dict[str, Any]:
    """What was kept; empty where there is nothing, or nothing of use, which is said with what happens `instead`."""
    try:
        kept = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _log.warning("%s is of no use (%s); %s", path, error, instead)
        return {}
    return kept if isinstance(kept, dict) else {}


def keep(path: Path, told: Mapping[str, object], instead: str) -> None:
    """Write down what `read_kept` reads; where that cannot be done it is said with what happens `instead`."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    try:
        with whole_file(path) as file:
            file.write(text.encode("utf-8", "surrogatepass"))
    except OSError as error:
        _log.warning("%s cannot be kept (%s); %s", path, error, instead)
