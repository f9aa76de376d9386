"""How well prompts are read.

    python evals/measure_reader.py test | dev [--errors] [--model FOLDER] [--files GLOB]
    python evals/measure_reader.py gold | public-1 | public-2 | public-3 $PROMPTKIT_SHARED

`test` and `dev` are parts of `datasets/scenes`. `gold` is the set of 200 public prompts in the shared material, which
two readers labelled. `public-1`, `public-2` and `public-3` are 100, 165 and 231 other public prompts, each labelled by
one reader (`public-3`: two) who did not see the program's answers; they may not be shipped, so that the labels name a
prompt by the first 16 hex digits of the sha256 of its text, and `corpora/` of the shared material holds the texts.

Rows and their meaning are those of the shared scorer `gold/score_scenes.py`. Each figure stands with the 95 % interval
of a percentile bootstrap over prompts (2,000 resamples, fixed seed). With two readers, a reading counts as right where
it agrees with either, and the last column scores the second against the first. `--errors` prints every prompt that was
read otherwise than any reader read it, with its tags; `--model` reads with another network than the one that ships;
`--files` takes only what stands in such files of `datasets/scenes/train` ("z[ef]*").
"""

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from public_texts import texts

from promptkit.reader import network
from promptkit.reader.training.corpus import Part, read_part
from promptkit.reader.training.labels import Labels, labels_of
from promptkit.reader.training.markup import read_marked
from promptkit.scene import Scene
from promptkit.scene.read import read_scene

FOLDER = Path(__file__).parents[1] / "datasets" / "scenes"
LABELS = {
    f"public-{name}": [Path(__file__).with_name(f"scene_labels_{reader}.jsonl") for reader in readers]
    for name, readers in {"1": ("1",), "2": ("2",), "3": ("3a", "3b")}.items()
}
RESAMPLES = 2000
BY_TAG = ("load_exact", "static_f1", "elements_f1", "camera_set", "cause_f1", "beats_exact")
OVERLOAD, MANY_BEATS = 3, 3

Cells = dict[str, tuple[float, float, float]]
"""Row → (hits, wrongly said, missed)."""
ASKED: dict[str, Callable[[Labels], bool]] = {
    "static_f1": lambda labels: labels.static,
    "overload_f1": lambda labels: labels.load > OVERLOAD,
    "camera_f1": lambda labels: bool(labels.camera),
    "uncaused_f1": lambda labels: bool(labels.uncaused),
    "cause_f1": lambda labels: labels.has_cause,
    "beats3_f1": lambda labels: labels.beats >= MANY_BEATS,
}
"""Yes/no questions, scored by F1 of yes."""
EXACT: dict[str, Callable[[Labels, Labels], bool]] = {
    "load_exact": lambda mine, right: mine.load == right.load,
    "load_within_1": lambda mine, right: abs(mine.load - right.load) <= 1,
    "camera_set": lambda mine, right: mine.camera == right.camera,
    "beats_exact": lambda mine, right: mine.beats == right.beats,
}


def labels_of_scene(scene: Scene) -> Labels:
    """A reading in the form of the labels."""
    return Labels(
        tuple(element.what.text for element in scene.elements if element.role != "camera"),
        scene.load,
        scene.static,
        frozenset(scene.camera),
        tuple(element.what.text for element in scene.uncaused),
        any(element.cause for element in scene.elements),
        scene.beats,
    )


def counts(mine: Labels, readers: Sequence[Labels]) -> Cells:
    """For one prompt (hits, wrongly said, missed) of every row; an exact row has hits and misses only."""
    found = {}
    for name, ask in ASKED.items():
        said, right = ask(mine), [ask(labels) for labels in readers]
        truth = said if said in right else right[0]
        found[name] = (float(said and truth), float(said and not truth), float(truth and not said))
    for name, agrees in EXACT.items():
        hit = any(agrees(mine, labels) for labels in readers)
        found[name] = (float(hit), 0.0, float(not hit))
    found["elements_f1"] = max((_elements(mine.what, labels.what) for labels in readers), key=f1)
    return found


