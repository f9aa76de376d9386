"""The validity report as Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from degraded_clips import NOT_CLEAN, SECONDS, SHORT_PX, Step
from metric_validity import Moved, Told, moved, spread, told, worse_by

from promptkit.metric import Metric
from promptkit.testing.claims import CLAIMS
from promptkit.testing.degrade import HARMLESS, LADDER

VBENCH = "vbench_flicker"
"""The metric whose figures stand beside those of all others."""
AIM = 0.98
"""Area under the curve at `AT` that is asked of a metric for what it names."""
AT = 3
"""Severity at which metrics are judged."""
HOW_TO_READ = (
    "LPIPS follows what happens in a clip: it tells a clip from its own copy (own), not one clip from another "
    "(AUROC), and moves with the frame rate, the size and a pan. `detail_loss` is what tells blur from one clip to "
    "another, `temporal_noise` noise, `texture_crawl` boiling, `cuts` cuts; `lpips_warped`, by request, is the LPIPS "
    "that sees noise and boiling ([perceptual.md](perceptual.md)). `identity` sees a morph by seven clips "
    "only, of which one keeps little of itself when clean (a face that talks and turns); `identity_drift` has no value "
    "for two of the seven, whose heads turn from one end to the other, and [identity.md](identity.md) has it on "
    "eighteen clips. On clips that nothing was tuned on, some figures are lower: [flicker.md](flicker.md) and "
    "[motion_metrics.md](motion_metrics.md) have those "
    "of `flicker`, `wobble` and `shake`; `detail_loss` had AUROC 0.90 and own 1.00 on 31 others with a prototype of "
    "the same measure, where AI-generated clips that lose detail by themselves stand in its way (no command prints "
    "that). [other_degradations.md](other_degradations.md) has degradations that were not written for these metrics."
)
"""What the claims' figures do not say. Written by hand: a run does not change it, so look at it after one."""
Scores = Mapping[Step, Mapping[str, Mapping[str, float]]]
"""By step, metric and clip."""


