"""Tables: for a person at a terminal, or a line a row for whatever reads the output."""

from collections.abc import Callable

import click
from rich.box import SIMPLE_HEAD, Box
from rich.console import Console
from rich.table import Table

_PLAIN_WIDTH = 1000
"""Columns assumed where the output is no terminal: nothing is wrapped, so that every row stays one line."""


def show(table: Callable[[Box | None], Table]) -> None:
    """A table as wide as the terminal, with this box; plain where the output is none."""
    console = Console(highlight=False, emoji=False, markup=False)
    if console.is_terminal:
        console.print(table(SIMPLE_HEAD))
    else:
        show_plain(table(None))


def show_plain(table: Table) -> None:
    """Print `as_plain`."""
    click.echo(as_plain(table))


def as_plain(table: Table) -> str:
    """A line a row, without colour and without blanks at its end. Brackets in a cell are text, not markup."""
    plain = Console(highlight=False, emoji=False, markup=False, width=_PLAIN_WIDTH, no_color=True)
    with plain.capture() as captured:
        plain.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())
