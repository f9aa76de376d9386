"""What is named on the command line: runs, or a study and its arms; and what of a study is not there yet."""

import json
from pathlib import Path

import pytest
from made_runs import a_run, a_run_of

from promptkit.compare import Comparison
from promptkit.errors import UnknownName, UsageError
from promptkit.report import write_report
from promptkit.report.subject import subject_of

VALUES = {"x": 1.0, "y": 1.1, "z": 0.9}


@pytest.fixture
def study(tmp_path):
    """A study of two arms with six cases each; three are scored in one, two in the other."""
    told = {"schema": "promptkit.study/1", "suite": "s", "suite_sha256": "0", "arms": {"clean": 6, "flawed": 6}}
    (tmp_path / "study.json").write_text(json.dumps(told), encoding="utf-8")
    a_run_of(tmp_path / "clean", "flicker", VALUES)
    a_run_of(tmp_path / "flawed", "flicker", {"x": 2.0, "y": 2.0})
    return tmp_path


@pytest.mark.parametrize("named", [[""], ["", "clean", "flawed"], ["clean", "flawed"]])
def test_a_study_of_two_arms_is_a_comparison(study, named):
    """Named by its folder, by folder and arms, or by the folders of the arms; the first is the baseline."""
    places = [study / named[0], *(Path(arm) for arm in named[1:])] if not named[0] else [study / arm for arm in named]
    subject = subject_of(places)
    assert isinstance(subject, Comparison)
    assert (subject.a.folder.name, subject.b.folder.name) == ("clean", "flawed")


def test_one_arm_can_be_named(study):
    """Then it stands alone."""
    assert subject_of([study, Path("flawed")]).folder == study / "flawed"


def test_an_unknown_arm_is_said_with_its_like(study):
    """As every unknown name."""
    with pytest.raises(UnknownName, match=r"unknown arm of .* 'flawd'; did you mean flawed\?"):
        subject_of([study, Path("flawd")])


def test_three_runs_are_too_many(study):
    """A page has two sides."""
    with pytest.raises(UsageError, match="about one run or two, got 3"):
        subject_of([study / "clean"] * 3)


def test_a_study_of_three_arms_asks_which(study):
    """The message names them."""
    told = json.loads((study / "study.json").read_text(encoding="utf-8"))
    (study / "study.json").write_text(json.dumps({**told, "arms": {"a": 1, "b": 1, "c": 1}}), encoding="utf-8")
    with pytest.raises(UsageError, match="has the arms a, b, c; name the one or two"):
        subject_of([study])


def test_an_interrupted_study_says_what_is_missing_and_shows_the_rest(study, tmp_path):
    """How many of how many, in each arm, before the numbers."""
    text = write_report(tmp_path / "r.html", subject_of([study])).read_text(encoding="utf-8")
    for said in ("clean: 3 of 6 cases have been scored", "flawed: 2 of 6 cases have been scored"):
        assert 0 < text.index(said) < text.index('id="metrics"')
    assert all(f"#case={case}" in text for case in VALUES)


@pytest.mark.parametrize("begun", [True, False])
def test_an_arm_without_scores_is_left_out_and_said(study, tmp_path, begun):
    """Stopped in the first arm: its cases are shown, and that there is nothing of the other."""
    for file in (study / "flawed").iterdir():
        file.unlink()
    (study / "flawed").rmdir()
    if begun:
        a_run(study / "flawed")
    subject = subject_of([study])
    assert subject.folder.name == "clean"
    text = write_report(tmp_path / "r.html", subject).read_text(encoding="utf-8")
    assert "flawed: none of 6 cases has been scored" in text


def test_a_complete_run_has_nothing_to_say(study, tmp_path):
    """No caution where all that was promised is there, nor for a run of no study."""
    a_run_of(study / "clean", "flicker", dict.fromkeys("abc", 1.0))
    text = write_report(tmp_path / "r.html", subject_of([study, Path("clean")])).read_text(encoding="utf-8")
    assert "clean: " not in text.partition('id="metrics"')[0].partition("<body>")[2]


def test_nothing_scored_yet_is_a_usage_error(study):
    """With what to do."""
    for arm in ("clean", "flawed"):
        (study / arm / "run.json").unlink()
    with pytest.raises(UsageError, match=r"nothing of .* has been scored yet; run it"):
        subject_of([study])
