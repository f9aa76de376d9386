"""Runs of a small suite with scores as a test wants them, without clips; and a gate over them."""

from collections.abc import Callable

import yaml
from made_runs import SETTINGS, a_run, an_entry
from suites import write_suite

from promptkit.cache import write_json
from promptkit.study import SCHEMA
from promptkit.suite import Suite, read_suite
from promptkit.suite_parts import hashes_of

METRICS = ["flicker", "identity", "motion"]
GOOD = {"flicker": 0.01, "identity": 0.9, "motion": 0.2}
Value = Callable[[str, str, str], object]
"""(arm, case, metric) → a number, or "status: why"."""


def a_suite(folder, *, prompts=8, **changes) -> Suite:
    """A suite of one arm `raw` with that many prompts."""
    path = write_suite(
        folder, **{"metrics": METRICS, "variants": {"raw": {}}, "compare": None, "limits": {"flicker": {"max": 1}},
                   **changes}
    )  # fmt: skip
    shots = [{"id": f"shot{number}", "prompt": f"A red flag in field {number}."} for number in range(prompts)]
    (folder / "shots.yaml").write_text(yaml.safe_dump(shots))
    return read_suite(path)


def good(_arm: str, case: str, metric: str) -> float:
    """Scores with some spread between cases, the same on every call."""
    return GOOD[metric] * (1 + 0.01 * (sum(case.encode()) % 7))


def a_study(folder, suite: Suite, value: Value = good, *, leave_out=(), prompt=None, **settings):
    """A run of the suite in a folder."""
    told = {"schema": SCHEMA, "suite": suite.name, "suite_sha256": suite.sha256, "parts": hashes_of(suite),
            "arms": {arm.name: len(arm.cases) for arm in suite.arms}}  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / "study.json", told)
    for arm in suite.arms:
        entries = [
            an_entry(
                case.id, {name: value(arm.name, case.id, name) for name in suite.measured["metrics"]}, prompt=prompt
            )
            for case in arm.cases
            if case.id not in leave_out
        ]
        a_run(folder / arm.name, *entries, **{"perceptual": SETTINGS.perceptual, **settings})
    return folder
