"""First stage: the whole encoder learns to read marked prompts."""

import random
from collections.abc import Sequence

import torch

from promptkit.reader.training.batches import Item, batches, groups, loss_of
from promptkit.reader.training.schedule import Schedule, larger_batches, products
from promptkit.reader.training.torch_network import WIDTH, TorchNetwork

PIECES = 1300
"""Word pieces in a batch."""
RATE, HEAD_RATE = 3e-4, 1e-3
"""Of an encoder as wide as MiniLM's; a wider one learns slower, 1e-4 at twice the width."""
HIDDEN = 0.03
"""Share of pieces behind [MASK]."""


def teach(network: TorchNetwork, items: Sequence[Item], *, epochs: int, seed: int, device: str = "cpu") -> None:
    """Train `network` in place; it stays on the torch device."""
    torch.manual_seed(seed)  # of dropout and [MASK]
    generator = random.Random(seed)
    network.to(device)
    fast, larger = products(device), larger_batches(device)
    pieces, gain = round(PIECES * larger), larger**0.5
    steps = epochs * len(groups(items, pieces, random.Random(seed)))
    slower = (WIDTH / network.shape.width) ** 1.5
    own = dict.fromkeys(("layers", "places", "norm", "distances"), RATE * slower * gain)
    schedule = Schedule(network, own, HEAD_RATE * gain, steps)
    network.train()
    for epoch in range(epochs):
        losses = []
        for batch in batches(items, pieces, generator, HIDDEN, device=device):
            with fast:
                tags, links = network.heads(network.hidden(batch.texts))
            loss = loss_of(network, tags.float(), links.float(), batch)
            schedule.step(loss)
            losses.append(loss.detach())
        print(f"epoch {epoch + 1} of {epochs}: loss {torch.stack(losses).mean().item():.3f}", flush=True)
    network.eval()
