"""The marked prompts of `datasets/scenes` and their fixed split."""

import hashlib
from pathlib import Path
from typing import Literal

from promptkit.reader.training.markup import MarkedPrompt, read_marked

Part = Literal["train", "dev", "test"]
DEV_SHARE = 8
"""Percent of the prompts under `train/` that choose between models and are never trained on."""


def read_part(folder: Path, part: Part) -> list[MarkedPrompt]:
    """The prompts of one part of the split; a prompt keeps its part however the folder grows."""
    inside = folder / ("test" if part == "test" else "train")
    prompts = [prompt for path in sorted(inside.glob("*.txt")) for prompt in read_marked(path)]
    return prompts if part == "test" else [prompt for prompt in prompts if _is_dev(prompt) == (part == "dev")]


def _is_dev(prompt: MarkedPrompt) -> bool:
    return int(hashlib.sha256(prompt.text.encode()).hexdigest(), 16) % 100 < DEV_SHARE
