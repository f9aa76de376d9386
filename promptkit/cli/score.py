"""`promptkit score`: measure clips."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from promptkit.cli._file_names import file_names
from promptkit.cli._say import say
from promptkit.cli._table import as_plain
from promptkit.cli.metric import names
from promptkit.errors import ClipError, UnknownName, UsageError
from promptkit.plain_file import is_file, is_folder

if TYPE_CHECKING:
    from promptkit.metric import Score
    from promptkit.plan import Plan
    from promptkit.score import ClipScores
    from promptkit.shot import Shot

SCHEMA = "promptkit.score/1"
VIDEOS = frozenset((
    ".avi", ".gif", ".m2ts", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".mts", ".ogv", ".webm", ".wmv",
))  # fmt: skip
"""Suffixes of what is scored in a folder; a file that is named itself may have any (.ts is TypeScript too)."""
_FAILED, _UNREADABLE = 1, 2


@click.command("score")
@click.argument("clips", nargs=-1, required=True, metavar="CLIP...", shell_complete=file_names)
@click.option(
    "--metric", "metrics", multiple=True, metavar="NAME", shell_complete=names, help="Only this metric; repeatable."
)
@click.option("--from", "from_s", type=float, metavar="S", help="Score from this second on.")
@click.option("--until", "--to", "until_s", type=float, metavar="S", help="Score up to this second.")
@click.option("--series", is_flag=True, help="Put the curves over time into the JSON.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Output."
)
@click.option("--device", default="cpu", show_default=True, metavar="NAME", help="Torch device for the networks.")
@click.option(
    "--backbone", default="auto", show_default=True, metavar="NAME", help="alex, vgg, squeeze, tiny or msssim."
)
@click.option(
    "--face", default="auto", show_default=True, metavar="NAME", help="mobilefacenet, dlib, sface or arcface."
)
@click.option(
    "--reference",
    "references",
    multiple=True,
    metavar="IMAGE",
    shell_complete=file_names,
    help="Who should be seen; repeatable.",
)
@click.option(
    "--reference-video",
    metavar="VIDEO",
    shell_complete=file_names,
    help="Whose motion should be seen, in place of the shot's.",
)
@click.option(
    "--shot", "shot_files", multiple=True, metavar="FILE", shell_complete=file_names,
    help="What was asked for; clips are matched by name and shot id; repeatable.",
)  # fmt: skip
@click.option("--id", "shot_id", metavar="ID", help="The one shot of those files that all clips answer.")
@click.option("--no-cache", is_flag=True, help="Decode and look again, and keep nothing.")
@click.option(
    "--run", "run_folder", metavar="DIR", shell_complete=file_names,
    help="Keep the scores in a run folder, and resume there; a run has one set of metrics and backbones.",
)  # fmt: skip
def command(
    *,
    clips: tuple[str, ...],
    metrics: tuple[str, ...],
    from_s: float | None,
    until_s: float | None,
    series: bool,
    form: str,
    device: str,
    backbone: str,
    face: str,
    references: tuple[str, ...],
    reference_video: str | None,
    shot_files: tuple[str, ...],
    shot_id: str | None,
    no_cache: bool,
    run_folder: str | None,
) -> None:
    """Measure clips: drift, flicker, identity, motion; cuts, freezes, loops; whether they are what was ordered.

    CLIP is a video file, or a folder: then all videos in it and below.

    Exit code 0; 1 when a score failed; 2 when a clip cannot be read or the request cannot be understood.
    """
    from promptkit.extras import require_video

    require_video("promptkit score")
    from promptkit.plan import plan

    shots = _shots(shot_files, shot_id)
    how = plan(
        metrics=metrics, backbone=backbone, face=face, device=device,
        from_s=from_s, until_s=until_s, references=references, reference_video=reference_video, cache=not no_cache,
        shot=next(iter(shots.values())) if len(shots) == 1 else None,
    )  # fmt: skip
    for line in how.fallbacks:
        say(line)
    scored, errors = _sorted_out(_score(dict.fromkeys(_files(clips)), how, shots, run_folder))
    if form == "json":
        document = _document(scored, errors, how, series=series)
        click.echo(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False))
    elif scored:
        _print(scored, from_s or 0.0)
    if errors:
        sys.exit(_UNREADABLE)
    if any(score.status == "failed" for clip in scored for score in clip["scores"].values()):
        sys.exit(_FAILED)


def _files(named: Iterable[str]) -> Iterator[Path]:
    """Files as they are named; of a folder the videos in it and below, but not what is hidden.

    A folder without any, or that cannot be entered, is passed on, to be refused as a clip.
    """
    for path in map(Path, named):
        yield from sorted(_in_folder(path)) or [path]


def _in_folder(top: Path) -> Iterator[Path]:
    closed: list[OSError] = []
    for parent, folders, files in os.walk(top, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found = [Path(parent) / name for name in files if not name.startswith(".")]
        yield from (file for file in found if file.suffix.lower() in VIDEOS and is_file(file))
    yield from (Path(error.filename) for error in closed if is_folder(error.filename))


def _shots(shot_files: tuple[str, ...], shot_id: str | None) -> "dict[str, Shot]":
    """The shots that clips may answer, by id; only the one that is named."""
    if not shot_files:
        if shot_id is not None:
            raise UsageError(f"--id {shot_id} names a shot of a file; give the file too: --shot FILE")
        return {}
    from promptkit.sources.read import read_shots

    read = read_shots(shot_files)
    wanted = [shot for shot in read if shot_id in (None, shot.id)]
    if not wanted:
        raise UnknownName(f"shot of {', '.join(shot_files)}", str(shot_id), {shot.id for shot in read})
    shots: dict[str, Shot] = {}
    for shot in wanted:
        if (other := shots.setdefault(shot.id, shot)) is not shot:
            places = " and ".join(dict.fromkeys(map(_place, (other, shot))))
            raise UsageError(f"{places}: two shots are called {shot.id!r}; rename one, so that a clip answers one shot")
    return shots


def _place(shot: "Shot") -> str:
    return f"{shot.origin.document.path}:{shot.origin.line}" if shot.origin else shot.id


def _score(
    paths: Iterable[Path], how: "Plan", shots: "Mapping[str, Shot]", run_folder: str | None
) -> Iterator[dict[str, Any] | ClipError]:
    """Clips as the JSON shows them, but with whole scores."""
    from promptkit.run import case_ids
    from promptkit.score import score_clips

    paths = list(paths)
    if run_folder:
        from promptkit.into_run import score_into

        for path, entry in score_into(run_folder, paths, how, shots=shots):
            if isinstance(entry, ClipError):
                yield entry
            else:
                fields = ("sha256", "width", "height", "fps", "frames", "duration", "notes", "scores")
                yield {"clip": str(path)} | {name: getattr(entry, name) for name in fields}
        return
    cases = case_ids(paths) if shots else {}
    for found in chain.from_iterable(
        score_clips([path], how.of_shot(shots.get(cases.get(path, "")))) for path in paths
    ):
        if isinstance(found, ClipError):
            yield found
        else:
            yield of_clip(found)


def of_clip(found: "ClipScores") -> dict[str, Any]:
    """A scored clip as the JSON shows it, but with whole scores."""
    return {
        "clip": str(found.clip.path), "sha256": found.clip.sha256,
        "width": found.decoded.width_px, "height": found.decoded.height_px, "fps": found.fps,
        "frames": found.frames, "duration": found.duration_s, "notes": found.notes, "scores": found.scores,
    }  # fmt: skip


def _sorted_out(results: Iterator[dict[str, Any] | ClipError]) -> tuple[list[dict[str, Any]], list[ClipError]]:
    """Clips and errors apart; what went wrong is said at once, on stderr."""
    scored, errors = [], []
    console = Console(stderr=True)
    with console.status("scoring …") if console.is_terminal else nullcontext():
        for result in results:
            if isinstance(result, ClipError):
                say(str(result))
                errors.append(result)
                continue
            for note in result["notes"]:
                say(f"{result['clip']}: {note}")
            scored.append(result)
    return scored, errors


def _document(
    scored: list[dict[str, Any]], errors: list[ClipError], how: "Plan", *, series: bool
) -> Mapping[str, object]:
    from promptkit.environment import environment_of
    from promptkit.score import STOPPED

    clips = [
        clip | {
            "complete": not any(note.startswith(STOPPED) for note in clip["notes"]),
            "scores": {name: _score_json(score, series=series) for name, score in clip["scores"].items()},
        }
        for clip in scored
    ]  # fmt: skip
    return {
        "schema": SCHEMA,
        "environment": environment_of(how),
        "clips": clips,
        "errors": [{"clip": error.path, "why": error.reason, "frame": error.frame} for error in errors],
    }


def _score_json(score: "Score", *, series: bool) -> dict[str, object]:
    shown = asdict(score)
    curve = shown["series"] if series else None
    return shown | {"series": curve and {key: value for key, value in curve.items() if value is not None}}


def _print(scored: list[dict[str, Any]], begin_s: float) -> None:
    console = Console(highlight=False, emoji=False)
    if console.is_terminal:
        from promptkit.cli import _clip

        drawn = [_clip.show(clip, begin_s, console) for clip in scored]
        console.print()
        console.print(_clip.LEGEND, style="dim")
        if any(drawn):
            console.print(_clip.OF_CURVES, style="dim")
            console.print(_clip.OF_SCALES, style="dim")
        console.print(_clip.PAGES, style="dim")
        return
    for number, clip in enumerate(scored):
        click.echo(("\n" if number else "") + plain(clip))


def plain(clip: Mapping[str, Any]) -> str:
    """For a pipe: a line a score, under the clip and what holds for all of it; what values do not say, below."""
    from promptkit.caveats import caveats
    from promptkit.cli._clip import facts, reasons
    from promptkit.flags import in_words

    said = in_words(clip["scores"])
    head = [f"{clip['clip']}: {facts(clip)}", *([f"! {said}"] if said else [])]
    scores = [*clip["scores"].values()]
    below = [*caveats(scores), *(text for _, text in reasons(scores))]
    return "\n".join([*head, as_plain(_for_programs(scores)), *below])


def _for_programs(scores: "Iterable[Score]") -> Table:
    from promptkit.cli._clip import amount, told

    table = Table(box=None, pad_edge=False)
    for heading in ("metric", "better", "value", "unit"):
        table.add_column(heading, justify="right" if heading == "value" else "left", overflow="fold")
    for score in scores:
        table.add_row(score.metric, score.better, amount(score, none="-"), told(score))
    return table
