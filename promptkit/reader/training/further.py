"""A student that stands learns kinds of prompts that it reads badly, and keeps the rest.

On the prompts that it was taught with it is held to what it said, beside their marks; on the new ones the marks alone
count. Reference: Li and Hoiem 2016, "Learning without Forgetting" (arXiv:1606.09282).
"""

import random
from collections.abc import Iterator, Sequence
from copy import deepcopy

import torch
from torch import nn

from promptkit.reader.training.batches import Batch, Item, batches, groups, loss_of
from promptkit.reader.training.distil import apart_from
from promptkit.reader.training.schedule import Schedule, larger_batches, products
from promptkit.reader.training.torch_network import TorchNetwork

PIECES = 1200
RATE = 3e-4
HIDDEN = 0.03
"""Share of the new pieces behind [MASK]."""


def learn_further(
    student: TorchNetwork,
    new: Sequence[Item],
    known: Sequence[Item],
    *,
    passes: int,
    seed: int,
    device: str = "cpu",
) -> None:
    """Train `student` in place; one pass shows all `new` prompts once or more, and as many batches of `known`.

    Args:
        student: As it stands; a copy of it says what is to be kept.
        new: Marked prompts of the kinds to be learned.
        known: Prompts it was taught with, or other texts; those that have marks are held to them as well.
        passes: Over `known`. `new` begins anew as often as it ends before.
        seed: Of order, [MASK] and choice.
        device: Of torch.
    """
    torch.manual_seed(seed)
    generator = random.Random(seed)
    before = deepcopy(student).eval().requires_grad_(requires_grad=False).to(device)
    student.to(device)
    fast, larger = products(device), larger_batches(device)
    pieces = round(PIECES * larger)
    steps = passes * len(groups(known, pieces, random.Random(seed)))
    schedule = Schedule(student, {}, RATE * larger**0.5, steps)
    for each in (student, *student.layers):
        each.drop.p = 0.0
    student.train()
    fresh = _again_and_again(new, pieces, generator, device)
    same = nn.Identity()
    for number in range(1, passes + 1):
        losses = []
        for batch in batches(known, pieces, generator, device=device):
            kept = apart_from(before, student, same, batch, told=lambda held: before.hidden(held.texts), fast=fast)
            more = next(fresh)
            with fast:
                tags, links = student.heads(student.hidden(more.texts))
            learned = loss_of(student, tags.float(), links.float(), more)
            schedule.step(kept + learned)
            losses.append(torch.stack([kept.detach(), learned.detach()]))
        kept_mean, learned_mean = torch.stack(losses).mean(0).tolist()
        print(f"pass {number} of {passes}: kept {kept_mean:.3f}, new {learned_mean:.3f}", flush=True)
    student.eval()


def _again_and_again(items: Sequence[Item], pieces: int, generator: random.Random, device: str) -> Iterator[Batch]:
    """The batches of `items`, in another order each time round."""
    while True:
        yield from batches(items, pieces, generator, HIDDEN, device=device)
