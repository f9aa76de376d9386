"""How well a prompt is read, on prompts that nobody looked at while the reader was written.

    python evals/measure_scene.py $PROMPTKIT_SHARED

The labels in `scene_labels.jsonl` are ours, made by one reader who did not see the program's answers, after the
definition in `gold/README.md` of the shared material. The 100 prompts are public ones that may not be shipped: a label
names its prompt by the first 16 hex digits of the sha256 of the text, and `corpora/` of the shared folder holds them.
"""

import csv
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from promptkit.cli.scene import as_json
from promptkit.scene.read import read_scene
from promptkit.shot import Shot

LABELS = Path(__file__).with_name("scene_labels.jsonl")


def strings(path: Path) -> Iterator[str]:
    """Every text that a corpus file holds: lines, table cells, JSON strings."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".csv":
        yield from (cell.strip() for row in csv.reader(text.splitlines()) for cell in row)
    yield from (line.strip() for line in text.splitlines())
    if path.suffix == ".json":
        documents = [text] if not text.startswith('{"') or "\n{" not in text else text.splitlines()
        for document in filter(str.strip, documents):
            yield from leaves(json.loads(document))


def leaves(value: object) -> Iterator[str]:
    """The strings inside a JSON value."""
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)


def main(shared: Path) -> None:
    """Find the labelled prompts, read them, score them with the shared scorer."""
    wanted = {json.loads(line)["id"] for line in LABELS.read_text(encoding="utf-8").splitlines()}
    prompts: dict[str, str] = {}
    for path in sorted((shared / "corpora").rglob("*")):
        if path.suffix in {".txt", ".csv", ".json"}:
            for text in strings(path):
                prompts.setdefault(hashlib.sha256(text.encode()).hexdigest()[:16], text)
    if missing := wanted - set(prompts):
        sys.exit(f"{len(missing)} labelled prompts are not in {shared / 'corpora'}: {sorted(missing)[:3]} ...")
    shots = [Shot(id=key, prompt=prompts[key]) for key in sorted(wanted)]
    scenes = [as_json(shot, read_scene(shot.prompt)) for shot in shots]
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "scenes.json"
        output.write_text(json.dumps({"scenes": scenes}), encoding="utf-8")
        scorer = shared / "gold" / "score_scenes.py"
        subprocess.run([sys.executable, str(scorer), str(output), str(LABELS)], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
