"""What a command writes is nothing that it reads, and no file of somebody else's."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from promptkit.errors import UsageError, os_refusals
from promptkit.plain_file import is_file, is_named, real_path


def refuse_what_is_read(written: Sequence[tuple[str, str | Path]], read: Iterable[str | Path]) -> None:
    """Keep a command from writing over what it reads, and from writing two things to one place.

    Args:
        written: options, each with the file that it names.
        read: the files that the command reads.

    Raises:
        UsageError: a file is both, under whatever name.
    """
    if not written:
        return
    places = [Path(file) for file in read]
    known = {_real(place): place for place in places}
    for number, (option, file) in enumerate(written):
        path = Path(file)
        if is_named(path) and (_real(path) in known or any(_same(path, place) for place in places)):
            raise UsageError(f"{option} {file}: this command reads that file; name another one to write to")
        for other, before in written[:number]:
            if _real(path) == _real(Path(before)):
                raise UsageError(f"{option} {file}: {other} writes there too; name another file")


def refuse_another_s(option: str, file: Path, schema: str, what: str) -> None:
    """Keep a file that was written by something else; one of ours that was cut off may be written anew.

    Args:
        option: what names the file.
        file: where something is to be written, whether it is there or not.
        schema: what our files say of themselves first.
        what: what our file would be called.

    Raises:
        UsageError: the file is there and is something else.
    """
    if not is_file(file):
        return
    with os_refusals(file, remedy="name a file that can be read and written to"):
        text = re.sub(r"\s+", "", file.read_bytes().decode("utf-8", "replace"))
    key = f'"schema":"{schema}"'
    if not (f"{{{key}".startswith(text) or (text.startswith("{") and key in text)):
        raise UsageError(
            f"{option} {file}: that file is there already and is no {what}; name a new file, or move that one away"
        )


def _real(path: Path) -> str:
    return str(real_path(path))


def _same(one: Path, other: Path) -> bool:
    """Whether two names lead to one file: by a hard link, or by the case of letters where the disk has none."""
    try:
        return one.samefile(other)
    except OSError:
        return False
