"""The student learns to be as far from each frame as LPIPS-alex is, layer by layer and pixel by pixel.

Teacher and student have one geometry, so their layers have pixels that correspond. For pairs of crops the loss compares
the logarithm of the total distance, of each layer's, and the square roots of each layer's map. A linear map
per layer, thrown away afterwards, also has to find the teacher's features in the student's: this is what makes the
first thousand steps useful.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from promptkit.nets._trunks import TRUNKS, Trunk, layers, load_head, load_trunk
from promptkit.nets.perceptual import NORM_EPSILON, SCALE, SHIFT
from promptkit.nets.training.groups import SIZE
from promptkit.nets.weights import locate

FLOOR = 3e-4
"""Distances well below this count as none: what an adjacent pair of a still clip has."""
MEAN_WEIGHTS = (0.037, 0.084, 0.102, 0.106, 0.079)
"""The teacher's mean channel weight by layer: where the student's begin."""
PAIRS = [(i, j) for i, j in combinations(range(SIZE), 2) if (i, j) not in {(2, 4), (2, 5), (3, 4), (3, 5)}]


@dataclass(frozen=True)
class Teacher:
    """LPIPS-alex, with the channels of each layer that its head reads at all."""

    trunk: Trunk
    parameters: Mapping[str, Tensor]
    heads: Sequence[Tensor]
    read: Sequence[Tensor] = field(init=False)

    def __post_init__(self) -> None:
        """Of a head, the channels above a thousandth of its largest weight."""
        object.__setattr__(self, "read", [(head > 1e-3 * head.max()).nonzero().flatten() for head in self.heads])

    def __call__(self, images: Tensor) -> list[Tensor]:
        """Weighted unit features by layer, (N, C, h, w)."""
        with torch.inference_mode():
            outputs = layers(self.trunk, images, self.parameters)
            weighted = (
                unit(x)[:, c] * h[c].sqrt().view(1, -1, 1, 1)
                for x, h, c in zip(outputs, self.heads, self.read, strict=True)
            )
            return [x.clone() for x in weighted]


def lpips_alex(device: str = "cpu") -> Teacher:
    """The teacher, from the weights on this machine, on a torch device."""
    trunk = TRUNKS["alex"]
    parameters = {name: value.to(device) for name, value in load_trunk(trunk, locate("alexnet")).items()}
    return Teacher(trunk, parameters, [head.to(device) for head in load_head(trunk, locate("lpips-alex"))])


class Student(torch.nn.Module):
    """A trunk with the teacher's geometry and fewer channels; its head's weights are squares, so never negative."""

    def __init__(self, targets: Sequence[int]) -> None:
        super().__init__()
        self.trunk = TRUNKS["tiny"]
        self.weights, self.biases, self.roots, self.finders = (torch.nn.ParameterDict() for _ in range(4))
        channels, seen = self.trunk.channels, (3, *self.trunk.channels)
        for layer, (index, size) in enumerate(zip(("0", "3", "6", "8", "10"), (11, 5, 3, 3, 3), strict=True)):
            shape = (channels[layer], seen[layer], size, size)
            self.weights[index] = torch.nn.Parameter(torch.randn(shape) * (2 / np.prod(shape[1:])) ** 0.5)
            self.biases[index] = torch.nn.Parameter(torch.zeros(shape[0]) + 0.01)
            self.roots[index] = torch.nn.Parameter(torch.full((shape[0],), MEAN_WEIGHTS[layer] ** 0.5))
            find = torch.randn(targets[layer], shape[0], 1, 1) * 0.3 / shape[0] ** 0.5
            self.finders[index] = torch.nn.Parameter(find)

    def parameters_by_name(self) -> dict[str, Tensor]:
        """As `layers` wants them."""
        named = {f"features.{index}.weight": value for index, value in self.weights.items()}
        return named | {f"features.{index}.bias": value for index, value in self.biases.items()}

    def units(self, images: Tensor) -> list[Tensor]:
        """Unit features by layer, (N, C, h, w)."""
        return [unit(x) for x in layers(self.trunk, images, self.parameters_by_name())]

    def forward(self, images: Tensor) -> list[Tensor]:
        """Weighted unit features by layer, (N, C, h, w)."""
        return [x * root.view(1, -1, 1, 1) for x, root in zip(self.units(images), self.roots.values(), strict=True)]


def unit(x: Tensor) -> Tensor:
    """Unit length along channels."""
    return x / (torch.linalg.vector_norm(x, dim=1, keepdim=True) + NORM_EPSILON)


def scaled(rgb: NDArray[np.uint8], device: str = "cpu") -> Tensor:
    """Frames (N, H, W, 3) as LPIPS wants them, (N, 3, H, W), on a torch device."""
    signed = torch.from_numpy(rgb).to(device).permute(0, 3, 1, 2).float() / 127.5 - 1
    shift, scale = (torch.tensor(three, device=device).view(1, 3, 1, 1) for three in (SHIFT, SCALE))
    return ((signed - shift) / scale).contiguous()


def pairs_of(groups: int, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Indices of the crops that are compared: within groups, and from group to group."""
    within = [(SIZE * g + i, SIZE * g + j) for g in range(groups) for i, j in PAIRS if rng.random() < 0.8]
    across = [(SIZE * g + rng.integers(SIZE), SIZE * ((g + 1) % groups) + rng.integers(SIZE)) for g in range(groups)]
    first, second = zip(*within, *across, strict=True)
    return torch.tensor(first), torch.tensor(second)


