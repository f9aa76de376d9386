"""`promptkit view`: a page beside the run, opened in the browser."""

import webbrowser

import pytest
from click.testing import CliRunner
from made_runs import a_run, a_run_of, an_entry

from promptkit.cli import view


@pytest.fixture
def runs(tmp_path, monkeypatch):
    """Two runs, and the addresses that the browser was asked for."""
    asked = []
    monkeypatch.setattr(webbrowser, "open", asked.append)
    for name, value in (("old", 1.0), ("new", 2.0)):
        a_run_of(tmp_path / name, "flicker", dict.fromkeys("xyz", value))
    return tmp_path, asked


def call(*arguments):
    return CliRunner().invoke(view.command, [str(one) for one in arguments], catch_exceptions=False)


def test_the_page_stands_beside_the_run_and_is_opened(runs):
    """Its path is printed."""
    folder, asked = runs
    page = folder / "old-view.html"
    assert call(folder / "old", folder / "new").output == f"{page}\n"
    assert asked == [page.as_uri()]
    assert "new is worse than old" in page.read_text(encoding="utf-8")


def test_it_can_be_left_closed(runs):
    """Nothing is opened with --no-open."""
    folder, asked = runs
    assert call(folder / "old", "--no-open").output == f"{folder / 'old-view.html'}\n"
    assert asked == []


def test_a_run_that_grows_is_written_again(runs, monkeypatch):
    """With --live: again when a case came, and until it is stopped; the page loads itself again."""
    folder, _ = runs
    page = folder / "old-view.html"
    before = []

    def later(_seconds):
        before.append(page.read_text(encoding="utf-8"))
        if len(before) == 1:
            a_run(folder / "old", an_entry("late", {"flicker": 1.0}))
        if len(before) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(view.time, "sleep", later)
    assert call(folder / "old", "--live").exit_code == 0
    assert "#case=late" not in before[0]
    assert "#case=late" in before[1]
    assert '<meta name="reload" content="4">' in before[1]
