"""A study that is killed over and over ends as one that never was.

    python evals/measure_interruptions.py [--kills 20] [--prompts 100]

Two variants of 100 prompts, on the simulator, make 200 cases. One run is left alone. The other is killed (SIGKILL, with
its whole process group) at twenty random moments and taken up again each time, by one process or two. At the end every
case must be scored once, with the same scores, and `compare` must say the same.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import yaml

SHARE = 0.8
"""Of the work that is done before the last kill, as far as may be planned."""
SEED, SIDE = 3, {"width": 96, "height": 64}
SUBJECTS = ("a kite", "a flag", "a paper boat", "a hen", "a tram", "a diver", "a broom", "a lamp", "a pony", "a drum")
PLACES = ("a pier", "a roof", "a hall", "a field", "a canal", "a yard", "a bridge", "a beach", "a market", "a bay")


def suite_file(folder: Path, prompts: int) -> Path:
    """The suite, and its shots beside it."""
    texts = [f"{subject} moves past {place}" for subject in SUBJECTS for place in PLACES][:prompts]
    shots = [{"id": f"shot-{number:03d}", "prompt": text} for number, text in enumerate(texts)]
    (folder / "shots.yaml").write_text(yaml.safe_dump(shots), encoding="utf-8")
    suite = {
        "name": "interrupted", "shots": "shots.yaml", "durations": [1],
        "variants": {"clean": {}, "flawed": {"flaws": {"flicker": 0.05}}},
        "provider": {"simulator": True, **SIDE}, "metrics": ["flicker", "motion"], "compare": ["clean", "flawed"],
    }  # fmt: skip
    path = folder / "suite.yaml"
    path.write_text(yaml.safe_dump(suite), encoding="utf-8")
    return path


def begun(suite: Path, out: Path, jobs: int) -> "subprocess.Popen[bytes]":
    """`promptkit run`, in a process group of its own."""
    command = [sys.executable, "-m", "promptkit", "run", str(suite), "--out", str(out), "--jobs", str(jobs)]
    return subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def finished(suite: Path, out: Path, jobs: int = 1) -> float:
    """Run to the end; seconds."""
    start, process = time.perf_counter(), begun(suite, out, jobs)
    _, said = process.communicate()
    if process.returncode:
        raise SystemExit(f"promptkit run ended with {process.returncode}: {said.decode()[-500:]}")
    return time.perf_counter() - start


def scores(out: Path) -> dict[tuple[str, str, str], object]:
    """(arm, case, metric) → score; ends the script if a case stands there twice."""
    found: dict[tuple[str, str, str], object] = {}
    for file in sorted(out.glob("*/scores.jsonl")):
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        twice = [name for name, count in Counter(row["case"] for row in rows).items() if count > 1]
        if twice:
            raise SystemExit(f"{file}: scored twice: {', '.join(twice)}")
        arm = file.parent.name
        found |= {(arm, row["case"], name): score["value"] for row in rows for name, score in row["scores"].items()}
    return found


def verdict(out: Path) -> str:
    """What `promptkit compare` says."""
    arms = (str(out / arm) for arm in ("clean", "flawed"))
    command = [sys.executable, "-m", "promptkit", "compare", *arms, "--format", "json"]
    told = json.loads(subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True).stdout)
    return json.dumps({metric["metric"]: metric["verdict"] for metric in told["metrics"]})


def main() -> None:
    """Run both, and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--prompts", type=int, default=100)
    asked = parser.parse_args()
    drawn, killed = random.Random(SEED), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        suite = suite_file(folder, asked.prompts)
        alone = finished(suite, folder / "alone")
        idle = finished(suite, folder / "alone")  # nothing is left to do: how long it takes to begin
        longest = 2 * (idle + SHARE * (alone - idle) / asked.kills)
        while killed < asked.kills:
            process = begun(suite, folder / "killed", jobs=1 + killed % 2)
            try:
                process.wait(drawn.uniform(0, longest))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                killed += 1
            else:  # it was done before its moment came: more cases are wanted, not fewer kills
                raise SystemExit(f"the run ended after {killed} kills; ask for more --prompts, or fewer --kills")
            finally:
                process.wait()
        finished(suite, folder / "killed")
        whole, other = scores(folder / "alone"), scores(folder / "killed")
        left = [path.name for path in (folder / "killed").rglob(".*")]
        cases = len({key[:2] for key in other})
        print(f"{cases} cases, killed {killed} times; a run left alone takes {alone:.0f} s")
        print(f"the same cases and metrics: {whole.keys() == other.keys()}; the same scores: {whole == other}")
        said, said_again = verdict(folder / "alone"), verdict(folder / "killed")
        print(f"verdicts: {said}, and {said_again}")
        if whole != other or said != said_again:
            raise SystemExit("the run that was killed is not the one that was left alone")
        print(f"unfinished files left: {left or 'none'}")


if __name__ == "__main__":
    main()
