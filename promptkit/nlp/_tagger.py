"""The tagger of `model/` on plain numpy: what its layers come to when nothing is being learned.

The pipeline is spaCy's (hashed embeddings of a word's norm, prefix, suffix and shape; convolutions over a word and its
two neighbours, each a maxout with layer norm and a residual; two linear layers on top). Called through spaCy and thinc,
a prompt of 15 words spends most of its time between the layers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Floats = NDArray[np.float32]
_EPSILON = 1e-8
"""Added to the variance by thinc's layer norm."""


@dataclass(frozen=True)
class _Table:
    """Vectors of one attribute of a word: the sum of the four rows that its hash picks."""

    rows: Floats
    seed: int
    hashed: Callable[[NDArray[np.uint64], int], NDArray[np.uint32]]

    def __call__(self, keys: NDArray[np.uint64]) -> Floats:
        """(words,) → (words, width)."""
        found: Floats = self.rows[self.hashed(np.ascontiguousarray(keys), self.seed) % len(self.rows)].sum(axis=1)
        return found


@dataclass(frozen=True)
class _Layer:
    """Maxout, then layer norm."""

    weights: tuple[Floats, ...]
    """One (inputs, outputs) for each of the pieces, of which the largest counts."""
    bias: tuple[Floats, ...]
    gain: Floats
    shift: Floats

    def __call__(self, x: Floats) -> Floats:
        """(words, inputs) → (words, outputs)."""
        best = x @ self.weights[0] + self.bias[0]
        for weights, bias in zip(self.weights[1:], self.bias[1:], strict=True):
            np.maximum(best, x @ weights + bias, out=best)
        best -= best.mean(axis=1, keepdims=True)
        best *= 1 / np.sqrt(np.square(best).mean(axis=1, keepdims=True) + np.float32(_EPSILON))
        best *= self.gain
        best += self.shift
        return best


@dataclass(frozen=True)
class Tagger:
    """Words of a text → their tags and parts of speech."""

    attributes: tuple[str, ...]
    tables: tuple[_Table, ...]
    mixed: _Layer
    layers: tuple[_Layer, ...]
    heads: tuple[tuple[Floats, Floats], ...]
    """Weights and bias of the tags, then of the parts of speech."""
    names: tuple[Sequence[str], ...]
    """What each output of a head says."""

    def __call__(self, doc: "Doc") -> list[tuple[str, ...]]:
        """(tag, part of speech) of each token."""
        if not len(doc):
            return []
        keys = doc.to_array(list(self.attributes)).astype(np.uint64, copy=False)
        x = self.mixed(np.concatenate([table(keys[:, at]) for at, table in enumerate(self.tables)], axis=1))
        edge = np.zeros((len(self.layers), x.shape[1]), np.float32)  # they are read as words of no attributes at all
        x = np.concatenate([edge, x, edge])
        for layer in self.layers:
            x = x + layer(_with_neighbours(x))
        inner = x[len(edge) : -len(edge)]
        best = [(inner @ weights + bias).argmax(axis=1).tolist() for weights, bias in self.heads]
        return [
            tuple(names[at] for names, at in zip(self.names, both, strict=True)) for both in zip(*best, strict=True)
        ]


def _with_neighbours(x: Floats) -> Floats:
    """(words, width) → (words, 3 * width): each beside the one before it and the one behind it; none is zero."""
    count, width = x.shape
    wide = np.zeros((count, 3 * width), np.float32)
    wide[1:, :width] = x[:-1]
    wide[:, width : 2 * width] = x
    wide[:-1, 2 * width :] = x[1:]
    return wide


def tagger_of(pipeline: "Language") -> Tagger:
    """The tagger of a loaded pipeline of that make."""
    pipes: dict[str, Any] = dict(pipeline.pipeline)
    nodes = list(pipes["tok2vec"].model.walk())
    tables = [_Table(node.get_param("E"), node.attrs["seed"], node.ops.hash) for node in _named(nodes, "hashembed")]
    layers = [
        _layer(maxout, norm) for maxout, norm in zip(_named(nodes, "maxout"), _named(nodes, "layernorm"), strict=True)
    ]
    tags, parts = (pipes[name] for name in ("tagger", "morphologizer"))
    numbers = parts.cfg["labels_pos"]
    return Tagger(
        tuple(_named(nodes, "extract_features")[0].attrs["columns"]),
        tuple(tables),
        layers[0],
        tuple(layers[1:]),
        tuple(_head(part) for part in (tags, parts)),
        (tags.labels, [pipeline.vocab.strings[numbers[label]] for label in parts.labels]),
    )


def _named(nodes: Sequence[Any], name: str) -> list[Any]:
    return [node for node in nodes if node.name == name]


def _layer(maxout: Any, norm: Any) -> _Layer:
    weights, bias = maxout.get_param("W"), maxout.get_param("b")  # (outputs, pieces, inputs), (outputs, pieces)
    return _Layer(
        tuple(np.ascontiguousarray(weights[:, piece].T) for piece in range(weights.shape[1])),
        tuple(np.ascontiguousarray(bias[:, piece]) for piece in range(weights.shape[1])),
        norm.get_param("G"),
        norm.get_param("b"),
    )


def _head(pipe: Any) -> tuple[Floats, Floats]:
    (softmax,) = _named(list(pipe.model.walk()), "softmax")
    return np.ascontiguousarray(softmax.get_param("W").T), softmax.get_param("b")
