"""The plots of the validity report, as SVG by hand."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from statistics import median

from degraded_clips import Step
from metric_report import Scores, tell

from promptkit.metric import Metric
from promptkit.testing.claims import CLAIMS
from promptkit.testing.degrade import LADDER

COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e")
PANEL_W, PANEL_H, GAP = 230, 150, 60
CELL_W, CELL_H, LEFT, TOP = 62, 22, 150, 110


def draw(scores: Scores, metrics: Sequence[Metric], *, severities: tuple[int, ...], folder: Path) -> None:
    """Write metrics_severity.svg and metrics_auroc.svg into a folder."""
    claiming = [metric for metric in metrics if metric.name in CLAIMS]
    for name, svg in (
        ("severity", by_severity(scores, claiming, severities)),
        ("auroc", grid(scores, metrics, severities)),
    ):
        (folder / f"metrics_{name}.svg").write_text(svg, encoding="utf-8")


def by_severity(scores: Scores, metrics: Sequence[Metric], severities: tuple[int, ...]) -> str:
    """A panel a metric: median over clips at each severity, a line for each degradation that it names."""
    columns = 3
    parts = []
    for number, metric in enumerate(metrics):
        row, column = divmod(number, columns)
        parts += _panel(scores, metric, severities, GAP + column * (PANEL_W + GAP), 30 + row * (PANEL_H + GAP))
    rows = -(-len(metrics) // columns)
    return _svg(GAP + columns * (PANEL_W + GAP), 30 + rows * (PANEL_H + GAP), parts)


def _panel(scores: Scores, metric: Metric, severities: tuple[int, ...], x0: int, y0: int) -> list[str]:
    curves = {}
    for name in CLAIMS[metric.name]:
        steps = [(0, Step("")), *((s, Step(name, s)) for s in severities if Step(name, s) in scores)]
        points = [(s, median(found.values())) for s, step in steps if (found := scores[step].get(metric.name, {}))]
        curves |= {name: points} if len(points) > 1 else {}
    values = [y for points in curves.values() for _, y in points]
    parts = [
        f'<text x="{x0}" y="{y0 - 8}" font-weight="bold">{metric.name}, {escape(metric.unit)}</text>',
        f'<rect x="{x0}" y="{y0}" width="{PANEL_W}" height="{PANEL_H}" fill="none" stroke="#999"/>',
    ]
    if not values:
        return [*parts, f'<text x="{x0 + 8}" y="{y0 + 20}" fill="#999">no scores</text>']
    low, high = min(values), max(values)
    size = (high - low) or 1.0
    parts += [
        f'<text x="{x0 - 4}" y="{y + 4}" text-anchor="end" fill="#666">{value:.3g}</text>'
        for value, y in ((high, y0 + 8), (low, y0 + PANEL_H - 8))
    ]
    parts += [
        f'<text x="{x0 + PANEL_W * s / 5}" y="{y0 + PANEL_H + 14}" text-anchor="middle" fill="#666">{s}</text>'
        for s in range(6)
    ]
    for number, (name, points) in enumerate(curves.items()):
        line = " ".join(
            f"{x0 + PANEL_W * s / 5:.1f},{y0 + PANEL_H - 8 - (PANEL_H - 16) * (y - low) / size:.1f}" for s, y in points
        )
        colour = COLOURS[number % len(COLOURS)]
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.6"/>')
        parts.append(f'<text x="{x0 + 8}" y="{y0 + 16 + 13 * number}" fill="{colour}" font-size="10">{name}</text>')
    return parts


def grid(scores: Scores, metrics: Sequence[Metric], severities: tuple[int, ...]) -> str:
    """AUROC of every metric (columns) on every degradation (rows): red towards 1, blue towards 0, framed if claimed."""
    parts = []
    for column, metric in enumerate(metrics):
        x = LEFT + column * CELL_W + CELL_W / 2
        parts.append(f'<text transform="translate({x} {TOP - 8}) rotate(-40)">{metric.name}</text>')
    for row, name in enumerate(LADDER):
        y = TOP + row * CELL_H
        parts.append(f'<text x="{LEFT - 8}" y="{y + 15}" text-anchor="end">{name}</text>')
        for column, metric in enumerate(metrics):
            found = tell(scores, metric.name, metric.better, name, severities)
            if found is not None:
                is_claimed = name in CLAIMS.get(metric.name, ())
                parts += _cell(LEFT + column * CELL_W, y, found.auroc, is_claimed=is_claimed)
    return _svg(LEFT + len(metrics) * CELL_W + 80, TOP + len(LADDER) * CELL_H + 20, parts)


def _cell(x: float, y: float, auroc: float, *, is_claimed: bool) -> list[str]:
    colour = "#d62728" if auroc > 0.5 else "#1f77b4"
    frame = ' stroke="black" stroke-width="2"' if is_claimed else ""
    look = f'fill="{colour}" fill-opacity="{1.6 * abs(auroc - 0.5):.2f}"{frame}'
    return [
        f'<rect x="{x + 1}" y="{y + 1}" width="{CELL_W - 2}" height="{CELL_H - 2}" {look}/>',
        f'<text x="{x + CELL_W / 2}" y="{y + 15}" text-anchor="middle">{auroc:.2f}</text>',
    ]


def _svg(width: int, height: int, parts: list[str]) -> str:
    text = 'font-family="sans-serif" font-size="11"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {text}>'
    return "\n".join([head, f'<rect width="{width}" height="{height}" fill="white"/>', *parts, "</svg>", ""])
