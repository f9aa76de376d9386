"""`promptkit gate`: may this run pass?"""

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from promptkit.cli._say import say
from promptkit.errors import UsageError, os_refusals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from promptkit.suite import Suite

FORMATS = ("text", "json", "markdown", "junit")
"""The names of `promptkit.gate.show.FORMATS`, said here so that --help need not load them; a test compares."""


@click.command("gate")
@click.argument("suite_file", metavar="SUITE", type=click.Path(path_type=Path))
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Instead of the suite's own.")
@click.option(
    "--write-baseline", "write_to", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write the scores of RUN down as the baseline, and judge nothing.",
)  # fmt: skip
@click.option(
    "--noise", type=click.Path(path_type=Path), metavar="FILE",
    help='Differences that two runs of the same thing show, as {"flicker": 0.002}; no margin is smaller.',
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Output.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write it there; the text is printed too.",
)  # fmt: skip
@click.option(
    "--inconclusive", type=click.Choice(["fail", "pass"]), help="What to do when neither is sure; default: the suite's."
)
@click.option(
    "--common-cases", is_flag=True,
    help="Compare with the baseline what both have, and say what only one has, instead of refusing.",
)  # fmt: skip
def command(  # noqa: PLR0917  (click passes by name)
    suite_file: Path,
    run: Path,
    baseline: Path | None,
    write_to: Path | None,
    noise: Path | None,
    form: str,
    output: Path | None,
    inconclusive: Literal["fail", "pass"] | None,
    *,
    common_cases: bool,
) -> None:
    """Judge a run by its suite's limits, and against the baseline: is anything worse?

    RUN is what `promptkit run SUITE` made. A score that is missing, failed or does not apply is no pass, unless the
    suite allows it; promptkit keys --suite lists what SUITE can say.

    Exit codes: 0 pass, 1 fail or inconclusive, 2 the request cannot be understood, the run is not complete, or the
    baseline is of something else.
    """
    from promptkit.extras import require_video

    require_video("promptkit gate")
    from promptkit.gate.baseline import read_noise
    from promptkit.gate.gate import gate
    from promptkit.gate.show import FORMATS as SHOW
    from promptkit.suite import read_suite

    if output is not None and write_to is not None:
        raise UsageError(f"--write-baseline {write_to} judges nothing, so there is nothing for --output; leave one out")
    suite = read_suite(suite_file)
    floor = read_noise(noise) if noise else None
    _refuse_overwriting(suite, run, output=output, write_to=write_to, known=[baseline or suite.baseline, noise])
    if write_to is not None:
        _write(suite, run, write_to, floor)
        return
    gated = gate(suite, run, baseline=baseline, noise=floor, inconclusive=inconclusive, common_cases=common_cases)
    if output is None:
        click.echo(SHOW[form](gated), nl=False)
    else:
        with os_refusals(output, remedy="name a file that can be written to"):
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_text(SHOW[form](gated), encoding="utf-8")
        click.echo(SHOW["text"](gated), nl=False)
    click.get_current_context().exit(0 if gated.lets_pass(gated.outcome) else 1)


def _refuse_overwriting(
    suite: "Suite", run: Path, *, output: Path | None, write_to: Path | None, known: "Sequence[Path | None]"
) -> None:
    """Keep the suite and all that it names, the run and what it is held to from being written over."""
    from promptkit.gate.baseline import SCHEMA
    from promptkit.overwrite import refuse_foreign, refuse_what_is_read
    from promptkit.study import files_of

    if output is not None:
        read = chain(_named_in(suite), filter(None, known), files_of(run))
        refuse_what_is_read([(f"--output {output}", output)], read)
    if write_to is not None:
        typed = f"--write-baseline {write_to}"
        refuse_what_is_read([(typed, write_to)], chain(_named_in(suite), files_of(run)))
        refuse_foreign(typed, write_to, SCHEMA, "baseline of scores")


def _named_in(suite: "Suite") -> "Iterator[Path | str]":
    """A suite's file, its prompts with their images and videos, the faces it refers to and the clips that are there."""
    from promptkit.assets import local_assets
    from promptkit.make_clip import place_of

    yield suite.path
    yield from suite.measured["references"]
    for arm in suite.arms:
        for case in arm.cases:
            if clip := place_of(suite, arm, case):
                yield clip
            if case.shot:
                yield from local_assets(case.shot)
            if case.shot and case.shot.origin:
                yield case.shot.origin.document.path


def _write(suite: "Suite", run: Path, file: Path, noise: "Mapping[str, float] | None") -> None:
    """Write a baseline, and say what changes by it."""
    from promptkit.gate.baseline import baseline_of, changes, read_baseline, write_baseline
    from promptkit.gate.complete import complete_runs

    old = None
    if file.is_file():
        try:
            old = read_baseline(file)
        except UsageError as error:
            say(f"what changes is not known: {error}")
    new = baseline_of(suite, complete_runs(suite, run), noise=noise or (old.noise if old else None))
    lines = list(changes(old, new))
    write_baseline(new, file)
    for line in lines or ["nothing changes"]:
        click.echo(line)
    click.echo(f"{sum(map(len, new.arms.values()))} cases in {file}")
