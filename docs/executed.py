"""Notebooks: run from top to bottom in a folder of their own, and made HTML without any script from elsewhere."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import nbformat
import plotly.io
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbformat import NotebookNode

FIGURE = "application/vnd.plotly.v1+json"
TIMEOUT_S = 240


def read(path: Path) -> NotebookNode:
    """A notebook as it stands in its file."""
    return nbformat.read(path, as_version=4)


def execute(notebook: NotebookNode, folder: Path) -> None:
    """Run every cell in a fresh kernel whose working folder is `folder`.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    with patch.dict(os.environ, {"PLOTLY_RENDERER": "plotly_mimetype", "IPYTHONDIR": str(folder / "ipython")}):
        place = {"metadata": {"path": str(folder)}}
        client = NotebookClient(notebook, kernel_name="python3", timeout=TIMEOUT_S, resources=place)
        kernel = client.create_kernel_manager()
        kernel.transport, kernel.ip = "ipc", str(folder / "ipc")  # TCP is open to all of the machine, and warned of
        client.execute()


def title(notebook: NotebookNode) -> str:
    """Its first heading."""
    return notebook.cells[0].source.partition("\n")[0].lstrip("# ")


def html(notebook: NotebookNode) -> str:
    """The body of its page; figures are drawn by the plotly script of the site."""
    for number, data in enumerate(_outputs(notebook)):
        if FIGURE in data:
            figure = plotly.io.from_json(json.dumps(data[FIGURE]), skip_invalid=True)
            data["text/html"] = figure.to_html(include_plotlyjs=False, full_html=False, div_id=f"figure-{number}")
    body, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)
    return str(body)


def _outputs(notebook: NotebookNode) -> Iterator[dict[str, str]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if "data" in output:
                yield output["data"]
