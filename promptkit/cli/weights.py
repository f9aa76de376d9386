"""`promptkit weights`: which network weights there are, where they lie, and how to get them."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from rich.box import Box
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn
from rich.table import Table

from promptkit.cli._say import say
from promptkit.cli._table import show as show_table
from promptkit.errors import WeightsError
from promptkit.nets import weights as nets

SCHEMA = "promptkit.weights/1"
_FAILED = 2


@click.group("weights")
def command() -> None:
    """List, fetch and locate network weights.

    They are looked for in the folder PROMPTKIT_WEIGHTS, in the cache, and in installed packages; a file counts only
    with its pinned sha256. Nothing is downloaded unless you ask for it with `fetch`.
    """


@command.command("list")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def show(form: str) -> None:
    """Show all weights, whether they are here, and what to do if not."""
    rows = [_row(weights) for weights in nets.WEIGHTS.values()]
    if form == "json":
        click.echo(json.dumps({"schema": SCHEMA, "weights": rows}, indent=2, ensure_ascii=False))
        return
    show_table(lambda box: _table(rows, box))


@command.command("where")
@click.argument("names", nargs=-1, metavar="[NAME]...")
def where(names: tuple[str, ...]) -> None:
    """Print the checked file of each NAME; without a name, the folders that are looked into."""
    for name in names:
        click.echo(nets.locate(name).path)
    if not names:
        for folder in nets.folders():
            click.echo(folder)


@command.command("fetch")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def fetch(names: tuple[str, ...]) -> None:
    """Download weights into the cache, unless they are here."""
    for name in names:
        nets.named(name)  # a misspelt name stops before the first download
    failed = False
    for name in names:
        try:
            with _bar(name) as progress:
                found = nets.fetch(name, progress=progress)
            click.echo(f"{name}: {found.path}")
        except WeightsError as error:
            failed = True
            say(str(error))
    if failed:
        sys.exit(_FAILED)


@contextmanager
def _bar(name: str) -> Iterator[Callable[[int, int | None], None] | None]:
    """A progress bar on stderr; nothing where that is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task(name, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


def _table(rows: list[dict[str, Any]], box: Box | None) -> Table:
    table = Table(box=box, pad_edge=False)
    for heading in ("name", "for", "state", "where, or how to get it"):
        table.add_column(heading, no_wrap=heading in {"name", "state"}, overflow="fold")
    for row in rows:
        is_here = row["state"] == "here"
        place = row["path"] if is_here else row["remedy"]
        cells = (row["name"], ", ".join(row["backbones"]), row["state"], place)
        table.add_row(*cells, style="" if is_here else "dim")
    return table


def _row(weights: nets.Weights) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": weights.name, "what": weights.what, "licence": weights.licence,
        "backbones": [backbone for backbone, parts in nets.BACKBONES.items() if weights.name in parts],
    }  # fmt: skip
    if nets.find(weights.name) is None:
        return told | {"state": "absent", "path": None, "sha256": None, "remedy": nets.remedy(weights)}
    try:
        found = nets.locate(weights.name)
    except WeightsError as error:
        return told | {"state": "wrong", "path": str(nets.find(weights.name)), "sha256": None, "remedy": str(error)}
    return told | {"state": "here", "path": str(found.path), "sha256": found.sha256, "remedy": None}
