"""`promptkit report` and `promptkit demo` on the command line."""

import subprocess
import sys

import pytest
from click.testing import CliRunner
from made_runs import a_run_of

from promptkit.cli.demo import command as demo
from promptkit.cli.report import command as report
from promptkit.errors import UsageError

VALUES = {"x": 1.0, "y": 1.1, "z": 0.9}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    a_run_of(tmp_path / "old", "flicker", VALUES)
    a_run_of(tmp_path / "new", "flicker", {case: 2 * value for case, value in VALUES.items()})
    return tmp_path


def call(command, *arguments):
    return CliRunner().invoke(command, arguments, catch_exceptions=False)


def test_one_run_goes_to_report_html(here):
    """The default name, printed."""
    assert call(report, "old").output == "report.html\n"
    assert "3 clips of old" in (here / "report.html").read_text(encoding="utf-8")


def test_two_runs_are_compared(here):
    """RUN is the baseline; folders of the output are made."""
    assert call(report, "old", "new", "-o", "pages/ab.html").exit_code == 0
    assert "new is worse than old on flicker" in (here / "pages" / "ab.html").read_text(encoding="utf-8")


def test_prompts_can_be_given(here):
    """From a file of shots, by id."""
    (here / "shots.yaml").write_text("- {id: x, prompt: Waves roll in.}\n", encoding="utf-8")
    call(report, "old", "--shots", "shots.yaml")
    assert "Waves roll in." in (here / "report.html").read_text(encoding="utf-8")


def test_no_run_no_page(here):
    """Nothing is written when the run is not there."""
    with pytest.raises(UsageError, match="is no run"):
        call(report, "absent")
    assert not (here / "report.html").exists()


def test_the_demo_tells_the_whole_story_in_plain_text(tmp_path):
    """Piped: no escape codes; prompts, findings, rewrites, progress, verdict, and the report's path last."""
    done = call(demo, "--quick", "--out", str(tmp_path / "demo"))
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[-1] == str(tmp_path / "demo" / "report.html")
    assert "\x1b" not in done.output
    said = " ".join(done.output.split())
    for expected in ("static-description", "→ A woman in a white dress", "rendered 6 of 6", "scored 6 of 6", "worse:"):
        assert expected in said
    assert "for that it takes 10 prompts or more" in said
    assert "flawed is worse than clean" in (tmp_path / "demo" / "report.html").read_text(encoding="utf-8")


def test_errors_are_one_line_and_exit_code_2(tmp_path):
    """Through the real command line."""
    done = subprocess.run(
        [sys.executable, "-c", "from promptkit.cli import main; main()", "compare", str(tmp_path), str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("promptkit: ")
    assert done.stderr.count("\n") == 1
