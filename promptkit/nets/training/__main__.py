"""Train the perceptual student.

    python -m promptkit.nets.training SHARED WORK [--steady N] [--decay N] [--again N] [--resume]
        [--device cuda --new N --workers N]

SHARED holds `clips/`, `faces/` and `weights/`; WORK receives the decoded material, `student.pt` (to resume from), and
at the end `trunk.npz` and `head.npz`, the files of `promptkit/nets/model`. The rates are steady for the first steps,
fall to nothing, and fall once more from a lower level; then the head is fitted again. One core; on a GPU many groups
are new in each batch, and worker processes make them.
"""

import argparse
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from promptkit.nets.training.calibrate import calibrate
from promptkit.nets.training.distil import Student, Teacher, loss_of, lpips_alex, pairs_of, scaled
from promptkit.nets.training.export import export
from promptkit.nets.training.follow import follow
from promptkit.nets.training.groups import SIZE, Material, Pixels, group
from promptkit.nets.training.material import photos, training_sequences, watched_sequences
from promptkit.nets.training.muon import Muon

SEED = 11
GROUPS, LATE_GROUPS = 3, 2
"""In a batch with one new group: it, and others again, since on a CPU asking the teacher costs as much as a step."""
REMEMBERED = 300
RATES = {"weights": 0.02, "others": 2e-3}
WARM_UP = 100
AGAIN = 0.4
"""Share of the full rates that the second fall begins at."""
SIDE_PX, LATE_SIDE_PX = 160, 192
"""Crops; larger ones while the rate falls, so that the deepest layer sees as far as it does in whole frames."""
FINDING_STEPS = 1500
SAVED_EVERY = 100


