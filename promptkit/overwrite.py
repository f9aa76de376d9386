"""What a command writes is nothing that it reads, and no file of somebody else's."""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from promptkit.errors import UsageError, os_refusals
from promptkit.plain_file import is_file, real_path

Written = tuple[str, str | Path]
"""An option as it was typed, and the file that it names."""


def refuse_what_is_read(written: Sequence[Written], read: Iterable[str | Path]) -> None:
    """Keep a command from writing over what it reads, and from writing two things to one place.

    Args:
        written: what is to be written. Devices and pipes may be written to at will.
        read: the files that the command reads; only asked for where something that is there would be written over.

    Raises:
        UsageError: a file is both, under whatever name.
    """
    for number, (typed, file) in enumerate(written):
        for other, before in written[:number]:
            if real_path(file) == real_path(before) and not _is_device(file):
                raise UsageError(f"{typed}: {other} writes there too; name another file")
    there = [(typed, Path(file)) for typed, file in written if is_file(file)]
    if not there:
        return
    places = [Path(file) for file in read]
    known = {real_path(place) for place in places}
    for typed, path in there:
        if real_path(path) in known or any(_same(path, place) for place in places):
            raise UsageError(f"{typed}: this command reads that file; name another one to write to")


def refuse_foreign(typed: str, file: Path, schema: str, what: str) -> None:
    """Keep a file that was written by something else; one of ours that was cut off may be written anew.

    Args:
        typed: the option as it was typed.
        file: where something is to be written, whether it is there or not.
        schema: what our files say of themselves, first of all.
        what: what our file would be called.

    Raises:
        UsageError: the file is there and is something else.
    """
    if not is_file(file):
        return
    with os_refusals(file, remedy="name a file that can be read and written to"):
        text = file.read_bytes().decode("utf-8-sig", "replace")
    if not _says(text, schema):
        raise UsageError(
            f"{typed}: that file is there already and is no {what}; name a new file, or move that one away"
        )


def _says(text: str, schema: str) -> bool:
    """Whether JSON says of itself that it is of a schema, or begins as ours does and was cut off."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        begins, head = re.sub(r"\s+", "", text), f'{{"schema":"{schema}"'
        return begins.startswith(head) or (head.startswith(begins) and (not begins or "promptkit" in begins))
    return isinstance(told, dict) and told.get("schema") == schema


def _is_device(path: str | Path) -> bool:
    """Whether what is there keeps nothing, as /dev/null."""
    return Path(path).exists() and not is_file(path)


def _same(one: Path, other: Path) -> bool:
    """Whether two names lead to one file: by a hard link, or by the case of letters where the disk has none."""
    try:
        return one.samefile(other)
    except OSError:
        return False
