"""The student's numbers as the files that the package ships: half precision, a trunk and a head, like LPIPS itself."""

from pathlib import Path

import numpy as np
import torch

from promptkit.nets.training.distil import Student


def export(student: Student, folder: Path) -> None:
    """Write `trunk.npz` (torchvision's names) and `head.npz` (the names of the `lpips` package)."""
    with torch.inference_mode():
        trunk = {name: value.numpy().astype(np.float16) for name, value in student.parameters_by_name().items()}
        head = {
            f"lin{layer}.model.1.weight": root.square().view(1, -1, 1, 1).numpy().astype(np.float16)
            for layer, root in enumerate(student.roots.values())
        }
    np.savez(folder / "trunk.npz", **trunk)
    np.savez(folder / "head.npz", **head)
