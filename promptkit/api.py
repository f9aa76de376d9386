"""The public functions, as a notebook uses them: `import promptkit as pk; pk.lint("A cat on a mat.")`.

Each is thin: it reads what it is given, calls the one function behind it and returns plain values. A `str` is always a
prompt; a `Path` is a file or a folder.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, overload

from promptkit.errors import ClipError, UsageError
from promptkit.extras import require_video
from promptkit.notebook.shown import Shown
from promptkit.registry import each_of_names
from promptkit.shot import Shot

if TYPE_CHECKING:
    from promptkit.compare import Comparison
    from promptkit.lint import Linted, RuleOptions
    from promptkit.rewrite import Rewritten
    from promptkit.run import Run
    from promptkit.scene import Scene
    from promptkit.score import ClipScores

Prompts = str | Path | Shot | Iterable[str | Path | Shot]
"""A prompt, a file or folder of shots, a shot, or several of these."""
FilePath = str | os.PathLike[str]
T = TypeVar("T")


def lint(
    prompts: Prompts,
    *,
    target: str | None = None,
    duration: float | None = None,
    mode: str | None = None,
    resolution: str | None = None,
    negative: str | None = None,
    override: bool = False,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    options: "RuleOptions | None" = None,
    rule_files: FilePath | Sequence[FilePath] = (),
) -> "list[Linted]":
    """What will go wrong with prompts: one `Linted` (shot, findings) a shot, in the order given.

    No settings file is read: what the command line takes from pyproject.toml is given here by name.

    Args:
        prompts: a prompt (`str`), a file or folder (`Path`), a `Shot`, or several of these.
        target: video model of shots that name none, such as "kling-2.6".
        duration: seconds, of shots that give none.
        mode: mode of shots that give none, such as "std" or "pro".
        resolution: of shots that give none, such as "720p".
        negative: negative prompt of shots that have none.
        override: let these five outweigh what shots give themselves.
        select: rules or families to run; all when empty.
        ignore: rules or families to leave out.
        options: options by rule name.
        rule_files: YAML files with rules of your own.

    Raises:
        UnknownName: no such rule, family or target.
        UsageError: files that cannot be read, or are no shot files or rule files; a `str` that is the name of a file.
    """
    from promptkit.config import Config  # noqa: PLC0415  (each function loads only what it needs)
    from promptkit.fixable import held_to_files  # noqa: PLC0415
    from promptkit.lint import lint as run_rules  # noqa: PLC0415

    shots = _shots(
        prompts, override=override,
        target=target, duration=duration, mode=mode, resolution=resolution, negative=negative,
    )  # fmt: skip
    own = Config().with_rule_files([os.fspath(path) for path in each_of_names(rule_files)]).own
    return Shown(held_to_files(run_rules(shots, select=select, ignore=ignore, options=options, own=own)))


def rewrite(
    prompts: Prompts,
    *,
    n: int = 1,
    target: str | None = None,
    duration: float | None = None,
    mode: str | None = None,
    resolution: str | None = None,
    negative: str | None = None,
    override: bool = False,
) -> "list[Rewritten]":
    """Prompts with motion, cause and effect put in, and nothing lost: up to `n` `Rewritten` a shot, best first.

    No settings file is read, and all rules are run. The other arguments, and what is raised, are those of `lint`.
    """
    from promptkit.rewrite import rewrite as run_rewrite  # noqa: PLC0415

    shots = _shots(
        prompts, override=override,
        target=target, duration=duration, mode=mode, resolution=resolution, negative=negative,
    )  # fmt: skip
    return Shown(run_rewrite(shots, n=n))


@overload
def scene(prompt: str | Shot) -> "Scene": ...  # type: ignore[overload-overlap]  # a str is no iterable of prompts


@overload
def scene(prompt: Path | Iterable[str | Path | Shot]) -> "list[Scene]": ...


def scene(prompt: Prompts) -> "Scene | list[Scene]":
    """What a prompt asks to move: elements with role, motion and cause, camera moves, beats.

    One `Scene` of a prompt (`str`) or a `Shot`; a list, one a shot, of a file or folder (`Path`), or of several.
    Offsets count in the `prompt` of each scene: the text that was given, without the blanks around it.

    Raises:
        UsageError: as `lint`.
    """
    from promptkit.scene.read import read_scenes  # noqa: PLC0415

    scenes = Shown(read_scenes([shot.prompt for shot in _shots(prompt)]))
    return scenes[0] if isinstance(prompt, str | Shot) else scenes


@overload
def score(
    clips: FilePath | Iterable[FilePath],
    *,
    run: None = None,
    metrics: str | Iterable[str] = (),
    backbone: str = "auto",
    face: str = "auto",
    device: str = "cpu",
    from_s: float | None = None,
    until_s: float | None = None,
    references: FilePath | Sequence[FilePath] = (),
    reference_video: FilePath | None = None,
) -> "list[ClipScores]": ...


@overload
def score(
    clips: FilePath | Iterable[FilePath],
    *,
    run: FilePath,
    metrics: str | Iterable[str] = (),
    backbone: str = "auto",
    face: str = "auto",
    device: str = "cpu",
    from_s: float | None = None,
    until_s: float | None = None,
    references: FilePath | Sequence[FilePath] = (),
    reference_video: FilePath | None = None,
) -> "Run": ...


def score(
    clips: FilePath | Iterable[FilePath],
    *,
    run: FilePath | None = None,
    metrics: str | Iterable[str] = (),
    backbone: str = "auto",
    face: str = "auto",
    device: str = "cpu",
    from_s: float | None = None,
    until_s: float | None = None,
    references: FilePath | Sequence[FilePath] = (),
    reference_video: FilePath | None = None,
) -> "list[ClipScores] | Run":
    """Measure clips: one `ClipScores` a clip, or with `run` a folder of scores that resumes where it stopped.

    A list also for one clip: `pk.score("clip.mp4")[0].scores["flicker"].value`.

    Args:
        clips: a video file, or several.
        run: folder to keep the scores in; the `Run` is returned (`.frame()` is a pandas frame).
        metrics: names, or one; all when empty.
        backbone: perceptual backbone, such as "alex"; "auto" takes the best one whose weights are here.
        face: face backbone, likewise.
        device: torch device.
        from_s: begin of the part to score, seconds.
        until_s: end of the part to score, seconds.
        references: image files that show who should be seen.
        reference_video: the video whose motion the clips should have.

    Raises:
        ClipError: a clip cannot be read; with `run`, after the others were scored.
        UnknownName: no such metric or backbone.
        UsageError: the part is empty, or the run folder was scored with other settings.
        MissingExtra: the video half is not installed.
    """
    require_video("pk.score")
    from promptkit.into_run import score_into  # noqa: PLC0415
    from promptkit.plan import plan  # noqa: PLC0415
    from promptkit.run import read_run  # noqa: PLC0415
    from promptkit.score import score_clips  # noqa: PLC0415

    paths = each_of_names(clips)
    how = plan(
        metrics=metrics, backbone=backbone, face=face, device=device,
        from_s=from_s, until_s=until_s, references=references, reference_video=reference_video,
    )  # fmt: skip
    if run is None:
        return Shown(_readable(score_clips(paths, how)))
    found = [entry for _, entry in score_into(run, paths, how)]
    list(_readable(found))
    return read_run(run)


def compare(a: "Run | FilePath", b: "Run | FilePath", *, margins: Mapping[str, float] | None = None) -> "Comparison":
    """Whether run `b` is better than run `a`, the baseline: verdict, sentence, and each metric with its interval.

    Args:
        a: a run or its folder.
        b: a run or its folder.
        margins: by metric, the smallest difference that matters, instead of the metric's own.

    Raises:
        UsageError: no run is there, or the two were not measured alike.
    """
    require_video("pk.compare")
    from promptkit.compare import compare_runs  # noqa: PLC0415
    from promptkit.run import Run, read_run  # noqa: PLC0415

    one, other = (run if isinstance(run, Run) else read_run(run) for run in (a, b))
    return compare_runs(one, other, margins=margins)


def report(
    subject: "Run | Comparison | FilePath",
    path: FilePath = "report.html",
    *,
    shots: Prompts = (),
    embed: bool = False,
) -> Path:
    """Write one self-contained HTML page about a run or a comparison; where it stands is returned.

    Args:
        subject: a run, its folder, or what `compare` returned.
        path: the page to write; folders are made.
        shots: what was asked for; their prompts are shown with the cases of the same id.
        embed: put the clips into the page instead of playing them from where they are.
    """
    require_video("pk.report")
    from promptkit.report import write_report  # noqa: PLC0415
    from promptkit.run import read_run  # noqa: PLC0415

    known = read_run(subject) if isinstance(subject, str | os.PathLike) else subject
    return write_report(Path(path), known, shots=_shots(shots), embed=embed)


def _shots(prompts: Prompts, *, override: bool = False, **fill: object) -> list[Shot]:
    """Shots from whatever stands for them; shots that are given as such are filled as those from files are."""
    given = {name: value for name, value in fill.items() if value is not None}
    if isinstance(prompts, str | Path | Shot):
        return _shots_of(prompts, given, override)
    if not isinstance(prompts, Iterable) or isinstance(prompts, Mapping | bytes):
        raise _no_prompt(prompts)
    return [shot for one in prompts for shot in _shots_of(one, given, override)]


def _shots_of(one: object, given: Mapping[str, object], override: bool) -> list[Shot]:
    from promptkit.sources.check import Instead  # noqa: PLC0415
    from promptkit.sources.read import read_shots, refuse_path, shot_from_text  # noqa: PLC0415

    fill = {name: Instead(value) for name, value in given.items()} if override else given
    if isinstance(one, Shot):
        left_open = {name: value for name, value in given.items() if override or getattr(one, name) is None}
        return [replace(one, **left_open)]  # type: ignore[arg-type]  # the names are those of `lint`
    if isinstance(one, str):
        refuse_path(one)
        return [shot_from_text(one, fill=fill)]
    if isinstance(one, Path):
        return read_shots([one], fill=fill)
    raise _no_prompt(one)


def _no_prompt(given: object) -> UsageError:
    return UsageError(
        "expected a prompt (str), a file or folder (Path), a Shot, or a list of these, got " + type(given).__name__
    )


def _readable(found: Iterable[T | ClipError]) -> Iterator[T]:
    """Pass on what was read, and raise the first error after all the rest."""
    first: ClipError | None = None
    for one in found:
        if isinstance(one, ClipError):
            first = first or one
        else:
            yield one
    if first:
        raise first
