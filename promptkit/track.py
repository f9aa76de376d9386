"""The scores of a run in the tracker that a team has: MLflow, or Weights & Biases.

An arm becomes a run there. It holds the arm's settings, the mean over prompts of each metric, how many cases have a
value (`scored/METRIC`), and the table of all scores (`promptkit.export`). Where that lies and who may write there is
between the tracker and its own variables: MLFLOW_TRACKING_URI, WANDB_MODE=offline, WANDB_DIR and others.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from promptkit.errors import MissingExtra, UsageError
from promptkit.export import frame_of, runs_of
from promptkit.run import Run
from promptkit.stats import over_prompts

if TYPE_CHECKING:
    import pandas as pd

PROJECT = "promptkit"


@dataclass(frozen=True, kw_only=True)
class Arm:
    """What a tracker is told of one arm."""

    name: str
    settings: dict[str, str]
    numbers: dict[str, float]
    table: "pd.DataFrame"


def arms(folder: Path) -> list[Arm]:
    """The arms of a study that were begun, or the one of a single run.

    Raises:
        UsageError: as `frame_of`.
    """
    frame = frame_of(folder)
    return [
        Arm(name=name, settings=_settings(run), numbers=dict(_numbers(part)), table=part)
        for name, run in runs_of(folder).items()
        for part in [frame[frame["arm"] == name]]
    ]


def to_mlflow(folder: Path, *, experiment: str = PROJECT) -> list[str]:
    """Log each arm as a run of an MLflow experiment, which is made where there is none; the names of the arms.

    Raises:
        MissingExtra: mlflow is not installed.
        UsageError: nothing has been scored, or MLflow refuses.
    """
    if find_spec("mlflow") is None:
        raise MissingExtra("mlflow", "an export to MLflow", "mlflow")
    told = arms(folder)
    from mlflow import MlflowClient  # noqa: PLC0415
    from mlflow.entities import Metric, Param  # noqa: PLC0415
    from mlflow.exceptions import MlflowException  # noqa: PLC0415

    try:
        client = MlflowClient()
        found = client.get_experiment_by_name(experiment)
        into = found.experiment_id if found else client.create_experiment(experiment)
        for arm in told:
            run_id = client.create_run(
                into, run_name=arm.name, tags={"promptkit.run": folder.resolve().name}
            ).info.run_id
            now = int(time.time() * 1000)
            status: Literal["FINISHED", "FAILED"] = "FAILED"
            try:
                client.log_batch(
                    run_id,
                    metrics=[Metric(key, value, now, 0) for key, value in arm.numbers.items()],
                    params=[Param(key, value) for key, value in arm.settings.items()],
                )
                client.log_text(run_id, arm.table.to_csv(index=False, lineterminator="\n"), "scores.csv")
                status = "FINISHED"
            finally:
                client.set_terminated(run_id, status)
    except MlflowException as error:
        raise UsageError(f"MLflow: {error}; check MLFLOW_TRACKING_URI, and the experiment {experiment!r}") from error
    return [arm.name for arm in told]


def to_wandb(folder: Path, *, project: str = PROJECT) -> list[str]:
    """Log each arm as a run of a Weights & Biases project, grouped under the folder's name; the names of the arms.

    Raises:
        MissingExtra: wandb is not installed.
        UsageError: nothing has been scored, or W&B refuses.
    """
    if find_spec("wandb") is None:
        raise MissingExtra("wandb", "an export to Weights & Biases", "wandb")
    told = arms(folder)
    import wandb  # noqa: PLC0415

    try:
        for arm in told:
            # A table takes None for what is not there, and no kind of missing value of pandas.
            rows = arm.table.astype(object).where(arm.table.notna(), None).to_numpy().tolist()
            group = folder.resolve().name
            with wandb.init(project=project, group=group, name=arm.name, config=arm.settings) as run:
                run.summary.update(arm.numbers)
                run.log({"scores": wandb.Table(columns=[*arm.table.columns], data=rows)})
    except wandb.Error as error:
        raise UsageError(f"Weights & Biases: {error}; log in, or set WANDB_MODE=offline") from error
    return [arm.name for arm in told]


def _settings(run: Run) -> dict[str, str]:
    """As flat text, without what is not set: `weights/alex`, `metrics/flicker`."""
    flat: dict[str, str] = {"made_by": run.made_by}
    for key, value in asdict(run.settings).items():
        if isinstance(value, dict):
            flat |= {f"{key}/{name}": str(one) for name, one in value.items()}
        elif value or value == 0:
            flat[key] = value if isinstance(value, str) else json.dumps(value)
    return flat


def _numbers(table: "pd.DataFrame") -> Iterator[tuple[str, float]]:
    for metric, scores in table.groupby("metric", sort=False):
        known = scores[scores["value"].notna()]
        yield f"scored/{metric}", float(len(known))
        if len(known):
            yield str(metric), float(over_prompts(known["value"], known["prompt_id"].tolist()).mean())
