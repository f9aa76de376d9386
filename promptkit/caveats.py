"""Caveats: what a clip's number does not say by itself, in words that stand under it."""

from collections.abc import Iterable, Iterator

from promptkit.metric import Score, all_metrics
from promptkit.verdict import number

LEAST_COVERAGE = 0.5
"""Share of the clip (of its time, or of the picture over time) from which on a number is told as the clip's."""
MOST_HIDDEN = 4
"""Margins that may hide behind a 0 without a word: clean clips have two to three and a half, and four begin to show."""


def caveats(scores: Iterable[Score]) -> list[str]:
    """Numbers that are of a small part of the clip, and zeros behind which more than usual may hide."""
    found: dict[str, list[str]] = {}
    for score in scores:
        for said in caveats_of(score):
            found.setdefault(said, []).append(score.metric)
    return [f"{', '.join(names)}: {said}" for said, names in found.items()]


def caveats_of(score: Score) -> Iterator[str]:
    """Those of one number."""
    coverage, hidden = score.detail.get("coverage"), score.detail.get("hidden")
    known = all_metrics().get(score.metric)
    if score.value is not None and coverage is not None and coverage < LEAST_COVERAGE:
        yield f"measured on {100 * coverage:.0f} % of the clip"
    if score.value == 0 and hidden is not None and known and hidden > MOST_HIDDEN * known.margin:
        yield f"up to {number(hidden)} would be 0 here"
