"""Prompts as tensors: lengths brought together, each batch about as many word pieces."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from promptkit.reader.pieces import END, START, Vocabulary
from promptkit.reader.training.markup import MarkedPrompt
from promptkit.reader.training.targets import NO_NAME, Targets, targets_of
from promptkit.reader.training.torch_network import TorchNetwork, spans, switches

LONGEST = 400
"""Word pieces of a training prompt; the rest of a longer one is left out."""
MASK, FIRST_PIECE = 103, 104
"""[MASK], and the first piece that is no special one."""
LINK_WEIGHT = 0.5


@dataclass(frozen=True)
class Item:
    """One text, cut into pieces."""

    ids: tuple[int, ...]
    first: tuple[int, ...]
    """Where each word's first piece stands."""
    targets: Targets | None = None


@dataclass(frozen=True)
class Batch:
    """Several texts, padded."""

    ids: Tensor
    mask: Tensor
    first: Tensor
    words: Tensor
    """(batch, words): 1.0 where there is a word."""
    items: tuple[Item, ...]


def item_of(text: str, vocabulary: Vocabulary, targets: Targets | None = None) -> Item:
    """`text` in pieces, as far as `LONGEST`."""
    ids, first = [START], []
    for word in vocabulary.words(text):
        if len(ids) + len(word.pieces) > LONGEST:
            break
        first.append(len(ids))
        ids += word.pieces
    return Item((*ids, END), tuple(first), targets)


def items_of(prompts: Sequence[MarkedPrompt], vocabulary: Vocabulary) -> list[Item]:
    """Marked prompts with their targets."""
    return [item_of(prompt.text, vocabulary, targets_of(prompt, vocabulary)) for prompt in prompts]


def batch_of(items: Sequence[Item]) -> Batch:
    """Pad and stack."""
    ids = torch.zeros(len(items), max(len(item.ids) for item in items), dtype=torch.long)
    first = torch.zeros(len(items), max(1, *(len(item.first) for item in items)), dtype=torch.long)
    mask, words = torch.zeros_like(ids, dtype=torch.bool), torch.zeros(first.shape)
    for row, item in enumerate(items):
        ids[row, : len(item.ids)] = torch.tensor(item.ids)
        mask[row, : len(item.ids)] = True
        first[row, : len(item.first)] = torch.tensor(item.first, dtype=torch.long)
        words[row, : len(item.first)] = 1
    return Batch(ids, mask, first, words, tuple(items))


def batches(items: Sequence[Item], pieces: int, generator: random.Random) -> Iterator[Batch]:
    """Every item once, in random order, in batches of at most `pieces` word pieces (or one item)."""
    order = list(items)
    generator.shuffle(order)
    groups = []
    for start in range(0, len(order), 600):
        group: list[Item] = []
        for item in sorted(order[start : start + 600], key=lambda item: len(item.ids)):
            if group and len(item.ids) * (len(group) + 1) > pieces:
                groups.append(group)
                group = []
            group.append(item)
        groups.append(group)
    generator.shuffle(groups)
    yield from map(batch_of, groups)


def hidden_pieces(batch: Batch, share: float) -> Tensor:
    """The ids with a share of the pieces hidden behind [MASK], so that no word is trusted alone."""
    hide = (torch.rand(batch.ids.shape) < share) & (batch.ids >= FIRST_PIECE)
    return torch.where(hide, torch.full_like(batch.ids, MASK), batch.ids)


def loss_of(network: TorchNetwork, tags: Tensor, links: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of every head, summed over heads, mean over words."""
    wanted, total = _wanted(batch), batch.words.sum()
    loss = torch.zeros(())
    for logits, name in zip(spans(tags), ("name", "motion", "cause"), strict=True):
        each = functional.cross_entropy(logits.transpose(1, 2), wanted[name].long(), reduction="none")
        loss = loss + (each * batch.words).sum() / total
    beat, moves, inert = switches(tags)
    binary = functional.binary_cross_entropy_with_logits
    loss = loss + (binary(beat, wanted["beat"], reduction="none") * (wanted["motion"] == 1)).sum() / total
    loss = loss + (binary(moves, wanted["moves"], reduction="none").sum(-1) * batch.words).sum() / total
    named = wanted["inert"] != NO_NAME
    loss = loss + (binary(inert, wanted["inert"].clamp(min=0), reduction="none") * named).sum() / total
    for pair, name in enumerate(("motion_links", "cause_links")):
        each = binary(network.linked(links, pair), wanted[name], reduction="none") * wanted[f"{name}_there"]
        loss = loss + LINK_WEIGHT * each.sum() / total
    return loss


def _wanted(batch: Batch) -> dict[str, Tensor]:
    rows, size = batch.first.shape
    wanted = {name: torch.zeros(rows, size) for name in ("name", "motion", "cause", "beat")}
    wanted |= {"moves": torch.zeros(rows, size, 12), "inert": torch.full((rows, size), NO_NAME)}
    for name in ("motion_links", "cause_links"):
        wanted |= {name: torch.zeros(rows, size, size), f"{name}_there": torch.zeros(rows, size, size)}
    for row, item in enumerate(batch.items):
        if item.targets is None:
            continue
        count = len(item.first)
        for name in ("name", "motion", "cause", "beat", "moves", "inert"):
            wanted[name][row, :count] = torch.as_tensor(getattr(item.targets, name)[:count]).float()
        names = [at for at in range(count) if item.targets.name[at] % 2 == 1]
        for kind in ("motion", "cause"):
            begins = [at for at in range(count) if getattr(item.targets, kind)[at] == 1]
            for at in begins:
                wanted[f"{kind}_links_there"][row, at, names] = 1
            for left, right in getattr(item.targets, f"{kind}_links"):
                if max(left, right) < count:
                    wanted[f"{kind}_links"][row, left, right] = 1
    return wanted
