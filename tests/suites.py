"""Small suites for tests: two prompts, tiny clips, metrics without weights."""

from pathlib import Path

import yaml

SHOTS = [{"id": "pier", "prompt": "A woman walks along a pier."}, {"id": "flag", "prompt": "A red flag in a field."}]
TINY = {"simulator": True, "width": 96, "height": 64}


def write_suite(folder: Path, **changes) -> Path:
    """A suite file with its shots, `changes` on top; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "shots.yaml").write_text(yaml.safe_dump(SHOTS))
    suite = {
        "name": "tiny",
        "shots": "shots.yaml",
        "variants": {"clean": {}, "flawed": {"flaws": {"flicker": 0.05}}},
        "durations": [1],
        "provider": TINY,
        "metrics": ["flicker", "motion"],
        "compare": ["clean", "flawed"],
    }
    path = folder / "suite.yaml"
    path.write_text(yaml.safe_dump({**suite, **changes}))
    return path