def maps(features: Sequence[Tensor], first: Tensor, second: Tensor) -> Iterator[Tensor]:
    """Squared distances by layer, (P, h, w)."""
    for layer in features:
        yield (layer[first] - layer[second]).square().sum(1)


def loss_of(student: Student, ours: Sequence[Tensor], theirs: Sequence[Tensor], first: Tensor, second: Tensor,
            *, finding: float) -> tuple[Tensor, dict[str, Tensor]]:  # fmt: skip
    """What is minimised, and its parts."""
    s_maps, t_maps = list(maps(ours, first, second)), list(maps(theirs, first, second))
    s, t = (torch.stack([m.mean((1, 2)) for m in each], 1) for each in (s_maps, t_maps))
    part = FLOOR / 5
    told = torch.log((s.sum(1) + FLOOR) / (t.sum(1) + FLOOR))
    total = functional.smooth_l1_loss(told, torch.zeros_like(told), beta=0.1)
    layered = functional.smooth_l1_loss(torch.log(s + part), torch.log(t + part), beta=0.2)
    spread = torch.stack([
        ((torch.sqrt(a + part * 0.1) - torch.sqrt(b + part * 0.1)).square().mean((1, 2)) / (m + part)).mean()
        for a, b, m in zip(s_maps, t_maps, t.T, strict=True)
    ]).mean()  # fmt: skip
    found = total.new_zeros(())
    if finding:
        found = torch.stack([_missed(a, b, f, first, second) for a, b, f in
                             zip(ours, theirs, student.finders.values(), strict=True)]).mean()  # fmt: skip
    parts = {"total": total, "layered": layered, "maps": spread, "found": found, "error": told.abs().median()}
    return 2 * total + layered + 2 * spread + finding * found, {k: v.detach() for k, v in parts.items()}


def _missed(ours: Tensor, theirs: Tensor, finder: Tensor, first: Tensor, second: Tensor) -> Tensor:
    """Share of the teacher's differences, and of its features' variance, that a linear map does not find."""
    off = functional.conv2d(ours, finder) - theirs
    off = off - off.mean((0, 2, 3), keepdim=True)
    alone = off.square().sum(1).mean() / (theirs - theirs.mean((0, 2, 3), keepdim=True)).square().sum(1).mean()
    near = slice(0, len(first) // 2)
    true = (theirs[first[near]] - theirs[second[near]]).square().sum(1).mean((1, 2))
    apart = (off[first[near]] - off[second[near]]).square().sum(1).mean((1, 2)) / (true + FLOOR / 5)
    return alone + apart.mean()