def f1(cell: Sequence[float]) -> float:
    """2·hits / (2·hits + wrong + missed); 1 where there was nothing to find."""
    hits, wrong, missed = cell
    return 1.0 if hits + wrong + missed == 0 else 2 * hits / (2 * hits + wrong + missed)


def share(cell: Sequence[float]) -> float:
    """Hits of all."""
    return cell[0] / (cell[0] + cell[2])


def _elements(mine: Sequence[str], right: Sequence[str]) -> tuple[float, float, float]:
    left = list(right)
    for what in mine:
        match = next((other for other in left if same_thing(what, other)), None)
        if match is not None:
            left.remove(match)
    hits = len(right) - len(left)
    return float(hits), float(len(mine) - hits), float(len(left))


def same_thing(one: str, other: str) -> bool:
    """Do two names stand for one element: one within the other, or the same last word? As the shared scorer has it."""
    one, other = one.lower().strip(), other.lower().strip()
    return bool(one and other) and (one in other or other in one or one.split()[-1] == other.split()[-1])


def table(cells: Sequence[Cells]) -> Cells:
    """Row → figure with the ends of its 95 % interval."""
    generator = np.random.default_rng(0)
    picks = generator.integers(0, len(cells), (RESAMPLES, len(cells)))
    rows = {}
    for name in cells[0]:
        values = np.array([cell[name] for cell in cells])
        measure = share if name in EXACT else f1
        resampled = [measure(total) for total in values[picks].sum(axis=1)]
        low, high = np.percentile(resampled, [2.5, 97.5])
        rows[name] = (measure(values.sum(axis=0)), float(low), float(high))
    return rows


@dataclass(frozen=True)
class Read:
    """A prompt and what each of its readers says."""

    prompt: str
    readers: tuple[Labels, ...]
    tags: tuple[str, ...] = ()


def ours(part: Part) -> list[Read]:
    """A part of `datasets/scenes`."""
    prompts = read_part(FOLDER, part)
    if part != "test":
        return [Read(prompt.text, (labels_of(prompt),), prompt.tags) for prompt in prompts]
    paths = sorted((FOLDER / "second").glob("*.txt"))
    second = {prompt.text: labels_of(prompt) for path in paths for prompt in read_marked(path)}
    return [Read(prompt.text, (labels_of(prompt), second[prompt.text]), prompt.tags) for prompt in prompts]


def gold(shared: Path) -> list[Read]:
    """The scene gold set."""
    prompts = {row["id"]: row["prompt"] for row in rows(shared / "gold" / "dev_prompts.jsonl")}
    readers = [{row["id"]: labels_of_row(row) for row in rows(shared / "gold" / f"dev_labels_{x}.jsonl")} for x in "ab"]
    return [Read(prompts[key], tuple(labels[key] for labels in readers)) for key in sorted(prompts)]


def public(shared: Path, readers: Sequence[Path]) -> list[Read]:
    """Public prompts that were labelled blind, by one reader or two."""
    found = [{row["id"]: labels_of_row(row) for row in rows(path)} for path in readers]
    prompts: dict[str, str] = {}
    for path in sorted((shared / "corpora").rglob("*")):
        if path.suffix in {".txt", ".csv", ".json"}:
            prompts |= {hashlib.sha256(text.encode()).hexdigest()[:16]: text for text in texts(path)}
    if missing := set().union(*found) - set(prompts):
        sys.exit(f"{len(missing)} labelled prompts are not in {shared / 'corpora'}: {sorted(missing)[:3]} ...")
    return [Read(prompts[key], tuple(labels[key] for labels in found)) for key in sorted(found[0])]


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def labels_of_row(row: dict[str, Any]) -> Labels:
    """Labels as the gold set writes them."""
    things = [element for element in row["elements"] if element["role"] != "camera"]
    return Labels(
        tuple(element["what"] for element in things),
        row["load"],
        row["static"],
        frozenset(row["camera"]),
        tuple(row["uncaused"]),
        any(element["cause"] for element in row["elements"]),
        row["beats"],
    )


