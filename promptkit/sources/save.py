"""A document's text → its file, whole or not at all."""

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from promptkit.cache import umask
from promptkit.errors import UsageError
from promptkit.plain_file import real_path
from promptkit.shot import Document
from promptkit.sources.read import BOM


def save(document: Document) -> None:
    """Write the text over the file it was read from: atomically, with its permissions and byte-order mark kept.

    Raises:
        UsageError: the file or its folder cannot be written to; the file is as it was.
    """
    path = real_path(document.path)
    mark = BOM if _has_bom(path) else ""
    write_whole(path, mark + document.text)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that nobody ever sees half of it: to a file beside it, which then takes its place.

    A device or a pipe (/dev/null) is written to as it is: nothing is to take its place.

    Raises:
        UsageError: the folder cannot be written to.
    """
    scratch: str | None = None
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(text.encode("utf-8"))
            return
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            scratch = file.name
            file.write(text.encode("utf-8"))
        if path.exists():
            shutil.copymode(path, scratch)
        else:
            Path(scratch).chmod(0o666 & ~umask())
        Path(scratch).replace(path)
    except OSError as error:
        if scratch is not None:
            with suppress(OSError):
                Path(scratch).unlink(missing_ok=True)
        raise UsageError(
            f"{path}: cannot be written: {error.strerror}; check the folder and its permissions"
        ) from error


def _has_bom(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(3) == BOM.encode()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}; it was there a moment ago") from error
