"""The scale that a clip's curve over time is drawn on, wherever it is drawn."""

from promptkit.metric import PLAIN, Better, Score, all_metrics


def scale(score: Score) -> tuple[float, float]:
    """The values at the bottom and at the top of a score's curve, which has a point or more.

    Amounts stand on zero, so that twice as much is twice as high. Likenesses, for which higher is better, stay near
    one: they end at their highest. What errors of the measurement leave in a clip that scores 0 must not fill the
    picture: no scale is shorter than what is plain to see. A curve in a unit of its own
    stands on zero.
    """
    if score.series is None or not score.series.y:
        return 0.0, 0.0
    low, high = min(score.series.y), max(score.series.y)
    least = PLAIN * (margin(score) or 0.0)
    if score.series.unit is None and score.better == "higher":
        return min(low, high - least), high
    return min(low, 0.0), max(high, least)


def unit(score: Score) -> str:
    """What the curve's numbers are counted in."""
    return (score.series and score.series.unit) or score.unit


def margin(score: Score) -> float | None:
    """The smallest difference of two points that matters; None where it is not known."""
    if score.series and score.series.unit is not None:
        return score.series.margin
    known = all_metrics().get(score.metric)
    return known.margin if known else None


def better(score: Score) -> Better:
    """Which way of the curve is good."""
    return (score.series and score.series.better) or score.better
