"""What is no plain file: said in one line with exit code 2, never waited for, and no other file goes unread for it."""

import os
import socket
import sys
from pathlib import Path

import pytest

from promptkit.cli import main

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs promptkit in a folder of what is no plain file; gives back exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text("A cat, 8k\n")
    for name in ("pipe.txt", "pipe.yaml", "pipe.mp4"):
        os.mkfifo(name)
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "dangling.txt").symlink_to("gone.txt")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket.txt")

    def runner(*arguments):
        monkeypatch.setattr(sys, "argv", ["promptkit", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        return stop.value.code, *capsys.readouterr()

    return runner


@pytest.fixture
def locked(tmp_path, monkeypatch):
    """A folder that nobody may enter; permissions alone would not bind root."""
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "in.txt").write_text("A cat\n")

    def closed(call, path):
        def checked(given=".", *args, **kwargs):
            if not isinstance(given, int) and path(str(tmp_path / given)):
                raise PermissionError(13, "Permission denied", os.fspath(given))
            return call(given, *args, **kwargs)

        return checked

    monkeypatch.setattr(os, "stat", closed(os.stat, lambda given: given.startswith(f"{folder}/")))
    monkeypatch.setattr(os, "scandir", closed(os.scandir, lambda given: given == str(folder)))
    return folder


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("pipe.txt", "pipe.txt: cannot be read: it is a named pipe, not a file; check the path"),
        ("socket.txt", "socket.txt: cannot be read: it is a socket, not a file; check the path"),
        ("/dev/zero", "/dev/zero: cannot be read: it is a device, not a file; check the path"),
        ("loop.txt", "loop.txt: cannot be read: Too many levels of symbolic links; check the path"),
        ("dangling.txt", "dangling.txt: no such file; check the path"),
    ],
)
@pytest.mark.parametrize("command", ["lint", "scene", "rewrite"])
def test_what_is_no_plain_file_is_refused(run, command, path, message):
    """Every command that takes shots says what stands there, and reads the other files."""
    code, out, error = run(command, path, "good.txt")

    assert code == 2
    assert f"promptkit: {message}" in error
    assert "cat" in out


def test_a_search_meets_pipes_sockets_and_loops(run):
    """Each is named in one line, and the good file is linted."""
    code, out, error = run("lint", ".", "--select", "hype-words")

    assert code == 2
    assert [line.split(": ")[1] for line in error.splitlines()] == [
        "dangling.txt", "loop.txt", "pipe.txt", "pipe.yaml", "socket.txt",
    ]  # fmt: skip
    assert "good.txt:1:8" in out


@pytest.mark.parametrize("path", ["pipe.mp4", "/dev/zero"])
def test_a_pipe_is_no_clip(run, path):
    """`score` refuses what it would wait for."""
    code, _, error = run("score", path)

    assert code == 2
    assert f"promptkit: {path}: cannot be read (it is a" in error


def test_a_pipe_is_no_picture(run, tmp_path):
    """`missing-asset` says what stands in the place of an image."""
    (tmp_path / "shot.yaml").write_text("- {prompt: A cat, target: kling-3.0, image: pipe.mp4}\n")

    code, out, _ = run("lint", "shot.yaml", "--select", "missing-asset")

    assert code == 1
    assert "pipe.mp4': cannot be opened (it is a named pipe, not a file); check the path" in out


@pytest.mark.parametrize(
    "arguments", [("gate", "pipe.yaml", "."), ("run", "pipe.yaml"), ("score", "x", "--shot", "pipe.txt")]
)
def test_a_pipe_is_no_suite_and_no_file_of_shots(run, arguments):
    """Commands that read a suite or shots refuse it too."""
    code, _, error = run(*arguments)

    assert code == 2
    assert "cannot be read: it is a named pipe, not a file" in error


@pytest.mark.parametrize(
    "make", [os.mkfifo, os.mkdir, lambda name: Path(name).symlink_to(name)], ids=["pipe", "folder", "loop"]
)
def test_settings_that_are_no_file_are_not_passed_over(run, make):
    """To lint without the settings that a project seems to have would be to lint by other rules."""
    make("promptkit.toml")

    code, out, error = run("lint", "good.txt")

    assert (code, out) == (2, "")
    assert "promptkit.toml: cannot be read: " in error


@pytest.mark.parametrize("option", ["--write-baseline", "--output", "--rules", "--config"])
def test_an_option_names_a_loop(run, option):
    """No option answers a link that leads in a circle with a traceback."""
    _, out, error = run("lint", "good.txt", option, "loop.txt")

    assert "loop.txt" in out + error


@pytest.mark.usefixtures("locked")
@pytest.mark.parametrize("command", ["lint", "scene", "rewrite"])
def test_a_folder_that_cannot_be_entered(run, command):
    """It is named with the remedy, a file in it too, and the others are read."""
    code, out, error = run(command, "locked", "locked/in.txt", "good.txt")

    assert code == 2
    assert "promptkit: locked: Permission denied; make the folder readable or leave it out" in error
    assert "promptkit: locked/in.txt: cannot be read: Permission denied; check the path and its permissions" in error
    assert "cat" in out


def test_a_folder_of_clips_that_cannot_be_entered(run, locked):
    """`score` names it, instead of taking it for a folder without clips."""
    code, _, error = run("score", ".")

    assert code == 2
    assert f"promptkit: {locked.name}: cannot be read (Permission denied); check its name and permissions" in error


@pytest.mark.usefixtures("locked")
def test_any_other_path_that_may_not_be_looked_at(run):
    """One line, and no traceback."""
    code, _, error = run("locked/in.txt")

    assert code == 2
    assert error == "promptkit: locked/in.txt: Permission denied; check the path and its permissions\n"


@pytest.mark.parametrize("command", ["lint", "scene"])
def test_a_file_behind_links_in_a_circle(run, tmp_path, command):
    """One line, no traceback."""
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    code, _, error = run(command, "one/a.txt", "good.txt")

    assert code == 2
    assert "one/a.txt" in error
