"""Where two frames differ: the perceptual distance as a map."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from promptkit.errors import UsageError
from promptkit.nets._trunks import TRUNKS
from promptkit.nets.perceptual import DEFAULT, Frames, PerceptualNet, load_perceptual, refuse_unlike_frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor


def lpips_map(first: Frames, second: Frames, *, backbone: str = DEFAULT, device: str = "cpu") -> NDArray[np.float32]:
    """Perceptual distance of images by pixel, as `lpips.LPIPS(spatial=True)` gives it.

    The squared differences of each layer, enlarged to the size of the image with bilinear interpolation, added up.
    The map's mean is near the distance of the images, but not it: enlarging weighs pixels near the border differently.

    Args:
        first: (N, H, W, 3), R, G, B in 0..255, uint8 or float32.
        second: The same shape.
        backbone: One that has layers: "alex", "vgg", "squeeze" or "tiny"; or "auto".
        device: A torch device.

    Returns:
        (N, H, W), in the unit of the backbone, none negative; 0 everywhere for equal images.

    Raises:
        UsageError: the backbone has no layers, or the shapes differ, are no images, or are too small. Otherwise as
            `load_perceptual`.
    """
    net = load_perceptual(backbone, device)
    if net.layers is None:
        raise UsageError(f"{net.name} gives no map of distances; ask for one of {', '.join(TRUNKS)}")
    refuse_unlike_frames(net, first, second)
    pairs = zip(net.layers(first), net.layers(second), strict=True)
    return np.asarray(sum(_enlarged(a - b, first.shape[1:3]) for a, b in pairs))


def layer_maps(net: PerceptualNet, frames: Frames, pairs: "Sequence[tuple[int, int]]") -> list[NDArray[np.float32]]:
    """Distances of pairs of frames by layer and by pixel of the layer, each frame seen by the network once.

    The means of a pair's maps over their pixels, added up over the layers, are its distance.

    Args:
        net: One with layers.
        frames: (N, H, W, 3), R, G, B in 0..255, uint8 or float32.
        pairs: P pairs of indices into the frames.

    Returns:
        For each layer, the finest first, (h, w, P), none negative.

    Raises:
        UsageError: the backbone has no layers.
    """
    if net.layers is None:
        raise UsageError(f"{net.name} gives no map of distances; ask for one of {', '.join(TRUNKS)}")
    ones, others = (list(side) for side in zip(*pairs, strict=True))
    return [
        np.asarray(_squares(layer[ones] - layer[others])[:, 0].permute(1, 2, 0).cpu().numpy(), np.float32)
        for layer in net.layers(frames)
    ]


def _enlarged(difference: "Tensor", size: tuple[int, ...]) -> NDArray[np.float32]:
    """`_squares` at the size of the image, (N, H, W)."""
    from torch.nn import functional  # noqa: PLC0415  (heavy: loaded for the first network only)

    large = functional.interpolate(_squares(difference), size=size, mode="bilinear", align_corners=False)
    return np.asarray(large[:, 0].cpu().numpy(), np.float32)


def _squares(difference: "Tensor") -> "Tensor":
    """The squared length of each pixel's vector, times the number of pixels that it was scaled for: (N, 1, h, w)."""
    return difference.square().sum(dim=1, keepdim=True) * (difference.shape[2] * difference.shape[3])
