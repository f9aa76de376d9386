"""The whole story on bundled prompts and simulated clips: every number in it is measured, none is written down."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from promptkit.extras import require_video
from promptkit.lint import Linted, lint
from promptkit.rewrite import Rewritten, rewrite
from promptkit.shot import Shot
from promptkit.sources.read import read_shots

if TYPE_CHECKING:
    from promptkit.compare import Comparison
    from promptkit.plan import Plan

SECONDS = 2.0
"""Length of the simulated clips: enough for drift over one second of lag and 15 periods of flicker."""
UNSEEN = {"faces", "reference_flow"}
"""Observers of what no simulated clip has, a face and a video to follow: rows of their metrics would be empty."""
RUNS = ("clean", "flawed")

Tick = Callable[[str, str], None]
"""Told what has been done: the stage ("render" or "score") and the clip."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the demo made and found."""

    comparison: "Comparison"
    """The run `flawed` against the run `clean`."""
    report: Path
    clips: tuple[Path, ...]


def demo_shots() -> list[Shot]:
    """The bundled prompts, with all that is wrong with them."""
    with as_file(files("promptkit") / "demo_data" / "shots.yaml") as path:
        return read_shots([path])


def improve(shots: Sequence[Shot]) -> tuple[list[Linted], list[Rewritten]]:
    """What the linter says, and what the rewriter makes of it."""
    return lint(shots), list(rewrite(shots))


def settle() -> "Plan":
    """With what clips are measured on this machine: all metrics that can see something, the best backbones at hand.

    Raises:
        MissingExtra: the video half is not installed.
    """
    require_video("the demo")
    from promptkit.metric import default_metrics  # noqa: PLC0415
    from promptkit.plan import plan  # noqa: PLC0415  (torch; the text half of the demo comes first)

    return plan(metrics=[name for name, one in default_metrics().items() if UNSEEN.isdisjoint(one.needs)])


def film(
    shots: Sequence[Shot], folder: Path, how: "Plan", *, tick: Tick | None = None, width: int = 480, height: int = 270
) -> Told:
    """Render each shot twice, clean and with flicker and drift; score both, compare, write the report.

    Args:
        shots: what is asked for; only prompts count: what is ordered of each is a clip as it is rendered here.
        folder: where clips, runs and report go; clips that are there are rendered again, scores resumed where they
            are of these shots and were measured alike, and made anew otherwise.
        how: with what clips are measured.
        tick: called after each clip that was rendered or scored.
        width: of the clips, pixels.
        height: of the clips, pixels.

    Raises:
        UsageError: the folder cannot be written to, or holds a run that no demo made.
    """
    from promptkit.compare import compare_runs  # noqa: PLC0415
    from promptkit.errors import ClipError, os_refusals  # noqa: PLC0415
    from promptkit.into_run import score_into  # noqa: PLC0415
    from promptkit.providers.simulator import CLEAN, FLAWED, simulate  # noqa: PLC0415
    from promptkit.report import write_report  # noqa: PLC0415
    from promptkit.run import read_run  # noqa: PLC0415

    said = tick or (lambda _stage, _clip: None)
    ordered = [replace(shot, duration=SECONDS, resolution=f"{width}x{height}") for shot in shots]
    asked = {shot.id: shot for shot in ordered}
    clips: list[Path] = []
    for name, flaws in zip(RUNS, (CLEAN, FLAWED), strict=True):
        made = []
        with os_refusals(folder / name, remedy="give the demo a folder that can be written to"):
            (folder / name / "clips").mkdir(parents=True, exist_ok=True)
            _clear(folder / name, asked, how)
        for shot in ordered:
            path = folder / name / "clips" / f"{shot.id}.mp4"
            made.append(simulate(shot, path, flaws=flaws, width=width, height=height))
            said("render", f"{name}/{shot.id}")
        for path, entry in score_into(folder / name, made, how, shots=asked):
            if isinstance(entry, ClipError):
                raise entry
            said("score", f"{name}/{path.stem}")
        clips += made
    comparison = compare_runs(*(read_run(folder / name) for name in RUNS))
    return Told(comparison=comparison, report=write_report(folder / "report.html", comparison), clips=tuple(clips))


def _clear(folder: Path, asked: Mapping[str, Shot], how: "Plan") -> None:
    """Remove the scores of an earlier demo that cannot stand beside new ones: other settings, or other shots.

    Raises:
        UsageError: the run there is no demo's; it is left as it is.
    """
    from promptkit.entry import Settings, differences  # noqa: PLC0415
    from promptkit.errors import UsageError  # noqa: PLC0415
    from promptkit.run import read_run  # noqa: PLC0415

    if not (folder / "run.json").exists():
        return
    before = read_run(folder)
    ours = {*asked, *(shot.id for shot in demo_shots())}
    if any(case not in ours or entry.clip != f"clips/{case}.mp4" for case, entry in before.entries.items()):
        raise UsageError(f"{folder} holds a run that is not the demo's; give the demo another folder: --out DIR")
    if differences(before.settings, Settings(**how.settings)) or before.entries.keys() - asked.keys():
        for name in ("scores.jsonl", "run.json"):
            (folder / name).unlink(missing_ok=True)
