"""Last stage: probabilities of names that hold on prompts that were not trained on.

One temperature for the logits of names (Guo et al. 2017, arXiv:1706.04599), chosen on the dev part and laid into the
weights, so that the network that ships needs no other arithmetic. It may move what is likelier than not a little, since
several classes stand against one: measure afterwards.
"""

from collections.abc import Sequence

import torch
from torch.nn import functional

from promptkit.reader.network import NAME
from promptkit.reader.training.batches import Item, batch_of
from promptkit.reader.training.torch_network import TorchNetwork

TEMPERATURES = [1.05**step for step in range(-6, 31)]
"""From three quarters to four and a third."""


@torch.no_grad()
def calibrate(network: TorchNetwork, items: Sequence[Item]) -> float:
    """Divide the logits of names by the temperature that makes `items` likeliest; returns it."""
    network.eval()
    logits, right = [], []
    for start in range(0, len(items), 32):
        batch = batch_of(items[start : start + 32])
        tags = network.tags(network.hidden(batch.texts))[..., NAME]
        for row, item in enumerate(items[start : start + 32]):
            if item.targets is not None:
                logits.append(tags[row, : len(item.words)])
                right.append(torch.from_numpy(item.targets.name[: len(item.words)]))
    said, truth = torch.cat(logits), torch.cat(right)
    best = min(TEMPERATURES, key=lambda t: functional.cross_entropy(said / t, truth).item())
    network.tags.weight[NAME] /= best
    network.tags.bias[NAME] /= best
    return best
