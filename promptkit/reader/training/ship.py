"""A student, tempered on the dev part, as the folder that ships."""

import shutil
from pathlib import Path

import torch

from promptkit.reader.pieces import Vocabulary
from promptkit.reader.training.batches import items_of
from promptkit.reader.training.calibrate import calibrate
from promptkit.reader.training.corpus import read_part
from promptkit.reader.training.export import export
from promptkit.reader.training.torch_network import TorchNetwork


def ship(student: TorchNetwork, datasets: Path, work: Path, vocabulary: Path) -> None:
    """Write `student.pt` and the folder `model` into `work`; the names' temperature is chosen on the dev part."""
    dev = items_of(read_part(datasets, "dev"), Vocabulary(vocabulary))
    print(f"temperature of names: {calibrate(student, dev):.2f}")
    model = work / "model"
    model.mkdir(parents=True, exist_ok=True)
    torch.save(student.state_dict(), work / "student.pt")
    export(student, model / "weights.npz")
    shutil.copy(vocabulary, model / "vocab.txt")
