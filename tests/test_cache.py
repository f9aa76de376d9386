"""Files that are whole or not there."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from promptkit.cache import whole_file, write_json

DIES = """
import os, signal, sys
from pathlib import Path
from promptkit.cache import whole_file
with whole_file(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="processes cannot be asked after without ending them")
def test_what_a_killed_writer_left_is_taken_away_by_the_next(tmp_path):
    """A hidden part stands where the killed process wrote; once old, a whole file written beside it takes it away."""
    killed = subprocess.run([sys.executable, "-c", DIES, str(tmp_path / "a.json")], check=False)
    left = [path.name for path in tmp_path.iterdir()]
    assert killed.returncode == -signal.SIGKILL
    assert len(left) == 1
    assert left[0].startswith(".part-")

    write_json(tmp_path / "b.json", {})
    assert {path.name for path in tmp_path.iterdir()} == {"b.json", *left}
    os.utime(tmp_path / left[0], (0, 0))
    write_json(tmp_path / "b.json", {})
    assert [path.name for path in tmp_path.iterdir()] == ["b.json"]


def test_what_others_write_stays(tmp_path):
    """A file that is being written, one of another machine, and hidden files of somebody else's."""
    others = [".part-0-1-x", ".part-", ".hidden"]
    for name in others:
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, 0))
    with whole_file(tmp_path / "a.json") as file:
        write_json(tmp_path / "b.json", {})
        file.write(b"whole")

    assert (tmp_path / "a.json").read_bytes() == b"whole"
    assert {path.name for path in tmp_path.iterdir()} == {"a.json", "b.json", *others}


def test_a_write_that_fails_leaves_nothing(tmp_path):
    """Neither a part nor a changed file."""
    write_json(tmp_path / "a.json", 1)
    with pytest.raises(ValueError, match="JSON compliant"):
        write_json(tmp_path / "a.json", float("nan"))

    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert (tmp_path / "a.json").read_text() == "1\n"


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is taken away there")
def test_what_may_not_be_taken_away_is_in_nobodys_way(tmp_path, monkeypatch):
    """In a folder that several users share, parts of others stay, and writing goes on."""
    subprocess.run([sys.executable, "-c", DIES, str(tmp_path / "a.json")], check=False)

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    write_json(tmp_path / "b.json", {})
    assert len([*tmp_path.iterdir()]) == 2
