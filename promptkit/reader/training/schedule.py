"""How the weights are stepped: AdamW with a linear warm-up and a linear end, and the precision of matrix products."""

import time
from collections.abc import Mapping

import torch
from torch import Tensor, nn

WARM_UP = 0.05
LEAST = 0.02
"""Share of the learning rate that is left at the end."""
LONGEST_GRADIENT = 1.0
DECAY = 0.01
LARGER_ON_GPU = 3.0
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
    """Matrix products in bfloat16 where that is faster: on a GPU and on a CPU with AMX; on others it costs a third."""
    if device != "cpu":
        return torch.autocast(torch.device(device).type, torch.bfloat16)
    left, right = torch.rand(1300, 384), torch.rand(384, 1536)
    spent = {kind: _spent(left.to(kind), right.to(kind)) for kind in (torch.float32, torch.bfloat16)}
    return torch.autocast("cpu", torch.bfloat16, enabled=spent[torch.bfloat16] < spent[torch.float32])


def _spent(left: Tensor, right: Tensor) -> float:
    """Seconds of the fastest of a few products."""
    times = []
    for _ in range(_TRIALS):
        start = time.perf_counter()
        left @ right
        times.append(time.perf_counter() - start)
    return min(times)
