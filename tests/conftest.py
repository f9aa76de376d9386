"""Where tests find shared material, and what no test may do."""

import os
import shutil
from pathlib import Path

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


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


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium, or a skip that says what is missing (a failure with PROMPTKIT_REQUIRE_BROWSER=1)."""
    absent = pytest.fail if os.environ.get("PROMPTKIT_REQUIRE_BROWSER") == "1" else pytest.skip
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        absent(f"no headless browser found; looked for {', '.join(BROWSERS)}")
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        absent("the Python package playwright is not installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def _private_cache(tmp_path, monkeypatch):
    """No test reads or writes the user's own cache."""
    monkeypatch.setenv("PROMPTKIT_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def from_nowhere(monkeypatch):
    """Nothing says where promptkit was installed from, so that what is missing is named itself."""
    monkeypatch.setattr("promptkit.errors._came_from", lambda _: "")
