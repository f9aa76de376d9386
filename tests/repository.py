"""A git repository for tests, in a folder of its own."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


class Repository:
    """A folder under git; knows nothing of the user's own settings of git."""

    def __init__(self, folder: Path):
        if shutil.which("git") is None:
            pytest.skip("there is no git here")
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        """What git answers; an error where it refuses."""
        return self.git_in(self.folder, *arguments)

    @staticmethod
    def git_in(folder: Path, *arguments: str) -> str:
        """The same in another folder."""
        who = {
            "GIT_AUTHOR_NAME": "a",
            "GIT_AUTHOR_EMAIL": "a@b",
            "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@b",
        }
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        command = ["git", *arguments]
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, **who, **alone}, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def write(self, **files: str) -> None:
        """Write files; `a_yaml` is `prompts/a.yaml`."""
        for name, text in files.items():
            path = self.folder / "prompts" / name.replace("_", ".")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)

    def commit(self, **files: str) -> str:
        """Write files and commit everything; the commit."""
        self.write(**files)
        self.git("add", "--all")
        self.git("commit", "-q", "--allow-empty", "-m", "a commit")
        return self.git("rev-parse", "HEAD")
