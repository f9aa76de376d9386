"""How long a project takes to lint: again from the cache, and in one process or two.

    python evals/measure_lint_project.py $PROMPTKIT_SHARED

10,000 public prompts, one a line, linted from nothing and once more; then the first 2,000 of them in 100 files, without
the cache, with `--jobs 1` and `--jobs 2`. Each run is the command in a process of its own; the best of three counts,
but for the first run.
"""

import os
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from measure_fixes import prompts

LINES, IN_FILES, FILES, ROUNDS = 10_000, 2_000, 100, 3
LINT = (sys.executable, "-m", "promptkit", "lint", "--isolated", "--exit-zero", "--statistics")


def seconds(*arguments: str, folder: Path, rounds: int = ROUNDS) -> float:
    """Of the command, the best of so many runs."""
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        environment = {**os.environ, "PROMPTKIT_CACHE": str(folder / "cache")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode
        subprocess.run([*LINT, *arguments], cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=True)
        spent.append(time.perf_counter() - start)
    return min(spent)


def main() -> None:
    """Measure and print."""
    drawn = (" ".join(text.split()).lstrip("#") for text in prompts(Path(sys.argv[1])))
    texts = [text for text in islice(cycle(list(drawn)), LINES) if text]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "ten.txt").write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
        print(f"{len(texts)} lines, first: {seconds('ten.txt', folder=folder, rounds=1):.1f} s")
        print(f"again, from the cache: {seconds('ten.txt', folder=folder):.2f} s")
        (folder / "many").mkdir()
        for at in range(FILES):
            some = texts[at:IN_FILES:FILES]
            (folder / "many" / f"{at}.txt").write_text("".join(f"{text}\n" for text in some), encoding="utf-8")
        one, two = (seconds("many", "--no-cache", "--jobs", jobs, folder=folder) for jobs in ("1", "2"))
        size = f"{FILES} files of {IN_FILES // FILES} lines"
        print(f"{size}: --jobs 1 {one:.1f} s, --jobs 2 {two:.1f} s, ratio {one / two:.2f}")


if __name__ == "__main__":
    main()
