"""Notebooks run by the build."""

import nbformat.v4 as nb
import pytest
from executed import execute, html, title
from nbclient.exceptions import CellExecutionError

pytestmark = pytest.mark.enable_socket


def test_a_cell_that_fails_fails_the_build(tmp_path):
    """A page with a traceback in it is no documentation."""
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        execute(nb.new_notebook(cells=[nb.new_code_cell("1 / 0")]), tmp_path)


def test_cells_run_in_the_folder_that_is_given(tmp_path):
    """What they write goes there, and not beside the notebook."""
    execute(nb.new_notebook(cells=[nb.new_code_cell("open('made.txt', 'w').close()")]), tmp_path)
    assert (tmp_path / "made.txt").exists()


def test_figures_are_drawn_without_a_script_of_their_own():
    """The site has one copy of plotly for all of them."""
    figure = {"data": [{"type": "scatter", "x": [0, 1], "y": [0, 1]}], "layout": {}}
    output = nb.new_output("display_data", {"application/vnd.plotly.v1+json": figure})
    made = html(nb.new_notebook(cells=[nb.new_code_cell("draw()", outputs=[output])]))
    assert 'id="figure-0"' in made
    assert len(made) < 10_000


def test_the_title_is_the_first_heading():
    """As it stands in the list."""
    assert title(nb.new_notebook(cells=[nb.new_markdown_cell("# Lint and rewrite\n\nWords.")])) == "Lint and rewrite"
