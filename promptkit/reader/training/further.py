"""A student that stands learns kinds of prompts that it reads badly, and keeps the rest.

    python -m promptkit.reader.training.further DATASETS WORK --new GLOB [--from MODEL] [--known N] [--passes N]
        [--every N] [--rate R] [--seed N] [--runs N] [--share S] [--device cuda]

DATASETS is `datasets/scenes` of this project, GLOB names the files of its `train/` that the student has not seen
("z[abcd]*.txt"), WORK receives `student.pt` and the folder `model` to ship. No teacher is needed.

On the prompts that it was taught with it is held to what it said, beside their marks; on the new ones the marks alone
count, each time in other surroundings (`mixing`). Reference: Li and Hoiem 2016, "Learning without Forgetting"
(arXiv:1606.09282). What ships lies between the student before and after (`--share` of the way), or the mean of several
that were taught apart (`--runs`), which reads unlike prompts better than any of them.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path

import torch
from torch import nn

from promptkit.reader.network import MODEL
from promptkit.reader.pieces import Vocabulary
from promptkit.reader.training.batches import Batch, Item, batches, groups, items_of, loss_of
from promptkit.reader.training.corpus import read_part
from promptkit.reader.training.distil import apart_from
from promptkit.reader.training.export import between, imported, mean_of
from promptkit.reader.training.markup import MarkedPrompt, read_marked
from promptkit.reader.training.mixing import mixed, still_sentences
from promptkit.reader.training.schedule import Schedule, larger_batches, products
from promptkit.reader.training.ship import ship
from promptkit.reader.training.torch_network import TorchNetwork

PIECES = 1200
RATE = 3e-4
HIDDEN = 0.03
"""Share of the new pieces behind [MASK]."""
SEED = 7
KNOWN = 16_000


def learn_further(
    student: TorchNetwork,
    new: Sequence[MarkedPrompt],
    known: Sequence[Item],
    vocabulary: Vocabulary,
    *,
    passes: int,
    every: int,
    rate: float,
    seed: int,
    device: str = "cpu",
) -> None:
    """Train `student` in place.

    Args:
        student: As it stands; a copy of it says what is to be kept.
        new: Marked prompts of the kinds to be learned.
        known: Prompts it was taught with, or other texts; those that have marks are held to them as well.
        vocabulary: Cuts the new prompts into pieces.
        passes: Over `known`. `new` begins anew as often as it ends before.
        every: A batch of `new` comes with every so many of `known`.
        rate: Of learning, at its highest.
        seed: Of order, [MASK] and choice.
        device: Of torch.
    """
    torch.manual_seed(seed)
    generator = random.Random(seed)
    before = deepcopy(student).eval().requires_grad_(requires_grad=False).to(device)
    student.to(device)
    fast, larger = products(device), larger_batches(device)
    pieces = round(PIECES * larger)
    steps = passes * len(groups(known, pieces, random.Random(seed)))
    schedule = Schedule(student, {}, rate * larger**0.5, steps)
    for each in (student, *student.layers):
        each.drop.p = 0.0
    student.train()
    fresh = _again_and_again(new, vocabulary, pieces, generator, device)
    same = nn.Identity()
    for number in range(1, passes + 1):
        losses = []
        for at, batch in enumerate(batches(known, pieces, generator, device=device)):
            loss = apart_from(before, student, same, batch, told=lambda held: before.hidden(held.texts), fast=fast)
            if at % every == 0:
                more = next(fresh)
                with fast:
                    tags, links = student.heads(student.hidden(more.texts))
                loss = loss + loss_of(student, tags.float(), links.float(), more)
            schedule.step(loss)
            losses.append(loss.detach())
        print(f"pass {number} of {passes}: loss {torch.stack(losses).mean().item():.3f}", flush=True)
    student.eval()


def _again_and_again(
    prompts: Sequence[MarkedPrompt], vocabulary: Vocabulary, pieces: int, generator: random.Random, device: str
) -> Iterator[Batch]:
    """The batches of `prompts`, in another order and other surroundings each time round."""
    still = still_sentences(prompts)
    while True:
        items = items_of([*mixed(prompts, still, generator)], vocabulary)
        yield from batches(items, pieces, generator, HIDDEN, device=device)


def main() -> None:
    """The student that stands, further taught, tempered and written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("datasets", "work"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--new", required=True, metavar="GLOB", help="files of train/ that the student has not seen")
    parser.add_argument("--from", type=Path, dest="begin", default=MODEL, metavar="MODEL", help="default: what ships")
    parser.add_argument("--known", type=int, default=KNOWN, help="prompts of the other files that are shown in a pass")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--every", type=int, default=1, help="batches of these for each batch of new ones")
    parser.add_argument("--rate", type=float, default=RATE, help="of learning, at its highest")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--runs", type=int, default=1, help="students that are taught apart, each with the next seed")
    parser.add_argument("--share", type=float, default=0.5, help="of the way from the student before to the one after")
    parser.add_argument("--device", default="cpu", help="of torch")
    asked = parser.parse_args()
    added = {prompt.text for path in (asked.datasets / "train").glob(asked.new) for prompt in read_marked(path)}
    if not added:
        parser.error(f"--new {asked.new}: no marked prompts in such files of {asked.datasets / 'train'}")
    vocabulary = Vocabulary(asked.begin / "vocab.txt")
    prompts = read_part(asked.datasets, "train")
    known = [prompt for prompt in prompts if prompt.text not in added]
    new = [prompt for prompt in prompts if prompt.text in added]
    weights, students = asked.begin / "weights.npz", list[TorchNetwork]()
    for seed in range(asked.seed, asked.seed + asked.runs):
        shown = random.Random(seed).sample(known, min(asked.known, len(known)))
        students.append(imported(weights))
        learn_further(
            students[-1], new, items_of(shown, vocabulary), vocabulary,
            passes=asked.passes, every=asked.every, rate=asked.rate, seed=seed, device=asked.device,
        )  # fmt: skip
    student = between(imported(weights), mean_of([student.cpu() for student in students]), asked.share)
    ship(student, asked.datasets, asked.work, asked.begin / "vocab.txt")


if __name__ == "__main__":
    main()
