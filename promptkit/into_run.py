"""Clips scored into a run folder: what is there already is not measured again."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from promptkit.clip import open_clip
from promptkit.entry import Entry, Settings
from promptkit.errors import ClipError
from promptkit.plan import Plan
from promptkit.registry import each_of_names
from promptkit.run import case_ids, is_begun, open_run
from promptkit.score import measure
from promptkit.shot import Shot


def score_into(
    folder: str | os.PathLike[str],
    clips: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    how: Plan,
    *,
    shots: Mapping[str, Shot] | None = None,
) -> Iterator[tuple[Path, Entry | ClipError]]:
    """Score clips one after the other, each on disk before it is yielded with its path.

    A clip that the run holds whole, with the same bytes and no failed score, is passed on as it stands there. One that
    cannot be read comes out as its error and stops no other. `shots` are what was asked for, by case. A new run is made
    when its first clip has scores, so that none is left behind where there is nothing to score.

    Raises:
        UsageError: the folder holds scores made with other settings, or is in use; two clips have the same name.
    """
    ids = case_ids([Path(clip) for clip in each_of_names(clips)])
    names = [metric.name for metric in how.metrics]
    settings = Settings(**how.settings)
    with ExitStack() as held:
        run = held.enter_context(open_run(folder, settings)) if is_begun(folder) else None
        for path, case in ids.items():
            asked = (shots or {}).get(case, how.shot)
            try:
                clip = open_clip(path)
                if run and not run.wanting(case, clip.sha256, names, shot=asked):
                    yield path, run.entries[case]
                    continue
                scores = measure(clip, how.of_shot(asked))
            except ClipError as error:
                yield path, error
                continue
            run = run or held.enter_context(open_run(folder, settings))
            yield path, run.add(case, scores, shot=asked)
