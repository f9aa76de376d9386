"""One self-contained HTML page from scored runs."""

from collections.abc import Iterable
from pathlib import Path

from promptkit.compare import Comparison
from promptkit.entry import Asked
from promptkit.errors import os_refusals
from promptkit.report.page import render
from promptkit.run import Run, refuse_empty
from promptkit.shot import Shot


def write_report(
    path: Path, subject: Run | Comparison, *, shots: Iterable[Shot] = (), embed: bool = False, live: bool = False
) -> Path:
    """Write the page about one run, or about a comparison with its verdict; folders are made.

    The page holds its styles, scripts and stills and asks nothing of the network. Clips stay where they are and are
    played from there, by their place relative to the page.

    Args:
        path: the page to write.
        subject: what it is about.
        shots: prompts are shown where the run knows them, or where one of these has the id of the case.
        embed: put the clips themselves into the page, so that it can be sent alone.
        live: make the page load itself again every few seconds, for a run that goes on.

    Raises:
        UsageError: no clip is scored yet, and the run does not go on (`live`); the page cannot be written there, or a
            clip that is to be embedded cannot be read.
    """
    if isinstance(subject, Run) and not live:
        refuse_empty(subject)
    asked = {shot.id: Asked.of(shot) for shot in shots}
    page = render(subject, page=path, asked=asked, embed=embed, live=live)
    part = path.with_name(f".{path.name}.part")
    with os_refusals(path, remedy="give the report a place that can be written to"):
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(page, encoding="utf-8")
        return part.replace(path)
