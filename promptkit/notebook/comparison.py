"""A comparison: the verdict first, then each metric with its interval, then what to know."""

from markupsafe import Markup

from promptkit.cli.compare import plain
from promptkit.compare import Comparison, names_of
from promptkit.notebook._html import badge, box, items, paragraph, shown, table
from promptkit.verdict import PERHAPS, Compared, is_not_compared, number, perhaps_small, signed, told

_NUMERIC = (1, 2, 3, 4, 5)


def html(comparison: Comparison) -> str:
    """The comparison as a notebook shows it."""
    a, b = names_of(comparison.a, comparison.b)
    head = paragraph(Markup("{} {}").format(badge(comparison.verdict), shown(comparison.sentence)))
    columns = ("metric", a, b, "difference", f"{_level(comparison)} interval", "margin", "pairs", "verdict")
    rows = [_row(one) for one in (*comparison.metrics, *comparison.context)]
    return box(head, table(columns, rows, numeric=_NUMERIC), items(comparison.cautions))


def text(comparison: Comparison) -> str:
    """The comparison as the command line shows it in a pipe."""
    return plain(comparison)


def _level(comparison: Comparison) -> str:
    levels = {one.interval.level for one in (*comparison.metrics, *comparison.context) if one.interval}
    return f"{100 * levels.pop():g} %" if len(levels) == 1 else ""


def _row(one: Compared) -> tuple[str | Markup, ...]:
    name = Markup('{}<br><span class="quiet">{}</span>').format(one.metric, one.unit)
    interval = f"{signed(one.interval.low)} … {signed(one.interval.high)}" if one.interval else "–"
    verdict = (
        badge(one.verdict)
        if one.verdict and not is_not_compared(one)
        else Markup('<span class="quiet">{}</span>').format(told(one))
    )
    if perhaps_small(one):
        verdict += Markup(" {}").format(PERHAPS)
    if one.beyond_margin:
        verdict += Markup(" beyond the margin")
    if one.why:
        verdict += Markup('<br><span class="quiet">{}</span>').format(shown(one.why))
    return (
        name, _or_dash(one.mean_a), _or_dash(one.mean_b), "–" if one.difference is None else signed(one.difference),
        interval, number(one.margin), str(len(one.pairs)), verdict,
    )  # fmt: skip


def _or_dash(value: float | None) -> str:
    return "–" if value is None else number(value)
