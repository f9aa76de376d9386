"""Caveats: what a clip's number does not say by itself, in words that stand under it."""

from collections.abc import Iterable, Iterator
from math import floor

from promptkit.metric import PLAIN, Score, all_metrics
from promptkit.verdict import number

LEAST_SEEN = 0.5
"""Share of the clip from which on a number is told as the clip's."""
_ROUNDING = 1e-6
_PARTS = {"seen": "of the clip's picture over its time", "seen_time": "of the clip's time"}
"""Of what a metric's detail gives a share, in words; a metric gives one of them."""


def caveats(scores: Iterable[Score]) -> list[str]:
    """Numbers that are of a small part of the clip, and those beside which more than is plain to see may hide."""
    found: dict[str, list[str]] = {}
    for score in scores:
        for said in caveats_of(score):
            found.setdefault(said, []).append(score.metric)
    return [f"{', '.join(names)}: {said}" for said, names in found.items()]


def caveats_of(score: Score) -> Iterator[str]:
    """Those of one number."""
    if score.value is None:
        return
    for part, of in _PARTS.items():
        if (share := score.detail.get(part)) is not None and share < LEAST_SEEN:
            whole = floor(100 * share + _ROUNDING)
            yield f"measured on {f'{whole} %' if whole else 'under 1 %'} {of}"
    hidden, known = score.detail.get("hidden"), all_metrics().get(score.metric)
    if hidden is not None and known and hidden > PLAIN * known.margin and score.value < hidden:
        yield f"up to {number(hidden)} {score.unit} may be hidden here"
