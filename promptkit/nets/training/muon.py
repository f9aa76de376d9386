"""Muon: momentum whose direction is made orthogonal, for matrices of weights.

Source: Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/. Few steps matter on one core.
"""

from collections.abc import Iterable

import torch
from torch import Tensor

_MOMENTUM = 0.95
_COEFFICIENTS = (3.4445, -4.7750, 2.0315)
"""Of the quintic Newton–Schulz iteration, as published."""
_ITERATIONS = 5


class Muon(torch.optim.Optimizer):
    """For parameters of two dimensions or more; the first is rows, the others together are columns."""

    def __init__(self, parameters: Iterable[Tensor], *, lr: float) -> None:
        super().__init__(parameters, {"lr": lr})

    @torch.no_grad()
    def step(self) -> None:  # type: ignore[override]
        """One step; rows of unit length on average, so that `lr` is the relative change of He-scaled rows."""
        for settings in self.param_groups:
            for parameter in settings["params"]:
                gradient, state = parameter.grad.flatten(1), self.state[parameter]
                momentum = state.setdefault("momentum", torch.zeros_like(gradient))
                momentum.lerp_(gradient, 1 - _MOMENTUM)
                direction = _orthogonal(gradient.lerp(momentum, _MOMENTUM))
                scale = max(1.0, direction.shape[0] / direction.shape[1]) ** 0.5
                parameter.add_(direction.view_as(parameter), alpha=-settings["lr"] * scale)


def _orthogonal(matrix: Tensor) -> Tensor:
    """Near the closest matrix with singular values 1."""
    a, b, c = _COEFFICIENTS
    tall = matrix.shape[0] > matrix.shape[1]
    x = matrix.T if tall else matrix
    x = x / (x.norm() + 1e-7)
    for _ in range(_ITERATIONS):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return x.T if tall else x
