"""The cases of a page: what stands in each row, and what the page's script knows of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from promptkit import curve
from promptkit.caveats import caveats_of, in_words
from promptkit.entry import Asked, Entry
from promptkit.flags import flags_of
from promptkit.metric import Score, unit_of
from promptkit.report.filmstrip import FRAMES, Filmstrip, filmstrip
from promptkit.report.media import address
from promptkit.report.series import packed, points_each
from promptkit.report.sides import Side, cases_of, metrics_of
from promptkit.run import Run

MOST_STILLS = 1600
"""In one page: about 7 MB."""


@dataclass(frozen=True)
class Shown:
    """One clip of a case: what is known of it, and its frames or why there are none."""

    side: Side
    entry: Entry | None
    strip: Filmstrip | None
    flags: tuple[str, ...]


@dataclass(frozen=True)
class CaseRow:
    """One case: what was asked, what each run shows, and its scores."""

    case: str
    shot: Asked | None
    clips: tuple[Shown, ...]
    scores: tuple[tuple[str, tuple[Score | None, ...]], ...]
    """Metric, and the score in each run."""
    caveats: tuple[str, ...]
    """What the scores do not say by themselves."""
    reasons: tuple[str, ...]
    """Why scores are missing."""

    def score(self, metric: str) -> Score | None:
        """That of the first run."""
        return dict(self.scores)[metric][0]


def case_rows(sides: tuple[Side, ...], asked: Mapping[str, Asked]) -> list[CaseRow]:
    """A row a case. Filmstrips become shorter as clips become more, and are left out where they would be none."""
    clips = sum(len(side.run.entries) for side in sides)
    stills = min(FRAMES, MOST_STILLS // max(clips, 1))
    names = metrics_of(sides)
    return [_row(case, sides, names, asked.get(case), stills) for case in cases_of(sides)]


def unanswered(rows: Sequence[CaseRow]) -> dict[str, str]:
    """Metrics that apply to no clip for one and the same reason, and that reason; of a single case there are none."""
    found: dict[str, list[Score | None]] = {}
    for row in rows:
        for name, scores in row.scores:
            found.setdefault(name, []).extend(scores)
    whys = {name: {score.why if score and score.status == "not_applicable" else None for score in of}
            for name, of in found.items()}  # fmt: skip
    return {name: why for name, said in whys.items() if len(rows) > 1 and len(said) == 1 and (why := next(iter(said)))}


def without(row: CaseRow, metrics: Collection[str]) -> CaseRow:
    """The row without what is said of all cases at once."""
    scores = tuple((name, found) for name, found in row.scores if name not in metrics)
    sides = tuple(shown.side for shown in row.clips)
    return replace(row, scores=scores, caveats=_caveats(sides, scores), reasons=tuple(_reasons(sides, scores)))


def data(sides: tuple[Side, ...], rows: Sequence[CaseRow], *, page: Path, embed: bool) -> dict[str, Any]:
    """What the script needs: metrics, and by case its clips, flags, values and curves."""
    curves = sum(bool(_has_curve(score)) for row in rows for _, scores in row.scores for score in scores)
    most = points_each(curves)
    by: dict[str, list[Score]] = {name: [] for name in metrics_of(sides)}
    for row in rows:
        for name, scores in row.scores:
            by[name] += [score for score in scores if score]
    return {
        "sides": [side.name for side in sides],
        "metrics": [
            {"name": name, "better": of[0].better, "unit": unit_of(of), "curve": _of_curve(of)}
            for name, of in by.items()
        ],
        "cases": [_told(row, most, page=page, embed=embed) for row in rows],
    }


def _of_curve(scores: Sequence[Score]) -> dict[str, str | float]:
    """Unit, good direction and margin of a metric's curves, which may not be those of its values."""
    one = next(filter(_has_curve, scores), scores[0])
    return {"unit": curve.unit(one), "better": curve.better(one), "margin": curve.margin(one) or 0.0}


