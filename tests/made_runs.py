"""Runs with scores as a test wants them, without clips."""

from dataclasses import replace

from promptkit.entry import Asked, Entry, Settings
from promptkit.metric import Score, Series
from promptkit.run import open_run

BETTER = {
    "lpips_drift": "lower",
    "lpips_adjacent": "lower",
    "flicker": "lower",
    "identity": "higher",
    "motion": "neither",
}
UNITS = {"lpips_drift": "LPIPS per second", "lpips_adjacent": "LPIPS", "flicker": "visible contrast",
         "identity": "cosine", "motion": "frame heights per second"}  # fmt: skip
SETTINGS = Settings(
    metrics=dict.fromkeys(BETTER, 1), perceptual="alex", face="dlib", weights={"alex": "ab" * 32}, decoder="PyAV 18.1.0"
)


def a_score(metric="flicker", value=1.0, *, series=None, detail=None):
    """A score; a text instead of a number is the reason why there is none, after "failed: " or "not_applicable: "."""
    status, why = "scored", None
    if isinstance(value, str):
        status, _, why = value.partition(": ")
        value = None
    return Score(
        metric=metric, version=1, status=status, value=value, why=why, unit=UNITS.get(metric, "x"),
        better=BETTER.get(metric, "lower"), detail=detail or {}, series=Series(*series) if series else None,
    )  # fmt: skip


def an_entry(case="beach", scores=None, *, clip=None, prompt=None, **changes):
    """A clip of a run; `scores` by metric: numbers, reasons or scores."""
    made = {name: a_score(name, value) if isinstance(value, (int, float, str)) else value
            for name, value in (scores or {"flicker": 1.0}).items()}  # fmt: skip
    entry = Entry(
        case=case, clip=clip or f"{case}.mp4", sha256="cd" * 32, width=480, height=270, fps=24.0, frames=48,
        duration=2.0, scores=made, shot=Asked(id=case, prompt=prompt) if prompt else None,
    )  # fmt: skip
    return replace(entry, **changes)


def a_run(folder, *entries, **settings):
    """A run with these entries, written to disk and closed."""
    metrics = {name: 1 for entry in entries for name in entry.scores}
    with open_run(folder, replace(SETTINGS, **{"metrics": metrics, **settings})) as run:
        for entry in entries:
            run.append(entry)
    return run


def a_run_of(folder, metric, values, **settings):
    """A run of one metric; values by case."""
    return a_run(folder, *(an_entry(case, {metric: value}) for case, value in values.items()), **settings)
