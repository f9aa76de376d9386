"""CLIP's two transformers (Radford et al. 2021), from the parameters of OpenAI's and open_clip's files.

Names are those of OpenAI's `clip/model.py`, which open_clip keeps. The sizes follow from the parameters, as there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from promptkit.errors import WeightsError
from promptkit.nets._trunks import read_tensors, refuse_unlike
from promptkit.nets.weights import Located

if TYPE_CHECKING:
    from torch import Tensor

Parameters = Mapping[str, "Tensor"]
HEAD_WIDTH = 64
"""Channels of one attention head in all of OpenAI's models."""
_TEXT = ("token_embedding.weight", "positional_embedding", "text_projection", "ln_final.weight", "ln_final.bias")
_IMAGE = tuple(
    f"visual.{name}"
    for name in (
        "class_embedding", "positional_embedding", "proj", "conv1.weight", "ln_pre.weight", "ln_pre.bias",
        "ln_post.weight", "ln_post.bias",
    )
)  # fmt: skip
_BLOCK = (
    "attn.in_proj_weight", "attn.in_proj_bias", "attn.out_proj.weight", "attn.out_proj.bias", "ln_1.weight",
    "ln_1.bias", "ln_2.weight", "ln_2.bias", "mlp.c_fc.weight", "mlp.c_fc.bias", "mlp.c_proj.weight", "mlp.c_proj.bias",
)  # fmt: skip
_UNUSED = {"logit_scale", "input_resolution", "context_length", "vocab_size", "attn_mask"}


@dataclass(frozen=True)
class Sizes:
    """What an image encoder takes."""

    side_px: int
    patch_px: int


def load_clip(found: Located) -> dict[str, "Tensor"]:
    """The parameters of both encoders, float32, on the CPU.

    Raises:
        WeightsError: the file cannot be read, lacks a parameter or holds one that CLIP has not.
    """
    held = {name: tensor for name, tensor in read_tensors(found).items() if name not in _UNUSED}
    towers = ("transformer", "visual.transformer")
    expected = {*_TEXT, *_IMAGE} | {
        f"{tower}.resblocks.{layer}.{name}" for tower in towers for layer in range(_layers(held, tower))
        for name in _BLOCK
    }  # fmt: skip
    refuse_unlike(found, expected=expected, got=held)
    for tower, width in (("visual", "visual.class_embedding"), ("text", "ln_final.weight")):
        if held[width].shape[0] % HEAD_WIDTH:
            raise WeightsError(f"{found.path}: the {tower} width must be a multiple of {HEAD_WIDTH}; take CLIP's file")
    return held


def sizes(parameters: Parameters) -> Sizes:
    """Side of the square image and of its patches."""
    patch = parameters["visual.conv1.weight"].shape[-1]
    along = round((parameters["visual.positional_embedding"].shape[0] - 1) ** 0.5)
    return Sizes(side_px=along * patch, patch_px=patch)


def encode_images(parameters: Parameters, images: "Tensor") -> "Tensor":
    """Normalised images (N, 3, S, S) to embeddings (N, D), not yet of unit length."""
    import torch  # noqa: PLC0415
    from torch.nn import functional  # noqa: PLC0415

    kernel = parameters["visual.conv1.weight"]
    patches = functional.conv2d(images, kernel, stride=kernel.shape[-1]).flatten(2).transpose(1, 2)
    first = parameters["visual.class_embedding"].expand(len(images), 1, -1)
    x = torch.cat([first, patches], dim=1) + parameters["visual.positional_embedding"]
    x = _transformer(parameters, "visual.transformer", _norm(parameters, "visual.ln_pre", x), is_causal=False)
    return _norm(parameters, "visual.ln_post", x[:, 0]) @ parameters["visual.proj"]


def encode_texts(parameters: Parameters, tokens: "Tensor") -> "Tensor":
    """Tokens (N, L), each row with its end token, the largest of all, to embeddings (N, D), not yet of unit length."""
    import torch  # noqa: PLC0415

    x = parameters["token_embedding.weight"][tokens] + parameters["positional_embedding"][: tokens.shape[1]]
    x = _norm(parameters, "ln_final", _transformer(parameters, "transformer", x, is_causal=True))
    return x[torch.arange(len(x), device=x.device), tokens.argmax(dim=-1)] @ parameters["text_projection"]


def _transformer(parameters: Parameters, tower: str, x: "Tensor", *, is_causal: bool) -> "Tensor":
    for layer in range(_layers(parameters, tower)):
        block = f"{tower}.resblocks.{layer}"
        x = x + _attention(parameters, f"{block}.attn", _norm(parameters, f"{block}.ln_1", x), is_causal=is_causal)
        wide = _linear(parameters, f"{block}.mlp.c_fc", _norm(parameters, f"{block}.ln_2", x))
        x = x + _linear(parameters, f"{block}.mlp.c_proj", wide * (1.702 * wide).sigmoid())  # OpenAI's QuickGELU
    return x


def _attention(parameters: Parameters, prefix: str, x: "Tensor", *, is_causal: bool) -> "Tensor":
    from torch.nn import functional  # noqa: PLC0415

    weight, bias = parameters[f"{prefix}.in_proj_weight"], parameters[f"{prefix}.in_proj_bias"]
    count, length, width = x.shape
    heads = functional.linear(x, weight, bias).view(count, length, 3, width // HEAD_WIDTH, HEAD_WIDTH)
    query, key, value = heads.permute(2, 0, 3, 1, 4)
    found = functional.scaled_dot_product_attention(query, key, value, is_causal=is_causal)
    return _linear(parameters, f"{prefix}.out_proj", found.transpose(1, 2).reshape(count, length, width))


def _linear(parameters: Parameters, prefix: str, x: "Tensor") -> "Tensor":
    from torch.nn import functional  # noqa: PLC0415

    return functional.linear(x, parameters[f"{prefix}.weight"], parameters[f"{prefix}.bias"])


def _norm(parameters: Parameters, prefix: str, x: "Tensor") -> "Tensor":
    from torch.nn import functional  # noqa: PLC0415

    return functional.layer_norm(x, x.shape[-1:], parameters[f"{prefix}.weight"], parameters[f"{prefix}.bias"])


def _layers(parameters: Mapping[str, object], tower: str) -> int:
    """Blocks of a transformer; at least one, so that a file without any is told what it lacks."""
    start = f"{tower}.resblocks."
    return len({name[len(start) :].partition(".")[0] for name in parameters if name.startswith(start)}) or 1
