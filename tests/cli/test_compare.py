"""`promptkit compare` on the command line."""

import json

import pytest
from click.testing import CliRunner
from made_runs import a_run, a_run_of, an_entry

from promptkit.cli.compare import command
from promptkit.errors import MissingExtra, UsageError

A = {"x": 1.0, "y": 1.1, "z": 0.9}
B = {"x": 2.0, "y": 2.2, "z": 1.8}


@pytest.fixture
def runs(tmp_path):
    a_run_of(tmp_path / "old", "flicker", A)
    a_run_of(tmp_path / "new", "flicker", B)
    return str(tmp_path / "old"), str(tmp_path / "new")


def call(*arguments):
    return CliRunner().invoke(command, arguments, catch_exceptions=False)


def test_text_ends_with_the_verdict(runs):
    """The table first, the sentence last; exit code 0 although B is worse."""
    done = call(*runs)
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == "worse: new is worse than old on flicker."
    row = next(line for line in done.output.splitlines() if line.startswith(" flicker"))
    assert row.split()[:4] == ["flicker", "1.00", "2.00", "1.00"]
    assert row.split()[-1] == "worse"


def test_a_difference_that_may_be_too_small_to_matter_is_told_so(tmp_path):
    """The interval leaves out 0 and reaches inside the margin: in the row, and explained below; never beyond it."""
    for name, by in (("old", 0.0), ("new", 0.003)):
        a_run_of(tmp_path / name, "flicker", {f"c{n}": 1.0 + by * (1 + n / 2) for n in range(6)})
    runs = str(tmp_path / "old"), str(tmp_path / "new")
    out = " ".join(call(*runs, "--margin", "flicker=0.006").output.split())
    assert "worse, perhaps by less than matters" in out
    assert "the interval leaves out 0 but reaches inside the margin" in out
    assert "perhaps" not in call(*runs, "--margin", "flicker=0.001").output
    assert "that it matters is not" in " ".join(call("--help").output.split())


def test_prompts_and_clips_are_counted(tmp_path):
    """Two seeds of each of three prompts."""
    for name, values in (("old", A), ("new", B)):
        entries = (an_entry(f"{p}{s}", {"flicker": v + s}, prompt_id=p) for p, v in values.items() for s in (0, 1))
        a_run(tmp_path / name, *entries)
    lines = call(str(tmp_path / "old"), str(tmp_path / "new")).output.splitlines()
    assert "3 prompts, 6 clips in each run" in lines


def test_metrics_with_other_clips_are_counted_apart(tmp_path):
    """One clip has no face."""
    for name in ("old", "new"):
        a_run(tmp_path / name, an_entry("x", {"flicker": 1.0, "identity": "not_applicable: no face"}),
              an_entry("y", {"flicker": 1.0, "identity": 0.9}))  # fmt: skip
    lines = call(str(tmp_path / "old"), str(tmp_path / "new")).output.splitlines()
    assert {"2 prompts, 2 clips in each run on flicker", "1 prompt, 1 clip in each run on identity"} <= {*lines}


def test_what_is_left_at_equal_motion_is_printed(tmp_path):
    """One line for all metrics that have it."""
    for name, by in (("old", 1.0), ("new", 0.8)):
        a_run(tmp_path / name, *(an_entry(f"c{i}", {"flicker": by, "motion": by**i}) for i in range(9)))
    out = call(str(tmp_path / "old"), str(tmp_path / "new")).output
    assert "among pairs that move alike: flicker -0.200 [" in out


def test_json_is_the_contract(runs):
    """Nothing but one JSON document on stdout."""
    told = json.loads(call(*runs, "--format", "json").stdout)
    assert told["schema"] == "promptkit.compare/1"
    assert told["verdict"] == "worse"


def test_margins_are_taken(runs):
    """A margin above every plausible difference makes the runs equivalent."""
    told = json.loads(call(*runs, "--margin", "flicker=5", "--format", "json").stdout)
    assert (told["verdict"], told["metrics"][0]["margin"]) == ("equivalent", 5.0)


@pytest.mark.parametrize("margin", ["flicker", "=1", "flicker=", "flicker=low"])
def test_a_margin_that_cannot_be_read_is_said(runs, margin):
    """With an example of how to write one."""
    with pytest.raises(UsageError, match="expected METRIC=VALUE, as in"):
        call(*runs, "--margin", margin)


def test_names_with_brackets_are_printed_as_they_are(tmp_path):
    """Rich markup in a folder or case name is text."""
    a_run_of(tmp_path / "[red]old", "flicker", {**A, "[bold]w": 1.0})
    a_run_of(tmp_path / "new", "flicker", B)
    out = call(str(tmp_path / "[red]old"), str(tmp_path / "new")).output
    assert "[red]old" in out
    assert "[bold]w: no clip in B" in out


def test_what_could_not_be_compared_is_printed_with_its_reason(tmp_path):
    """The reason once, where it is that of all cases."""
    for name in ("old", "new"):
        entries = (an_entry(case, {"flicker": A[case], "identity": "not_applicable: no face"}) for case in A)
        a_run(tmp_path / name, *entries)
    out = " ".join(call(str(tmp_path / "old"), str(tmp_path / "new")).output.split())
    assert "identity was not compared (not applicable in both runs: no face)" in out


def test_a_missing_video_half_is_said(runs, monkeypatch):
    """With the pip line."""
    monkeypatch.setattr("promptkit.extras.find_spec", lambda _: None)
    with pytest.raises(MissingExtra, match="promptkit compare needs"):
        call(*runs)
