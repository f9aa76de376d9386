"""`promptkit merge`: shards of one run → one run."""

from pathlib import Path

import click


@click.command("merge")
@click.argument("parts", nargs=-1, required=True, metavar="RUN...", type=click.Path(path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="The whole run."
)
def command(parts: tuple[Path, ...], out: Path) -> None:
    """Put the parts that `promptkit run --shard` made together; clips stay where they are."""
    from promptkit.extras import require_video

    require_video("promptkit merge")
    from promptkit.study import merge

    click.echo(f"{merge(list(parts), out)} cases in {out}")
