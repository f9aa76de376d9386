"""Probabilities of words → runs of words, and which of them belong together."""

from collections.abc import Container, Sequence

import numpy as np
from numpy.typing import NDArray

from promptkit.reader.encoder import Floats
from promptkit.reader.pieces import Word

LIKELY = 0.5
"""Probability from which something is taken for true."""
REACH = 200
"""Words between a motion or a cause and the name it belongs to, at most."""
Stretch = tuple[int, int]
"""First word, and the one behind the last."""
Numbers = NDArray[np.intp]


def stretches(begin: Floats, inside: Floats) -> list[Stretch]:
    """Runs of words that are likely within, each cut where a new one likely begins.

    A run needs no word that is likely its first: in "steam locomotive" either may be.
    """
    within = begin + inside > LIKELY
    starts = np.flatnonzero(within & ((begin > LIKELY) | ~np.concatenate([[False], within[:-1]])))
    gaps = np.flatnonzero(~np.append(within, False))
    ends = np.minimum(np.append(starts[1:], len(within)), gaps[np.searchsorted(gaps, starts)])
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def joined(names: Sequence[Stretch], words: Sequence[Word], text: str) -> list[Stretch]:
    """Names with nothing but a blank or a hyphen between them are one: "cumulus" "clouds"."""
    whole: list[Stretch] = []
    for start, end in names:
        if whole and whole[-1][1] == start and text[words[start - 1].end : words[start].start].strip() in {"", "-"}:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def trimmed(
    parts: Sequence[Stretch], words: Sequence[Word], text: str, *, lead: Container[str], tail: Container[str]
) -> list[Stretch]:
    """Stretches without words that none of their kind begins or ends with: "fold and", "of rain"; no empty ones."""
    kept = []
    for first, last in parts:
        said = [text[word.start : word.end].lower() for word in words[first:last]]
        start, end = 0, len(said)
        while start < end and said[start] in lead:
            start += 1
        while end > start and said[end - 1] in tail:
            end -= 1
        if start < end:
            kept.append((first + start, first + end))
    return kept


def linked(parts: Sequence[Stretch], heads: Numbers, left: Floats, right: Floats, bias: float) -> list[list[int]]:
    """For each name the parts that belong to it; a part that fits none goes to the best, if any is in reach.

    Args:
        parts: Motions or causes.
        heads: The word of each name that stands for it, ascending.
        left: (words, size): the link vector of each word as a part.
        right: (words, size): the same as a name.
        bias: Added to the product of the two, which is positive where they belong together.
    """
    owned: list[list[int]] = [[] for _ in heads]
    starts = np.array([start for start, _ in parts], np.intp)
    lows = np.searchsorted(heads, starts - REACH).tolist()
    highs = np.searchsorted(heads, starts + REACH, side="right").tolist()
    names, scale = right[heads], left.shape[1] ** -0.5
    for k, (vector, low, high) in enumerate(zip(left[starts], lows, highs, strict=True)):
        if low < high:
            fits = names[low:high] @ vector * scale + bias
            best = int(fits.argmax())
            for at in np.flatnonzero(fits > 0).tolist() if fits[best] > 0 else [best]:
                owned[low + at].append(k)
    return owned


def likely_at_start(inside: Floats) -> int:
    """How many likely ones stand at the beginning."""
    unlikely = np.flatnonzero(inside <= LIKELY)
    return int(unlikely[0]) if len(unlikely) else len(inside)
