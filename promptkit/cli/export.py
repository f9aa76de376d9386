"""`promptkit export`: the scores of a run, for other programs."""

from pathlib import Path

import click

from promptkit.errors import UsageError

_FILES = ("csv", "parquet")
_TRACKERS = ("mlflow", "wandb")


@click.command("export")
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice([*_FILES, *_TRACKERS]),
    help="A file of that kind, or a tracker to log to.  [default: by the ending of FILE]",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="The file to write; csv and parquet need one.",
)  # fmt: skip
@click.option("--project", metavar="NAME", help="Experiment of MLflow, project of W&B. [default: promptkit]")
def command(run: Path, form: str | None, output: Path | None, project: str | None) -> None:
    """Write the scores of RUN, all its arms, as one table: a row a case and metric.

    mlflow and wandb log each arm as a run of theirs: settings, means over prompts and the table. Where to is theirs to
    know: MLFLOW_TRACKING_URI, WANDB_MODE=offline and the like.
    """
    from promptkit.extras import require_video

    require_video("promptkit export")
    if form in _TRACKERS:
        if output is not None:
            raise UsageError(f"--format {form} writes no file; leave out --output")
        from promptkit.track import PROJECT, to_mlflow, to_wandb

        name = project or PROJECT
        arms = to_mlflow(run, experiment=name) if form == "mlflow" else to_wandb(run, project=name)
        click.echo(f"{form}: {', '.join(arms)} in {name}")
        return
    if output is None:
        raise UsageError(f"a table is a file; name it: --output scores.{form or 'csv'}")
    if project is not None:
        raise UsageError(f"--project is for {' and '.join(_TRACKERS)}; leave it out")
    form = form or _by_ending(output)
    from promptkit.export import write_csv, write_parquet
    from promptkit.overwrite import refuse_what_is_read
    from promptkit.study import files_of

    refuse_what_is_read([(f"--output {output}", output)], files_of(run))
    count = (write_csv if form == "csv" else write_parquet)(run, output)
    click.echo(f"{count} rows in {output}")


def _by_ending(output: Path) -> str:
    """The format that the name of a file asks for."""
    form = output.suffix.lower().removeprefix(".")
    if form not in _FILES:
        raise UsageError(
            f"--output {output}: its ending names no format; end it in .{' or .'.join(_FILES)}, or give --format"
        )
    return form
