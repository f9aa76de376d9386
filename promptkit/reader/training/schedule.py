"""How the weights are stepped: AdamW with a linear warm-up and a linear end, and the precision of matrix products."""

import time
from collections import defaultdict
from collections.abc import Mapping

import torch
from torch import Tensor, nn

from promptkit.reader.training.torch_network import STUDENT, TorchLayer

WARM_UP = 0.05
LEAST = 0.02
"""Share of the learning rate that is left at the end."""
LONGEST_GRADIENT = 1.0
DECAY = 0.01
LARGER_ON_GPU = 3.0
CLEARLY = 0.85
"""Share of the time below which the shorter numbers are worth their rounding."""
_TRIALS = 20


class Schedule:
    """Optimiser and learning rate of one stage."""

    def __init__(self, model: nn.Module, rates: Mapping[str, float], rate: float, steps: int) -> None:
        """Parameters whose name begins with a key of `rates` learn at its rate, the others at `rate`."""
        groups: dict[float, list[nn.Parameter]] = {}
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                own = next((value for prefix, value in rates.items() if name.startswith(prefix)), rate)
                groups.setdefault(own, []).append(parameter)
        self._parameters = [parameter for group in groups.values() for parameter in group]
        self._optimiser = torch.optim.AdamW(
            [{"params": group, "lr": own, "peak": own} for own, group in groups.items()], weight_decay=DECAY, fused=True
        )
        self._steps, self._at = steps, 0

    def step(self, loss: Tensor) -> None:
        """One step down `loss`."""
        done = self._at / self._steps
        share = min(1.0, (done + 1 / self._steps) / WARM_UP) * max(LEAST, 1 - done)
        for group in self._optimiser.param_groups:
            group["lr"] = group["peak"] * share
        self._optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._parameters, LONGEST_GRADIENT)
        self._optimiser.step()
        self._at += 1


def larger_batches(device: str) -> float:
    """How many times as large batches are as on a CPU, where a small one already fills the cores.

    The rate grows with the root (Malladi et al. 2022, arXiv:2205.10287, for Adam).
    """
    return 1.0 if device == "cpu" else LARGER_ON_GPU


def products(device: str = "cpu") -> torch.autocast:
    """Matrix products in bfloat16 where that is faster: on a GPU and on some CPUs; on others it costs a third.

    What counts is a layer forth and back, where turning numbers into others may eat up what faster products save.
    """
    if device != "cpu":
        return torch.autocast(torch.device(device).type, torch.bfloat16)
    layer, x = TorchLayer(STUDENT), torch.rand(8, 150, STUDENT.width)
    times = defaultdict[bool, list[float]](list)
    for _ in range(_TRIALS):  # in turn, so that other work on the machine slows both alike
        for short in (False, True):
            start = time.perf_counter()
            with torch.autocast("cpu", torch.bfloat16, enabled=short):
                said = layer(x, x.new_zeros(1))
            said.float().sum().backward()
            times[short].append(time.perf_counter() - start)
    return torch.autocast("cpu", torch.bfloat16, enabled=min(times[True]) < CLEARLY * min(times[False]))
