"""What frames and prompts mean to CLIP: unit vectors whose cosines compare.

`ViT-B-32` is OpenAI's model, the one that VBench and most papers use. Its weights were not at hand when this was
written: the arithmetic is checked against torch's and open_clip's with random weights, the scores are not validated.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from promptkit.nets._bpe import load_tokens
from promptkit.nets._clip import encode_images, encode_texts, load_clip, sizes
from promptkit.nets._exact import exact_convolutions, torch_for
from promptkit.nets.perceptual import usable_device
from promptkit.nets.weights import BACKBONES, backbone_hashes, locate

if TYPE_CHECKING:
    from torch import Tensor

DEFAULT = "ViT-B-32"
NOTICE = (
    f"semantic scores use {DEFAULT}, which promptkit's authors have not validated: they had no weights to try it with"
)
MEAN, DEVIATION = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)
"""Of CLIP's training images, as in OpenAI's `clip.py`."""
BATCH = 8
F32 = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class SemanticNet:
    """Images and texts to unit vectors (N, D) float32.

    `images`: frames (H, W, 3) uint8, brought to the network's size by bicubic filtering, cropped to the middle square;
    `is_smoothed=False` leaves out the low pass, as VBench does. `text`: one text to (D,) and whether it was cut to the
    tokens that the network takes.
    """

    images: Callable[..., F32]
    text: Callable[[str], tuple[F32, bool]]


def load_semantic(name: str = DEFAULT, device: str = "cpu") -> SemanticNet:
    """The semantic backbone called `name`, ready on `device`.

    Raises:
        WeightsError: its weights are absent or not the promised ones.
        UsageError: there is no such device here.
        MissingExtra: torch is not installed.
    """
    return _load(name, device, tuple(backbone_hashes(name).items()))


@lru_cache(maxsize=1)
def _load(name: str, device_name: str, _hashes: tuple[tuple[str, str], ...]) -> SemanticNet:
    """The hashes are part of the key: other weights, another network."""
    torch = torch_for("semantic scores")
    device = torch.device(usable_device(device_name))
    network, vocabulary = BACKBONES[name]
    parameters = {key: value.to(device) for key, value in load_clip(locate(network)).items()}
    tokens = load_tokens(locate(vocabulary))
    side_px, most_tokens = sizes(parameters).side_px, parameters["positional_embedding"].shape[0]

    def images(frames: Sequence[NDArray[np.uint8]], *, is_smoothed: bool = True) -> F32:
        with torch.inference_mode(), exact_convolutions():
            ready = torch.cat([fitted(frame, side_px, is_smoothed=is_smoothed, device=device) for frame in frames])
            return _unit(encode_images(parameters, ready))

    def text(said: str) -> tuple[F32, bool]:
        found = tokens(said)
        cut = [*found[: most_tokens - 1], found[-1]] if len(found) > most_tokens else found
        with torch.inference_mode():
            row = torch.tensor([cut], device=device)
            return _unit(encode_texts(parameters, row))[0], len(cut) < len(found)

    return SemanticNet(images=images, text=text)


def fitted(frame: NDArray[np.uint8], side_px: int, *, is_smoothed: bool, device: Any = "cpu") -> "Tensor":
    """A frame (H, W, 3) as the network wants it, (1, 3, S, S): as torchvision's Resize, CenterCrop and Normalize."""
    torch = torch_for("semantic scores")
    height, width = frame.shape[:2]
    short = min(height, width)
    size = (int(side_px * height / short), int(side_px * width / short))
    x = torch.from_numpy(np.array(frame)).to(device).permute(2, 0, 1)[None].float()
    x = torch.nn.functional.interpolate(x, size, mode="bicubic", align_corners=False, antialias=is_smoothed)
    top, left = (round((whole - side_px) / 2) for whole in size)
    x = x[:, :, top : top + side_px, left : left + side_px].clamp(0, 255).round() / 255
    mean, deviation = (torch.tensor(each, device=device).view(1, 3, 1, 1) for each in (MEAN, DEVIATION))
    fit: Tensor = (x - mean) / deviation
    return fit


def _unit(vectors: "Tensor") -> F32:
    return np.asarray((vectors / vectors.norm(dim=-1, keepdim=True)).cpu().numpy())
