"""What the gate refuses it tells with the command that mends it, and that command does."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from gated import a_study, a_suite
from suites import TINY, write_suite

from promptkit.cli import cli
from promptkit.errors import UsageError
from promptkit.gate.complete import complete_runs
from promptkit.suite import read_suite

CLIPS = Path(__file__).parents[1] / "assets"


def promptkit(*arguments):
    return CliRunner().invoke(cli, [*map(str, arguments)], catch_exceptions=False)


def follow(refused):
    """Run the command that a message ends with; the folder that it writes to."""
    _, *command = shlex.split(re.search(r"promptkit run .*?(?= \(|$)", str(refused.value))[0])
    assert promptkit(*command).exit_code == 0
    return Path(command[command.index("--out") + 1])


@pytest.fixture
def scored(tmp_path):
    """A suite of clips that are there, in a folder with a blank in its name, and a run of it."""
    (tmp_path / "my suite" / "clips").mkdir(parents=True)
    for name in ("x", "y"):
        shutil.copy(CLIPS / "dancer.mp4", tmp_path / "my suite" / "clips" / f"{name}.mp4")
    path = write_suite(
        tmp_path / "my suite", variants={"raw": {"clips": "clips/*.mp4"}}, durations=[], compare=None,
        metrics=["flicker"], shots=[], provider=None,
    )  # fmt: skip
    assert promptkit("run", path, "--out", tmp_path / "a run").exit_code == 0
    return path, tmp_path / "a run"


@pytest.mark.parametrize("place", [shutil.move, shutil.copytree])
def test_a_suite_that_was_put_elsewhere_is_scored_anew_where_a_clip_changed(scored, tmp_path, place):
    """Moved, its run goes on; of a copy, whose old clips are there still, another folder is named that can hold it."""
    path, run = scored
    place(path.parent, tmp_path / "new place")
    suite = read_suite(tmp_path / "new place" / path.name)
    complete_runs(suite, run)
    shutil.copy(CLIPS / "panning.mp4", tmp_path / "new place" / "clips" / "x.mp4")

    with pytest.raises(UsageError, match="changed since it was scored: raw/x") as refused:
        complete_runs(suite, run)
    into = follow(refused)

    assert (into == run) == (place is shutil.move)
    assert complete_runs(suite, into)["raw"].entries.keys() == {"x", "y"}


@pytest.mark.parametrize(
    ("settings", "what"), [({"decoder": "PyAV 1.0"}, "decoder is PyAV 1.0 in raw"), ({"until_s": 1.0}, "until is 1.0")]
)
def test_what_is_measured_otherwise_now_goes_beside_the_run(tmp_path, settings, what):
    """A run made with other versions takes no scores of these; the message says what is other, and where to go."""
    suite = a_suite(tmp_path / "evals", prompts=3, metrics=["flicker"])
    run = a_study(tmp_path / "run", suite, leave_out={"shot1"}, **settings)

    with pytest.raises(UsageError, match=re.escape(f"--out {run}-2 ({run} takes no more scores: ")) as refused:
        complete_runs(suite, run)
    assert what in str(refused.value)


def test_a_run_of_another_suite_is_told_where_to_go(tmp_path):
    """Two suites share no folder."""
    run = a_study(tmp_path / "run", a_suite(tmp_path / "1"))

    with pytest.raises(UsageError, match=f"not of 'other' .*; run that one: promptkit run .* --out {run}-2$"):
        complete_runs(a_suite(tmp_path / "2", name="other"), run)


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        ({"prompts": 9}, "which shots or clips there are"),
        ({"variants": {"raw": {"negative": "blur"}}}, "prompts or negatives"),
        ({"durations": [2]}, "targets, lengths or modes of shots"),
        ({"seeds": [1, 2]}, "seeds or repeats"),
        ({"metrics": ["flicker", "motion"]}, "what is measured (metrics, backbones, until)"),
        ({"provider": {**TINY, "width": 128}, "seeds": [3]}, "the provider and seeds or repeats"),
        ({"variants": {"raw": {"flaws": {"flicker": 1}}}}, "its flaws"),
        ({"durations": [1, 2]}, "its arms (variants, targets or lengths)"),
    ],
)
def test_what_of_a_suite_was_changed_is_named(tmp_path, changes, parts):
    """The parts that are others than when the run was made, and no others."""
    run = a_study(tmp_path / "run", a_suite(tmp_path / "1"))

    with pytest.raises(UsageError, match=rf"was changed after {run} was made: {re.escape(parts)}; run it again: "):
        complete_runs(a_suite(tmp_path / "2", **changes), run)
