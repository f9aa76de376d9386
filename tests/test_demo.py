"""The demo, end to end: its verdict comes out of measurement."""

import pytest
from click.testing import CliRunner
from made_runs import a_run, an_entry

from promptkit import demo
from promptkit.cli import cli
from promptkit.errors import MissingExtra, UsageError
from promptkit.lint import lint
from promptkit.plan import plan
from promptkit.providers.simulator import CLEAN
from promptkit.run import read_run
from promptkit.stats import fewest_prompts

HOW = plan(metrics=("flicker", "lpips_drift", "motion"))


@pytest.fixture(scope="module")
def shots():
    return [made.shot for made in demo.improve(demo.demo_shots())[1]]


@pytest.fixture(scope="module")
def told(shots, tmp_path_factory):
    ticks = []
    folder = tmp_path_factory.mktemp("demo")
    made = demo.film(shots[:3], folder, HOW, tick=lambda *what: ticks.append(what), width=240, height=136)
    return made, ticks, folder


def test_every_bundled_prompt_gets_into_trouble_and_out_of_some():
    """Ten prompts with findings, in four families or more; rewriting leaves less than half of what is no mere note."""
    linted, rewritten = demo.improve(demo.demo_shots())
    assert len(linted) == 10
    assert all(found.findings for found in linted)
    assert len({finding.family for found in linted for finding in found.findings}) >= 4
    left = lint([made.shot for made in rewritten])
    before, after = (
        sum(finding.severity != "note" for found in results for finding in found.findings) for results in (linted, left)
    )
    assert after < before / 2


def test_flaws_are_measured_as_worse(told):
    """Flicker and drift of the flawed clips are worse, and motion is not what decides."""
    comparison = told[0].comparison
    verdicts = {one.metric: one.verdict for one in comparison.metrics}
    assert comparison.verdict == "worse"
    assert verdicts["flicker"] == verdicts["lpips_drift"] == "worse"
    assert not any("moves much less" in caution for caution in comparison.cautions)


def test_its_verdict_outlasts_the_adjustment_for_many_metrics():
    """There are prompts enough for a p-value that is small among so many metrics."""
    assert len(demo.demo_shots()) >= fewest_prompts(len(demo.settle().metrics))


def test_no_row_of_its_table_is_empty_and_what_is_ordered_is_delivered(shots, tmp_path):
    """Every metric that the demo takes has a value on simulated clips; no clean clip has a mismatch."""
    comparison = demo.film(shots[:1], tmp_path, demo.settle(), width=240, height=136).comparison
    assert [one.metric for one in comparison.metrics if not one.pairs] == []
    [delivery] = [one for one in comparison.metrics if one.metric == "delivery"]
    assert (delivery.mean_a, delivery.mean_b) == (0.0, 0.0)


def test_two_clean_sets_are_not_told_apart(shots, tmp_path, monkeypatch):
    """The same demo with flaws taken out says equivalent: nothing about the verdict is written down."""
    monkeypatch.setattr("promptkit.providers.simulator.FLAWED", CLEAN)
    comparison = demo.film(shots[:3], tmp_path, HOW, width=240, height=136).comparison
    assert comparison.verdict in {"equivalent", "inconclusive"}
    assert {one.difference for one in comparison.metrics if one.pairs} == {0.0}


def test_clips_runs_and_report_are_where_it_says(told):
    """Six clips of two seconds in two runs, with their prompts, and the page."""
    made, _, folder = told
    assert [clip.relative_to(folder).parts[0] for clip in made.clips] == ["clean"] * 3 + ["flawed"] * 3
    entries = [*read_run(folder / "clean").entries.values()]
    assert [entry.duration for entry in entries] == pytest.approx([demo.SECONDS] * 3)
    assert entries[0].shot.prompt.startswith("A woman in a white dress")
    assert made.comparison.sentence in made.report.read_text(encoding="utf-8")


def test_progress_is_told_for_every_clip(told):
    """One call a clip and stage."""
    stages = [stage for stage, _ in told[1]]
    assert (stages.count("render"), stages.count("score")) == (6, 6)


def test_a_second_demo_in_the_same_folder_measures_nothing_twice(told, shots):
    """Clips come out byte by byte the same, so the runs are resumed."""
    folder = told[2]
    before = (folder / "clean" / "scores.jsonl").read_bytes()
    demo.film(shots[:3], folder, HOW, width=240, height=136)
    assert (folder / "clean" / "scores.jsonl").read_bytes() == before


def test_a_demo_after_other_settings_or_shots_starts_afresh(shots, tmp_path):
    """Weights that have come, or --quick after all six, leave no old score beside new ones."""
    small = {"width": 96, "height": 64}
    demo.film(shots[:3], tmp_path, plan(metrics=("flicker",)), **small)
    made = demo.film(shots[:2], tmp_path, plan(metrics=("motion",)), **small)
    assert list(made.comparison.a.entries) == [shot.id for shot in shots[:2]]
    assert {*made.comparison.a.settings.metrics} == {"motion"}
    assert len(demo.film(shots[:1], tmp_path, plan(metrics=("motion",)), **small).comparison.a.entries) == 1


def test_a_run_that_no_demo_made_is_left_alone(shots, tmp_path):
    """The demo removes nothing that is not its own."""
    a_run(tmp_path / "clean", an_entry("mine"))
    before = (tmp_path / "clean" / "scores.jsonl").read_bytes()
    with pytest.raises(UsageError, match="not the demo's"):
        demo.film(shots[:1], tmp_path, HOW)
    assert (tmp_path / "clean" / "scores.jsonl").read_bytes() == before


def test_a_folder_that_cannot_be_made_is_a_usage_error(shots, tmp_path):
    """Before anything is rendered."""
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="give the demo a folder"):
        demo.film(shots[:1], tmp_path / "file" / "x", HOW)


@pytest.mark.usefixtures("from_nowhere")
def test_a_missing_video_half_is_said_with_the_pip_line(monkeypatch):
    """Before anything is printed or rendered."""
    monkeypatch.setattr("promptkit.extras.find_spec", lambda name: None if name == "cv2" else object())
    with pytest.raises(MissingExtra, match=r"pip install 'av\b.* 'opencv-python-headless"):
        demo.settle()


def test_the_help_names_what_to_install():
    """Who has only the linter learns it before the demo refuses."""
    said = " ".join(CliRunner().invoke(cli, ["demo", "--help"]).output.split())

    assert 'Needs the video half, the extra "video"' in said
