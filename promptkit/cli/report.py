"""`promptkit report`: one HTML page from one or two runs."""

from pathlib import Path

import click


@click.command("report")
@click.argument("run", type=click.Path(path_type=Path))
@click.argument("run_b", type=click.Path(path_type=Path), required=False)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default=Path("report.html"), show_default=True,
    help="The page to write.",
)  # fmt: skip
@click.option(
    "--shots", type=click.Path(), multiple=True, metavar="FILE",
    help="Shots that were asked for; their prompts stand with the cases of the same id. Repeatable.",
)  # fmt: skip
def command(run: Path, run_b: Path | None, output: Path, shots: tuple[str, ...]) -> None:
    """Write one self-contained HTML page about RUN, or about RUN_B against RUN, the baseline.

    The page holds its pictures and scripts, opens from disk and asks nothing of the network.
    """
    from promptkit.extras import require_video

    require_video("promptkit report")
    from promptkit.compare import compare_runs
    from promptkit.report import write_report
    from promptkit.run import read_run
    from promptkit.sources.read import read_shots

    first = read_run(run)
    subject = compare_runs(first, read_run(run_b)) if run_b else first
    asked = read_shots(shots) if shots else []
    click.echo(str(write_report(output, subject, shots=asked)))
