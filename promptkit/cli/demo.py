"""`promptkit demo`: the whole story, told on a terminal."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from promptkit.lint import Linted
    from promptkit.rewrite import Rewritten
    from promptkit.shot import Shot

_PLAIN_WIDTH = 110
_MARKS = {"error": ("✗", "bold red"), "warning": ("!", "yellow"), "note": ("·", "dim")}


@click.command("demo")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("promptkit-demo"), show_default=True,
    help="Folder for clips, runs and the report.",
)  # fmt: skip
@click.option("--quick", is_flag=True, help="Three prompts and small clips, for a slow machine.")
def command(out: Path, *, quick: bool) -> None:
    """See the whole story on bundled prompts and simulated clips.

    Ten prompts are linted and rewritten. A simulator renders each of them twice, clean and with flicker and drift; both
    sets are scored and compared, and a report is written. No network, no GPU. Needs the video half,
    the extra "video".
    """
    from promptkit.demo import demo_shots, film, improve, settle
    from promptkit.extras import require_video
    from promptkit.formats._total import in_words

    require_video("promptkit demo")
    console = Console(highlight=False, emoji=False)
    if not console.is_terminal:
        console = Console(highlight=False, emoji=False, width=_PLAIN_WIDTH, no_color=True)
    shots = demo_shots()[: 3 if quick else None]
    width, height = (240, 136) if quick else (480, 270)
    _heading(console, 1, f"{len(shots)} prompts, as they were written")
    linted, rewritten = improve(shots)
    for found, made in zip(linted, rewritten, strict=True):
        _show_shot(console, found, made)
    if total := in_words(linted):
        console.print(Text(total, style="dim"))
    _heading(console, 2, "Two short clips of each: one clean, one with flicker and drift")
    how = settle()
    for line in how.fallbacks:
        console.print(Text(line, style="dim"))
    with _progress(console, [made.shot for made in rewritten]) as tick:
        told = film([made.shot for made in rewritten], out, how, tick=tick, width=width, height=height)
    _heading(console, 3, "The verdict, by measurement")
    from promptkit.cli.compare import show

    show(told.comparison, console)
    console.print()
    console.print("Open the report:", style="dim")
    console.print(Text(str(told.report), style="bold"), soft_wrap=True)


def _heading(console: Console, number: int, text: str) -> None:
    console.print()
    console.print(Text(f"{number}  {text}", style="bold"))
    console.print()


def _show_shot(console: Console, linted: "Linted", rewritten: "Rewritten") -> None:
    """A prompt, what the linter says, and what became of it; what it costs is said of all together."""
    console.print(Text.assemble((f"{linted.shot.id}  ", "bold cyan"), linted.shot.prompt))
    for finding in (one for one in linted.findings if not one.cost):
        mark, style = _MARKS[finding.severity]
        console.print(_hanging(f"  {mark} ", Text.assemble((finding.rule, style), f"  {finding.message}")))
    if rewritten.shot.prompt != rewritten.original.prompt:
        console.print(_hanging("  → ", Text(rewritten.shot.prompt, style="green")))
    if rewritten.shot.negative != rewritten.original.negative:
        console.print(_hanging("  → ", Text(f"negative: {rewritten.shot.negative}", style="green")))
    if rewritten.why:
        console.print(_hanging("  · ", Text(rewritten.why, style="dim")))
    console.print()


def _hanging(lead: str, text: Text) -> Table:
    """Text that wraps under itself, not under its mark."""
    table = Table.grid()
    table.add_column(width=len(lead), no_wrap=True)
    table.add_column()
    table.add_row(Text(lead), text)
    return table


@contextmanager
def _progress(console: Console, shots: "Sequence[Shot]") -> Iterator[Callable[[str, str], None]]:
    """A bar on a terminal, a line a clip elsewhere."""
    clips = 2 * len(shots)
    if not console.is_terminal:
        done = {"render": 0, "score": 0}

        def say(stage: str, clip: str) -> None:
            done[stage] += 1
            console.print(f"{'rendered' if stage == 'render' else 'scored':8} {done[stage]:2} of {clips}  {clip}")

        yield say
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description:8}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[clip]}"))
    with Progress(*columns, console=console) as progress:
        tasks = {
            stage: progress.add_task(name, total=clips, clip="")
            for stage, name in (("render", "rendering"), ("score", "scoring"))
        }
        yield lambda stage, clip: progress.update(tasks[stage], advance=1, clip=clip)
