"""The head fitted once more, on whole frames: the weights of channels that bring the total nearest to the teacher's.

With the trunk fixed a distance is linear in the head's weights, so this is non-negative least squares, as the heads of
LPIPS itself are fitted to people's judgements. Errors are relative to the geometric mean of both distances, which
punishes half and double alike; a pull towards the trained weights keeps channels that few pairs speak for.
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import nnls

from promptkit.nets.training.distil import FLOOR, Student, Teacher, maps, scaled
from promptkit.nets.training.groups import KINDS
from promptkit.nets.training.spoil import spoilt

SEED = 3
PULL = 0.015
"""Weight of the trained weights, per channel, against one pair."""
ROUNDS = 3


def calibrate(student: Student, teacher: Teacher, clips: Sequence[NDArray[np.uint8]]) -> float:
    """Refit the student's head in place; the median relative error that is left on the same pairs."""
    rng = np.random.default_rng(SEED)
    seen = [_pairs(student, teacher, clip, rng) for clip in clips]
    channels, true = np.concatenate([c for c, _ in seen]), np.concatenate([t for _, t in seen])
    kept = true > FLOOR
    channels, true = channels[kept], true[kept]
    trained = np.concatenate([root.detach().square().numpy() for root in student.roots.values()]).astype(np.float64)
    weights = trained
    for _ in range(ROUNDS):
        middle = np.sqrt(true * (channels @ weights))
        pull = np.diag(PULL * len(true) ** 0.5 / np.maximum(trained, 1e-3))
        rows = np.concatenate([channels / middle[:, None], pull])
        weights, _ = nnls(rows, np.concatenate([true / middle, pull @ trained]))
    with torch.no_grad():
        start = 0
        for root in student.roots.values():
            root.copy_(torch.from_numpy(weights[start : start + len(root)]).sqrt())
            start += len(root)
    return float(np.median(np.abs(channels @ weights / true - 1)))


def _pairs(
    student: Student, teacher: Teacher, clip: NDArray[np.uint8], rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of nine pairs: mean squared difference by the student's channel, (9, C), and the teacher's distance, (9,)."""
    last = len(clip) - 1
    at = int(rng.integers(0, last + 1))
    near = [min(at + step, last) if at + step <= last else max(at - step, 0) for step in (1, 2)]
    spoils = [spoilt(clip[at], kind, rng.random(), rng) for kind in rng.choice(KINDS, 2, replace=False)]
    frames = scaled(np.stack([clip[i] for i in (at, *near, int(rng.integers(0, last + 1)))] + spoils))
    first, second = torch.tensor([0, 0, 1, 0, 1, 2, 0, 0, 1]), torch.tensor([1, 2, 2, 3, 3, 3, 4, 5, 4])
    with torch.inference_mode():
        true = torch.stack([m.mean((1, 2)) for m in maps(teacher(frames), first, second)]).sum(0)
        apart = [(x[first] - x[second]).square().mean((2, 3)) for x in student.units(frames)]
    return torch.cat(apart, dim=1).double().numpy(), true.double().numpy()
