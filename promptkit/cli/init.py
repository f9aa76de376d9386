"""`promptkit init`: begin a project."""

from pathlib import Path

import click

NEXT = (
    "promptkit lint datasets",
    "promptkit run evals/regression.yaml",
    "promptkit gate evals/regression.yaml runs/regression",
)


@click.command("init")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> None:
    """Begin a project in DIR, or here: prompts, two suites that run at once, a baseline, settings.

    Files that are there are left as they are, and named.
    """
    from promptkit.new_project import write_project

    written = write_project(folder)
    for path in written.made:
        click.echo(f"made {path}")
    for path in written.kept:
        click.echo(f"kept {path}, which was there")
    click.echo("\nnext:" if folder == Path() else f"\nnext: cd {folder}")
    for line in NEXT:
        click.echo(f"  {line}")
