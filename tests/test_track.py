"""Scores in MLflow and in Weights & Biases, whose libraries are stood in for: the calls that they would get.

The stand-ins take the arguments that the libraries document (MLflow 2.16 and 3, wandb 0.19 and later), and no others.
"""

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType, SimpleNamespace
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from gated import a_study, a_suite, good

from promptkit.cli import cli
from promptkit.errors import MissingExtra, UsageError
from promptkit.stats import over_prompts
from promptkit.track import to_mlflow, to_wandb


@pytest.fixture
def study(tmp_path):
    """A run of two arms, with one value that is not there."""
    suite = a_suite(tmp_path / "evals", variants={"raw": {}, "rewritten": {}})
    lacking = ("rewritten", "shot3", "identity")
    return a_study(tmp_path / "run", suite, lambda *of: "not_applicable: no face" if of == lacking else good(*of))


def mean(arm, metric, *, without=()):
    """Over the eight prompts of the suite."""
    shots = [f"shot{number}" for number in range(8) if f"shot{number}" not in without]
    return over_prompts([good(arm, shot, metric) for shot in shots], shots).mean()


def installed(monkeypatch, name, **content):
    """A module of that name, as if it were installed."""
    module = ModuleType(name)
    module.__spec__ = ModuleSpec(name, None)
    vars(module).update(content)
    monkeypatch.setitem(sys.modules, name, module)


class Metric(NamedTuple):
    """mlflow.entities.Metric."""

    key: str
    value: float
    timestamp: int
    step: int


class Param(NamedTuple):
    """mlflow.entities.Param."""

    key: str
    value: str


class MlflowException(Exception):
    """mlflow.exceptions.MlflowException."""


@pytest.fixture
def mlflow(monkeypatch):
    """What a server would hold, with an error to raise when a run is written to."""
    server = SimpleNamespace(experiments={}, runs={}, error=None)

    class MlflowClient:
        def __init__(self, tracking_uri=None, registry_uri=None):
            assert (tracking_uri, registry_uri) == (None, None)

        def get_experiment_by_name(self, name):
            return server.experiments.get(name)

        def create_experiment(self, name, artifact_location=None, tags=None):  # noqa: ARG002
            server.experiments[name] = SimpleNamespace(experiment_id=str(len(server.experiments) + 1))
            return server.experiments[name].experiment_id

        def create_run(self, experiment_id, start_time=None, tags=None, run_name=None):  # noqa: ARG002
            run_id = f"run{len(server.runs)}"
            server.runs[run_id] = SimpleNamespace(
                name=run_name, into=experiment_id, tags=tags, texts={}, status="RUNNING"
            )
            return SimpleNamespace(info=SimpleNamespace(run_id=run_id))

        def log_batch(self, run_id, metrics=(), params=(), tags=(), synchronous=None):  # noqa: ARG002
            if server.error:
                raise server.error
            assert all(isinstance(one.value, float) and isinstance(one.timestamp, int) for one in metrics)
            assert all(isinstance(one.value, str) for one in params)
            server.runs[run_id].metrics = {one.key: one.value for one in metrics}
            server.runs[run_id].params = {one.key: one.value for one in params}

        def log_text(self, run_id, text, artifact_file):
            server.runs[run_id].texts[artifact_file] = text

        def set_terminated(self, run_id, status=None, end_time=None):  # noqa: ARG002
            server.runs[run_id].status = status

    installed(monkeypatch, "mlflow", MlflowClient=MlflowClient)
    installed(monkeypatch, "mlflow.entities", Metric=Metric, Param=Param)
    installed(monkeypatch, "mlflow.exceptions", MlflowException=MlflowException)
    return server


@pytest.fixture
def wandb(monkeypatch):
    """The runs that were begun, and an error to raise instead."""
    service = SimpleNamespace(runs=[], error=None)

    class Run:
        def __init__(self, **about):
            self.about, self.summary, self.logged, self.finished = about, {}, {}, False

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self.finished = True

        def log(self, data, step=None, commit=None):  # noqa: ARG002
            self.logged |= data

    class Error(Exception):
        """wandb.Error."""

    class Table:
        def __init__(self, columns=None, data=None):
            assert all(len(row) == len(columns) for row in data)
            self.rows = [dict(zip(columns, row, strict=True)) for row in data]

    def init(*, project=None, group=None, name=None, config=None):
        if service.error:
            raise Error(service.error)
        assert not service.runs or service.runs[-1].finished, "one run at a time"
        service.runs.append(Run(project=project, group=group, name=name, config=config))
        return service.runs[-1]

    installed(monkeypatch, "wandb", init=init, Table=Table, Error=Error)
    return service


