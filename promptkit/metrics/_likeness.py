"""Arithmetic on unit embeddings of one face over time."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

KEPT = 0.8
"""Share of the faces that form the consensus: a fifth of them may be bad without moving it."""
TURN_DEG = 35.0
"""A head turned by this much keeps more than 1/e of its cosine: a bound, not a fit. Measured on pairs of one person,
half a second apart and more: 0.94 of the cosine is left at 10 to 15 degrees, 0.84 at 20 to 25, 0.74 at 30."""
LOW = 0.1
"""Quantile of the unturned faces' likeness that counts as low for this person."""
WINDOW = 8
"""Faces on either side of a possible switch, at most: one second at 8 Hz."""
PASSING_S = 1.5
"""A face that is itself again after this time was hidden by something, not another person's: a hand before the mouth
for 1 s is taken for one otherwise (reports/identity.md)."""
MOST_SLOPE_POINTS = 500
"""Theil-Sen looks at all pairs; longer series are thinned evenly."""


def consensus_cosines(embeddings: Floats) -> Floats:
    """How much each face is like the others: its mean cosine to the consensus without itself.

    The consensus is the `KEPT` share of faces nearest to the medoid (the face with the largest mean cosine to all). The
    mean of cosines is the cosine to the centroid times the centroid's length: unlike the plain cosine to a centroid,
    which grows with the number of faces averaged, it stays on the scale of a pair of photos at any clip length.

    Shape: (N, E) unit vectors, N at least 2; (N,) out, −1 to 1.
    """
    cosines = embeddings @ embeddings.T
    medoid = int(np.argmax(cosines.sum(axis=1)))
    kept = np.argsort(-cosines[medoid], kind="stable")[: max(2, int(np.ceil(KEPT * len(cosines))))]
    return mean_cosines(embeddings, kept)


def mean_cosines(embeddings: Floats, among: NDArray[np.int64]) -> Floats:
    """Mean cosine of every face to those `among`, itself left out. Shape: (N, E), (K,), K at least 2; (N,) out."""
    cosines = embeddings @ embeddings[among].T
    own = np.zeros(cosines.shape, bool)
    own[among, np.arange(len(among))] = True
    return np.asarray(np.where(own, 0.0, cosines).sum(axis=1) / (~own).sum(axis=1))


def reference_cosines(embeddings: Floats, references: Floats) -> Floats:
    """Cosine of every face to the reference it is most like. Shape: (N, E), (R, E), R at least 1; (N,) out."""
    return np.asarray((embeddings @ references.T).max(axis=1))


def explained_by_turn(likeness: Floats, turn_deg: Floats, *, pose_range_deg: float) -> NDArray[np.bool_]:
    """Which faces are turned, and no less like their person than a turn makes them.

    A face turned by δ beyond the range is expected to keep exp(−(δ / `TURN_DEG`)²) of what is low for the faces within
    it. One that keeps less is unlike for another reason.

    Shape: (N,) likeness, (N,) degrees from the usual pose, at least one of them within the range; (N,) out.
    """
    within = turn_deg <= pose_range_deg
    low = np.quantile(likeness[within], LOW)
    return np.asarray(~within & (likeness >= low * np.exp(-((turn_deg / TURN_DEG) ** 2))))


def worst_mean(values: Floats, share: float = 0.05) -> float:
    """Mean of the lowest `share` of the values, at least one."""
    return float(np.sort(values)[: int(np.ceil(share * len(values)))].mean())


def slope(t: Floats, y: Floats) -> float:
    """Theil-Sen slope: the median of the slopes of all pairs (Sen 1968). Times must differ."""
    step = -(-len(t) // MOST_SLOPE_POINTS)
    t, y = t[::step], y[::step]
    first, second = np.triu_indices(len(t), 1)
    return float(np.median((y[second] - y[first]) / (t[second] - t[first])))


def switches(t: Floats, embeddings: Floats, *, same_cosine: float, window: int = WINDOW) -> list[tuple[float, float]]:
    """Places where the face becomes another person's and stays it: (time of the first new face, cosine across).

    At such a place the up to `window` faces before are alike (mean cosine at least `same_cosine`), so are those after,
    and across it they are not: below `same_cosine`, and lower than within either side by half of the room above it.
    Of neighbouring places the one with the lowest cosine counts; two that lead away and back within `PASSING_S` do not.
    """
    cosines = embeddings @ embeddings.T
    places: list[tuple[int, float]] = []
    for place in range(3, len(t) - 2):
        before, after = slice(max(0, place - window), place), slice(place, place + window)
        across = float(cosines[before, after].mean())
        inside = min(within(cosines[before, before]), within(cosines[after, after]))
        if across < same_cosine <= inside and inside - across >= (1 - same_cosine) / 2:
            if places and place - places[-1][0] < window:
                places[-1] = min(places[-1], (place, across), key=lambda one: one[1])
            else:
                places.append((place, across))
    passing = {
        place
        for (away, _), (back, _) in pairwise(places)
        if t[back] - t[away] <= PASSING_S
        and cosines[max(0, away - window) : away, back : back + window].mean() >= same_cosine
        for place in (away, back)
    }
    return [(float(t[place]), across) for place, across in places if place not in passing]


def within(cosines: Floats) -> float:
    """Mean over distinct pairs. Shape: (N, N) cosines, N at least 2; one value out."""
    count = len(cosines)
    return float((cosines.sum() - np.trace(cosines)) / (count * (count - 1)))
