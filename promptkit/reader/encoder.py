"""The encoder of the reader, forward only, on numpy: a few transformer layers over word pieces.

Vaswani et al. 2017 (arXiv:1706.03762) as in BERT (Devlin et al. 2018, arXiv:1810.04805): post-norm, GELU in its tanh
form (Hendrycks & Gimpel 2016, arXiv:1606.08415). Weights are kept as 8-bit integers with one scale for each row.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_EPSILON = 1e-12
"""Added to the variance by BERT's layer norms."""


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
class Encoder:
    """Word pieces → one vector for each."""

    pieces: NDArray[np.int8]
    """(vocabulary, width)."""
    piece_scales: Floats
    places: Floats
    """(longest, width): added for the place in the sequence."""
    norm: Floats
    layers: tuple[Layer, ...]

    @property
    def longest(self) -> int:
        """How many pieces one sequence may have."""
        return len(self.places)

    def __call__(self, ids: NDArray[np.intp]) -> Floats:
        """(pieces,) ids → (pieces, width)."""
        x = self.pieces[ids] * self.piece_scales[ids, None] + self.places[: len(ids)]
        x = _normed(x, self.norm)
        for layer in self.layers:
            x = _normed(x + _attended(x, layer), layer.norm_1)
            hidden = _gelu(x @ layer.up + layer.up_bias)
            x = _normed(x + (hidden @ layer.down + layer.down_bias), layer.norm_2)
        return x


def _attended(x: Floats, layer: Layer) -> Floats:
    """Multi-head self-attention of (pieces, width)."""
    inner = layer.qkv.shape[1] // 3
    size = inner // layer.heads
    both = x @ layer.qkv
    both += layer.qkv_bias
    mixed = np.empty((len(x), inner), np.float32)
    for at in range(0, inner, size):
        query, key, value = (both[:, part * inner + at : part * inner + at + size] for part in range(3))
        weights = query @ key.T  # 1/√size stands in the query weights
        weights -= weights.max(axis=1, keepdims=True)
        np.exp(weights, out=weights)
        sums = weights.sum(axis=1, keepdims=True)
        mixed[:, at : at + size] = (weights @ value) / sums
    return mixed @ layer.out + layer.out_bias


def _normed(x: Floats, norm: Floats) -> Floats:
    x = x - x.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x) / x.shape[1]
    x *= (1 / np.sqrt(variance + _EPSILON))[:, None]
    x *= norm[0]
    x += norm[1]
    return x


def _gelu(x: Floats) -> Floats:
    y = x * x
    y *= 0.044715
    y += 1
    y *= x
    y *= 0.7978845608  # √(2/π)
    np.tanh(y, out=y)
    y += 1
    y *= x
    y *= 0.5
    return y
