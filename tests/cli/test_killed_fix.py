"""`lint --fix`, killed: whenever it dies, every file is the old one or the new one, whole."""

import random
import re
import signal
import subprocess
import sys
import time

import pytest
from shot_files import written

ROWS = [{"prompt": f"Cat {number} runs, 8k", "mode": "pro"} for number in range(40)]
KINDS = ("jsonl", "csv", "yaml plain", "yaml '", 'yaml "', "yaml |", "yaml >", "yaml flow")
LOOP = """
import sys
from pathlib import Path
from click.testing import CliRunner
from promptkit.cli import cli
from promptkit.sources.save import write_whole

old = {path: path.read_text(encoding="utf-8") for path in Path("shots").iterdir()}
command = ["lint", "shots", "--fix", "--isolated", "--no-cache", "--jobs", "1", "--select", "hype-words"]
while True:
    done = CliRunner().invoke(cli, command, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    print(done.stderr.splitlines()[-1], flush=True)
    for path, text in old.items():
        write_whole(path, text)
"""
AT_ONCE = """
import os, shutil, signal
from pathlib import Path
{sabotage} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from promptkit.cli import cli
cli.main(["lint", "shots", "--fix", "--isolated", "--select", "hype-words"])
"""


@pytest.fixture
def shots(tmp_path):
    """A folder with a file of every format and style; their old and new texts by name."""
    folder = tmp_path / "shots"
    folder.mkdir()
    old = {f"{number}.{kind.split()[0]}": written(kind, ROWS).text for number, kind in enumerate(KINDS)}
    old["a.txt"] = "".join(f"{row['prompt']}\n" for row in ROWS)
    old["b.prompt"] = "".join(f"{row['prompt']}.\n" for row in ROWS)
    for name, text in old.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder, {name: {text, re.sub(r",\s+8k", "", text)} for name, text in old.items()}


def read(folder):
    """The files that a reader of shots sees; what a killed process leaves behind is hidden."""
    return {path.name: path.read_bytes().decode() for path in folder.iterdir() if not path.name.startswith(".")}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_at_any_time_every_file_is_whole(shots):
    """A process that fixes all formats again and again is killed after random delays."""
    folder, texts = shots
    for kill in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", LOOP], cwd=folder.parent, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout.readline().strip() == f"Fixed {len(ROWS) * len(texts)} findings."
            time.sleep(random.Random(kill).uniform(0, 0.4))
            process.kill()
            assert process.wait(timeout=30) == -signal.SIGKILL
        for name, text in read(folder).items():
            assert text in texts[name], f"{name} is torn"
            (folder / name).write_text(max(texts[name], key=len), encoding="utf-8", newline="")
        for path in folder.glob(".*"):
            path.unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("sabotage", ["Path.replace", "shutil.copymode"])
def test_killed_at_the_worst_moment_the_old_file_stands(shots, sabotage):
    """With the new text written out and not yet in place, the file is the old one."""
    folder, texts = shots
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE.format(sabotage=sabotage)],
        cwd=folder.parent,
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == -signal.SIGKILL
    assert read(folder) == {name: max(both, key=len) for name, both in texts.items()}