def main() -> None:
    """Material, steps, files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("shared", "work"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--steady", type=int, default=800)
    parser.add_argument("--decay", type=int, default=350)
    parser.add_argument("--again", type=int, default=400, help="steps of a second fall, from a lower rate")
    parser.add_argument("--resume", action="store_true", help="go on from student.pt")
    parser.add_argument("--device", default="cpu", help="of torch")
    parser.add_argument("--new", type=int, default=1, help="groups of a batch; more than one: none is shown again")
    parser.add_argument("--workers", type=int, default=0, help="processes that make groups")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    asked.work.mkdir(parents=True, exist_ok=True)
    material = Material(training_sequences(asked.shared, asked.work), photos(asked.shared))
    watched = watched_sequences(asked.shared)
    print(f"{len(material.sequences)} sequences, {len(material.photos)} photos", flush=True)
    teacher = lpips_alex(asked.device)
    learning = Learning(Student([len(channels) for channels in teacher.read]).to(asked.device))
    kept = asked.work / "student.pt"
    done = learning.restore(kept) if asked.resume else 0
    remembered: deque[tuple[Tensor, list[Tensor]]] = deque(maxlen=REMEMBERED if asked.new == 1 else 1)
    seen, begin = [], time.monotonic()
    last = asked.steady + asked.decay + asked.again
    for step, crops in enumerate(_crops(material, asked, done), start=done):
        is_late = step >= asked.steady
        if step == asked.steady:
            remembered.clear()
        rng = np.random.default_rng((SEED, step))
        groups = 1 if asked.new > 1 else LATE_GROUPS if is_late else GROUPS
        batch = batch_of(scaled(crops.flatten(0, 1).numpy(), asked.device), teacher, remembered, rng, groups=groups)
        finding = 0.0 if is_late else max(0.1, 1 - step / FINDING_STEPS)
        rate = rate_at(step, asked.steady, asked.decay, asked.again)
        seen.append(learning.step(*batch, rng, rate=rate, finding=finding))
        if (step + 1) % SAVED_EVERY == 0 or step + 1 == last:
            told = {name: round(torch.stack([parts[name] for parts in seen]).mean().item(), 4) for name in seen[0]}
            print(step + 1, f"{time.monotonic() - begin:.0f} s", told, flush=True)
            seen = []
            learning.save(kept, step + 1)
            print(step + 1, follow(learning.student, teacher, watched), flush=True)
    student, teacher = learning.student.cpu(), lpips_alex()
    print("head fitted again:", calibrate(student, teacher, material.sequences))
    print(follow(student, teacher, watched))
    export(student, asked.work)


@dataclass(frozen=True)
class _Groups(Dataset[Pixels]):
    """Group after group, each from its own number."""

    material: Material
    side_px: int

    def __getitem__(self, number: int) -> Pixels:
        return group(self.material, self.side_px, np.random.default_rng((SEED, number)))


def _crops(material: Material, asked: argparse.Namespace, done: int) -> Iterator[Tensor]:
    """The new groups of each step from `done` on, (new, SIZE, side, side, 3)."""
    last = asked.steady + asked.decay + asked.again
    for side_px, start, end in ((SIDE_PX, done, asked.steady), (LATE_SIDE_PX, max(done, asked.steady), last)):
        yield from DataLoader(
            _Groups(material, side_px), batch_size=asked.new, sampler=range(start * asked.new, end * asked.new),
            num_workers=asked.workers,
        )  # fmt: skip


def rate_at(step: int, steady: int, decay: int, again: int) -> float:
    """Share of the full rates: up, steady, down, and once more down from `AGAIN`."""
    if step < steady:
        return min(1.0, (step + 1) / WARM_UP)
    if step < steady + decay:
        return 1 - (step - steady) / decay
    return AGAIN * (1 - (step - steady - decay) / again)


def batch_of(
    crops: Tensor, teacher: Teacher, remembered: deque[tuple[Tensor, list[Tensor]]], rng: np.random.Generator,
    *, groups: int,
) -> tuple[Tensor, list[Tensor]]:  # fmt: skip
    """Crops, and the teacher's features of them: the new ones, and `groups` less one batches from memory."""
    remembered.append((crops, teacher(crops)))
    others = rng.choice(len(remembered) - 1, groups - 1) if len(remembered) > 1 else []
    chosen = [remembered[-1], *(remembered[i] for i in others)]
    return torch.cat([crops for crops, _ in chosen]), [
        torch.cat(layer) for layer in zip(*(features for _, features in chosen), strict=True)
    ]


class Learning:
    """The student, and what moves it."""

    def __init__(self, student: Student) -> None:
        weights = list(student.weights.values())
        others = [p for p in student.parameters() if not any(p is w for w in weights)]
        self.student = student
        self.optimisers = {
            "weights": Muon(weights, lr=RATES["weights"]),
            "others": torch.optim.Adam(others, lr=RATES["others"], betas=(0.9, 0.98)),
        }

    def step(
        self, crops: Tensor, theirs: list[Tensor], rng: np.random.Generator, *, rate: float, finding: float
    ) -> dict[str, Tensor]:
        """One step at a share of the full rates; the parts of the loss."""
        first, second = (index.to(crops.device) for index in pairs_of(len(crops) // SIZE, rng))
        loss, parts = loss_of(self.student, self.student(crops), theirs, first, second, finding=finding)
        self.student.zero_grad(set_to_none=True)
        loss.backward()
        for name, optimiser in self.optimisers.items():
            optimiser.param_groups[0]["lr"] = RATES[name] * rate
            optimiser.step()
        return parts

    def save(self, path: Path, done: int) -> None:
        """All that `restore` needs."""
        state = {name: optimiser.state_dict() for name, optimiser in self.optimisers.items()}
        torch.save(state | {"student": self.student.state_dict(), "done": done}, path)

    def restore(self, path: Path) -> int:
        """Steps already done."""
        state = torch.load(path, weights_only=True, map_location="cpu")
        self.student.load_state_dict(state["student"])
        for name, optimiser in self.optimisers.items():
            optimiser.load_state_dict(state[name])
        return int(state["done"])


if __name__ == "__main__":
    main()
