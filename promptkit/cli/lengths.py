"""`promptkit lengths`: what does length do to clips?"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from promptkit.lengths import Arm, Estimate, Lengths

_PLAIN_WIDTH = 110


@click.command("lengths")
@click.argument("runs", nargs=-1, required=True, metavar="RUN RUN...", type=click.Path(path_type=Path))
@click.option(
    "--parts", metavar="N,N...",
    help="How many clips were joined into one, run by run: 1,1,2 where the third run holds chains of two.",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(runs: tuple[Path, ...], parts: str | None, form: str) -> None:
    """Set runs of clips of different lengths side by side, each against the first.

    \b
    Distance by lag compares at any length. With a part from the begin scored in all runs (until: 5 in the suite),
    exposure is equal too, and every metric is compared over it. The seams of chains are read from whole clips.
    """  # noqa: D301  (click's mark for text that keeps its lines)
    from promptkit.extras import require_video

    require_video("promptkit lengths")
    from promptkit.cli._spark import draws
    from promptkit.lengths import compare_lengths
    from promptkit.run import read_run

    found = compare_lengths([read_run(path) for path in runs], parts=_parts(parts))
    if form == "json":
        click.echo(json.dumps(found.as_json(), indent=2, ensure_ascii=False, allow_nan=False))
        return
    out = Console(highlight=False, emoji=False)
    if not out.is_terminal:
        out = Console(highlight=False, emoji=False, width=_PLAIN_WIDTH, no_color=True)
    out.print(_table(found))
    if draws(out):
        out.print(_curves(found))
    for line in _lines(found):
        out.print(Text(line))


def _parts(text: str | None) -> list[int] | None:
    from promptkit.errors import UsageError

    try:
        return None if text is None else [int(one) for one in text.split(",")]
    except ValueError as error:
        raise UsageError(f"--parts {text}: expected one whole number for each run, as in --parts 1,1,2") from error


def _table(found: "Lengths") -> Table:
    table = Table(
        box=SIMPLE_HEAD, pad_edge=False, title=f"{found.unit} by lag, mean over prompts", title_justify="left"
    )
    table.add_column("lag")
    for arm in found.arms:
        table.add_column(Text(arm.run.folder.resolve().name), justify="right")
    for arm in found.arms[1:]:
        table.add_column(Text(f"{arm.run.folder.resolve().name} − first"), justify="right")
    for lag_s in sorted({at.lag_s for arm in found.arms for at in arm.curve}):
        at = [next((one for one in arm.curve if one.lag_s == lag_s), None) for arm in found.arms]
        cells = [*(one.distance if one else None for one in at), *(one.difference if one else None for one in at[1:])]
        table.add_row(f"{lag_s:g} s", *(_cell(cell) for cell in cells))
    return table


def _curves(found: "Lengths") -> Group:
    """Distance by lag, a line a run and three blocks a lag, all on one scale from zero."""
    from promptkit.cli._spark import span, spark

    lags = sorted({at.lag_s for arm in found.arms for at in arm.curve})
    means = [{at.lag_s: at.distance.mean for at in arm.curve} for arm in found.arms]
    every = [0.0, *(mean for of_arm in means for mean in of_arm.values())]
    scale = min(every), max(every)
    table = Table.grid(padding=(0, 2))
    for arm, of_arm in zip(found.arms, means, strict=True):
        drawn = spark([of_arm.get(lag) for lag in lags for _ in range(3)], *scale)
        table.add_row(Text(arm.run.folder.resolve().name), Text(drawn, style="cyan"), Text(span(*scale), style="dim"))
    told = f"lags from {lags[0]:g} to {lags[-1]:g} s, each as wide as the next; a space: no such lag"
    return Group(table, Text(told, style="dim"))


def _lines(found: "Lengths") -> Iterator[str]:
    """What stands below the table."""
    if found.exposure_s is None:
        yield "exposure is not equal: metrics over whole clips of other lengths are not compared"
    for arm in found.arms:
        name = arm.run.folder.resolve().name
        yield f"{name}: {_seams(arm)}"
        if arm.against_first:
            verdict = arm.against_first
            yield f"{name}, first {found.exposure_s:g} s: {verdict.verdict}: {verdict.sentence}"


def _seams(arm: "Arm") -> str:
    if arm.seams is None:
        return f"{arm.seconds:.3g} s, {arm.why_no_seams}"
    seams = arm.seams
    return (
        f"{arm.seconds:.3g} s in {arm.parts} parts; at a seam consecutive frames differ by {_cell(seams.cost)} more "
        f"than elsewhere, {_cell(seams.times)} times as much; {seams.cost.prompts} prompts, {seams.cost.clips} clips"
    )


def _cell(one: "Estimate | None") -> str:
    from promptkit.verdict import number

    if one is None:
        return "-"
    between = f" [{number(one.interval.low)}, {number(one.interval.high)}]" if one.interval else ""
    return f"{number(one.mean)}{between}"
