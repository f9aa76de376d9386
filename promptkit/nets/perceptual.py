"""Perceptual distance between frames, each frame seen by the network once.

LPIPS (Zhang et al. 2018, version 0.1) unit-normalises the features of every layer along channels, weights their squared
differences and averages over space. That is a squared Euclidean distance between vectors scaled by √w / √(H·W), all
layers side by side: after one pass per frame, any pair costs one subtraction. `tiny` is our own small network of the
same kind, taught by alex and shipped with the package (model/MODEL_CARD.md); `msssim` needs neither weights nor torch.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from promptkit.errors import UnknownName, UsageError
from promptkit.nets import _msssim
from promptkit.nets._exact import exact_convolutions, torch_for
from promptkit.nets._trunks import TRUNKS, layers, load_head, load_trunk
from promptkit.nets.weights import BACKBONES as PARTS
from promptkit.nets.weights import backbone_hashes, backbone_is_here, locate

if TYPE_CHECKING:
    from torch import Tensor

BACKBONES = (*TRUNKS, "msssim")
DEFAULT, OFFLINE, WEIGHTLESS = "alex", "tiny", "msssim"
SMALLEST_SIDE_PX = 32
"""Below this the deepest LPIPS layers have no pixel left."""
SHORT_SIDE_PX = 256
"""To which frames of clips are brought down: LPIPS was fitted to patches of 64 px of small images; at 256 px, 480p and
4K stand on one scale."""
SHIFT, SCALE = (-0.030, -0.088, -0.188), (0.458, 0.448, 0.450)
"""LPIPS v0.1's ScalingLayer: ImageNet's mean and deviation for inputs in [-1, 1]."""
NORM_EPSILON = 1e-10
"""Added to the norm, as in the authors' package (torchmetrics adds 1e-8 under the root)."""

Frames = NDArray[np.uint8] | NDArray[np.float32]
Pair = tuple[Any, Any]


@dataclass(frozen=True, kw_only=True)
class PerceptualNet:
    """A perceptual distance.

    `features`: frames (N, H, W, 3), 0..255, to one opaque value per frame. `distances`: pairs of those to (P,) float64.
    """

    name: str
    scale: str
    """What a distance is counted in: "LPIPS", "LPIPS (tiny)" or "1 − MS-SSIM"; two scales are never compared."""
    device: str
    dtype: str
    smallest_side_px: int
    features: Callable[[Frames], Sequence[Any]]
    distances: Callable[[Sequence[Pair]], NDArray[np.float64]]
    weights: Mapping[str, str] = field(default_factory=dict)
    """sha256 by name of the weights in use."""
    layers: "Callable[[Frames], list[Tensor]] | None" = None
    """Frames to the layers, (N, C, h, w), that `features` strings together: squared distances add up over pixels."""


def resolve_perceptual(name: str) -> str:
    """The backbone that `name` stands for: itself, or for "auto" alex where its weights are, else tiny.

    Raises:
        UnknownName: no such backbone.
    """
    if name == "auto":
        return DEFAULT if backbone_is_here(DEFAULT) else OFFLINE
    if name not in BACKBONES:
        raise UnknownName("perceptual backbone", name, (*BACKBONES, "auto"))
    return name


def load_perceptual(name: str, device: str = "cpu") -> PerceptualNet:
    """The perceptual backbone called `name` ("auto" is resolved), ready on `device`.

    `msssim` runs on the CPU whatever the device.

    Raises:
        UnknownName: no such backbone.
        WeightsError: its weights are absent or not the promised ones.
        UsageError: there is no such device here.
        MissingExtra: torch is not installed.
    """
    name = resolve_perceptual(name)
    if name == WEIGHTLESS:
        return PerceptualNet(
            name=name, scale="1 − MS-SSIM", device="cpu", dtype="float32", smallest_side_px=_msssim.SMALLEST_SIDE_PX,
            features=lambda rgb: [_msssim.pyramid(np.asarray(frame, np.float32)) for frame in rgb],
            distances=lambda pairs: np.array([_msssim.distance(*pair) for pair in pairs], np.float64),
        )  # fmt: skip
    return _lpips(name, device, tuple(backbone_hashes(name).items()))


def usable_device(name: str) -> str:
    """The name of a torch device, tried out (the CPU is taken for granted, so that torch need not be loaded for it).

    Raises:
        UsageError: there is no such device here.
        MissingExtra: torch is not installed.
    """
    if name != "cpu":
        torch = torch_for("LPIPS")
        try:
            torch.zeros(1, device=name)
        except (RuntimeError, AssertionError, NotImplementedError) as error:
            reason = str(error).splitlines()[0]
            raise UsageError(f"the device {name!r} cannot be used ({reason}); use --device cpu") from error
    return name


