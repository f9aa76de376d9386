"""A step of a GitHub Action, run as a runner runs it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def run_step(action: dict, step_id: str, *, cwd: Path, temp: Path, **given: str) -> subprocess.CompletedProcess:
    """Run a step's script in a folder; `given` are the action's inputs, others have their defaults.

    `temp` is the runner's folder, in which its files of outputs and of the summary lie too.
    """
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    (temp / "bin").mkdir(exist_ok=True)
    program = temp / "bin" / "promptkit"
    program.write_text(f"#!{sys.executable}\nfrom promptkit.cli import main\nif __name__ == '__main__':\n    main()\n")
    program.chmod(0o755)
    (step,) = [step for step in action["runs"]["steps"] if step.get("id") == step_id]
    inputs = {name.replace("-", "_"): each.get("default", "") for name, each in action["inputs"].items()}
    inputs = {**inputs, "compare": "", **given}
    names = {name: re.search(r"inputs\.([\w-]+)", value)[1] for name, value in step["env"].items()}
    files = {name: str(temp / name.lower()) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    env = {name: inputs[of.replace("-", "_")] for name, of in names.items()}
    path = f"{temp / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=cwd,
        env={**os.environ, **env, **files, "RUNNER_TEMP": str(temp), "PATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def outputs(temp: Path) -> dict[str, str]:
    """What the step gave back."""
    return dict(line.split("=", 1) for line in (temp / "github_output").read_text(encoding="utf-8").splitlines())
