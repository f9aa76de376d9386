"""The reader's network in torch, for training; `network.py` and `encoder.py` are its numpy twin."""

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from promptkit.reader.network import BEAT, BEATS, CAUSE, CAUSED, INERT, MOTION, MOVES, NAME, OUTPUTS

WIDTH, HEAD, LONGEST, PIECES = 384, 32, 512, 30522
"""Width, size of one attention head, places and vocabulary of MiniLM-L6-H384."""
LINK = 64
DROPOUT = 0.1
NEVER = -1e4
"""Logit of what must not be attended to; within the range of half precision."""


@dataclass(frozen=True)
class Shape:
    """How deep and wide an encoder is."""

    layers: int
    heads: int
    hidden: int
    """Neurons of the feed-forward part."""


TEACHER = Shape(6, 12, 1536)
STUDENT = Shape(4, 6, 512)


STEEPER = 1.8
"""hardswish(1.8 x) / 1.8 is within 0.08 of GELU(x) everywhere."""


class SharedDropout(nn.Module):
    """Dropout with one mask for all pieces of a text (Gal & Ghahramani 2016, arXiv:1512.05287).

    Drawing a mask for every piece takes an eighth of a step on a CPU.
    """

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        """(batch, pieces, width) → the same."""
        if not self.training or not self.p:
            return x
        kept = torch.rand(len(x), 1, x.shape[2], device=x.device) >= self.p
        return x * (kept / (1 - self.p)).to(x.dtype)


class TorchLayer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        inner = shape.heads * HEAD
        self.heads = shape.heads
        self.qkv, self.out = nn.Linear(WIDTH, 3 * inner), nn.Linear(inner, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, shape.hidden), nn.Linear(shape.hidden, WIDTH)
        self.norm_1, self.norm_2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = SharedDropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """(batch, pieces, width) → the same; `mask` (batch, pieces) is true where there is a piece."""
        context = self.attended(x, mask).transpose(1, 2).flatten(2)
        x = self.norm_1(x + self.drop(self.out(context)))
        return self.norm_2(x + self.drop(self.down(functional.hardswish(self.up(x)))))

    def attended(self, x: Tensor, mask: Tensor) -> Tensor:
        """(batch, heads, pieces, size of a head)."""
        batch, size, _ = x.shape
        query, key, value = self.qkv(x).view(batch, size, 3, self.heads, HEAD).permute(2, 0, 3, 1, 4)
        weights = query @ key.transpose(2, 3) * HEAD**-0.5
        weights = weights.masked_fill(~mask[:, None, None, :], NEVER).softmax(-1)
        return weights.to(value.dtype) @ value  # torch's own attention spends 40 % of a step here, in bfloat16


@dataclass(frozen=True)
class Texts:
    """Texts as the encoder takes them: `Laid` in rows, padded."""

    ids: Tensor
    """(batch, places)."""
    mask: Tensor
    """(batch, places): true where there is a piece."""
    hung: Tensor
    """(hung,) ids of what hangs on words, of all texts."""
    on: Tensor
    """(hung,): to which of the batch * places places each is added."""
    behind: Tensor
    """(hung,): 1 if it hangs behind its word, 0 if before."""
    first: Tensor
    """(batch, words): the place of each word's first piece."""

    def to(self, device: str) -> "Texts":
        """The same on a torch device."""
        return Texts(*(getattr(self, each.name).to(device, non_blocking=True) for each in fields(self)))


