"""The receiver operating characteristic of face embeddings, drawn as SVG without a plotting library."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
WIDTH_PX, HEIGHT_PX, LEFT_PX, BOTTOM_PX, TOP_PX = 720, 420, 60, 50, 20
PLOT_WIDTH_PX = 400
LEAST_FALSE, LEAST_TRUE = 1e-4, 0.8
COLOURS = ("#0b6e99", "#d9730d", "#448361", "#9065b0", "#c14c8a", "#787774")


def curve(same: Sequence[float], different: Sequence[float]) -> tuple[Floats, Floats]:
    """Share of different pairs, and of same pairs, at or above each threshold; from strictest to loosest."""
    thresholds = np.unique([*same, *different])[::-1]
    rates = [1 - np.searchsorted(np.sort(one), thresholds, side="left") / len(one) for one in (different, same)]
    return rates[0], rates[1]


def draw(pairs: Mapping[str, tuple[Sequence[float], Sequence[float]]], path: Path) -> None:
    """One step curve for each entry: cosines of same and of different people. False positives are logarithmic."""
    lines = []
    for number, (name, (same, different)) in enumerate(pairs.items()):
        colour, y = COLOURS[number % len(COLOURS)], TOP_PX + 20 + 22 * number
        lines += [
            f'<path d="{_path(*curve(same, different))}" fill="none" stroke="{colour}" stroke-width="2"/>',
            f'<path d="M{PLOT_WIDTH_PX + 80} {y}h24" stroke="{colour}" stroke-width="2"/>',
            f'<text x="{PLOT_WIDTH_PX + 112}" y="{y + 4}">{escape(name)}</text>',
        ]
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_PX} {HEIGHT_PX}" font-family="sans-serif" '
        f'font-size="13" fill="#37352f"><rect width="100%" height="100%" fill="#fff"/>{_axes()}{"".join(lines)}</svg>\n'
    )


def _x(false: float) -> float:
    return LEFT_PX + PLOT_WIDTH_PX * (1 - np.log10(max(false, LEAST_FALSE)) / np.log10(LEAST_FALSE))


def _y(true: float) -> float:
    return TOP_PX + (HEIGHT_PX - TOP_PX - BOTTOM_PX) * (1 - max(true, LEAST_TRUE)) / (1 - LEAST_TRUE)


def _path(false: Floats, true: Floats) -> str:
    """Steps: right to each rate of false positives, then up to the rate of true ones that it buys."""
    best = dict(zip(false.tolist(), true.tolist(), strict=True))
    places, at = [f"M{_x(0):.1f} {_y(best.get(0.0, 0.0)):.1f}"], -1.0
    for x, y in sorted(best.items()):
        if y != at:
            places.append(f"H{_x(x):.1f}V{_y(y):.1f}")
            at = y
    return "".join(places) + f"H{_x(1):.1f}"


def _axes() -> str:
    marks = []
    for exponent in range(-4, 1):
        x = _x(10.0**exponent)
        marks.append(f'<path d="M{x:.1f} {TOP_PX}V{HEIGHT_PX - BOTTOM_PX}" stroke="#e3e2e0"/>')
        marks.append(
            f'<text x="{x:.1f}" y="{HEIGHT_PX - BOTTOM_PX + 18}" text-anchor="middle">{10.0**exponent:g}</text>'
        )
    for true in (0.8, 0.85, 0.9, 0.95, 1.0):
        marks.append(f'<path d="M{LEFT_PX} {_y(true):.1f}h{PLOT_WIDTH_PX}" stroke="#e3e2e0"/>')
        marks.append(f'<text x="{LEFT_PX - 8}" y="{_y(true) + 4:.1f}" text-anchor="end">{true:g}</text>')
    middle = LEFT_PX + PLOT_WIDTH_PX / 2
    marks.append(f'<text x="{middle}" y="{HEIGHT_PX - 10}" text-anchor="middle">different people taken for one</text>')
    marks.append(
        f'<text transform="translate(16 {(HEIGHT_PX - BOTTOM_PX + TOP_PX) / 2}) rotate(-90)" text-anchor="middle">'
        "one person recognised</text>"
    )
    return "".join(marks)
