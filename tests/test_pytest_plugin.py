"""`pytest evals` tests suites, and says in words what is wrong with which clip."""

import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from suites import write_suite

from promptkit.new_project import write_project
from promptkit.study import run_suite
from promptkit.suite import read_suite

pytest_plugins = ["pytester"]
ROOT = Path(__file__).parents[1]
IS_INSTALLED = any(point.value == "promptkit.pytest_plugin" for point in entry_points(group="pytest11"))
PLUGIN = () if IS_INSTALLED else ("-p", "promptkit.pytest_plugin")
ONE_ARM = {"variants": {"clean": {}}, "compare": None, "limits": {"flicker": {"max": 0.05}}}


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    """The runs of the suite ONE_ARM and of one whose clips flicker, so that tests score nothing again."""
    folder = tmp_path_factory.mktemp("scored")
    for name, flaws in (("tiny", {}), ("flickering", {"flaws": {"flicker": 0.1}})):
        suite = write_suite(folder / name, **{**ONE_ARM, "name": name, "variants": {"clean": flaws}})
        list(run_suite(read_suite(suite), folder / "runs" / name))
    return folder


@pytest.fixture
def project(pytester, scored):
    """A project with one suite in evals, scored already; `pytest` runs in it."""
    shutil.copytree(scored / "tiny", pytester.path / "evals")
    shutil.copytree(scored / "runs", pytester.path / "runs")
    pytester.pytest = lambda *arguments: pytester.runpytest_inprocess(*PLUGIN, "-p", "no:cacheprovider", *arguments)
    return pytester


def test_a_suite_is_a_test_a_case_and_one_for_the_gate(project):
    """What is in evals is collected and passes; what was scored is not scored again."""
    before = (project.path / "runs" / "tiny" / "clean" / "scores.jsonl").read_bytes()
    result = project.pytest("evals", "-v")

    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["*suite.yaml::clean/pier PASSED*", "*clean/flag PASSED*", "*::gate PASSED*"])
    assert (project.path / "runs" / "tiny" / "clean" / "scores.jsonl").read_bytes() == before


def test_a_degraded_clip_is_said_in_words(project, scored):
    """The gate's failure names metric, arm, size, limit and the worst clips, and shows no code."""
    shutil.copytree(scored / "flickering", project.path / "evals", dirs_exist_ok=True)
    result = project.pytest("evals")

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        ["fail: flickering, 1 fail*", "*fail*flicker in clean: *visible contrast over 2 prompts, limit at most 0.0500*"]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_a_clip_that_cannot_be_had_fails_its_own_test(project):
    """One case has no file: it fails with the reason, the gate says that the run is not complete, the rest passes."""
    clips = project.path / "runs" / "tiny" / "clean" / "clips"
    folder = {"folder": "../clips/{case}.mp4"}
    write_suite(project.path / "evals", **{**ONE_ARM, "name": "mine", "provider": folder})
    (project.path / "clips").mkdir()
    shutil.copy(clips / "pier.mp4", project.path / "clips")
    result = project.pytest("evals")

    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(
        ["clean/flag has no scores: *flag.mp4: there is no such clip*", "*is not complete: 1 of 2*"]
    )


def test_only_suites_are_collected_and_only_where_they_are_meant(project):
    """YAML that is no suite, and suites outside evals, are left alone; a suite that is named is taken."""
    (project.path / "evals" / "notes.yaml").write_text("name: notes\nmetrics: none\n")
    shutil.copytree(project.path / "evals", project.path / "data")

    assert project.pytest("--collect-only", "-q").stdout.str().count("::gate") == 1
    assert project.pytest("data", "--collect-only", "-q").stdout.str().count("::gate") == 0
    project.pytest("data/suite.yaml").assert_outcomes(passed=3)


def test_a_mistake_in_a_suite_is_an_error_in_words(project):
    """The message is that of promptkit, with file and field."""
    write_suite(project.path / "evals", **{**ONE_ARM, "metrics": ["flickr"]})
    result = project.pytest("evals")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*suite.yaml:*: unknown metric 'flickr'; did you mean flicker*"])


def test_runs_go_where_they_are_told(project):
    """--promptkit-out names the folder that holds the runs."""
    shutil.move(project.path / "runs", project.path / "elsewhere")

    project.pytest("evals", "--promptkit-out", "elsewhere").assert_outcomes(passed=3)
    assert not (project.path / "runs").exists()


def test_workers_do_not_disturb_each_other(project):
    """Two processes, one fresh run: every test passes, each clip is scored once, and nothing warns."""
    shutil.rmtree(project.path / "runs")
    result = project.runpytest_subprocess(*PLUGIN, "-n", "2", "-W", "error", "evals")

    result.assert_outcomes(passed=3)
    assert len((project.path / "runs" / "tiny" / "clean" / "scores.jsonl").read_text().splitlines()) == 2


def test_a_clip_is_held_to_limits_in_a_test_of_ones_own(project):
    """assert_clip passes, fails with the number, and refuses a bound that says nothing."""
    shutil.copy(project.path / "runs" / "flickering" / "clean" / "clips" / "pier.mp4", project.path / "bad.mp4")
    shutil.copy(project.path / "runs" / "tiny" / "clean" / "clips" / "pier.mp4", project.path / "good.mp4")
    project.makepyfile("""
        def test_good(assert_clip, promptkit_score):
            assert_clip("good.mp4", flicker=0.05, motion=(0.0, None))
            assert promptkit_score("good.mp4", "flicker")["flicker"].value < 0.05

        def test_bad(assert_clip):
            assert_clip("bad.mp4", flicker=0.05)

        def test_no_face(assert_clip):
            assert_clip("good.mp4", identity=0.5)

        def test_senseless(assert_clip):
            assert_clip("good.mp4", motion=0.5)
    """)
    result = project.pytest()

    result.assert_outcomes(passed=1 + 3, failed=3)  # with the suite in evals
    result.stdout.fnmatch_lines(
        [
            "bad.mp4: flicker is * visible contrast, above 0.0500",
            "good.mp4: identity not applicable: *",
            "*motion is neither good nor bad by itself; give (least, most)*",
        ]
    )


def test_a_new_project_passes(pytester, scored):  # noqa: ARG001  (scored: libraries are loaded)
    """What promptkit init makes is collected whole, and its regression suite passes at once."""
    write_project(pytester.path)

    collected = pytester.runpytest_inprocess(*PLUGIN, "evals", "--collect-only", "-q").stdout.str()
    assert (collected.count("regression.yaml::"), collected.count("variants.yaml::")) == (7, 24)
    pytester.runpytest_inprocess(*PLUGIN, "evals/regression.yaml").assert_outcomes(passed=7)


def test_other_projects_do_not_pay_for_the_plugin():
    """Beyond pytest itself the plugin costs less than 30 ms of processor time, and loads nothing heavy."""
    code = (
        "import pytest, sys, time; begin = time.process_time(); import promptkit.pytest_plugin\n"
        "print(time.process_time() - begin, *{name.split('.')[0] for name in sys.modules})"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(3)]
    seconds, *loaded = min((run.stdout.split() for run in runs), key=lambda words: float(words[0]))

    assert float(seconds) < 0.03
    assert not {*loaded} & {"numpy", "torch", "spacy", "pandas", "pydantic", "yaml", "click", "rich", "av", "cv2"}


def test_pytest_finds_the_plugin():
    """The package declares it, so that nobody has to switch it on."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]["pytest11"]

    assert declared == {"promptkit": "promptkit.pytest_plugin"}
