"""A fixed text takes its file's place, whole or not at all."""

import pytest

from promptkit.errors import UsageError
from promptkit.shot import Document
from promptkit.sources.save import save, write_whole


def test_the_file_behind_a_link_is_written(tmp_path):
    """A symbolic link stays a link; what it points at has the new text."""
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")

    save(Document(str(tmp_path / "link.txt"), "néw"))

    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == "néw".encode()


def test_line_breaks_are_written_as_they_are(tmp_path):
    """No platform turns newlines into something else."""
    write_whole(tmp_path / "a.txt", "a\r\nb\nc")

    assert (tmp_path / "a.txt").read_bytes() == b"a\r\nb\nc"


def test_a_failure_leaves_nothing_behind(tmp_path, monkeypatch):
    """When the new text cannot take the file's place, the old one stands there and no scratch file is left."""
    path = tmp_path / "a.txt"
    path.write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)

    with pytest.raises(UsageError, match="cannot be written: No space left on device"):
        save(Document(str(path), "new"))
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_that_is_not_there_is_said(tmp_path):
    """Writing below a folder that does not exist names the path."""
    with pytest.raises(UsageError, match="nowhere"):
        write_whole(tmp_path / "nowhere" / "a.txt", "x")
