"""Does each metric see what it names, and nothing else? Writes reports/metrics.md and its plots.

    python evals/measure_metrics.py [--quick] [--metric NAME]... [--change NAME]... [--severity N]...
        [--perceptual NAME] [--face NAME]

Clean clips of the shared material (PROMPTKIT_SHARED; `degraded_clips.SOURCES`, the first seconds, short side 256) are
degraded by the ladder of `promptkit.testing.degrade` and changed in ways that harm nothing. Every metric that is
scored by default, or named, scores all of them; at severities other than 3 those that claim to see the degradation.
The files stay in the work folder and what was observed in the cache, so that a run after a change of a metric is
quick. A run of part of it (`--quick`, `--severity`, `--metric`, `--change`: a degradation or a harmless change) is
written into the work folder.
"""

import argparse
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

from degraded_clips import SOURCES, Step, make, prepare, stem, steps
from metric_plots import draw
from metric_report import AT, VBENCH, Scores, report

from promptkit.cache import cache_folder
from promptkit.clip import open_clip
from promptkit.errors import UnknownName
from promptkit.metric import all_metrics, default_metrics
from promptkit.plan import Plan, plan
from promptkit.score import measure
from promptkit.testing.claims import CLAIMS
from promptkit.testing.degrade import HARMLESS, LADDER, SEVERITIES

QUICK_CLIPS, QUICK_SEVERITIES = 4, (1, 3, 5)
PROCESSES = 2
Names = tuple[str, ...]
Values = dict[str, float]


@cache
def _plan(metrics: Names, perceptual: str, face: str) -> Plan:
    return plan(metrics=metrics, backbone=perceptual, face=face)


def one_thread() -> None:
    """In a process of its own, so that two of them do not fight for cores."""
    import cv2  # noqa: PLC0415
    import torch  # noqa: PLC0415

    torch.set_num_threads(1)
    cv2.setNumThreads(1)


def score(source: str, step: Step, *, work: Path, how: tuple[Names, str, str]) -> Values:
    """A changed clip's score by metric, where it has one; empty where the change cannot be made of this clip."""
    metrics, perceptual, face = how
    is_judged = step.severity in (0, AT)
    asked = tuple(name for name in metrics if is_judged or step.name in CLAIMS.get(name, ()))
    path = make(source, step, work=work) if asked else None
    if path is None:
        return {}
    beside = (VBENCH,) if is_judged and VBENCH not in asked else ()
    found = measure(open_clip(path), _plan((*asked, *beside), perceptual, face)).scores
    if failed := {name: one.why for name, one in found.items() if one.status == "failed"}:
        raise RuntimeError(f"{path}: {failed}")
    return {name: one.value for name, one in found.items() if one.value is not None}


def score_all(sources: Names, todo: Sequence[Step], *, work: Path, how: tuple[Names, str, str]) -> Scores:
    """All scores, by step, metric and clip."""
    clips = Path(os.environ["PROMPTKIT_SHARED"]) / "clips"
    scores: Scores = defaultdict(lambda: defaultdict(dict))
    with ProcessPoolExecutor(PROCESSES, get_context("spawn"), initializer=one_thread) as pool:
        list(pool.map(partial(prepare, clips=clips, work=work), SOURCES))
        job = partial(score, work=work, how=how)
        running = {pool.submit(job, source, step): (stem(source), step) for step in todo for source in sources}
        for count, done in enumerate(as_completed(running), start=1):
            clip, step = running[done]
            for metric, value in done.result().items():
                scores[step][metric][clip] = value
            sys.stderr.write(f"\r{count} of {len(running)} {step.folder:40}")
    sys.stderr.write("\n")
    return scores


def chosen(kind: str, names: Names, known: Iterable[str]) -> Names:
    """Those that were asked for, all where none was."""
    if unknown := sorted({*names} - {*known}):
        raise UnknownName(kind, unknown[0], known)
    return names or tuple(known)


def main() -> None:
    """Score everything, write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="four clips, severities 1, 3, 5")
    parser.add_argument("--metric", action="append", default=[], metavar="NAME", help="only this metric; repeatable")
    parser.add_argument("--change", action="append", default=[], metavar="NAME", help="only this change; repeatable")
    parser.add_argument("--severity", action="append", default=[], metavar="N", type=int, help="only this; repeatable")
    parser.add_argument("--perceptual", default="auto", help="backbone, such as alex")
    parser.add_argument("--face", default="auto", help="backbone, such as mobilefacenet")
    parser.add_argument("--work", type=Path, default=cache_folder() / "measure_metrics", help="folder of the files")
    parser.add_argument("--out", type=Path, help="the report; by default reports/metrics.md, or WORK/ if partial")
    asked = parser.parse_args()
    start_s = time.perf_counter()
    metrics = chosen("metric", tuple(asked.metric), all_metrics() if asked.metric else default_metrics())
    changes = chosen("degradation or harmless change", tuple(asked.change), (*LADDER, *HARMLESS))
    sources = SOURCES[:QUICK_CLIPS] if asked.quick else SOURCES
    severities = tuple(asked.severity) or (QUICK_SEVERITIES if asked.quick else SEVERITIES)
    if AT not in severities or not {*severities} <= {*SEVERITIES}:
        parser.error(f"--severity {severities}: of {SEVERITIES}, {AT} among them, since there metrics are judged")
    how = (metrics, asked.perceptual, asked.face)
    scores = score_all(sources, list(steps(severities, {*changes})), work=asked.work, how=how)
    flags = ["--quick"] * asked.quick + [
        f"--{kind} {name}" for kind in ("metric", "change", "severity") for name in vars(asked)[kind]
    ]
    out = asked.out or (asked.work if flags else Path(__file__).parents[1] / "reports") / "metrics.md"
    flags += [f"--{kind} {vars(asked)[kind]}" for kind in ("perceptual", "face") if vars(asked)[kind] != "auto"]
    settled = _plan(*how)
    page = report(
        scores, settled.metrics, severities=severities, command=" ".join(["python evals/measure_metrics.py", *flags]),
        backbones=(settled.perceptual, settled.face), minutes=(time.perf_counter() - start_s) / 60,
    )  # fmt: skip
    out.write_text(page, encoding="utf-8")
    draw(scores, settled.metrics, severities=severities, folder=out.parent)
    print(out)


if __name__ == "__main__":
    main()