def report(
    scores: Scores, metrics: Sequence[Metric], *,
    severities: tuple[int, ...], command: str, backbones: tuple[str, str], minutes: float,
) -> str:  # fmt: skip
    """The whole page."""
    clips = sorted({clip for found in scores[Step("")].values() for clip in found})
    done = [name for name in LADDER if Step(name, AT) in scores]
    made = (
        f"`{command}`: {len(clips)} clips ({', '.join(clips)}), the first {SECONDS:g} s at a short side of {SHORT_PX} "
        f"px; severities {', '.join(map(str, severities))}; backbones {' and '.join(backbones)}; {minutes:.0f} minutes."
    )
    explained = (
        "Severity 1 is barely visible, 3 clearly, 5 gross; the amounts stand at the end. A claim is data "
        "(`promptkit/testing/claims.py`), not what came out best."
    )
    parts = [
        "# What each metric sees, and what it should not",
        made,
        explained,
        *_claims(scores, metrics, severities, done),
        *_silences(scores, metrics, done),
        *_unclaimed(scores, metrics),
        "## The ladder",
        _table(
            ["degradation", "amounts at severities 1 to 5", "of what"],
            [[one.name, ", ".join(f"{amount:g}" for amount in one.amounts), one.unit] for one in LADDER.values()],
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _claims(scores: Scores, metrics: Sequence[Metric], severities: tuple[int, ...], done: list[str]) -> Iterator[str]:
    yield "## What it names, it must see"
    yield (
        f"Clips at severity {AT} against the same clips clean. AUROC: the chance that a degraded clip, picked at "
        "random, scores worse than a clean one, picked at random; 95 % bootstrap interval over clips. Own: share of "
        "clips that score worse than they did. Spearman: rank correlation with severity within a clip, median. VBench: "
        "AUROC of its published flicker formula on the same clips. n: clips with a score both before and after."
        + "".join(
            f" {clip} does not count as clean of {' and '.join(names)}, of which it has more than severity 1 puts in."
            for clip, names in NOT_CLEAN.items()
        )
    )
    rows = [
        [metric.name, name, *_told_cells(scores, metric, name, severities)]
        for metric in metrics
        for name in CLAIMS.get(metric.name, ())
        if name in done
    ]
    yield _table(
        ["metric", "degradation", "n", "clean median", f"at {AT}", "AUROC", "95 %", "own", "Spearman", "VBench"], rows
    )
    missed = [f"`{row[0]}` on {row[1]} ({row[5]})" for row in rows if row[2] != "too few" and float(row[5]) < AIM]
    yield f"Below the aim of {AIM}: {', '.join(missed)}." if missed else f"All reach the aim, {AIM}."
    yield HOW_TO_READ
    yield "![Median over clips by severity](metrics_severity.svg)"
    yield "AUROC of every metric on every degradation; framed: claimed."
    yield "![AUROC of every metric on every degradation](metrics_auroc.svg)"


def _told_cells(scores: Scores, metric: Metric, name: str, severities: tuple[int, ...]) -> list[str]:
    found = tell(scores, metric.name, metric.better, name, severities)
    if found is None:
        return ["too few", *[""] * 7]
    clean, degraded = (scores[step][metric.name].values() for step in (Step(""), Step(name, AT)))
    published = tell(scores, VBENCH, "higher", name, severities)
    return [
        str(found.clips), f"{median(clean):.4g}", f"{median(degraded):.4g}", f"{found.auroc:.2f}",
        f"{found.low:.2f}–{found.high:.2f}", f"{found.worse:.2f}", f"{found.spearman:.2f}",
        f"{published.auroc:.2f}" if published else "",
    ]  # fmt: skip


def tell(scores: Scores, metric: str, better: str, name: str, severities: tuple[int, ...]) -> Told | None:
    """How well a metric tells a degradation."""
    ladder = {s: scores[Step(name, s)].get(metric, {}) for s in severities if Step(name, s) in scores}
    values = scores[Step("")].get(metric, {}).items()
    clean = {clip: value for clip, value in values if name not in NOT_CLEAN.get(clip, ())}
    return told(clean, ladder, at=AT, sign=worse_by(better))


def _silences(scores: Scores, metrics: Sequence[Metric], done: list[str]) -> Iterator[str]:
    yield "## What it does not name, it should leave alone"
    yield (
        "Change of the score, in clean spreads: the interquartile range over the clean clips (in the metric's own "
        "unit, marked u, where that range is 0). Median of the absolute change / the worst one, signed. Bold: a median "
        "of half a spread or more. Empty: claimed. –: no clip has both scores."
    )
    named = [*(metric.name for metric in metrics if metric.name in CLAIMS and metric.name != VBENCH), VBENCH]
    harmless = [name for name in HARMLESS if Step(name) in scores]
    for title, changes in (
        ("Harmless changes", harmless),
        (f"Degradations that it does not name, at severity {AT}", done),
    ):
        if changes:
            yield f"### {title}"
            rows = [[name, *(_moved_cell(scores, metric, name) for metric in named)] for name in changes]
            yield _table(["change", *named], rows)
    if harmless:
        yield "### The harmless change that moves it most"
        yield _table(["metric", "change", "clip", "by"], [_worst_row(scores, metric, harmless) for metric in named])


def _worst_row(scores: Scores, metric: str, changes: list[str]) -> list[str]:
    found = {name: moved for name in changes if (moved := shift(scores, metric, name)[0])}
    if not found:
        return [metric, "–", "", ""]
    name = max(found, key=lambda name: abs(found[name].worst))
    return [metric, name, found[name].clip, f"{found[name].worst:+.2f}"]


def _moved_cell(scores: Scores, metric: str, name: str) -> str:
    if name in CLAIMS.get(metric, ()):
        return ""
    found, unit = shift(scores, metric, name)
    if found is None:
        return "–"
    text = f"{found.median:.2f} / {found.worst:+.2f}{'' if unit else ' u'}"
    return f"**{text}**" if found.median >= 0.5 and unit else text


def shift(scores: Scores, metric: str, name: str) -> tuple[Moved | None, float]:
    """How far a change moves a metric, in which unit."""
    clean = scores[Step("")].get(metric, {})
    unit = spread(clean.values()) if clean else 0.0
    after = Step(name, AT) if name in LADDER else Step(name)
    before = Step(name, is_baseline=True) if Step(name, is_baseline=True) in scores else Step("")
    return moved(scores[before].get(metric, {}), scores[after].get(metric, {}), unit), unit


def _unclaimed(scores: Scores, metrics: Sequence[Metric]) -> Iterator[str]:
    rows = []
    for metric in metrics:
        if metric.name not in CLAIMS:
            values = scores[Step("")].get(metric.name, {}).values()
            cells = [f"{median(values):.4g}", f"{spread(values):.4g}", str(len(values))] if values else ["–", "–", "0"]
            rows.append([metric.name, metric.unit, metric.better, *cells])
    if rows:
        yield "## Metrics that claim nothing"
        yield _table(["metric", "unit", "better", "clean median", "clean spread", "n"], rows)


def _table(header: list[str], rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in (header, ["---"] * len(header), *rows))
