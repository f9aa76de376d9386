"""The reader's network in torch, for training; `network.py` and `encoder.py` are its numpy twin."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

import torch
from torch import Tensor, nn
from torch.nn import functional

from promptkit.reader.network import BEAT, BEATS, CAUSE, CAUSED, INERT, MOTION, MOVES, NAME, OUTPUTS

WIDTH, HEAD, LONGEST, PIECES = 384, 32, 512, 30522
"""Width, size of one attention head, places and vocabulary of MiniLM-L6-H384."""
LINK = 64
DROPOUT = 0.1
FARTHEST = 128
"""Pieces apart from which on all distances are one."""
NEVER = -1e4
"""Logit of what must not be attended to; within the range of half precision."""


@dataclass(frozen=True)
class Shape:
    """How deep and wide an encoder is."""

    layers: int
    heads: int
    hidden: int
    """Neurons of the feed-forward part."""
    width: int = WIDTH
    head: int = HEAD
    """Size of one attention head."""
    distances: int = 0
    """Buckets of distances between two pieces that attention knows, or 0."""


MINILM = Shape(6, 12, 1536)
MPNET = Shape(12, 12, 3072, 768, 64, 32)
STUDENT = Shape(4, 6, 512)


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
        inner = shape.heads * shape.head
        self.heads, self.head = shape.heads, shape.head
        self.qkv, self.out = nn.Linear(shape.width, 3 * inner), nn.Linear(inner, shape.width)
        self.up, self.down = nn.Linear(shape.width, shape.hidden), nn.Linear(shape.hidden, shape.width)
        self.norm_1, self.norm_2 = (nn.LayerNorm(shape.width, eps=1e-12) for _ in range(2))
        self.drop = SharedDropout(DROPOUT)

    def forward(self, x: Tensor, unseen: Tensor) -> Tensor:
        """(batch, pieces, width) → the same; `unseen` is added to the logits of attention: `NEVER` at no piece."""
        context = self.attended(x, unseen).transpose(1, 2).flatten(2)
        x = self.norm_1(x + self.drop(self.out(context)))
        return self.norm_2(x + self.drop(self.down(functional.hardswish(self.up(x)))))

    def attended(self, x: Tensor, unseen: Tensor) -> Tensor:
        """(batch, heads, pieces, size of a head)."""
        batch, size, _ = x.shape
        query, key, value = self.qkv(x).view(batch, size, 3, self.heads, self.head).permute(2, 0, 3, 1, 4)
        weights = (query @ key.transpose(2, 3) * self.head**-0.5 + unseen).softmax(-1)
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
        self.pieces, self.places = nn.Embedding(PIECES, shape.width), nn.Embedding(LONGEST, shape.width)
        self.pieces.weight.requires_grad_(requires_grad=False)  # a third of the cost of a step, and nothing gained
        self.norm, self.drop = nn.LayerNorm(shape.width, eps=1e-12), SharedDropout(DROPOUT)
        self.layers = nn.ModuleList(TorchLayer(shape) for _ in range(shape.layers))
        self.distances = nn.Embedding(shape.distances, shape.heads) if shape.distances else None
        self.hanging = nn.Parameter(torch.full((2,), 0.5))
        self.tags = nn.Linear(shape.width, OUTPUTS)
        self.links = nn.Linear(shape.width, 4 * LINK)
        self.link_bias = nn.Parameter(torch.zeros(2))

    def hidden(self, texts: Texts) -> Tensor:
        """(batch, words, width): the vector of each word."""
        x, unseen = self.drop(self.embedded(texts)), self.unseen(texts)
        for layer in self.layers:
            x = layer(x, unseen)
        return torch.gather(x, 1, texts.first[:, :, None].expand(-1, -1, self.shape.width))

    def unseen(self, texts: Texts) -> Tensor:
        """What is added to the logits of attention, (batch, 1 or heads, 1 or places, places)."""
        nowhere = torch.zeros(texts.mask.shape, device=texts.mask.device).masked_fill(~texts.mask, NEVER)[:, None, None]
        if not self.distances:
            return nowhere
        apart = _buckets(texts.mask.shape[1], self.shape.distances).to(texts.mask.device)
        return nowhere + self.distances(apart).permute(2, 0, 1)

    def embedded(self, texts: Texts) -> Tensor:
        """(batch, places, width): what enters the first layer."""
        rows, size = texts.ids.shape
        added = self.pieces(texts.hung) * self.hanging[texts.behind][:, None]
        x = self.pieces(texts.ids).flatten(0, 1).index_add(0, texts.on, added).view(rows, size, self.shape.width)
        return self.norm(x + self.places.weight[:size])

    def heads(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """Logits (batch, words, OUTPUTS) and link vectors (batch, words, 4, 64)."""
        return self.tags(hidden), self.links(hidden).unflatten(-1, (4, LINK))

    def linked(self, links: Tensor, pair: int) -> Tensor:
        """(batch, words, words): does the motion (pair 0) or cause (pair 1) at a row belong to the name at a column."""
        left, right = links[:, :, 2 * pair], links[:, :, 2 * pair + 1]
        return left @ right.transpose(1, 2) / LINK**0.5 + self.link_bias[pair]


def _buckets(size: int, buckets: int) -> Tensor:
    """(size, size): which distance a piece at a row sees to one at a column: exact when near, by logarithm when far.

    Half of the buckets are for pieces that follow. Raffel et al. 2020, "T5" (arXiv:1910.10683), section 2.1.
    """
    places = torch.arange(size)
    apart = places[:, None] - places[None]
    half, exact = buckets // 2, buckets // 4
    far = exact + (apart.abs().clamp(min=1) / exact).log() / math.log(FARTHEST / exact) * (half - exact)
    near = torch.where(apart.abs() < exact, apart.abs(), far.long().clamp(max=half - 1))
    return near + half * (apart < 0)


def spans(tags: Tensor) -> Sequence[Tensor]:
    """The three groups of logits of which one is right: name, motion, cause."""
    return [tags[..., columns] for columns in (NAME, MOTION, CAUSE)]


def switches(tags: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The logits that are right or wrong each by itself: new beat, camera moves, inert, caused."""
    return tags[..., BEAT], tags[..., MOVES], tags[..., INERT], tags[..., CAUSED]


def counted(tags: Tensor) -> Tensor:
    """The logits of how many beats an element has."""
    return tags[..., BEATS]
