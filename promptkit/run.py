"""A run: a folder of scores that survives being killed.

    run.json       what every number in the folder was measured with (`promptkit.run/1`)
    scores.jsonl   one line a clip, appended and synced to disk; for one case the last line counts
    run.lock       held by the one process that writes

A run has one set of settings: numbers from two backbones or two versions of a metric do not stand in one folder.
"""

import json
import logging
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from pydantic import TypeAdapter, ValidationError

from promptkit import __version__
from promptkit.cache import write_json
from promptkit.entry import Asked, Entry, Settings, differences, joint
from promptkit.errors import UsageError, os_refusals
from promptkit.lock import hold

if TYPE_CHECKING:
    import pandas as pd

    from promptkit.metric import Score
    from promptkit.score import ClipScores
    from promptkit.shot import Shot

__all__ = [
    "Asked", "Entry", "Run", "Settings", "case_ids", "extend_run", "is_begun", "open_run", "read_run", "refuse_empty",
]  # fmt: skip

SCHEMA = "promptkit.run/1"
_ENTRY = TypeAdapter(Entry)
_SETTINGS = TypeAdapter(Settings)
_REMEDY = "check its permissions and the room on the disk, or name another folder for the run"
_log = logging.getLogger(__name__)


@dataclass
class Run:
    """A run in memory. Made by `open_run` (to add scores) or `read_run` (to look at them)."""

    folder: Path
    settings: Settings
    entries: dict[str, Entry]
    """By case id, in the order in which the cases were first scored."""
    made_by: str = f"promptkit {__version__}"
    _lock: IO[bytes] | None = None

    def scored(self, case: str, sha256: str) -> bool:
        """True when this very clip has been scored for the case, and no score failed."""
        entry = self.entries.get(case)
        return entry is not None and entry.sha256 == sha256 and entry.is_complete

    def wanting(self, case: str, sha256: str, metrics: Iterable[str], *, shot: "Shot | None" = None) -> list[str]:
        """Those of the metrics by which this very clip has no score for the case; a failed one is none.

        With `shot`, scores of a clip that was asked for in other words are none either: some hold it against them.
        """
        known = self._known(case, sha256, shot)
        done = {name for name, score in known.items() if score.status != "failed"}
        return [name for name in metrics if name not in done]

    def add(
        self, case: str, clip_scores: "ClipScores", *, shot: "Shot | None" = None, prompt_id: str | None = None
    ) -> Entry:
        """Append the scores of one clip; they are on disk when this returns.

        Scores that the case has by other metrics stay, if they are of this very clip.

        Raises:
            UsageError: the run was opened for reading, or the case belongs to another clip that is still there.
        """
        clip = clip_scores.clip
        scores = {**self._known(case, clip.sha256, shot), **clip_scores.scores}
        entry = Entry(
            case=case, clip=self._written(clip.path), sha256=clip.sha256,
            width=clip.probe.width_px, height=clip.probe.height_px, fps=clip_scores.fps,
            frames=clip_scores.frames, duration=clip_scores.duration_s,
            scores=scores,
            shot=Asked.of(shot) if shot else None, prompt_id=prompt_id,
            notes=tuple(clip_scores.notes),
        )  # fmt: skip
        return self.append(entry)

    def append(self, entry: Entry) -> Entry:
        """Append a line, flushed and synced. Raises as `add` does, and when the disk refuses it."""
        if self._lock is None:
            raise UsageError(f"{self.folder}: this run was opened for reading; open it with open_run to add scores")
        self._refuse_second_clip(entry)
        line = _one_line(entry)
        file = self.folder / "scores.jsonl"
        with os_refusals(file, remedy=_REMEDY), file.open("ab") as lines:
            lines.write(line)
            lines.flush()
            os.fsync(lines.fileno())
        self.entries[entry.case] = entry
        return entry

    def path_of(self, entry: Entry) -> Path:
        """Where the clip was when it was scored (it may have gone since)."""
        return self.folder / entry.clip

    @property
    def files(self) -> list[Path]:
        """What it consists of: its own two files, and its clips."""
        return [self.folder / "run.json", self.folder / "scores.jsonl", *map(self.path_of, self.entries.values())]

    def frame(self) -> "pd.DataFrame":
        """Scores as a tidy pandas frame: one row a case and metric, in the order of the run.

        Columns: case, metric, value (NaN where there is none), status, unit, better, why, version, clip, sha256,
        width, height, fps, frames, duration.
        """
        import pandas as pd  # noqa: PLC0415  (a run is written and resumed without pandas)

        of_score = ("metric", "value", "status", "unit", "better", "why", "version")
        of_entry = ("clip", "sha256", "width", "height", "fps", "frames", "duration")
        rows = [
            {"case": entry.case}
            | {name: getattr(score, name) for name in of_score}
            | {name: getattr(entry, name) for name in of_entry}
            for entry in self.entries.values()
            for score in entry.scores.values()
        ]
        return pd.DataFrame(rows, columns=["case", *of_score, *of_entry]).astype({"value": "float64"})

    def close(self) -> None:
        """Let other processes write to the folder."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def __repr__(self) -> str:
        """The folder and how much is in it; `frame` makes a table of the scores."""
        return f"<Run {self.folder}: clips: {len(self.entries)}, metrics: {len(self.settings.metrics)}>"

    def __enter__(self) -> Self:
        """The run itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close."""
        self.close()

    def _known(self, case: str, sha256: str, shot: "Shot | None") -> Mapping[str, "Score"]:
        entry = self.entries.get(case)
        if entry is None or entry.sha256 != sha256 or (shot is not None and entry.shot != Asked.of(shot)):
            return {}
        return entry.scores

    def _written(self, path: Path) -> str:
        here, there = self.folder.resolve(), path.resolve()
        return (there.relative_to(here) if there.is_relative_to(here) else there).as_posix()

    def _refuse_second_clip(self, entry: Entry) -> None:
        """Two clips under one case would overwrite each other in turn and nobody would see it."""
        old = self.entries.get(entry.case)
        if old is not None and old.clip != entry.clip and self.path_of(old).exists():
            raise UsageError(
                f"{self.folder}: the case {entry.case!r} already stands for {old.clip}, so it cannot stand for "
                f"{entry.clip}; rename one of the clips or use another run folder"
            )


def open_run(folder: str | os.PathLike[str], settings: Settings) -> Run:
    """Open a run for adding scores, making the folder when it is new; close it or use `with`.

    Raises:
        UsageError: the folder holds scores made with other settings (the message says which), another process is
            writing to it, its files are damaged, or it cannot be made, read or written to.
    """
    folder = Path(folder)
    with os_refusals(folder, remedy=_REMEDY):
        if folder.exists() and not folder.is_dir():
            raise UsageError(f"{folder} is a file; a run is a folder: give another name")
        folder.mkdir(parents=True, exist_ok=True)
        lock = _locked(folder)
        try:
            made_by = _settle(folder, settings)
            entries = _read_entries(folder / "scores.jsonl", mend=True)
        except (UsageError, OSError):
            lock.close()
            raise
    return Run(folder, settings, entries, made_by, lock)


def extend_run(folder: str | os.PathLike[str], settings: Settings) -> Run:
    """`open_run`, but metrics may join those that the run has; what was scored stays as it is.

    Raises:
        UsageError: as `open_run`; settings other than the set of metrics still have to agree.
    """
    file = Path(folder) / "run.json"
    if file.is_file():
        before, made_by = _read_settings(file)
        joined = joint(before, settings)
        if joined is not None and joined != before:
            with os_refusals(file, remedy=_REMEDY):
                _write_settings(file, joined, made_by.removeprefix("promptkit "))
        settings = settings if joined is None else joined
    return open_run(folder, settings)


def read_run(folder: str | os.PathLike[str]) -> Run:
    """Open a run for looking at; another process may be adding to it.

    Raises:
        UsageError: there is no run at that place, or its files are damaged or cannot be read.
    """
    folder = Path(folder)
    with os_refusals(folder, remedy="check the path and its permissions"):
        if not (folder / "run.json").is_file():
            raise UsageError(
                f"{folder} is no run: no run.json is there; make one: promptkit score CLIP... --run {folder}"
            )
        settings, made_by = _read_settings(folder / "run.json")
        return Run(folder, settings, _read_entries(folder / "scores.jsonl", mend=False), made_by)


def is_begun(folder: str | os.PathLike[str]) -> bool:
    """Whether something stands where a run is to be: a run, or what is in its way."""
    folder = Path(folder)
    return (folder / "run.json").exists() or (folder.exists() and not folder.is_dir())


def refuse_empty(run: Run) -> None:
    """Raise `UsageError` for a run without a clip: there is nothing to say of it."""
    if not run.entries:
        raise UsageError(
            f"{run.folder}: no clip of this run is scored yet; score some into it: "
            f"promptkit score CLIP... --run {run.folder}, or go on with the suite that it is of: promptkit run SUITE"
        )


def case_ids(paths: Iterable[Path]) -> dict[Path, str]:
    """A case id for each clip: its name without suffix, with as many parent folders as tell equal names apart.

    Names are those that were given: a link is called as it is called, not as what it points to. A path that stands
    there twice counts once.

    Raises:
        UsageError: two clips differ in nothing but the suffix.
    """
    given: dict[str, Path] = {}
    for path in paths:
        given.setdefault(os.path.abspath(path), path)  # noqa: PTH100  (resolve would follow links)
    stems = {path: (*Path(whole).parent.parts, Path(whole).stem) for whole, path in given.items()}
    ids = {path: parts[-1:] for path, parts in stems.items()}
    while clashing := {name for name, times in Counter(ids.values()).items() if times > 1}:
        for path in [path for path, name in ids.items() if name in clashing]:
            if len(ids[path]) == len(stems[path]):
                raise UsageError(f"{path}: another clip differs from it only in the suffix; rename one of them")
            ids[path] = stems[path][-len(ids[path]) - 1 :]
    return {path: "/".join(name) for path, name in ids.items()}


def _settle(folder: Path, settings: Settings) -> str:
    """Write the settings of a new run, or check them against those of an old one; who made it."""
    file = folder / "run.json"
    if not file.exists():
        _write_settings(file, settings, __version__)
    before, made_by = _read_settings(file)
    if differing := differences(before, settings):
        raise UsageError(
            f"{folder} was scored with other settings: {'; '.join(differing)}. "
            "Score with the same settings or into another folder"
        )
    return made_by


def _write_settings(file: Path, settings: Settings, version: str) -> None:
    told = {"schema": SCHEMA, "promptkit": version, "sha256": settings.sha256, "settings": asdict(settings)}
    write_json(file, told)


def _read_settings(file: Path) -> tuple[Settings, str]:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(told, dict) or told.get("schema") != SCHEMA:
            raise ValueError(f"it says it is no {SCHEMA}")  # noqa: TRY301  (one message for all that can be wrong)
        return _SETTINGS.validate_python(told.get("settings")), f"promptkit {told.get('promptkit')}"
    except (ValidationError, ValueError) as error:
        raise UsageError(f"{file} is damaged: {_first(error)}; restore it, or score into another folder") from error


def _read_entries(file: Path, *, mend: bool) -> dict[str, Entry]:
    """Entries by case, the last one of a case counting. A torn last line is left out; with `mend` it is cut off."""
    entries: dict[str, Entry] = {}
    whole_bytes = 0
    lines = file.read_bytes().splitlines(keepends=True) if file.exists() else []
    for number, line in enumerate(lines, start=1):
        try:
            entry = _ENTRY.validate_json(line if line.endswith(b"\n") else b"")
        except ValidationError as error:
            if number < len(lines):
                raise UsageError(f"{file}:{number} is damaged: {_first(error)}; delete that line") from error
            _log.warning("%s: the last line was cut off while it was written; its clip counts as not scored", file)
            break
        entries[entry.case] = entry
        whole_bytes += len(line)
    if mend and lines and whole_bytes < file.stat().st_size:
        os.truncate(file, whole_bytes)
    return entries


def _one_line(entry: Entry) -> bytes:
    try:
        return json.dumps(asdict(entry), ensure_ascii=False, allow_nan=False).encode() + b"\n"
    except UnicodeEncodeError as error:
        raise UsageError(f"{entry.clip!r}: this file name is not valid Unicode; rename the clip") from error


def _first(error: Exception) -> str:
    """The first line of what a reader of JSON says."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}".removeprefix(": ")
    return str(error).partition("\n")[0]


def _locked(folder: Path) -> IO[bytes]:
    """The folder's lock file, held."""
    try:
        return hold(folder / "run.lock")
    except BlockingIOError as error:
        raise UsageError(
            f"another process is writing to the run {folder}; wait for it to end, or use another folder"
        ) from error
