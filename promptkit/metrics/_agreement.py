"""What far parts of a picture do at the same time."""

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

AGREED = 0.7
"""Share of the regions that must go with the others for what they do to be the picture's."""
ROWS, COLUMNS = 3, 4
LEAST_COUNTS = 0.25
"""Share of a region's cells that must count at a moment, and at some moment, for it to have a say."""


def weighted_median(values: F64, weights: F64) -> F64:
    """Smallest value up to which half of the weight lies; 0 where nothing weighs. Shape: (P, N) both in, (P,) out."""
    order = np.argsort(values, axis=1)
    weight = np.cumsum(np.take_along_axis(weights, order, axis=1), axis=1)
    at = np.argmax(weight >= weight[:, -1:] / 2, axis=1)
    found = np.take_along_axis(values, np.take_along_axis(order, at[:, None], axis=1), axis=1)[:, 0]
    return np.where(weight[:, -1] > 0, found, 0)


def regions(values: F64, weights: F64) -> F64:
    """Weighted medians of the regions of a picture of which enough counts, NaN at moments where too little does.

    The part of the picture in which anything counts is parted into 3 × 4. Where no region has enough, all is one.

    Shape: (P, rows, columns) both in; (P, 12 regions or fewer) out.
    """
    ever: NDArray[np.bool_] = (weights != 0).any(axis=0)
    down, right = (np.flatnonzero(ever.any(axis=axis)) for axis in (1, 0))
    found = []
    for rows in np.array_split(np.arange(down[0], down[-1] + 1), ROWS):
        for columns in np.array_split(np.arange(right[0], right[-1] + 1), COLUMNS):
            if rows.size and columns.size and ever[np.ix_(rows, columns)].mean() >= LEAST_COUNTS:
                here = np.ix_(np.arange(len(values)), rows, columns)
                found.append(_median_where_enough(values[here], weights[here]))
    return np.stack(found or [_median_where_enough(values, weights)], axis=1)


def common_power(followed: F64, in_place: F64) -> float:
    """Mean square of what the regions do together, along the motion and in place; 0 at least.

    The geometric mean of two measures, for they err in different ways: errors of the flow add up along the motion, what
    moves changes the light in place. Noise that is not shared adds nothing to either.

    Along the motion: the mean over time of a region's signal times the median of the others'; of these products the one
    that `AGREED` of the regions reach. Across: the median, over pairs of different regions, of the product of the one's
    signal along the motion and the other's in place. A single region's own product is all there is to go by.

    Shape: (T, regions) both in, the same regions.
    """
    count = followed.shape[1]
    if count == 1:
        along, across = np.mean(followed**2), np.mean(followed * in_place)
    else:
        others = [np.median(np.delete(followed, one, axis=1), axis=1) for one in range(count)]
        along = np.quantile((followed * np.stack(others, axis=1)).mean(axis=0), 1 - AGREED)
        across = np.median((followed.T @ in_place / len(followed))[~np.eye(count, dtype=bool)])
    return float(np.sqrt(max(0.0, float(along)) * max(0.0, float(across))))


def pairwise_power(signals: F64) -> float:
    """Mean square of what the regions' signals have in common: the median, over pairs of regions, of their product.

    Noise that is not shared is in none of these on average, so it adds nothing; 0 at least. A single region's own power
    is all there is to go by. Shape: (T, regions).
    """
    power = signals.T @ signals / len(signals)
    pairs = power[np.triu_indices(len(power), 1)] if len(power) > 1 else power.ravel()
    return max(0.0, float(np.median(pairs)))


def _median_where_enough(values: F64, weights: F64) -> F64:
    flat = [each.reshape(len(each), -1) for each in (values, weights)]
    counts = flat[1] > 0
    enough = counts.mean(axis=1) >= LEAST_COUNTS * counts.any(axis=0).mean()
    return np.where(enough, weighted_median(*flat), np.nan)
