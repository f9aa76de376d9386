"""A baseline is a file that people read in a diff, and that says what is wrong with it."""

import pytest
from gated import a_study, a_suite, good

from promptkit.errors import UsageError
from promptkit.gate.baseline import baseline_of, changes, read_baseline, read_noise, write_baseline
from promptkit.gate.complete import complete_runs


def written(folder, value=good, *, noise=None, **changed):
    """The baseline of a run of a suite."""
    suite = a_suite(folder / "evals", **changed)
    return baseline_of(suite, complete_runs(suite, a_study(folder / "run", suite, value)), noise=noise)


def test_a_baseline_is_read_as_it_was_written(tmp_path):
    """Values to the last bit, states and noise: all of it comes back."""
    lacking = lambda *of: "not_applicable: no face" if of[1:] == ("shot3", "identity") else 1 / 3  # noqa: E731
    baseline = written(tmp_path, lacking, noise={"flicker": 0.002})
    write_baseline(baseline, tmp_path / "new" / "b.json")

    assert read_baseline(tmp_path / "new" / "b.json") == baseline
    assert baseline.arms["raw"]["shot3"] == {"flicker": 1 / 3, "identity": "not_applicable", "motion": 1 / 3}


def test_a_changed_case_is_one_changed_line(tmp_path):
    """Cases stand one a line, sorted, so that a diff shows what a reviewer must see."""
    write_baseline(written(tmp_path), tmp_path / "a.json")
    other = lambda arm, case, name: 0.5 if (case, name) == ("shot3", "flicker") else good(arm, case, name)  # noqa: E731
    (tmp_path / "2").mkdir()
    write_baseline(written(tmp_path / "2", other), tmp_path / "b.json")
    a, b = ((tmp_path / name).read_text().splitlines() for name in ("a.json", "b.json"))
    (changed,) = [(old, new) for old, new in zip(a, b, strict=True) if old != new]

    assert changed[1].startswith('"shot3": {"flicker": 0.5, "identity": ')
    assert [line[:8] for line in b if line.startswith('"shot')] == [f'"shot{n}":' for n in range(8)]


def test_what_a_new_baseline_changes_is_said(tmp_path):
    """Means by arm and metric, and cases that came and went; nothing where nothing changed."""
    (tmp_path / "2").mkdir()
    old = written(tmp_path, lambda *_: 0.1)
    new = written(tmp_path / "2", lambda *of: 0.2 if of[2] == "flicker" else 0.1, prompts=9)

    assert not list(changes(old, old))
    assert list(changes(old, new)) == ["raw flicker: 0.100 -> 0.200", "raw/shot8: added"]
    assert "raw/shot8: removed" in list(changes(new, old))
    assert "raw motion: none -> 0.100" in list(changes(None, old))


def test_failed_scores_are_no_baseline(tmp_path):
    """What could not be measured cannot be what later runs are held against."""
    failing = lambda arm, case, name: "failed: out of memory" if case == "shot2" else good(arm, case, name)  # noqa: E731

    with pytest.raises(UsageError, match="raw/shot2: flicker failed, so it is no baseline"):
        written(tmp_path, failing)


@pytest.mark.parametrize(
    "damage",
    ["", "[]", "{", '{"schema": "promptkit.baseline/1", "findings": []}', "<<<<<<< HEAD\n{}"],
    ids=["empty", "list", "cut off", "of findings", "merge conflict"],
)
def test_damaged_baselines_are_said(tmp_path, damage):
    """A file that is no baseline is an error with the way to mend it."""
    (tmp_path / "b.json").write_text(damage)

    with pytest.raises(UsageError, match=r"b\.json: this baseline is damaged.*--write-baseline"):
        read_baseline(tmp_path / "b.json")
    with pytest.raises(UsageError, match=r"nowhere\.json: No such file.*--write-baseline"):
        read_baseline(tmp_path / "nowhere.json")


def test_a_cut_off_baseline_never_reads_as_a_smaller_one(tmp_path):
    """Cut anywhere, the file is refused."""
    write_baseline(written(tmp_path, prompts=2), tmp_path / "b.json")
    text = (tmp_path / "b.json").read_text().rstrip()
    for length in range(0, len(text), 37):
        (tmp_path / "b.json").write_text(text[:length])
        with pytest.raises(UsageError):
            read_baseline(tmp_path / "b.json")


@pytest.mark.parametrize("told", ['{"flicker": -1}', "[1]", '{"flicker": "much"}', '{"flicker": NaN}', "no"])
def test_noise_is_a_table_of_numbers(tmp_path, told):
    """Anything else is an error that shows what is meant."""
    (tmp_path / "noise.json").write_text('{"schema": "promptkit.noise/1", "floors": {"flicker": 0.002}}')
    assert read_noise(tmp_path / "noise.json") == {"flicker": 0.002}

    (tmp_path / "noise.json").write_text(told)
    with pytest.raises(UsageError, match="promptkit calibrate writes such a file"):
        read_noise(tmp_path / "noise.json")