def _scale(scores: Sequence[Score | None]) -> list[float]:
    """What the curves of one case are drawn between, all of them."""
    scales = [curve.scale(score) for score in scores if score and _has_curve(score)]
    return [float(f"{end:.5g}") for end in (min(low for low, _ in scales), max(high for _, high in scales))]


def _told(row: CaseRow, most: int, *, page: Path, embed: bool) -> dict[str, Any]:
    return {
        "id": row.case,
        "clips": [_clip(shown, page=page, embed=embed) for shown in row.clips],
        "flags": sorted({flag["flag"] for shown in row.clips for flag in _flags(shown.entry)}),
        "values": {name: [_short(score.value) if score else None for score in scores] for name, scores in row.scores},
        "series": {
            name: [
                packed(score.series, most) if score and score.series and score.series.t else None for score in scores
            ]
            for name, scores in row.scores
            if any(map(_has_curve, scores))
        },
        "scales": {name: _scale(scores) for name, scores in row.scores if any(map(_has_curve, scores))},
    }


def _row(case: str, sides: tuple[Side, ...], names: Sequence[str], asked: Asked | None, stills: int) -> CaseRow:
    entries = [side.run.entries.get(case) for side in sides]
    clips = tuple(
        Shown(side, entry, _strip(side.run, entry, stills) if entry else None, tuple(f["text"] for f in _flags(entry)))
        for side, entry in zip(sides, entries, strict=True)
    )
    scores = tuple(
        (name, found)
        for name in names
        if any(found := tuple(entry.scores.get(name) if entry else None for entry in entries))
    )
    shot = next((entry.shot for entry in entries if entry and entry.shot), asked)
    return CaseRow(case, shot, clips, scores, _caveats(sides, scores), tuple(_reasons(sides, scores)))


def _caveats(sides: tuple[Side, ...], scores: Sequence[tuple[str, tuple[Score | None, ...]]]) -> tuple[str, ...]:
    """What values do not say by themselves; once where it is the same in both runs."""
    told = [
        [(name, said) for name, found in scores if (one := found[n]) for said in caveats_of(one)]
        for n in range(len(sides))
    ]
    shared = [each for each in told[0] if all(each in own for own in told)]
    only = [(side, [each for each in own if each not in shared]) for side, own in zip(sides, told, strict=True)]
    return (*in_words(shared), *(f"{side.name}: {said}" for side, own in only for said in in_words(own)))


def _reasons(sides: tuple[Side, ...], scores: Sequence[tuple[str, tuple[Score | None, ...]]]) -> list[str]:
    """Why a score has no value; once where it is the same in both runs."""
    said: list[str] = []
    for name, found in scores:
        why = [f"{s.status.replace('_', ' ')}: {s.why}" if s and s.value is None else "" for s in found]
        if len(set(why)) == 1:
            said += [f"{name} {why[0]}"] if why[0] else []
        else:
            said += [f"{name} of {side.name} {text}" for side, text in zip(sides, why, strict=True) if text]
    return said


def _strip(run: Run, entry: Entry, stills: int) -> Filmstrip:
    path, part = run.path_of(entry), run.settings
    if stills == 0:
        return Filmstrip((), None if path.exists() else f"The clip is no longer at {path}.")
    return filmstrip(path, entry, from_s=part.from_s, until_s=part.until_s, count=stills)


def _clip(shown: Shown, *, page: Path, embed: bool) -> dict[str, Any] | None:
    """None where there is nothing to play."""
    if shown.entry is None or shown.strip is None or shown.strip.why:
        return None
    entry, part = shown.entry, shown.side.run.settings
    clip = shown.side.run.path_of(entry)
    start_s = part.from_s or 0.0
    return {
        "src": address(clip, page=page, embed=embed),
        "fps": entry.fps,
        "from": start_s,
        "until": _short(start_s + entry.duration),
    }


def _flags(entry: Entry | None) -> list[dict[str, Any]]:
    return flags_of(entry.scores) if entry else []


def _has_curve(score: Score | None) -> bool:
    return score is not None and score.series is not None and len(score.series.t) > 0


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")
