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
    """Those of several numbers, each behind the metrics that share it."""
    return in_words((score.metric, said) for score in scores for said in caveats_of(score))


def in_words(said: Iterable[tuple[str, str]]) -> list[str]:
    """What is said of metrics, each behind all that it is said of."""
    names: dict[str, list[str]] = {}
    for metric, text in said:
        names.setdefault(text, []).append(metric)
    return [f"{', '.join(of)}: {text}" for text, of in names.items()]


def caveats_of(score: Score) -> Iterator[str]:
    """What it counted; whether it is of a small part of the clip, and whether more than is plain to see may hide."""
    if score.value is None:
        return
    for wrong in score.detail.get("mismatches", ()):
        yield f"{wrong['what']}: ordered {wrong['ordered']}, delivered {wrong['delivered']}"
    for part, of in _PARTS.items():
        if (share := score.detail.get(part)) is not None and share < LEAST_SEEN:
            whole = floor(100 * share + _ROUNDING)
            yield f"measured on {f'{whole} %' if whole else 'under 1 %'} {of}"
    hidden, known = score.detail.get("hidden"), all_metrics().get(score.metric)
    if hidden is not None and known and hidden > PLAIN * known.margin and score.value < hidden:
        yield f"up to {number(hidden)} {score.unit} may be hidden here"
