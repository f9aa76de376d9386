"""A scored clip: how it looks, what makes its numbers mean less, and every number with its curve."""

from markupsafe import Markup

from promptkit import curve
from promptkit.caveats import caveats
from promptkit.cli.score import of_clip, plain
from promptkit.entry import Entry
from promptkit.flags import in_words
from promptkit.metric import Score, all_metrics
from promptkit.notebook._html import badge, box, items, paragraph, shown, table
from promptkit.report.filmstrip import Filmstrip, filmstrip
from promptkit.score import ClipScores
from promptkit.verdict import amount, number

_BETTER = {"lower": "lower is better", "higher": "higher is better", "neither": "context"}
_WIDTH, _HEIGHT = 170, 34
"""Of a curve, in the units of its picture."""


def html(scores: ClipScores) -> str:
    """The clip and its scores as a notebook shows them; it is decoded once more for its pictures."""
    strip = filmstrip(scores.clip.path, _entry(scores), from_s=scores.from_s, until_s=scores.until_s)
    flags = in_words(scores.scores)
    told = [*scores.notes, *([Markup("{} {}").format(badge("note"), flags)] if flags else [])]
    scored = [one for one in scores.scores.values() if one.status == "scored"]
    absent = [one for one in scores.scores.values() if one.status != "scored"]
    return box(
        _head(scores), _stills(strip), items(told), _table(scored), items(map(shown, caveats(scored))),
        items(_absence(one) for one in absent),
    )  # fmt: skip


def text(scores: ClipScores) -> str:
    """The clip and its scores as the command line shows them in a pipe."""
    return plain(of_clip(scores))


def picture(score: Score) -> Markup:
    """A score's curve as a small picture, time from left to right, on the scale that stands beside it.

    Nothing where there are fewer than two points.
    """
    series = score.series
    if series is None or len(series.t) < 2:  # noqa: PLR2004  (a line needs two)
        return Markup()
    (low, high), first, last = curve.scale(score), series.t[0], series.t[-1]
    own = curve.unit(score) if curve.unit(score) != score.unit else ""
    points = " L".join(
        f"{_WIDTH * (t - first) / (last - first):.1f} {_HEIGHT * (1 - (y - low) / ((high - low) or 1.0)):.1f}"
        for t, y in zip(series.t, series.y, strict=True)
    )
    says = f"from {first:.3g} s to {last:.3g} s"
    return Markup(
        '<svg viewBox="0 0 {} {}" preserveAspectRatio="none" role="img"><title>{}</title><path d="M{}"/></svg>'
        '<span class="quiet">{} to {} {}</span>'
    ).format(_WIDTH, _HEIGHT, says, points, number(low), number(high), own)


def _head(scores: ClipScores) -> Markup:
    seen = scores.decoded
    fps = f"{scores.fps:.4g} frames/s" if scores.fps else "a single frame"
    told = f"{seen.width_px}×{seen.height_px}, {scores.duration_s:.3g} s, {scores.frames} frames, {fps}"
    return paragraph(Markup('<b>{}</b> <span class="quiet">{}</span>').format(shown(scores.clip.path.name), told))


def _stills(strip: Filmstrip) -> Markup:
    if strip.why:
        return paragraph(strip.why, quiet=True)
    pictures = Markup().join(
        Markup('<img src="{}" alt="at {} s" title="{} s">').format(still.uri, f"{still.at_s:.2f}", f"{still.at_s:.2f}")
        for still in strip.stills
    )
    return Markup('<div class="stills">{}</div>').format(pictures)


def _table(scored: list[Score]) -> Markup:
    if not scored:
        return Markup()
    rows = [(_name(one), amount(one.value or 0.0, one.metric), _unit(one), picture(one)) for one in scored]
    return table(("metric", "value", "unit", "over time"), rows, numeric=(1,))


def _name(one: Score) -> Markup:
    known = all_metrics().get(one.metric)
    meaning = known.page[""] if known else ""
    return Markup('<span title="{}">{}</span>').format(meaning, one.metric)


def _unit(one: Score) -> Markup:
    return Markup('{}<br><span class="quiet">{}</span>').format(one.unit, _BETTER[one.better])


def _absence(one: Score) -> Markup:
    kind = "error" if one.status == "failed" else "note"
    return Markup("{} <code>{}</code> {}").format(
        badge(one.status.replace("_", " "), kind), one.metric, shown(one.why or "")
    )


def _entry(scores: ClipScores) -> Entry:
    """The clip as a run would write it down, which is how filmstrips are told whether it is still the same."""
    clip = scores.clip
    return Entry(
        case=clip.path.stem, clip=str(clip.path), sha256=clip.sha256, width=clip.probe.width_px,
        height=clip.probe.height_px, fps=scores.fps, frames=scores.frames, duration=scores.duration_s,
        scores=scores.scores,
    )  # fmt: skip
