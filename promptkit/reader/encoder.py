"""The encoder of the reader, forward only, on numpy: a few transformer layers over word pieces.

Vaswani et al. 2017 (arXiv:1706.03762) as in BERT (Devlin et al. 2018, arXiv:1810.04805): post-norm. What hangs on a
word is added to its first piece or, if it stands behind, to its last. GELU has given way to hard swish (Howard et al.
2019, arXiv:1905.02244), which takes a tenth of the time. Weights are kept as 8-bit integers with one scale for each
row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from promptkit.reader.pieces import END, START, Word

Floats = NDArray[np.float32]
_EPSILON = 1e-12
"""Added to the variance by BERT's layer norms."""
_STEEPEST = 60.0
"""Bound of the logits of attention, far above any that occurs, so that no sum of exponentials overflows or vanishes."""


@dataclass(frozen=True)
class Layer:
    """One transformer layer; matrices are (inputs, outputs)."""

    heads: int
    qkv: Floats
    qkv_bias: Floats
    out: Floats
    out_bias: Floats
    norm_1: Floats
    up: Floats
    up_bias: Floats
    down: Floats
    down_bias: Floats
    norm_2: Floats
    """Norms are (2, width): gain and shift."""


@dataclass(frozen=True)
class Laid:
    """Words laid out for the encoder: one place for each piece, between those of [CLS] and [SEP]."""

    ids: NDArray[np.intp]
    """(places,) vocabulary ids."""
    hung: NDArray[np.intp]
    """(hung,) ids of the articles and marks that hang on words."""
    on: NDArray[np.intp]
    """(hung,): the place that each is added to."""
    behind: NDArray[np.intp]
    """(hung,): 1 if it hangs behind its word, 0 if before."""
    first: NDArray[np.intp]
    """(words,): the place of each word's first piece."""


def laid(words: Sequence[Word]) -> Laid:
    """Lay out `words`."""
    ids, hung, on, behind, first = [START], list[int](), list[int](), list[int](), list[int]()
    for word in words:
        first.append(len(ids))
        if word.before:
            hung += word.before
            on += [len(ids)] * len(word.before)
            behind += [0] * len(word.before)
        ids += word.pieces
        if word.after:
            hung += word.after
            on += [len(ids) - 1] * len(word.after)
            behind += [1] * len(word.after)
    ids.append(END)
    return Laid(*(np.array(each, np.intp) for each in (ids, hung, on, behind, first)))


@dataclass(frozen=True)
class Encoder:
    """Words → one vector for each."""

    pieces: NDArray[np.int8]
    """(vocabulary, width)."""
    piece_scales: Floats
    hanging: Floats
    """(2,): weight of what hangs before and behind a word."""
    places: Floats
    """(longest, width): added for the place in the sequence."""
    norm: Floats
    layers: tuple[Layer, ...]

    def __call__(self, texts: Sequence[Sequence[Word]]) -> list[Floats]:
        """For each text (words, width): the vector at each word's first piece.

        Texts that are read together cost a sixth less than one by one: the weights stay in the cache. They do not see
        each other.
        """
        places = [laid(words) for words in texts]
        parts = [slice(*pair) for pair in pairwise(accumulate((len(at.ids) for at in places), initial=0))]
        x = _normed(np.concatenate([self._entering(at) for at in places]), self.norm)
        for layer in self.layers:
            x = _normed(x + _attended(x, parts, layer), layer.norm_1)
            hidden = x @ layer.up
            hidden += layer.up_bias
            down = _hard_swish(hidden) @ layer.down
            down += layer.down_bias
            down += x
            x = _normed(down, layer.norm_2)
        return [x[part][at.first] for at, part in zip(places, parts, strict=True)]

    def _entering(self, at: Laid) -> Floats:
        """(places, width): what enters the first norm."""
        x: Floats = self.pieces[at.ids] * self.piece_scales[at.ids, None]
        weight = self.piece_scales[at.hung] * self.hanging[at.behind]
        np.add.at(x, at.on, self.pieces[at.hung] * weight[:, None])
        x += self.places[: len(x)]
        return x


def _attended(x: Floats, parts: Sequence[slice], layer: Layer) -> Floats:
    """Multi-head self-attention of (places, width), within each of `parts`."""
    both = x @ layer.qkv
    both += layer.qkv_bias
    mixed = np.concatenate([_mixed(both[part], layer.heads) for part in parts])
    attended: Floats = mixed @ layer.out
    attended += layer.out_bias
    return attended


def _mixed(both: Floats, heads: int) -> Floats:
    """Queries, keys and values (places, 3 * inner) → values as each place attends to them (places, inner)."""
    count, inner = len(both), both.shape[1] // 3
    size = inner // heads
    apart = both.reshape(count, 3, heads, size)
    query = np.ascontiguousarray(apart[:, 0].transpose(1, 0, 2))  # 1/√size stands in the query weights
    key = np.ascontiguousarray(apart[:, 1].transpose(1, 2, 0))
    value = np.ones((heads, count, size + 1), np.float32)  # the column of ones sums the weights
    value[:, :, :size] = apart[:, 2].transpose(1, 0, 2)
    weights = query @ key
    np.clip(weights, -_STEEPEST, _STEEPEST, out=weights)
    np.exp(weights, out=weights)
    mixed = weights @ value
    together: Floats = (mixed[:, :, :size] / mixed[:, :, size:]).transpose(1, 0, 2).reshape(count, inner)
    return together


def _normed(x: Floats, norm: Floats) -> Floats:
    width = x.shape[1]
    x = x - x @ np.full((width, 1), 1 / width, np.float32)
    deviation = np.sqrt(np.einsum("ij,ij->i", x, x) / width + _EPSILON)
    x *= (1 / deviation)[:, None]
    x *= norm[0]
    x += norm[1]
    return x


def _hard_swish(x: Floats) -> Floats:
    """x * clip(x / 6 + 1 / 2, 0, 1)."""
    gate = x * np.float32(1 / 6)
    gate += 0.5
    np.clip(gate, 0, 1, out=gate)
    gate *= x
    return gate
