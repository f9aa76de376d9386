"""Lines of the definition that the trained reader is known to misread."""

from pathlib import Path

import pytest

MISREAD = frozenset(Path(__file__).with_name("misread.txt").read_text(encoding="utf-8").splitlines())
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """They are expected to fail, strictly: a reader that gets one right must take it off the list."""
    for item in items:
        prompt = getattr(item, "callspec", None) and item.callspec.params.get("prompt")
        if HERE in item.path.parents and prompt in MISREAD:
            item.add_marker(pytest.mark.xfail(reason="misread, see reports/scenes.md", strict=True))
