"""Anything as a pandas frame."""

import pytest
from made_runs import a_run_of

import promptkit as pk
from promptkit.errors import MissingExtra, UsageError
from promptkit.notebook.frame import COMPARED, FINDINGS, SCORES
from promptkit.providers.simulator import simulate


def test_findings_are_rows():
    """The words that a finding is about stand beside it."""
    made = pk.frame(pk.lint(["The dress is billowing.", "A dog runs, 8k."], select=["uncaused-effect", "hype-words"]))
    assert made[["rule", "text", "safe"]].to_numpy().tolist() == [
        ["uncaused-effect", "billowing", False],
        ["hype-words", "8k", True],
    ]


def test_what_stands_against_a_fix_is_told(tmp_path):
    """In the frame and in what a notebook draws."""
    file = tmp_path / "a.yaml"
    file.write_text("- prompt: A {{ x }} boat\n  vars: {x: stunning}\n- A cat, 8k\n")
    linted = pk.lint(file, select=["hype-words"])
    told = pk.frame(linted)["obstacle"]
    first = told[0]

    assert "template" in first
    assert told.isna().tolist() == [False, True]
    assert f"not by --fix: {first}" in linted[0]._repr_html_()
    assert "not by" not in linted[1]._repr_html_()


def test_no_findings_are_a_frame_with_all_its_columns():
    """Code that selects a column does not break on a clean prompt."""
    made = pk.frame(pk.lint("A dog runs.", select=["hype-words"]))
    assert (len(made), list(made.columns)) == (0, list(FINDINGS))


def test_rewrites_are_rows():
    """Each variant is one."""
    made = pk.frame(pk.rewrite("A woman in a white dress standing on a beach.", n=2))
    assert made["variant"].tolist() == [0, 1]
    assert made["rewritten"].nunique() == 2


def test_scores_are_rows(tmp_path):
    """A score without a value is NaN, with its reason."""
    clip = simulate(pk.Shot(id="x", prompt="A flag.", duration=0.5), tmp_path / "x.mp4", width=160, height=90)
    (scored,) = pk.score(clip, metrics=["motion", "identity"])
    made = pk.frame(scored)
    assert list(made.columns) == list(SCORES)
    by_metric = made.set_index("metric")
    assert by_metric.loc["motion", "value"] == scored.scores["motion"].value
    assert by_metric["value"].isna().to_dict() == {"identity": True, "motion": False}
    assert by_metric.loc["identity", "why"]


def test_a_run_and_a_comparison_are_frames(tmp_path):
    """A run's own frame; a comparison by metric, with its interval."""
    a = a_run_of(tmp_path / "a", "flicker", dict.fromkeys("xyz", 1.0))
    b = a_run_of(tmp_path / "b", "flicker", {"x": 2.0, "y": 2.1, "z": 1.9})
    assert pk.frame(a).equals(a.frame())
    made = pk.frame(pk.compare(a, b))
    assert list(made.columns) == list(COMPARED)
    assert made.loc[0, "difference"] == pytest.approx(1.0)
    assert made.loc[0, "low"] < 1.0 < made.loc[0, "high"]
    assert made.loc[0, "pairs"] == 3


@pytest.mark.parametrize("wrong", ["A prompt.", 3, ["A prompt."]])
def test_what_pk_did_not_return_is_refused(wrong):
    """The message names what was got."""
    with pytest.raises(UsageError, match=f"got {type(wrong[0] if isinstance(wrong, list) else wrong).__name__}"):
        pk.frame(wrong)


@pytest.mark.usefixtures("from_nowhere")
def test_without_pandas_the_pip_line_is_given(monkeypatch):
    """Never a bare ModuleNotFoundError."""
    monkeypatch.setattr("promptkit.extras.find_spec", lambda _: None)
    with pytest.raises(MissingExtra, match=r"pip install 'av\b.* 'pandas\b"):
        pk.frame([])
