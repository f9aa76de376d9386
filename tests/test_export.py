"""The scores of a run as a table for other programs."""

import sys
from importlib.util import find_spec

import pandas as pd
import pytest
from click.testing import CliRunner
from gated import a_study, a_suite, good
from made_runs import a_run_of

from promptkit.cli.export import command
from promptkit.errors import MissingExtra, UsageError
from promptkit.export import frame_of, write_csv, write_parquet


@pytest.fixture
def study(tmp_path):
    """A run of two arms, with one value that is not there."""
    suite = a_suite(tmp_path / "evals", variants={"raw": {}, "rewritten": {}})
    lacking = ("rewritten", "shot3", "identity")
    return a_study(tmp_path / "run", suite, lambda *of: "not_applicable: no face" if of == lacking else good(*of))


def test_csv_holds_every_arm_case_and_metric(study, tmp_path):
    """What is read back is what the run holds: a row each, values to the last bit, nothing where there is none."""
    count = write_csv(study, tmp_path / "new" / "scores.csv")
    read = pd.read_csv(tmp_path / "new" / "scores.csv")

    assert count == len(read) == 2 * 8 * 3
    assert list(read.columns[:5]) == ["arm", "prompt_id", "case", "metric", "value"]
    row = read.set_index(["arm", "case", "metric"]).loc[("raw", "shot5", "flicker")]
    assert row["value"] == good("raw", "shot5", "flicker")
    missing = read[read["value"].isna()]
    assert missing[["arm", "case", "metric", "status", "why"]].to_numpy().tolist() == [
        ["rewritten", "shot3", "identity", "not_applicable", "no face"]
    ]


def test_a_single_run_is_a_table_too(tmp_path):
    """What promptkit score --run made is exported under its folder's name."""
    a_run_of(tmp_path / "v1", "flicker", {"x": 1.0, "y": 2.0})

    assert frame_of(tmp_path / "v1")["arm"].unique().tolist() == ["v1"]
    with pytest.raises(UsageError, match="is no run"):
        frame_of(tmp_path)


def test_parquet_keeps_types(study, tmp_path):
    """Read back, the table equals the frame."""
    pytest.importorskip("pyarrow")
    write_parquet(study, tmp_path / "scores.parquet")

    read = pd.read_parquet(tmp_path / "scores.parquet")

    assert read["why"].dropna().tolist() == ["no face"]
    assert read["value"].dtype == "float64"
    pd.testing.assert_frame_equal(read.astype({"why": "string"}), frame_of(study), check_dtype=False)


@pytest.mark.usefixtures("from_nowhere")
def test_parquet_without_pyarrow_says_what_to_install(study, tmp_path, monkeypatch):
    """The message has the pip line."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setattr("promptkit.export.find_spec", lambda _: None)

    with pytest.raises(MissingExtra, match=r"run: pip install 'pyarrow\b"):
        write_parquet(study, tmp_path / "scores.parquet")


@pytest.mark.parametrize(
    ("name", "begins"), [("s.parquet", b"PAR1"), ("S.CSV", b"arm,"), ("s.xlsx", None), ("s", None)]
)
def test_the_ending_says_the_format(study, tmp_path, name, begins):
    """Without --format a file is what its name says, or is refused."""
    path = tmp_path / name
    result = CliRunner().invoke(command, [str(study), "-o", str(path)])

    if begins is None:
        assert "its ending names no format; end it in .csv or .parquet" in str(result.exception)
        assert not path.exists()
    elif name != "s.parquet" or find_spec("pyarrow"):
        assert path.read_bytes().startswith(begins)
    else:
        assert isinstance(result.exception, MissingExtra)
