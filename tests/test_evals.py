"""The suites that we ship can be read, and hold what they are about."""

from importlib import import_module
from pathlib import Path

import pytest

from promptkit.metric import find_metric
from promptkit.new_project import write_project
from promptkit.suite import read_suite
from promptkit.testing.degrade import HARMLESS, LADDER

EVALS = Path(__file__).parents[1] / "evals"


@pytest.mark.parametrize("path", sorted(EVALS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_suite_of_ours_can_be_read(path):
    """Each is called as its file, and has cases in every arm."""
    suite = read_suite(path)

    assert suite.name == path.stem
    assert all(arm.cases for arm in suite.arms)


def test_the_studies_are_there():
    """Lengths and their chain, raw against rewritten, Motion Control, and what CI judges."""
    suites = {path.stem: read_suite(path) for path in EVALS.glob("*.yaml")}

    assert {arm.name for arm in suites["lengths"].arms} == {"strong-5s", "strong-10s", "strong-2x5s"}
    assert suites["variants"].compare == ("raw", "rewritten")
    assert all(case.shot.reference_video and case.shot.image
               for arm in suites["motion-control"].arms for case in arm.cases)  # fmt: skip
    assert suites["regression"].baseline.is_file()


def test_the_suites_of_a_new_project_can_be_read(tmp_path):
    """Both of them, at one size small enough to run at once."""
    write_project(tmp_path)
    regression, variants = (read_suite(tmp_path / "evals" / f"{name}.yaml") for name in ("regression", "variants"))

    assert regression.baseline.is_file()
    assert variants.compare == ("raw", "rewritten")
    assert sum(len(arm.cases) for arm in regression.arms) == 6


def test_what_the_validity_report_says_is_what_its_writer_writes(monkeypatch):
    """But for tables, the command and the figures below the aim: a run drops no word of it."""
    monkeypatch.syspath_prepend(EVALS)
    report, steps = import_module("metric_report").report, import_module("degraded_clips").steps
    values = {name: {f"clip{k}": float(k) for k in range(3)} for name in ("flicker", "warp_error", "vbench_flicker")}
    scores = dict.fromkeys(steps((3,), {*LADDER, *HARMLESS}), values)
    metrics = [find_metric(name) for name in values]

    page = report(scores, metrics, severities=(3,), command="", backbones=("", ""), minutes=0).splitlines()
    kept = (EVALS.parent / "reports" / "metrics.md").read_text(encoding="utf-8").splitlines()

    assert [line for line in kept if not line.startswith(("|", "`python", "Below")) and line not in page] == []


def test_the_power_that_fits_makes_confidence_as_great_as_the_share_that_is_right(monkeypatch):
    """Of readings that say a quarter, and of those that say 0.64, the root is right."""
    monkeypatch.syspath_prepend(EVALS)
    fit = import_module("measure_confidence").likeliest_power
    said, right = [0.25] * 10 + [0.64] * 10, [True] * 5 + [False] * 5 + [True] * 8 + [False] * 2

    assert fit(said, right) == pytest.approx(0.5, abs=0.02)
