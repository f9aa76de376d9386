"""`promptkit lengths` on the command line."""

import json

import pytest
from click.testing import CliRunner
from made_lengths import an_arm

from promptkit.cli.lengths import command
from promptkit.errors import UsageError


@pytest.fixture
def runs(tmp_path):
    an_arm(tmp_path / "5s", until_s=5.0)
    an_arm(tmp_path / "10s", more=0.1, until_s=5.0)
    return str(tmp_path / "5s"), str(tmp_path / "10s")


def call(*arguments):
    return CliRunner().invoke(command, arguments, catch_exceptions=False).output


def test_lags_seams_and_exposure_are_told(runs):
    """A row a lag, then what there is to say of each run."""
    lines = [" ".join(line.split()) for line in call(*runs).splitlines()]
    assert any(line.startswith("1 s 0.223 [0.0") and line.endswith("0.100 [0.100, 0.100]") for line in lines)
    assert "10s: 5 s, not a chain" in lines
    assert any(line.startswith("10s, first 5 s: worse: 10s is worse than 5s on lpips_drift") for line in lines)


def test_a_chain_tells_the_cost_of_its_seams(tmp_path):
    """Of whole clips, for which exposure is not equal."""
    an_arm(tmp_path / "10s")
    an_arm(tmp_path / "2x5s", seam=0.05)
    out = " ".join(call(str(tmp_path / "10s"), str(tmp_path / "2x5s"), "--parts", "1,2").split())
    assert "exposure is not equal" in out
    assert "at a seam consecutive frames differ by 0.253 [" in out
    assert "elsewhere, 26.2 [" in out
    assert "4 prompts, 8 clips" in out


def test_json_is_one_document(runs):
    """The contract."""
    assert json.loads(call(*runs, "--format", "json"))["schema"] == "promptkit.lengths/1"


def test_parts_that_are_no_numbers_are_said(runs):
    """With an example."""
    with pytest.raises(UsageError, match="as in --parts 1,1,2"):
        call(*runs, "--parts", "2x5")