def print_rows(cells: Sequence[Cells], reads: Sequence[Read]) -> None:
    """The table of all rows."""
    between = table([counts(read.readers[-1], read.readers[:1]) for read in reads])
    twice = len(reads[0].readers) > 1
    print("| row | promptkit | 95 % | cases | reader vs reader |\n" + "| --- " * 5 + "|")
    for name, (value, low, high) in table(cells).items():
        cases = sum(ASKED[name](read.readers[0]) for read in reads) if name in ASKED else len(cells)
        other = f"{between[name][0]:.3f}" if twice else ""
        print(f"| `{name}` | {value:.3f} | {low:.3f}-{high:.3f} | {cases} | {other} |")


def print_tags(cells: Sequence[Cells], reads: Sequence[Read]) -> None:
    """Some rows for each tag."""
    by_tag = defaultdict(list)
    for read, cell in zip(reads, cells, strict=True):
        for tag in read.tags:
            by_tag[tag].append(cell)
    print(f"\n| tag | prompts | {' | '.join(BY_TAG)} |\n" + "| --- " * (2 + len(BY_TAG)) + "|")
    for tag, its in sorted(by_tag.items()):
        total = {name: np.sum([cell[name] for cell in its], axis=0) for name in its[0]}
        figures = [share(total[name]) if name in EXACT else f1(total[name]) for name in BY_TAG]
        print(f"| {tag} | {len(its)} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |")


def print_camera(mine: Sequence[Labels], reads: Sequence[Read]) -> None:
    """Does the camera move, by the first reader: precision and recall on homonyms and true moves, 95 % intervals."""
    pairs = np.array([
        (bool(said.camera), bool(read.readers[0].camera))
        for said, read in zip(mine, reads, strict=True)
        if {"homonym", "truecam"} & set(read.tags)
    ])  # fmt: skip
    picks = np.random.default_rng(0).integers(0, len(pairs), (RESAMPLES, len(pairs)))
    resampled = pairs[picks]
    both = resampled.all(axis=2).sum(axis=1)
    print(f"\n| camera on {len(pairs)} homonyms and true moves | promptkit | 95 % |\n| --- | --- | --- |")
    for name, column in (("precision", 0), ("recall", 1)):
        low, high = np.percentile(both / resampled[:, :, column].sum(axis=1), [2.5, 97.5])
        print(f"| {name} | {pairs.all(axis=1).sum() / pairs[:, column].sum():.3f} | {low:.3f}-{high:.3f} |")


def standing_in(files: str, reads: Sequence[Read]) -> list[Read]:
    """Those of the prompts that stand in such files of the training part, where the dev part is taken from."""
    texts = {prompt.text for path in (FOLDER / "train").glob(files) for prompt in read_marked(path)}
    return [read for read in reads if read.prompt in texts]


def main(part: str, shared: Path, *, errors: bool, files: str) -> None:
    """Read the prompts of a part, print how well."""
    if part == "gold":
        reads = gold(shared)
    elif part.startswith("public"):
        reads = public(shared, LABELS[part])
    else:
        reads = ours("test" if part == "test" else "dev")
    if files and not (reads := standing_in(files, reads)):
        sys.exit(f"--files {files}: no prompt of {part} stands in such a file of {FOLDER / 'train'}")
    mine = [labels_of_scene(read_scene(read.prompt)) for read in reads]
    cells = [counts(said, read.readers) for said, read in zip(mine, reads, strict=True)]
    print(f"{len(reads)} prompts: {part}\n")
    print_rows(cells, reads)
    if part == "test":
        print_tags(cells, reads)
        print_camera(mine, reads)
    for read, said, cell in zip(reads, mine, cells, strict=True):
        wrong = [name for name in cell if cell[name][1] or cell[name][2]]
        if errors and wrong:
            print(f"\n{' '.join(read.tags)}: {read.prompt}\n  wrong: {', '.join(wrong)}\n  read  {said}")
            print(f"  right {read.readers[0]}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("part", nargs="?", default="test", choices=["test", "dev", "gold", *LABELS])
    parser.add_argument("shared", nargs="?", type=Path, default=Path())
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--model", type=Path, default=network.MODEL)
    parser.add_argument("--files", default="", metavar="GLOB")
    chosen = parser.parse_args()
    network.MODEL = chosen.model
    main(chosen.part, chosen.shared, errors=chosen.errors, files=chosen.files)
