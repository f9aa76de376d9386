"""Prompts as tensors: lengths brought together, each batch about as many word pieces."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader

from promptkit.reader.encoder import laid
from promptkit.reader.network import WINDOW
from promptkit.reader.pieces import Vocabulary, Word
from promptkit.reader.training.markup import MarkedPrompt
from promptkit.reader.training.targets import NO_NAME, Targets, targets_of
from promptkit.reader.training.torch_network import Texts, TorchNetwork, counted, spans, switches
from promptkit.scene import CAMERA_MOVES

LONGEST = WINDOW + 2
"""Places of a training prompt; the rest of a longer one is left out."""
MASK, FIRST_PIECE = 103, 104
"""[MASK], and the first piece that is no special one."""
LINK_WEIGHT = 0.5
WORKERS = 4
"""Processes that make batches beside a GPU, which is done sooner than one of them."""


@dataclass(frozen=True)
class Item:
    """One text, cut into words."""

    text: str
    words: tuple[Word, ...]
    size: int
    """Its pieces, [CLS] and [SEP]."""
    targets: Targets | None = None


@dataclass(frozen=True)
class Batch:
    """Several texts for the network, and what is known of them."""

    texts: Texts
    words: Tensor
    """(batch, words): 1.0 where there is a word."""
    wanted: Mapping[str, Tensor]
    """What the heads should say, by name; nothing of texts without marks."""
    has_marks: Tensor
    """(batch,): 1.0 where the text has marks."""
    marked: float
    """Share of the texts that have them."""
    said: tuple[str, ...]
    """The texts themselves."""

    def to(self, device: str) -> "Batch":
        """The same on a torch device."""
        wanted = {name: value.to(device, non_blocking=True) for name, value in self.wanted.items()}
        words, marks = self.words.to(device, non_blocking=True), self.has_marks.to(device, non_blocking=True)
        return replace(self, texts=self.texts.to(device), words=words, has_marks=marks, wanted=wanted)


def item_of(text: str, vocabulary: Vocabulary, targets: Targets | None = None) -> Item:
    """`text` in words, as far as `LONGEST`."""
    words, size = list[Word](), 2
    for word in vocabulary.words(text):
        if size + len(word.pieces) > LONGEST:
            break
        words.append(word)
        size += len(word.pieces)
    return Item(text, tuple(words), size, targets)


def items_of(prompts: Sequence[MarkedPrompt], vocabulary: Vocabulary) -> list[Item]:
    """Marked prompts with their targets."""
    return [item_of(prompt.text, vocabulary, targets_of(prompt, vocabulary)) for prompt in prompts]


def batch_of(items: Sequence[Item], hidden: float = 0.0) -> Batch:
    """Pad and stack; a share `hidden` of the pieces stands behind [MASK], so that no word is trusted alone."""
    size = max(item.size for item in items)
    ids = torch.zeros(len(items), size, dtype=torch.long)
    first = torch.zeros(len(items), max(1, *(len(item.words) for item in items)), dtype=torch.long)
    mask, words = torch.zeros_like(ids, dtype=torch.bool), torch.zeros(first.shape)
    hung, on, behind = list[Tensor](), list[Tensor](), list[Tensor]()
    for row, item in enumerate(items):
        at = laid(item.words)
        ids[row, : item.size] = torch.from_numpy(at.ids)
        mask[row, : item.size] = True
        first[row, : len(item.words)] = torch.from_numpy(at.first)
        words[row, : len(item.words)] = 1
        hung.append(torch.from_numpy(at.hung))
        on.append(torch.from_numpy(at.on) + row * size)
        behind.append(torch.from_numpy(at.behind))
    if hidden:
        ids = torch.where((torch.rand(ids.shape) < hidden) & (ids >= FIRST_PIECE), torch.full_like(ids, MASK), ids)
    texts = Texts(ids, mask, torch.cat(hung), torch.cat(on), torch.cat(behind), first)
    marked = torch.tensor([float(item.targets is not None) for item in items])
    said = tuple(item.text for item in items)
    return Batch(texts, words, _wanted(items, (len(items), words.shape[1])), marked, float(marked.mean()), said)


def groups(items: Sequence[Item], pieces: int, generator: random.Random) -> list[list[Item]]:
    """Every item once, in random order, in groups of at most `pieces` padded pieces (or one item)."""
    order = list(items)
    generator.shuffle(order)
    found = []
    for start in range(0, len(order), 600):
        group: list[Item] = []
        for item in sorted(order[start : start + 600], key=lambda item: item.size):
            if group and item.size * (len(group) + 1) > pieces:
                found.append(group)
                group = []
            group.append(item)
        found.append(group)
    generator.shuffle(found)
    return found


def batches(
    items: Sequence[Item], pieces: int, generator: random.Random, hidden: float = 0.0, *, device: str = "cpu"
) -> Iterator[Batch]:
    """The groups, padded and stacked, on a torch device; for another than the CPU processes prepare them meanwhile."""
    workers = 0 if device == "cpu" else WORKERS
    ready = DataLoader(
        groups(items, pieces, generator),  # type: ignore[arg-type]  (a list is a data set)
        batch_size=None, collate_fn=partial(batch_of, hidden=hidden), num_workers=workers,
    )  # fmt: skip
    for batch in ready:
        yield batch.to(device)


def loss_of(network: TorchNetwork, tags: Tensor, links: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of every head, summed over heads, mean over words."""
    wanted, total = batch.wanted, batch.words.sum()
    loss = tags.new_zeros(())
    for logits, name in zip(spans(tags), ("name", "motion", "cause"), strict=True):
        each = functional.cross_entropy(logits.transpose(1, 2), wanted[name].long(), reduction="none")
        loss = loss + (each * batch.words).sum() / total
    beat, moves, inert, caused = switches(tags)
    binary = functional.binary_cross_entropy_with_logits
    loss = loss + (binary(beat, wanted["beat"], reduction="none") * (wanted["motion"] == 1)).sum() / total
    loss = loss + (binary(moves, wanted["moves"], reduction="none").sum(-1) * batch.words).sum() / total
    named = wanted["inert"] != NO_NAME
    for logits, name in ((inert, "inert"), (caused, "caused")):
        loss = loss + (binary(logits, wanted[name].clamp(min=0), reduction="none") * named).sum() / total
    each = functional.cross_entropy(
        counted(tags).transpose(1, 2), wanted["beats"].clamp(min=0).long(), reduction="none"
    )
    loss = loss + (each * (wanted["beats"] >= 0)).sum() / total
    for pair, name in enumerate(("motion_links", "cause_links")):
        each = binary(network.linked(links, pair), wanted[name], reduction="none") * wanted[f"{name}_there"]
        loss = loss + LINK_WEIGHT * each.sum() / total
    return loss


def _wanted(items: Sequence[Item], shape: tuple[int, int]) -> dict[str, Tensor]:
    rows, size = shape
    wanted = {name: torch.zeros(rows, size) for name in ("name", "motion", "cause", "beat")}
    wanted |= {name: torch.full((rows, size), NO_NAME) for name in ("inert", "caused", "beats")}
    wanted |= {"moves": torch.zeros(rows, size, len(CAMERA_MOVES))}
    for name in ("motion_links", "cause_links"):
        wanted |= {name: torch.zeros(rows, size, size), f"{name}_there": torch.zeros(rows, size, size)}
    for row, item in enumerate(items):
        if item.targets is None:
            continue
        count = len(item.words)
        for name in ("name", "motion", "cause", "beat", "moves", "inert", "caused", "beats"):
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
