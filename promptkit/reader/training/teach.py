"""First stage: the whole encoder learns to read marked prompts."""

import random
from collections.abc import Sequence

import torch

from promptkit.reader.training.batches import Item, batches, groups, loss_of
from promptkit.reader.training.schedule import Schedule, products
from promptkit.reader.training.torch_network import TorchNetwork

PIECES = 1300
"""Word pieces in a batch."""
RATE, HEAD_RATE = 3e-4, 1e-3
HIDDEN = 0.03
"""Share of pieces behind [MASK]."""


def teach(network: TorchNetwork, items: Sequence[Item], *, epochs: int, seed: int) -> None:
    """Train `network` in place."""
    torch.manual_seed(seed)  # of dropout and [MASK]
    generator = random.Random(seed)
    steps = epochs * len(groups(items, PIECES, random.Random(seed)))
    schedule = Schedule(network, {"layers": RATE, "places": RATE, "norm": RATE}, HEAD_RATE, steps)
    fast = products()
    network.train()
    for epoch in range(epochs):
        total = 0.0
        for count, batch in enumerate(batches(items, PIECES, generator, HIDDEN), 1):  # noqa: B007 - used after the loop
            with fast:
                tags, links = network.heads(network.hidden(batch.texts))
            loss = loss_of(network, tags.float(), links.float(), batch)
            schedule.step(loss)
            total += loss.item()
        print(f"epoch {epoch + 1} of {epochs}: loss {total / count:.3f}", flush=True)
    network.eval()
