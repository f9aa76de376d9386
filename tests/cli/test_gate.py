"""`promptkit gate` from the command line: exit codes, files, and what a new baseline says."""

import subprocess
import sys

import pytest
from gated import a_study, a_suite, good


def promptkit_gate(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "promptkit", "gate", *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a suite that names a baseline, a good run, a worse one and an unsure one; the baseline written."""
    folder = tmp_path_factory.mktemp("gate")
    suite = a_suite(folder, baseline="baseline.json")
    a_study(folder / "good", suite)
    a_study(folder / "bad", suite, lambda *of: good(*of) + 0.02 * (of[2] == "flicker"))
    a_study(folder / "unsure", suite, lambda *of: good(*of) + 0.05 * (of[2] == "flicker") * (-1) ** int(of[1][-1]))
    done = promptkit_gate(suite.path, folder / "good", "--write-baseline", folder / "baseline.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "raw flicker: none -> 0.0103\n" in done.stdout
    assert done.stdout.endswith(f"8 cases in {folder / 'baseline.json'}\n")
    return folder


@pytest.mark.parametrize(
    ("run", "options", "code"),
    [("good", (), 0), ("bad", (), 1), ("unsure", (), 1), ("unsure", ("--inconclusive", "pass"), 0), ("none", (), 2)],
)
def test_exit_codes(place, run, options, code):
    """0 pass, 1 fail or inconclusive, 2 when there is nothing to judge."""
    done = promptkit_gate(place / "suite.yaml", place / run, *options)

    assert done.returncode == code, done.stderr
    assert bool(done.stderr) == (code == 2)


def test_a_summary_goes_to_a_file_and_the_verdict_to_the_log(place):
    """With --output a CI log still shows what is wrong."""
    done = promptkit_gate(place / "suite.yaml", place / "bad", "--format", "markdown", "-o", place / "o" / "s.md")

    assert done.stdout.startswith("fail: tiny, 1 fail")
    assert (place / "o" / "s.md").read_text().startswith("## promptkit gate: fail")


def test_a_damaged_baseline_can_be_written_anew(place):
    """It stops the gate, and not its own mending."""
    damaged = place / "damaged.json"
    damaged.write_text('{\n "schema": "promptkit.baseline-sc')

    assert promptkit_gate(place / "suite.yaml", place / "good", "--baseline", damaged).returncode == 2
    assert promptkit_gate(place / "suite.yaml", place / "good", "--write-baseline", damaged).returncode == 0
    assert promptkit_gate(place / "suite.yaml", place / "good", "--baseline", damaged).returncode == 0
