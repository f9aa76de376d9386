"""`promptkit report`: one HTML page from one or two runs."""

from itertools import chain
from pathlib import Path

import click


@click.command("report")
@click.argument("runs", metavar="RUN [RUN_B]", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default=Path("report.html"), show_default=True,
    help="The page to write.",
)  # fmt: skip
@click.option(
    "--shots", type=click.Path(), multiple=True, metavar="FILE",
    help="Shots that were asked for; their prompts stand with the cases of the same id. Repeatable.",
)  # fmt: skip
@click.option("--embed", is_flag=True, help="Put the clips into the page instead of playing them from where they are.")
def command(runs: tuple[Path, ...], output: Path, shots: tuple[str, ...], embed: bool) -> None:
    """Write one HTML page about RUN, or about RUN_B against RUN, the baseline.

    A run is a folder of scores. Of a study, name its folder and one or two of its arms: promptkit report STUDY ARM
    ARM_B; without arms, those it has. The page opens from disk and asks nothing of the network; it plays clips from
    where they are relative to it, or holds them itself (--embed).
    """
    from promptkit.extras import require_video

    require_video("promptkit report")
    from promptkit.overwrite import refuse_what_is_read
    from promptkit.report import write_report
    from promptkit.report.subject import subject_of
    from promptkit.run import Run
    from promptkit.sources.read import read_shots
    from promptkit.study import files_of

    asked = read_shots(shots) if shots else []
    subject = subject_of(runs)
    folders = [run.folder for run in ([subject] if isinstance(subject, Run) else [subject.a, subject.b])]
    told = [shot.origin.document.path for shot in asked if shot.origin]
    refuse_what_is_read([(f"--output {output}", output)], chain(told, *map(files_of, folders)))
    click.echo(str(write_report(output, subject, shots=asked, embed=embed)))
