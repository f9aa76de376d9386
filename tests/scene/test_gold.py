"""The figures that `reports/scenes.md` promises hold on the gold set."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

from promptkit.cli.scene import as_json
from promptkit.scene.read import read_scene
from promptkit.shot import Shot

REPORT = Path(__file__).parents[2] / "reports" / "scenes.md"
pytestmark = pytest.mark.shared


def _promised():
    section = REPORT.read_text(encoding="utf-8").split("\n## ")[1]
    row = re.compile(r"^\| `(\w+)` \| ([\d.]+) \| [\d.]+-[\d.]+ \| \d+ \| [\d.]+ \|$", re.MULTILINE)
    return {name: float(figure) for name, figure in row.findall(section)}


def test_figures_do_not_fall(shared):
    """Every row that counts is at least the reported figure, rounded down to two digits."""
    gold = shared / "gold"
    spec = importlib.util.spec_from_file_location("score_scenes", gold / "score_scenes.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    lines = (gold / "dev_prompts.jsonl").read_text(encoding="utf-8").splitlines()
    shots = [Shot(id=row["id"], prompt=row["prompt"]) for row in map(json.loads, lines)]
    scenes = {shot.id: as_json(shot, read_scene(shot.prompt)) for shot in shots}
    readers = [scorer.load_labels(gold / f"dev_labels_{reader}.jsonl") for reader in "ab"]
    figures = scorer.score(scenes, readers)
    promised = _promised()
    assert set(promised) == {name for name in figures if not name.endswith("_n")}
    fallen = {name: figures[name] for name, figure in promised.items() if figures[name] < int(figure * 100) / 100}
    assert fallen == {}