def lpips_distance(
    first: Frames, second: Frames, *, backbone: str = DEFAULT, device: str = "cpu"
) -> NDArray[np.float64]:
    """Perceptual distance of images, pair by pair.

    Args:
        first: (N, H, W, 3), R, G, B in 0..255, uint8 or float32.
        second: The same shape.
        backbone: "alex", "vgg" or "squeeze" for LPIPS v0.1; "tiny" for an estimate of alex; "msssim" for
            1 − MS-SSIM; "auto".
        device: A torch device.

    Returns:
        (N,) distances; 0 for equal images.

    Raises:
        UsageError: the shapes differ, are no images, or are too small. Otherwise as `load_perceptual`.
    """
    net = load_perceptual(backbone, device)
    refuse_unlike_frames(net, first, second)
    return net.distances(list(zip(net.features(first), net.features(second), strict=True)))


def refuse_unlike_frames(net: PerceptualNet, first: Frames, second: Frames) -> None:
    """Raise `UsageError` unless both are batches of images, of one shape, that are large enough for the backbone."""
    if first.shape != second.shape or first.ndim != 4 or first.shape[-1] != 3:  # noqa: PLR2004
        raise UsageError(f"two batches (N, H, W, 3) of one shape are compared, got {first.shape} and {second.shape}")
    if min(first.shape[1:3]) < net.smallest_side_px:
        raise UsageError(
            f"{net.name} needs images of at least {net.smallest_side_px} pixels a side, got {first.shape[1:3]}"
        )


@lru_cache(maxsize=4)
def _lpips(name: str, device_name: str, hashes: tuple[tuple[str, str], ...]) -> PerceptualNet:
    """The hashes are part of the key: other weights, another network."""
    torch = torch_for("LPIPS")
    device = torch.device(usable_device(device_name))
    trunk, head = TRUNKS[name], PARTS[name][1]
    parameters = {key: value.to(device) for key, value in load_trunk(trunk, locate(trunk.weights)).items()}
    roots = [weights.sqrt().to(device) for weights in load_head(trunk, locate(head))]
    shift = torch.tensor(SHIFT, device=device).view(1, 3, 1, 1)
    scale = torch.tensor(SCALE, device=device).view(1, 3, 1, 1)

    def scaled_layers(rgb: Frames) -> "list[Tensor]":
        with torch.inference_mode(), exact_convolutions():
            x = torch.from_numpy(np.ascontiguousarray(rgb)).to(device).permute(0, 3, 1, 2).float() / 127.5 - 1
            return list(_scaled(layers(trunk, (x - shift) / scale, parameters), roots))

    def features(rgb: Frames) -> "Sequence[Tensor]":
        with torch.inference_mode():
            return list(torch.cat([layer.flatten(1) for layer in scaled_layers(rgb)], dim=1))

    def distances(pairs: Sequence[Pair]) -> NDArray[np.float64]:
        if not pairs:
            return np.zeros(0)
        with torch.inference_mode():
            difference = torch.empty_like(
                pairs[0][0]
            )  # one buffer: fresh memory for each pair costs more than the sums
            squares = torch.stack([_square(torch.sub(a, b, out=difference)) for a, b in pairs])
        return np.asarray(squares.double().cpu().numpy())

    return PerceptualNet(
        name=name, scale="LPIPS (tiny)" if name == OFFLINE else "LPIPS", device=str(device), dtype="float32",
        smallest_side_px=SMALLEST_SIDE_PX, features=features, distances=distances, weights=dict(hashes),
        layers=scaled_layers,
    )  # fmt: skip


def _square(vector: "Tensor") -> "Tensor":
    return vector.dot(vector)


def _scaled(outputs: "Iterator[Tensor]", roots: "Sequence[Tensor]") -> "Iterator[Tensor]":
    """Each layer, (N, C, h, w), unit along channels, so that squared distances over all layers and pixels are LPIPS."""
    torch = torch_for("LPIPS")
    for layer, root in zip(outputs, roots, strict=True):
        norm = torch.linalg.vector_norm(layer, dim=1, keepdim=True) + NORM_EPSILON
        pixels = layer.shape[2] * layer.shape[3]
        yield (layer / norm).mul_((root / pixels**0.5).view(1, -1, 1, 1))
