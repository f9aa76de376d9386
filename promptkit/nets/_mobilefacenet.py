"""MobileFaceNet: an aligned 112×112 face in, 128 numbers out.

Chen et al. 2018, "MobileFaceNets: efficient CNNs for accurate real-time face verification"; layers and weights as in
github.com/foamliu/MobileFaceNet (Apache-2.0), which uses ReLU6 inside the blocks and ReLU after the first
depthwise-separable convolution. Names of the modules are those of its state dict.
"""

import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from promptkit.errors import WeightsError
from promptkit.nets._exact import exact_convolutions

# (expansion, channels, repeats, first stride) of the inverted-residual stages.
STAGES = ((2, 64, 5, 2), (4, 128, 1, 2), (2, 128, 6, 1), (4, 128, 1, 2), (2, 128, 2, 1))
# ImageNet statistics, which the weights were trained with (foamliu's `data_gen.py`).
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
BATCH = 32


def load_mobilefacenet(path: Path, device: str) -> Callable[[NDArray[np.uint8]], NDArray[np.float32]]:
    """The network as a function from aligned crops to unit vectors.

    Shape: (N, 112, 112, 3) uint8 RGB in; (N, 128) float32 of Euclidean length 1 out.

    Raises:
        WeightsError: the file is no state dict of this network.
    """
    network = MobileFaceNet()
    try:
        network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    except (RuntimeError, AttributeError, TypeError, EOFError, OSError, pickle.UnpicklingError) as broken:
        raise WeightsError(f"{path} holds no MobileFaceNet state dict ({broken}); fetch the file again") from broken
    network.eval().to(device)
    mean, std = (torch.tensor(v, device=device).view(1, 3, 1, 1) for v in (MEAN, STD))

    @torch.inference_mode()
    def embed(crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        parts = [np.zeros((0, 128), np.float32)]
        for start in range(0, len(crops), BATCH):
            pixels = torch.from_numpy(np.ascontiguousarray(crops[start : start + BATCH])).to(device)
            with exact_convolutions():
                vectors = network((pixels.permute(0, 3, 1, 2).float() / 255 - mean) / std)
            parts.append(nn.functional.normalize(vectors).cpu().numpy())
        return np.concatenate(parts)

    return embed


class MobileFaceNet(nn.Module):
    """Shape: (N, 3, 112, 112) normalised RGB in; (N, 128) out, not of unit length."""

    def __init__(self) -> None:
        """Build the layers with random weights."""
        super().__init__()
        self.conv1 = _convolution(3, 64, 3, stride=2)
        self.dw_conv = _DepthwiseSeparable()
        blocks: list[nn.Module] = []
        channels = 64
        for expansion, out, repeats, first in STAGES:
            for repeat in range(repeats):
                blocks.append(_InvertedResidual(channels, out, first if repeat == 0 else 1, expansion))
                channels = out
        self.features = nn.Sequential(*blocks)
        self.conv2 = _convolution(channels, 512, 1)
        self.gdconv = _GlobalDepthwise()
        self.conv3 = nn.Conv2d(512, 128, 1)
        self.bn = nn.BatchNorm1d(128)

    def forward(self, x: Tensor) -> Tensor:
        """Embed."""
        x = self.features(self.dw_conv(self.conv1(x)))
        embedded: Tensor = self.bn(self.conv3(self.gdconv(self.conv2(x))).flatten(1))
        return embedded


def _convolution(inputs: int, outputs: int, size: int, *, stride: int = 1, groups: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU6(),
    )


class _InvertedResidual(nn.Module):
    def __init__(self, inputs: int, outputs: int, stride: int, expansion: int) -> None:
        super().__init__()
        hidden = inputs * expansion
        self.residual = stride == 1 and inputs == outputs
        self.conv = nn.Sequential(
            _convolution(inputs, hidden, 1),
            _convolution(hidden, hidden, 3, stride=stride, groups=hidden),
            nn.Conv2d(hidden, outputs, 1, bias=False),
            nn.BatchNorm2d(outputs),
        )

    def forward(self, x: Tensor) -> Tensor:
        changed: Tensor = self.conv(x)
        return x + changed if self.residual else changed


class _DepthwiseSeparable(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.depthwise = nn.Conv2d(64, 64, 3, 1, 1, groups=64, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.pointwise = nn.Conv2d(64, 64, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(64)

    def forward(self, x: Tensor) -> Tensor:
        x = torch.relu(self.bn1(self.depthwise(x)))
        return torch.relu(self.bn2(self.pointwise(x)))


class _GlobalDepthwise(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.depthwise = nn.Conv2d(512, 512, 7, groups=512, bias=False)
        self.bn = nn.BatchNorm2d(512)

    def forward(self, x: Tensor) -> Tensor:
        found: Tensor = self.bn(self.depthwise(x))
        return found
