"""`promptkit view`: a run in the browser, without a name for the page."""

import time
import webbrowser
from pathlib import Path

import click

EVERY_S = 2.0


@click.command("view")
@click.argument("runs", metavar="RUN [RUN_B]", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--no-open", is_flag=True, help="Only write the page and print where it is.")
@click.option(
    "--live", is_flag=True, help="Write it again whenever the run grows, until Ctrl-C; it loads itself again."
)
def command(runs: tuple[Path, ...], no_open: bool, live: bool) -> None:
    """Look at RUN, or at RUN_B against RUN, in the browser.

    The page is written beside the run, as NAME-view.html, and replaced the next time. RUN may be a study with one or
    two of its arms, as for `promptkit report`.
    """
    from promptkit.extras import require_video

    require_video("promptkit view")
    page = runs[0].resolve().with_name(f"{runs[0].resolve().name}-view.html")
    _write(page, runs, live=live)
    click.echo(str(page))
    if not no_open:
        webbrowser.open(page.as_uri())
    if live:
        _follow(page, runs)


def _write(page: Path, runs: tuple[Path, ...], *, live: bool) -> None:
    from promptkit.report import write_report
    from promptkit.report.subject import subject_of

    write_report(page, subject_of(runs), live=live)


def _follow(page: Path, runs: tuple[Path, ...]) -> None:
    before = _look(runs)
    try:
        while True:
            time.sleep(EVERY_S)
            now = _look(runs)
            if now != before:
                before = now
                _write(page, runs, live=True)
    except KeyboardInterrupt:
        click.echo()


def _look(runs: tuple[Path, ...]) -> dict[Path, int]:
    """Size of every file of scores under what was named."""
    found = [file for run in runs if run.is_dir() for file in run.rglob("scores.jsonl")]
    found += [file for arm in runs[1:] if (file := runs[0] / arm / "scores.jsonl").is_file()]
    return {file: file.stat().st_size for file in found}
