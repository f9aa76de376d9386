"""Remarks and errors of a command, on stderr."""

import click


def say(text: str) -> None:
    """Each line with the program's name before it, so that it is known whose it is among the lines of a CI log."""
    for line in text.split("\n"):
        click.echo(f"promptkit: {line}", err=True)