class TorchNetwork(nn.Module):
    """Encoder and heads."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.pieces, self.places = nn.Embedding(PIECES, WIDTH), nn.Embedding(LONGEST, WIDTH)
        self.pieces.weight.requires_grad_(requires_grad=False)  # a third of the cost of a step, and nothing gained
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), SharedDropout(DROPOUT)
        self.layers = nn.ModuleList(TorchLayer(shape) for _ in range(shape.layers))
        self.hanging = nn.Parameter(torch.full((2,), 0.5))
        self.tags = nn.Linear(WIDTH, OUTPUTS)
        self.links = nn.Linear(WIDTH, 4 * LINK)
        self.link_bias = nn.Parameter(torch.zeros(2))

    def hidden(self, texts: Texts) -> Tensor:
        """(batch, words, width): the vector of each word."""
        x = self.drop(self.embedded(texts))
        for layer in self.layers:
            x = layer(x, texts.mask)
        return torch.gather(x, 1, texts.first[:, :, None].expand(-1, -1, WIDTH))

    def embedded(self, texts: Texts) -> Tensor:
        """(batch, places, width): what enters the first layer."""
        rows, size = texts.ids.shape
        added = self.pieces(texts.hung) * self.hanging[texts.behind][:, None]
        x = self.pieces(texts.ids).flatten(0, 1).index_add(0, texts.on, added).view(rows, size, WIDTH)
        return self.norm(x + self.places.weight[:size])

    def heads(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """Logits (batch, words, OUTPUTS) and link vectors (batch, words, 4, 64)."""
        return self.tags(hidden), self.links(hidden).unflatten(-1, (4, LINK))

    def linked(self, links: Tensor, pair: int) -> Tensor:
        """(batch, words, words): does the motion (pair 0) or cause (pair 1) at a row belong to the name at a column."""
        left, right = links[:, :, 2 * pair], links[:, :, 2 * pair + 1]
        return left @ right.transpose(1, 2) / LINK**0.5 + self.link_bias[pair]


def pretrained(model: Path) -> TorchNetwork:
    """All six layers of all-MiniLM-L6-v2 (`model` holds its `model.safetensors`), with heads still to be trained."""
    weights = {name.removeprefix("bert."): value for name, value in _safetensors(model / "model.safetensors").items()}
    network = TorchNetwork(TEACHER)
    own = network.state_dict()
    embedded = "embeddings"
    own["pieces.weight"] = weights[f"{embedded}.word_embeddings.weight"]
    own["places.weight"] = (
        weights[f"{embedded}.position_embeddings.weight"] + weights[f"{embedded}.token_type_embeddings.weight"][0]
    )
    own["norm.weight"], own["norm.bias"] = (weights[f"{embedded}.LayerNorm.{part}"] for part in ("weight", "bias"))
    theirs = {
        "out": "attention.output.dense",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm_1": "attention.output.LayerNorm",
        "norm_2": "output.LayerNorm",
    }
    for at in range(TEACHER.layers):
        for part in ("weight", "bias"):
            for name, other in theirs.items():
                own[f"layers.{at}.{name}.{part}"] = weights[f"encoder.layer.{at}.{other}.{part}"]
            own[f"layers.{at}.qkv.{part}"] = torch.cat(
                [weights[f"encoder.layer.{at}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
        own[f"layers.{at}.up.weight"] *= STEEPER
        own[f"layers.{at}.up.bias"] *= STEEPER
        own[f"layers.{at}.down.weight"] /= STEEPER
    network.load_state_dict(own)
    return network


def _safetensors(path: Path) -> dict[str, Tensor]:
    """The float32 tensors of a safetensors file: 8 bytes of header length, a JSON header, the data."""
    data = path.read_bytes()
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + size])
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = entry["data_offsets"]
            flat = np.frombuffer(data, "<f4", (end - start) // 4, 8 + size + start)
            tensors[name] = torch.from_numpy(flat.reshape(entry["shape"]).copy())
    return tensors


def spans(tags: Tensor) -> Sequence[Tensor]:
    """The three groups of logits of which one is right: name, motion, cause."""
    return [tags[..., columns] for columns in (NAME, MOTION, CAUSE)]


def switches(tags: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The logits that are right or wrong each by itself: new beat, camera moves, inert, caused."""
    return tags[..., BEAT], tags[..., MOVES], tags[..., INERT], tags[..., CAUSED]


def counted(tags: Tensor) -> Tensor:
    """The logits of how many beats an element has."""
    return tags[..., BEATS]
