"""Clips scored into a run folder: what is there already is not measured again."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from promptkit.clip import open_clip
from promptkit.entry import Entry, Settings
from promptkit.errors import ClipError
from promptkit.plan import Plan
from promptkit.run import case_ids, open_run
from promptkit.score import measure
from promptkit.shot import Shot


def score_into(
    folder: str | os.PathLike[str],
    clips: Sequence[str | os.PathLike[str]],
    how: Plan,
    *,
    shots: Mapping[str, Shot] | None = None,
) -> Iterator[tuple[Path, Entry | ClipError]]:
    """Score clips one after the other, each on disk before it is yielded with its path.

    A clip that the run holds whole, with the same bytes and no failed score, is passed on as it stands there. One that
    cannot be read comes out as its error and stops no other. `shots` are what was asked for, by case.

    Raises:
        UsageError: the folder holds scores made with other settings, or is in use; two clips have the same name.
    """
    ids = case_ids([Path(clip) for clip in clips])
    with open_run(folder, Settings(**how.settings)) as run:
        for path, case in ids.items():
            try:
                clip = open_clip(path)
                asked = (shots or {}).get(case, how.shot)
                known = not run.wanting(case, clip.sha256, (metric.name for metric in how.metrics), shot=asked)
                yield path, run.entries[case] if known else run.add(case, measure(clip, how.of_shot(asked)), shot=asked)
            except ClipError as error:
                yield path, error
