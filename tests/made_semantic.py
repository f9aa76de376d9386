"""A small CLIP of random weights with a small vocabulary, pinned in place of the real one."""

import gzip
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from promptkit.nets import weights

WIDTH, LAYERS, SIDE_PX, PATCH_PX, CONTEXT, EMBEDDING = 128, 2, 64, 16, 77, 32
MERGES = ("c a", "ca t</w>", "d o", "do g</w>", "l o", "lo w</w>", "e r</w>")


def random_clip(seed: int = 0) -> dict[str, torch.Tensor]:
    """Parameters by OpenAI's names: both towers 128 wide with two blocks, images of 64 px in patches of 16."""
    made = torch.Generator().manual_seed(seed)

    def some(*shape: int) -> torch.Tensor:
        return torch.randn(shape, generator=made) * 0.1

    def block(prefix: str) -> dict[str, torch.Tensor]:
        return {
            f"{prefix}.{name}": some(*shape) + (1 if name in {"ln_1.weight", "ln_2.weight"} else 0)
            for name, shape in {
                "attn.in_proj_weight": (3 * WIDTH, WIDTH), "attn.in_proj_bias": (3 * WIDTH,),
                "attn.out_proj.weight": (WIDTH, WIDTH), "attn.out_proj.bias": (WIDTH,),
                "ln_1.weight": (WIDTH,), "ln_1.bias": (WIDTH,), "ln_2.weight": (WIDTH,), "ln_2.bias": (WIDTH,),
                "mlp.c_fc.weight": (4 * WIDTH, WIDTH), "mlp.c_fc.bias": (4 * WIDTH,),
                "mlp.c_proj.weight": (WIDTH, 4 * WIDTH), "mlp.c_proj.bias": (WIDTH,),
            }.items()
        }  # fmt: skip

    patches = (SIDE_PX // PATCH_PX) ** 2
    state = {
        "visual.class_embedding": some(WIDTH), "visual.positional_embedding": some(patches + 1, WIDTH),
        "visual.proj": some(WIDTH, EMBEDDING), "visual.conv1.weight": some(WIDTH, 3, PATCH_PX, PATCH_PX),
        "visual.ln_pre.weight": some(WIDTH) + 1, "visual.ln_pre.bias": some(WIDTH),
        "visual.ln_post.weight": some(WIDTH) + 1, "visual.ln_post.bias": some(WIDTH),
        "token_embedding.weight": some(512 + len(MERGES) + 2, WIDTH), "positional_embedding": some(CONTEXT, WIDTH),
        "text_projection": some(WIDTH, EMBEDDING), "ln_final.weight": some(WIDTH) + 1, "ln_final.bias": some(WIDTH),
        "logit_scale": torch.tensor(4.6),
    }  # fmt: skip
    for tower in ("transformer", "visual.transformer"):
        for layer in range(LAYERS):
            state |= block(f"{tower}.resblocks.{layer}")
    return state


@contextmanager
def small_clip(folder: Path) -> Iterator[None]:
    """For a while, ViT-B-32 is the small one."""
    torch.save(random_clip(), folder / "small.pth")
    (folder / "merges.gz").write_bytes(gzip.compress("\n".join(("#version", *MERGES)).encode(), mtime=0))
    files = {"clip-vit-b-32": folder / "small.pth", "clip-bpe": folder / "merges.gz"}
    pinned = {
        name: replace(
            weights.WEIGHTS[name],
            forms=(weights.Form(file=path.name, sha256=hashlib.sha256(path.read_bytes()).hexdigest()),),
        )
        for name, path in files.items()
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weights, "WEIGHTS", {**weights.WEIGHTS, **pinned})
        patch.setattr(weights, "folders", lambda: iter([folder]))
        yield
