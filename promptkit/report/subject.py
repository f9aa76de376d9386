"""What a reader names on the command line: runs, or a study and its arms."""

from collections.abc import Sequence
from pathlib import Path

from promptkit.compare import Comparison, compare_runs
from promptkit.errors import UnknownName, UsageError
from promptkit.run import Run, read_run
from promptkit.study import arms_of


def subject_of(named: Sequence[Path]) -> Run | Comparison:
    """A run, or a comparison whose first run is the baseline.

    `RUN`, `RUN RUN_B`, `STUDY` (one or two arms), `STUDY ARM`, `STUDY ARM ARM_B`. Of a study's arms, one that nothing
    is scored of yet is left out.

    Raises:
        UsageError: there is no run or study of that name, a study has more arms than can be shown, nothing is scored
            yet, or the runs do not compare.
        UnknownName: a study has no such arm.
    """
    folders = _arms(named[0], [str(arm) for arm in named[1:]]) if _is_study(named[0]) else [*named]
    if len(folders) > 2:  # noqa: PLR2004  (two is what a comparison takes)
        raise UsageError(f"a report is about one run or two, got {len(folders)}: {', '.join(map(str, folders))}")
    runs = [read_run(folder) for folder in folders]
    return runs[0] if len(runs) == 1 else compare_runs(*runs)


def _is_study(folder: Path) -> bool:
    return (folder / "study.json").is_file() and not (folder / "run.json").is_file()


def _arms(study: Path, named: Sequence[str]) -> list[Path]:
    known = arms_of(study)
    for arm in named:
        if arm not in known:
            raise UnknownName(f"arm of {study}", arm, known)
    wanted = [*named] or known
    if len(wanted) > 2:  # noqa: PLR2004
        raise UsageError(f"{study} has the arms {', '.join(known)}; name the one or two to show: {study} {known[0]}")
    begun = [study / arm for arm in wanted if (study / arm / "run.json").is_file()]
    scored = [arm for arm in begun if read_run(arm).entries]
    if not (scored or begun):
        raise UsageError(f"nothing of {study} has been scored yet; run it: promptkit run SUITE")
    if len(scored) == 2 and not read_run(scored[0]).entries.keys() & read_run(scored[1]).entries.keys():  # noqa: PLR2004
        return scored[:1]
    return scored or begun[:1]
