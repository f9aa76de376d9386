"""One self-contained HTML page from scored runs."""

from collections.abc import Iterable
from pathlib import Path

from promptkit.compare import Comparison
from promptkit.entry import Asked
from promptkit.errors import os_refusals
from promptkit.report.page import render
from promptkit.run import Run
from promptkit.shot import Shot


def write_report(path: Path, subject: Run | Comparison, *, shots: Iterable[Shot] = ()) -> Path:
    """Write the page about one run, or about a comparison with its verdict; folders are made.

    Prompts are shown where the run knows them, or where a shot in `shots` has the id of the case.

    The page holds everything it needs (styles, scripts, pictures) and asks nothing of the network.

    Raises:
        UsageError: the page cannot be written there.
    """
    page = render(subject, asked={shot.id: Asked.of(shot) for shot in shots})
    part = path.with_name(f".{path.name}.part")
    with os_refusals(path, remedy="give the report a place that can be written to"):
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(page, encoding="utf-8")
        return part.replace(path)
