"""Second stage: the whole encoder learns to read marked prompts."""

import random
from collections.abc import Sequence

from promptkit.reader.training.batches import Item, batches, hidden_pieces, loss_of
from promptkit.reader.training.schedule import Schedule
from promptkit.reader.training.torch_network import TorchNetwork

PIECES = 750
"""Word pieces in a batch."""
RATE, HEAD_RATE = 3e-4, 1e-3
HIDDEN = 0.03
"""Share of pieces behind [MASK]."""


def teach(network: TorchNetwork, items: Sequence[Item], *, epochs: int, seed: int) -> None:
    """Train `network` in place."""
    generator = random.Random(seed)
    steps = epochs * sum(1 for _ in batches(items, PIECES, random.Random(seed)))
    schedule = Schedule(network, {"layers": RATE, "places": RATE, "norm": RATE}, HEAD_RATE, steps)
    network.train()
    for epoch in range(epochs):
        total = 0.0
        for count, batch in enumerate(batches(items, PIECES, generator), 1):  # noqa: B007 - used after the loop
            hidden = network.hidden(hidden_pieces(batch, HIDDEN), batch.mask, batch.first)
            loss = loss_of(network, *network.heads(hidden), batch)
            schedule.step(loss)
            total += loss.item()
        print(f"epoch {epoch + 1} of {epochs}: loss {total / count:.3f}", flush=True)
    network.eval()
