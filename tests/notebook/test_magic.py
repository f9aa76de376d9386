"""The cell magic, in a real IPython shell."""

import pytest
from html_page import Page
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell

BEACH = "A woman in a white dress standing on a beach.\n"


@pytest.fixture
def shell(tmp_path, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    InteractiveShell.clear_instance()
    made = InteractiveShell.instance()
    made.history_manager.enabled = False
    made.extension_manager.load_extension("promptkit")
    yield made
    made.history_manager.end_session()
    InteractiveShell.clear_instance()


def run(shell, line, cell=BEACH):
    return shell.run_cell_magic("prompt", line, cell)


def test_a_cell_is_linted_for_a_target_and_a_length(shell):
    """The result is that of pk.lint, and is drawn."""
    (linted,) = found = run(shell, '--target kling-2.6 --duration 10 --negative "blur, noise"')
    assert (linted.shot.target, linted.shot.duration, linted.shot.negative) == ("kling-2.6", 10, "blur, noise")
    assert linted.shot.prompt == BEACH.strip()
    assert "static-description" in Page("<main>" + found._repr_html_() + "</main>").text


def test_the_rewritten_prompt_goes_into_a_variable(shell):
    """It is the text that the output shows."""
    _, rewritten = run(shell, "--target kling-2.6 --into better")
    assert shell.user_ns["better"] == rewritten.shot.prompt != BEACH.strip()


def test_without_into_nothing_is_rewritten(shell):
    """Nor does a variable appear."""
    before = set(shell.user_ns)
    assert len(run(shell, "")) == 1
    assert set(shell.user_ns) == before


@pytest.mark.parametrize(
    ("line", "cell", "says"),
    [
        ("--target kling-9", BEACH, "kling-9"),
        ("--into 2x", BEACH, "'2x'"),
        ("", "  \n", "the cell is empty"),
        ("--nonsense", BEACH, "nonsense"),
        ("--duration long", BEACH, "'long' is not a valid float"),
        ('--negative "never closed', BEACH, "No closing quotation"),
    ],
)
def test_mistakes_are_one_line(shell, line, cell, says):
    """IPython shows its UsageError without a traceback."""
    with pytest.raises(UsageError, match=says):
        run(shell, line, cell)
