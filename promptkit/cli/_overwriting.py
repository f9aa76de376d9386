"""What `lint` writes, held against what it reads."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from promptkit.cli._shots import Asked, Readable
from promptkit.errors import UsageError

if TYPE_CHECKING:
    from promptkit.config import Config


def refuse_overwriting(
    asked: Asked, read: Readable, config: "Config", *, baseline: str | None, written: Sequence[tuple[str, str]]
) -> None:
    """Keep prompts, their images and videos, settings and baselines from being written over by what is said of them.

    Args:
        asked: what is linted.
        read: what came of it.
        config: the settings.
        baseline: the one that is named on the command line.
        written: files, each behind the option that names it, as it is typed.

    Raises:
        UsageError: one is read too, is named twice, would be read next time, or is no baseline of ours.
    """
    from promptkit.assets import local_assets
    from promptkit.baseline import SCHEMA
    from promptkit.overwrite import refuse_foreign, refuse_what_is_read
    from promptkit.sources.read import comes_to

    if not written:
        return
    anew = [(typed, file) for typed, file in written if typed.startswith("--write-baseline")]
    files = [*(one.path for one in read.documents), *(one.path for one in read.unread)]
    refuse_what_is_read(written, chain(files, config.files, *map(local_assets, read.shots)))
    refuse_what_is_read([each for each in written if each not in anew], filter(None, (baseline, config.baseline)))
    for typed, file in anew:
        refuse_foreign(typed, Path(file), SCHEMA, "baseline of findings")
    for typed, file in written:
        if folder := next((one for one in asked.paths if comes_to(Path(file), one, asked.exclude)), None):
            raise UsageError(
                f"{typed}: the next search of {folder} would take it for a file of shots; name another ending "
                "or folder, or leave it out with --exclude"
            )