def test_mlflow_holds_an_arm_a_run(study, mlflow):
    """Means over prompts, how many cases have a value, the settings and the table, in one experiment."""
    assert to_mlflow(study, experiment="clips") == ["raw", "rewritten"]

    raw, rewritten = mlflow.runs.values()
    assert (raw.name, raw.into, raw.tags, raw.status) == ("raw", "1", {"promptkit.run": "run"}, "FINISHED")
    assert raw.metrics["flicker"] == pytest.approx(mean("raw", "flicker"))
    assert rewritten.metrics["identity"] == pytest.approx(mean("rewritten", "identity", without=["shot3"]))
    assert (rewritten.metrics["scored/identity"], rewritten.metrics["scored/flicker"]) == (7, 8)
    assert raw.params["metrics/flicker"] == "1"
    assert raw.params["device"] == "cpu"
    assert raw.texts["scores.csv"].count("\n") == 1 + 8 * 3
    assert "rewritten" not in raw.texts["scores.csv"]


def test_an_experiment_that_is_there_is_used(study, mlflow):
    """Exported twice, four runs stand in one experiment."""
    to_mlflow(study)
    to_mlflow(study)

    assert [*mlflow.experiments] == ["promptkit"]
    assert [run.into for run in mlflow.runs.values()] == ["1"] * 4


def test_a_run_that_mlflow_refuses_is_no_finished_one(study, mlflow):
    """It is closed as failed, and the error says where to look."""
    mlflow.error = MlflowException("no such host")

    with pytest.raises(UsageError, match="MLflow: no such host; check MLFLOW_TRACKING_URI"):
        to_mlflow(study)
    assert [run.status for run in mlflow.runs.values()] == ["FAILED"]


def test_wandb_holds_an_arm_a_run(study, wandb):
    """Grouped by the folder, each finished before the next; what is not there is None in the table."""
    assert to_wandb(study, project="clips") == ["raw", "rewritten"]

    raw, rewritten = wandb.runs
    about = {name: rewritten.about[name] for name in ("project", "group", "name")}
    assert about == {"project": "clips", "group": "run", "name": "rewritten"}
    assert raw.about["config"]["metrics/flicker"] == "1"
    assert raw.summary["flicker"] == pytest.approx(mean("raw", "flicker"))
    assert rewritten.summary["scored/identity"] == 7
    lacking = [row for row in rewritten.logged["scores"].rows if row["value"] is None]
    assert [(row["case"], row["metric"], row["why"]) for row in lacking] == [("shot3", "identity", "no face")]
    assert rewritten.finished


def test_what_wandb_refuses_is_said(study, wandb):
    """With what to do."""
    wandb.error = "api_key not configured"

    with pytest.raises(UsageError, match="api_key not configured; log in, or set WANDB_MODE=offline"):
        to_wandb(study)


@pytest.mark.usefixtures("from_nowhere")
@pytest.mark.parametrize(("log", "name"), [(to_mlflow, "mlflow"), (to_wandb, "wandb")])
def test_without_the_library_it_says_what_to_install(study, monkeypatch, log, name):
    """The message has the pip line."""
    monkeypatch.setattr("promptkit.track.find_spec", lambda _: None)

    with pytest.raises(MissingExtra, match=rf"run: pip install '{name}\b"):
        log(study)


def test_the_command_logs_to_a_tracker(study, mlflow):
    """And says which arms stand where."""
    told = CliRunner().invoke(cli, ["export", str(study), "--format", "mlflow", "--project", "clips"])

    assert told.output == "mlflow: raw, rewritten in clips\n"
    assert [*mlflow.experiments] == ["clips"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "wandb", "-o", "x.csv"], "writes no file"),
        (["--format", "csv"], "--output scores.csv"),
        (["-o", "x.csv", "--project", "clips"], "is for mlflow and wandb"),
    ],
)
def test_options_that_do_not_belong_together_are_refused(study, arguments, said):
    """Before anything is written."""
    told = CliRunner().invoke(cli, ["export", str(study), *arguments])

    assert isinstance(told.exception, UsageError)
    assert said in str(told.exception)
