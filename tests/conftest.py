"""Where tests find shared material, and what no test may do."""

import os
from pathlib import Path

import pytest


def _folder(variable: str) -> Path | None:
    value = os.environ.get(variable)
    return Path(value) if value and Path(value).is_dir() else None


def _required_or_skip(found: Path | None, what: str) -> Path:
    if found is None:
        if os.environ.get("PROMPTKIT_REQUIRE_SHARED") == "1":
            pytest.fail(f"PROMPTKIT_REQUIRE_SHARED=1, but {what} is not there")
        pytest.skip(f"{what} is not set to a folder")
    return found


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared test material."""
    return _required_or_skip(_folder("PROMPTKIT_SHARED"), "PROMPTKIT_SHARED")


@pytest.fixture(scope="session")
def weights() -> Path:
    """The folder of reference weights: `PROMPTKIT_WEIGHTS`, or the folder `weights` in it."""
    folder = _folder("PROMPTKIT_WEIGHTS")
    if folder is not None and (folder / "weights").is_dir():
        folder = folder / "weights"
    return _required_or_skip(folder, "PROMPTKIT_WEIGHTS")


@pytest.fixture(autouse=True)
def _private_cache(tmp_path, monkeypatch):
    """No test reads or writes the user's own cache."""
    monkeypatch.setenv("PROMPTKIT_CACHE", str(tmp_path / "cache"))
