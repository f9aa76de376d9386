"""`promptkit export`: the scores of a run as a table."""

from pathlib import Path

import click


@click.command("export")
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="The file to write.",
)  # fmt: skip
def command(run: Path, form: str, output: Path) -> None:
    """Write the scores of RUN, all its arms, as one table: a row a case and metric."""
    from promptkit.extras import require_video

    require_video("promptkit export")
    from promptkit.export import write_csv, write_parquet

    count = (write_csv if form == "csv" else write_parquet)(run, output)
    click.echo(f"{count} rows in {output}")
