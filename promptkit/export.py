"""The scores of a run as one table, for whatever reads tables."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from promptkit.errors import MissingExtra, UsageError, os_refusals
from promptkit.run import Run, read_run
from promptkit.study import begun

if TYPE_CHECKING:
    import pandas as pd


def runs_of(folder: Path) -> dict[str, Run]:
    """By arm, the runs of a study that were begun; or the single run that the folder is, under its folder's name.

    Raises:
        UsageError: neither is there, or nothing has been scored.
    """
    if not (folder / "study.json").is_file():
        return {folder.resolve().name: read_run(folder)}
    runs = begun(folder)
    if not runs:
        raise UsageError(f"{folder}: nothing of this study has been scored; run the suite first")
    return runs


def frame_of(folder: Path) -> "pd.DataFrame":
    """One row a case and metric: the columns of `Run.frame`, after `arm` and `prompt_id`.

    Raises:
        UsageError: as `runs_of`.
    """
    import pandas as pd  # noqa: PLC0415  (slow to import)

    frames = []
    for arm, run in runs_of(folder).items():
        frame = run.frame()
        prompts = [run.entries[case].prompt_id or case for case in frame["case"]]
        frame.insert(0, "prompt_id", pd.Series(prompts, dtype="str"))
        frame.insert(0, "arm", arm)
        frames.append(frame)
    # An arm without a reason has a column of None, whose kind would be lost when arms are joined.
    return pd.concat([frame.astype({"why": "string"}) for frame in frames], ignore_index=True)


def write_csv(folder: Path, path: Path) -> int:
    """Write the table as CSV, a value that is not there as nothing; how many rows."""
    frame = frame_of(folder)
    with os_refusals(path, remedy="name a file that can be written to"):
        path.parent.mkdir(parents=True, exist_ok=True)
        frame.to_csv(path, index=False, lineterminator="\n")
    return len(frame)


def write_parquet(folder: Path, path: Path) -> int:
    """Write the table as Parquet; how many rows.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        raise MissingExtra("parquet", "a Parquet file", "pyarrow")
    frame = frame_of(folder)
    with os_refusals(path, remedy="name a file that can be written to"):
        path.parent.mkdir(parents=True, exist_ok=True)
        frame.to_parquet(path, index=False)
    return len(frame)
