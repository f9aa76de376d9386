"""How near the student is on clips that it is not trained on, whole frames, while it is trained."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from promptkit.nets.training.distil import Student, Teacher, maps, scaled
from promptkit.nets.training.groups import KINDS
from promptkit.nets.training.spoil import spoilt

SEED = 5


def follow(student: Student, teacher: Teacher, clips: Sequence[NDArray[np.uint8]]) -> dict[str, float]:
    """Median relative error of frames a step apart, further apart, spoilt, and from different places; 36 frames."""
    rng, told = np.random.default_rng(SEED), []
    device = str(next(student.parameters()).device)
    for clip in clips:
        middle = len(clip) // 2
        spoils = [spoilt(clip[middle], kind, rng.random(), rng) for kind in rng.choice(KINDS, 4, replace=False)]
        frames = scaled(
            np.stack([clip[i] for i in (middle, middle + 1, middle + 6, 0, len(clip) - 1)] + spoils), device
        )
        first, second = torch.zeros(8, dtype=torch.long), torch.arange(1, 9)
        with torch.inference_mode():
            ours, theirs = (sum(m.mean((1, 2)) for m in maps(net(frames), first, second)) for net in (student, teacher))
        told.append((ours / theirs - 1).cpu().numpy())
    errors = np.array(told)
    return {
        "adjacent": float(np.median(np.abs(errors[:, 0]))), "lagged": float(np.median(np.abs(errors[:, 1:4]))),
        "spoilt": float(np.median(np.abs(errors[:, 4:]))), "all": float(np.median(np.abs(errors))),
        "bias": float(np.median(errors)),
    }  # fmt: skip
