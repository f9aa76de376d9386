"""dlib's face descriptor as a torch network: an aligned 150×150 face in, 128 numbers out.

King 2017, "High quality face recognition with deep metric learning" (blog.dlib.net); layers as `anet_type` in dlib's
`examples/dnn_face_recognition_ex.cpp`, a 29-layer residual network after He et al. 2016. Differences from torch's
habits: strided convolutions and pools have no padding, and a sum of two sizes fills the smaller with zeros at the
bottom, the right and the last channels (`add_prev_`).
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, max_pool2d, pad

from promptkit.errors import WeightsError
from promptkit.nets._dlib_file import Layer, Reader
from promptkit.nets._exact import exact_convolutions

# (channels, strides of the residual blocks), in the order they are computed.
STAGES = ((32, (1, 1, 1)), (64, (2, 1, 1, 1)), (128, (2, 1, 1)), (256, (2, 1, 1)), (256, (2,)))
# Means of the training pictures, and 1 over the scale (`dlib/dnn/input.h`).
MEAN, SCALE = (122.782, 117.001, 104.298), 256.0
SIDE_PX, DIMENSIONS = 150, 128
BATCH = 32
_MARKS = {"tag1", "tag2", "skip1"}
"""Layers that compute nothing and have nothing but a version."""


def load_dlib_resnet(path: Path, device: str) -> Callable[[NDArray[np.uint8]], NDArray[np.float32]]:
    """The network as a function from aligned crops to descriptors, in dlib's own scale (not of unit length).

    Shape: (N, 150, 150, 3) uint8 RGB in; (N, 128) float32 out.

    Raises:
        WeightsError: the file is no such network.
    """
    network = DlibResNet()
    try:
        network.load_state_dict(read_weights(path.read_bytes()))
    except (WeightsError, OSError) as broken:
        raise WeightsError(
            f"{path.name} holds no dlib face descriptor ({broken}); "
            "run: pip install --force-reinstall face_recognition_models"
        ) from broken
    network.eval().to(device)
    mean = torch.tensor(MEAN, device=device).view(1, 3, 1, 1)

    @torch.inference_mode()
    def describe(crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        parts = [np.zeros((0, DIMENSIONS), np.float32)]
        for start in range(0, len(crops), BATCH):
            pixels = torch.from_numpy(np.ascontiguousarray(crops[start : start + BATCH])).to(device)
            with exact_convolutions():
                parts.append(network((pixels.permute(0, 3, 1, 2).float() - mean) / SCALE).cpu().numpy())
        return np.concatenate(parts)

    return describe


class DlibResNet(nn.Module):
    """Shape: (N, 3, 150, 150) scaled RGB in; (N, 128) out."""

    def __init__(self) -> None:
        """Build the layers with random weights."""
        super().__init__()
        self.first = nn.Conv2d(3, 32, 7, 2)
        blocks, inputs = list[_Residual](), 32
        for channels, strides in STAGES:
            for stride in strides:
                blocks.append(_Residual(inputs, channels, stride))
                inputs = channels
        self.blocks = nn.Sequential(*blocks)
        self.last = nn.Linear(inputs, DIMENSIONS, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """Describe."""
        x = self.blocks(max_pool2d(torch.relu(self.first(x)), 3, 2))
        described: Tensor = self.last(x.mean(dim=(2, 3)))
        return described


class _Residual(nn.Module):
    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.stride = stride
        self.first = nn.Conv2d(inputs, outputs, 3, stride, 1 if stride == 1 else 0)
        self.second = nn.Conv2d(outputs, outputs, 3, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        changed = self.second(torch.relu(self.first(x)))
        return torch.relu(_sum(changed, x if self.stride == 1 else avg_pool2d(x, 2)))


def _sum(a: Tensor, b: Tensor) -> Tensor:
    """Both filled with zeros to the larger of their sizes, and added."""
    sizes = [max(one, other) for one, other in zip(a.shape[1:], b.shape[1:], strict=True)]
    a, b = (pad(x, [v for n, m in zip(x.shape[:0:-1], sizes[::-1], strict=True) for v in (0, m - n)]) for x in (a, b))
    return a + b


def read_weights(data: bytes) -> dict[str, Tensor]:
    """The state dict of `DlibResNet` from a dlib file; each convolution takes in the affine layer that follows it.

    Raises:
        WeightsError: the bytes are not this network.
    """
    reader = Reader(data)
    _open(reader)
    layers = _layers(reader)
    followed = [pair for pair in pairwise(layers) if pair[0].name == "con_4"]
    weights = {}
    for (name, shape), (convolution, affine) in zip(_convolutions(), followed, strict=True):
        outputs, _, height, width, *_ = shape
        if convolution.settings != (outputs, height, width, *shape[4:]):
            raise reader.broken(f"a convolution is {convolution.settings} where {name} of {shape} should be")
        try:
            kernel, bias = convolution.parameters[:-outputs].reshape(shape[:4]), convolution.parameters[-outputs:]
            gamma, beta = affine.parameters.reshape(2, outputs)
        except ValueError as uneven:
            raise reader.broken(f"{name} has another number of parameters than {shape} asks for") from uneven
        weights[f"{name}.weight"] = torch.from_numpy(kernel * gamma[:, None, None, None])
        weights[f"{name}.bias"] = torch.from_numpy(bias * gamma + beta)
    if len(layers[-1].parameters) != STAGES[-1][0] * DIMENSIONS:
        raise reader.broken(f"the last layer has {len(layers[-1].parameters)} parameters")
    weights["last.weight"] = torch.from_numpy(layers[-1].parameters.reshape(-1, DIMENSIONS).T.copy())
    return weights


def _open(reader: Reader) -> None:
    """Step over the head: the loss, the nesting, the input."""
    if reader.whole() != 1 or reader.string() != "loss_metric_2":
        raise reader.broken("it does not begin as a metric-learning network")
    reader.real()
    reader.real()
    for expected in _versions():
        if reader.whole() != expected:
            raise reader.broken("layers are nested otherwise than in the face descriptor")
    if reader.string() != "input_rgb_image_sized":
        raise reader.broken("the input is no RGB picture")
    for _ in MEAN:
        reader.real()
    if (size := (reader.whole(), reader.whole())) != (SIDE_PX, SIDE_PX):
        raise reader.broken(f"the input has {size} pixels")


def _layers(reader: Reader) -> list[Layer]:
    """The computing layers, in the order of computing, up to the end of the file."""
    layers = []
    for name in (name for name in _names() if name not in _MARKS):
        layers.append(reader.layer())
        if layers[-1].name != name:
            raise reader.broken(f"a layer is {layers[-1].name} where {name} should be")
        if len(layers) == 1:
            reader.whole()  # how many samples each picture becomes; kept behind the innermost layer
    reader.end()
    return layers


def _convolutions() -> Iterator[tuple[str, tuple[int, ...]]]:
    """Name here, and outputs, inputs, height, width, strides and paddings, in the order of computing."""
    yield "first", (32, 3, 7, 7, 2, 2, 0, 0)
    inputs = 32
    strides = [(channels, stride) for channels, strides in STAGES for stride in strides]
    for number, (outputs, stride) in enumerate(strides):
        padding = 1 if stride == 1 else 0
        yield f"blocks.{number}.first", (outputs, inputs, 3, 3, stride, stride, padding, padding)
        yield f"blocks.{number}.second", (outputs, outputs, 3, 3, 1, 1, 1, 1)
        inputs = outputs


def _names() -> Iterator[str]:
    """All layers of the network as dlib names them, in the order of computing."""
    convolved = ("con_4", "affine_")
    yield from (*convolved, "relu_", "max_pool_2")
    for _, strides in STAGES:
        for stride in strides:
            yield from ("tag1", *convolved, "relu_", *convolved)
            if stride == 2:  # noqa: PLR2004 - the strides of the network
                yield from ("tag2", "skip1", "avg_pool_2")
            yield from ("add_prev_", "relu_")
    yield from ("avg_pool_2", "fc_2")


def _versions() -> list[int]:
    """The version numbers that stand before the layers, from the outside in; the innermost layer has its own."""
    return [1 if name in _MARKS else 2 for name in list(_names())[:0:-1]] + [3]
